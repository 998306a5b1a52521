"""Searching: what is found is what the person who asks may see, on both engines alike."""

from dataclasses import replace

from actions import erasing, imports, searching
from portfolio.imports.entries import Entry, Field, ListedStage, Listing
from portfolio.initiatives import Stage
from portfolio.searching import Where
from portfolio.verdicts import Choice
from portfolio.views.finding import SearchHit
from store import ledger
from tests.actions.world import World

ENTRY = Entry(
    row=1, key="x|1", name="Prüfung of letters", stage=ListedStage.PILOT, stage_text="Pilot", started=None, started_text="",
    organisation="DHS", unit="Customs", addresses=(), sponsor="", intent="Letters wait for weeks at the café", benefit="",
    approved=None, others={},
)  # fmt: skip


async def bring(world: World, *entries: Entry) -> int:
    listing = Listing(entries=entries, rejected=(), columns={Field.NAME: "Name"}, repeated=())
    _, number = await world.store.write(
        imports.apply, listing, file="list.csv", hash="f" * 64, rows=len(entries), now=world.now
    )
    assert number is not None
    return number


async def found(world: World, who: str, text: str) -> list[str]:
    actor = await world.meet(who)
    view = await world.store.read(searching.search, actor, text, 1, world.now)
    assert view.total == len(view.hits)
    return [one.name for one in view.hits]


async def test_everybody_finds_what_they_may_see_and_nothing_else(world: World) -> None:
    dana, omar = await world.meet("Dana Whitfield"), await world.meet("Omar Haddad")
    await world.initiative(dana, "Proposal drafting")
    await world.initiative(omar, "Proposal review")
    await bring(world, ENTRY)

    assert await found(world, "Dana Whitfield", "propos") == ["Proposal drafting"]
    assert await found(world, "Omar Haddad", "PROPOSAL") == ["Proposal review"]
    assert await found(world, "Paul Proposer", "proposal") == []   # his once, until their sponsors accepted
    assert await found(world, "Sam Stranger", "proposal") == []
    assert await found(world, "Adam Admin", "proposal") == []
    for office in ("Olga Office", "Lea Leader", "Rita Reviewer"):
        assert await found(world, office, "proposal") == ["Proposal review", "Proposal drafting"]
        assert await found(world, office, "letters") == ["Prüfung of letters"]
    assert await found(world, "Dana Whitfield", "letters") == []


async def test_a_listed_entry_is_found_without_accents_and_says_where(world: World) -> None:
    await bring(world, ENTRY)
    olga = await world.meet("Olga Office")
    (one,) = (await world.store.read(searching.search, olga, "prufung CAFE customs", 1, world.now)).hits
    assert one == SearchHit(
        initiative=None, name="Prüfung of letters", who="DHS, Customs", stage=ListedStage.PILOT,
        places=(Where.NAME, Where.INTENT, Where.UNIT), said="Letters wait for weeks at the café",
    )


async def test_what_a_later_import_changed_is_found_as_it_is_now_and_as_it_was_once_that_is_reverted(world: World) -> None:
    await bring(world, ENTRY, replace(ENTRY, row=2, key="x|2", name="Forms"))
    second = await bring(world, replace(ENTRY, name="Review of parcels"))
    assert await found(world, "Olga Office", "prufung") == []
    assert await found(world, "Olga Office", "parcels") == ["Review of parcels"]
    await world.store.write(imports.revert, second, world.now)
    assert await found(world, "Olga Office", "prufung") == ["Prüfung of letters"]
    assert await found(world, "Olga Office", "parcels") == []


async def test_the_lesson_of_a_retired_one_is_found(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana, "Proposal drafting")
    await world.metric(dana, one)
    await world.arm(dana, one)
    gate = await world.at_gate(dana, one)
    decided = await world.decide(dana, gate, Choice.RETIRE, reason="Nobody read the drafts before the client call.")
    if decided.second is not None:
        await world.sign(await world.meet("Rita Reviewer"), decided.decision)
    (hit,) = (await world.store.read(searching.search, dana, "client call", 1, world.now)).hits
    assert (hit.initiative, hit.places, hit.stage) == (one, (Where.LESSON,), Stage.RETIRING)
    assert hit.said == "Nobody read the drafts before the client call."
    assert await found(world, "Omar Haddad", "client call") == []


async def test_further_pages_have_the_rest_and_any_page_leads_somewhere(world: World) -> None:
    await bring(world, *(replace(ENTRY, row=n, key=f"x|{n}", name=f"Letters {n:02}") for n in range(1, 21)))
    olga = await world.meet("Olga Office")
    pages = [await world.store.read(searching.search, olga, "letters", page, world.now) for page in (1, 2, 3, 99, -4)]
    assert [(one.page, len(one.hits), one.total, one.pages) for one in pages] == [
        (1, 8, 20, 3), (2, 8, 20, 3), (3, 4, 20, 3), (3, 4, 20, 3), (1, 8, 20, 3),
    ]  # fmt: skip
    names = [hit.name for page in pages[:3] for hit in page.hits]
    assert names == [f"Letters {n:02}" for n in range(1, 21)]


async def test_signs_that_a_pattern_would_understand_mean_nothing(world: World) -> None:
    await bring(world, ENTRY)
    for text in ("%", "_", "l%s", "pr_fung", "' or 1=1 --", "\\", "", "   ", "💥", "%' or '1'='1"):
        assert await found(world, "Olga Office", text) == [], text
    before = (await world.store.read(ledger.head)).seq
    assert await found(world, "Olga Office", "letters " + "x" * 5000) == []
    assert (await world.store.read(ledger.head)).seq == before


async def test_somebody_erased_is_no_longer_found_in_a_list(world: World) -> None:
    await world.meet("Dana Whitfield")
    await bring(world, replace(ENTRY, intent="Dana Whitfield's letters wait"))
    assert await found(world, "Olga Office", "whitfield") == ["Prüfung of letters"]
    await world.store.write(erasing.erase, "Dana Whitfield", world.now, really=True)
    assert await found(world, "Olga Office", "whitfield") == []
    assert await found(world, "Olga Office", "letters wait") == ["Prüfung of letters"]
