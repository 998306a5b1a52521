"""Erasing a person: nothing but the ledger's number knows them any more, and the ledger still verifies (M7)."""

from datetime import timedelta
from typing import Any

import pytest

from actions import accounts, constraints, defaults, digests, erasing, leaving, records, workflows
from portfolio.commands import ReverseDefault
from portfolio.directory import Mailbox, Seen
from portfolio.errors import Invalid, NotFound
from portfolio.initiatives import SponsorState
from portfolio.leaving import Consent, Place
from portfolio.ledger import verify
from portfolio.people import Account, Actor
from portfolio.verdicts import Choice
from store import Store, Tx, ledger, people
from store import leaving as stored_leaving
from store.metadata import metadata
from tests.actions.discovering import limit, put_down, step, watch
from tests.actions.ladder import on
from tests.actions.world import START, TENANT, World, object_id

NOTE, BACK = "The ocelot starts on Monday", "Dana was ill that month."
REASON = "The gain holds in all four \"practices\"\nof ours."


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


async def everywhere(store: Store, *, but: str = "") -> str:
    """Everything the record holds, as text."""
    def dump(tx: Tx) -> str:
        tables = [table for table in metadata.sorted_tables if table.name != but]
        return "\n".join(repr(tuple(row)) for table in tables for row in tx.execute(table.select()))

    return await store.read(dump)


async def lived(world: World, dana: Actor) -> tuple[str, str]:
    """One initiative decided by her, one that she still sponsors and whose default she took back."""
    await world.channel()
    one = await world.initiative(dana, "Dana Whitfield's drafts")
    two = await world.initiative(dana, "Second", first_use=START.date() - timedelta(days=40))
    await world.metric(dana, one, source="Whitfields report", baseline_source="Asked Dana Whitfield")
    await world.walk(START.date() + timedelta(days=32))
    await world.check_in(dana, "4.7", NOTE)
    await world.walk(START.date() + timedelta(days=50 + 20))
    gate = await world.gate(two)
    assert gate.retire_only
    taken = next(entry["data"]["gate"] for entry in await world.ledger() if entry["action"] == "policy:decision:by_policy")
    back = ReverseDefault(gate=taken, reason=BACK)
    await world.store.write(defaults.reverse, dana, back, world.company, world.now)
    await world.walk(on(0))
    await world.decide(dana, (await world.gate(one)).id, Choice.RETIRE, reason=REASON)
    await world.deliver()
    return one, two


async def erase(world: World, who: str = "Dana Whitfield", *, really: bool = True) -> Any:
    return await world.store.write(erasing.erase, who, world.now, really=really)


async def test_after_erasing_no_table_knows_her_and_the_ledger_still_verifies(world: World, dana: Actor) -> None:
    one, two = await lived(world, dana)
    await world.store.write(leaving.offer, dana, "portfolio_csv", {"sponsor": "Dana Whitfield"}, world.now)
    [file] = await world.store.read(stored_leaving.open_of, dana.number, world.now)
    drive = Place(upload_url="https://x/", content_url="https://x/dana_whitfield/", unique_id="u", file_type="csv")
    await world.store.write(leaving.answer, dana, Consent(offer=file.id, place=drive), None, world.now)
    zone = Mailbox(zone="Pacific/Chatham", hours=None, away=None)
    seen = Seen(account=Account.ACTIVE, failure=None, mailbox=zone)
    await world.store.write(accounts.record, dana.number, seen, world.now)
    before = await everywhere(world.store)
    for said in ("Dana Whitfield", object_id("Dana Whitfield"), NOTE, BACK, "ocelot", "Chatham", "dana_whitfield"):
        assert said.casefold() in before.casefold(), "there was something to erase"
    chain = await world.store.read(lambda tx: list(ledger.export(tx)))

    done = await erase(world)
    assert done.done and done.texts == 4 and done.messages > 3 and done.places > 3
    assert done.duties == ("Second",), "what was decided needs no owner any more"
    left = (await everywhere(world.store)).casefold()
    for said in ("Dana Whitfield", object_id("Dana Whitfield"), NOTE, BACK, "ocelot", "all four", "Chatham", "_whitfield"):
        assert said.casefold() not in left, said
    assert "whitfields report" in left, "a word that only begins like the name is none of it"

    after = await world.store.read(lambda tx: list(ledger.export(tx)))
    assert after[: len(chain)] == chain and len(after) == len(chain) + 1 and verify(after).problem is None
    assert f'"subject":"{dana.number}"' in after[-1] and "admin:person:erased" in after[-1]
    second = await world.read(two)
    assert second.sponsor is None and second.sponsor_state is SponsorState.NONE and not second.owned
    olga = await world.meet("Olga Office")
    shown = await world.store.read(records.find, olga, "(…)'s drafts")
    assert shown.id == one
    assert (await world.store.read(records.show, olga, one, world.now)).sponsor is None
    assert await world.store.read(digests.build, "2026-11", world.company, world.now)
    await world.walk(on(20))                                        # life goes on


async def test_looking_changes_nothing_and_says_the_same(world: World, dana: Actor) -> None:
    await lived(world, dana)
    before = await everywhere(world.store)
    looked = await erase(world, really=False)
    assert await everywhere(world.store) == before and not looked.done
    done = await erase(world, object_id("Dana Whitfield").upper())
    assert (looked.texts, looked.messages, looked.places, looked.duties) == (
        done.texts, done.messages, done.places, done.duties
    )
    with pytest.raises(NotFound):
        await erase(world)


async def test_somebody_erased_who_comes_back_is_somebody_new(world: World, dana: Actor) -> None:
    await erase(world)
    again = await world.meet("Dana Whitfield")
    assert again.number != dana.number
    assert [person.number for person in await world.store.read(people.everyone)] == [again.number]
    assert [person.number for person in await world.store.read(people.by_name, TENANT, "Dana Whitfield")] == [again.number]


async def test_of_two_people_of_one_name_one_says_which(world: World, dana: Actor) -> None:
    await world.meet("Dana Whitfield", as_="another Dana")
    with pytest.raises(Invalid) as invalid:
        await erase(world)
    (found,) = invalid.value.problems
    assert found.code == "several_people" and object_id("another Dana") in str(found.params["ids"])
    assert (await erase(world, object_id("another Dana"))).namesakes == 1
    assert (await world.meet("Dana Whitfield")).number == dana.number


async def test_others_words_and_cards_stay_as_they_are(world: World, dana: Actor) -> None:
    omar = await world.meet("Omar Haddad")
    await world.install(omar)
    await world.initiative(omar, "Forecast")
    world.pass_(days=31)
    await world.check_in(omar, None, "Alles gut")
    before = await everywhere(world.store, but="people")
    await erase(world)
    left = await everywhere(world.store)
    assert "Alles gut" in left and "Omar Haddad" in left
    assert "Alles gut" in before


async def test_what_somebody_wrote_of_workflows_and_constraints_is_erased_and_its_numbers_stay(
    world: World, dana: Actor
) -> None:
    olga = await world.meet("Olga Office")
    one = await world.initiative(dana)
    owner = object_id("Dana Whitfield")
    await limit(world, olga, one, text="No zeppelins over Bonn", source="Olga Office's memo", owner=owner)
    kept = await watch(world, olga, await put_down(world, olga), step("Ask Olga Office", pain="Quokkas in the loft"))
    assert "Quokkas" in await everywhere(world.store)
    done = await erase(world, "Olga Office")
    assert done.texts == 3
    left = (await everywhere(world.store)).casefold()
    for said in ("zeppelin", "quokka", "olga office", object_id("Olga Office")):
        assert said not in left, said
    await erase(world)
    card = await world.store.read(workflows.card, await world.meet("Rita Reviewer"), kept.workflow, world.now)
    assert [seen.what for seen in card.steps] == ["Ask (…)"] and card.newest is not None
    assert card.newest.by is None and card.newest.totals == kept.newest.totals
    page = await world.store.read(constraints.register, await world.meet("Rita Reviewer"), 1, world.now)
    assert [(line.text, line.owner) for line in page.rows] == [("", None)]
    assert verify(await world.store.read(lambda tx: list(ledger.export(tx)))).problem is None
