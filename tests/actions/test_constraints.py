"""The constraint register: who sees what, what hits whom, and what is told when something ends (D6); on both engines."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from actions import checkins, constraints, current_states, decisions, digests, pairs, records, workflows
from portfolio.discover.commands import LiftConstraint
from portfolio.discover.constraints import ConstraintKind, ConstraintStanding
from portfolio.errors import Conflict, Invalid, NotFound, NotYours
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.views.checkins import CheckInForm
from store import constraints as stored
from store import workflows as stored_workflows
from tests.actions.discovering import constraint, limit, put_down
from tests.actions.test_pairs import merge
from tests.actions.world import World


@pytest.fixture
async def olga(world: World) -> Actor:
    return await world.meet("Olga Office")


async def test_an_entry_says_what_it_hits_and_only_the_programme_office_makes_one(
    world: World, dana: Actor, olga: Actor
) -> None:
    one = await world.initiative(dana)
    card = await limit(world, olga, one)
    line = card.line
    assert (line.kind, line.owner, line.standing) == (ConstraintKind.CONTRACT, "Otto Owner", ConstraintStanding.HOLDS)
    assert [hit.name for hit in line.hits] == ["Proposal drafting"] and card.just == "added"
    with pytest.raises(NotYours):
        await world.store.write(constraints.keep, dana, constraint(world, token="other"), world.company, world.now)
    again = await limit(world, olga, one)
    assert again.line == line and (await world.noted())["teams:constraint:added"] == 1


async def test_everything_wrong_with_an_entry_is_said_at_once_and_nothing_is_kept(world: World, olga: Actor) -> None:
    ahead = world.now.date() + timedelta(days=3)
    wrong = constraint(world, owner="Nobody Known", named=("No such thing",), expires=None, reviewed_on=ahead)
    with pytest.raises(Invalid) as said:
        await world.store.write(constraints.keep, olga, wrong, world.company, world.now)
    assert {found.code for found in said.value.problems} == {"not_met", "nothing_hit_called", "review_ahead"}
    await world.meet("Otto Owner")
    for values in ({"expires": None}, {"expires": world.now.date() - timedelta(days=1)}):
        with pytest.raises(Invalid):
            await world.store.write(constraints.keep, olga, constraint(world, **values), world.company, world.now)
    assert await world.store.read(stored.everything) == []


async def test_a_sponsor_sees_what_hits_theirs_and_of_other_things_only_how_many(
    world: World, dana: Actor, olga: Actor
) -> None:
    omar = await world.meet("Omar Haddad")
    mine, theirs = await world.initiative(dana), await world.initiative(omar, "Letter triage")
    await limit(world, olga, mine, theirs)
    await limit(world, olga, theirs, token="form-2", kind=ConstraintKind.BUDGET)
    page = await world.store.read(constraints.register, dana, 1, world.now)
    assert (page.total, page.may_change) == (1, False)
    assert [hit.name for hit in page.rows[0].hits] == ["Proposal drafting"] and page.rows[0].more == 1
    everything = await world.store.read(constraints.register, olga, 1, world.now)
    assert everything.total == 2
    budget = await world.store.read(constraints.register, olga, 1, world.now, ConstraintKind.BUDGET, "letter tri")
    assert (budget.total, budget.seen) == (1, 2)
    hidden = next(line.constraint for line in everything.rows if line.kind is ConstraintKind.BUDGET)
    with pytest.raises(NotFound):
        await world.store.read(constraints.card, dana, hidden, world.now)
    otto = await world.meet("Otto Owner")
    assert (await world.store.read(constraints.register, otto, 1, world.now)).total == 2, "an owner sees what is theirs"


async def test_what_hits_a_workflow_by_name_hits_the_initiatives_in_it(world: World, dana: Actor, olga: Actor) -> None:
    one = await world.initiative(dana)
    workflow = await put_down(world, olga, name="Bids")
    await world.store.write(stored_workflows.attach, one, workflow, olga.number, world.now)
    await limit(world, olga, named=("bids",))
    record = await world.store.read(records.show, dana, one, world.now)
    assert [line.text for line in record.constraints] == ["No client data leaves the EU"]
    assert record.attached is not None and record.attached.name == "Bids"


async def test_one_constraint_on_three_is_in_each_decision_and_its_end_in_each_next_card_and_no_other_message(
    world: World, olga: Actor
) -> None:
    """The acceptance of D6: three sponsors, one constraint that ends on 5 October."""
    sponsors = [await world.meet(name) for name in ("Dana Whitfield", "Omar Haddad", "Mira Novak")]
    ids = [await world.initiative(one, f"Pilot {one.name}") for one in sponsors]
    for one in sponsors:
        await world.install(one)
    await world.install(await world.meet("Otto Owner"))
    await limit(world, olga, *ids, expires=date(2026, 10, 5))
    world.now = datetime(2026, 10, 1, 8, tzinfo=UTC)
    await world.walk(date(2026, 10, 6))
    cards = [parcel.view for parcel in world.sent if parcel.kind is Kind.CHECK_IN]
    assert len(cards) == len(world.sent) == 3, "a card each, and nothing else to anybody, its owner included"
    for view in cards:
        assert isinstance(view, CheckInForm)
        (line,) = view.constraints
        assert (line.standing, line.expires) == (ConstraintStanding.EXPIRING, date(2026, 10, 5))
    world.pass_(days=20)
    for sponsor in sponsors:
        card = await world.store.write(checkins.open_mine, sponsor, world.company, world.now)
        assert isinstance(card, CheckInForm) and [one.standing for one in card.constraints] == [ConstraintStanding.EXPIRED]
    gate = await world.at_gate(sponsors[0], ids[0])
    form = await world.store.read(decisions.form, sponsors[0], gate, world.company, world.now)
    assert [(one.standing, one.more) for one in form.constraints] == [(ConstraintStanding.EXPIRED, 3)]


async def test_leadership_reads_of_it_once_its_sponsors_have_had_it_on_their_card(
    world: World, dana: Actor, olga: Actor
) -> None:
    one = await world.initiative(dana)
    await limit(world, olga, one, expires=None, reviewed_on=world.now.date())     # 1 September
    for aloud, listed in ((False, 1), (True, 0)):
        shown = await world.store.read(records.show, olga, one, world.now, aloud=aloud)  # type: ignore[call-arg]
        assert len(shown.constraints) == listed, "a channel reads of it in the digest"
    august = await world.store.read(digests.build, "2026-08", world.company, world.now)
    assert august.constraints == ()
    world.pass_(days=35)     # 6 October, a working day before that of the digest
    early = await world.store.read(digests.build, "2026-09", world.company, world.now)
    assert early.constraints == (), "`digest` said in person is no way round it"
    world.pass_(days=1)
    september = await world.store.read(digests.build, "2026-09", world.company, world.now)
    assert [(line.text, line.standing) for line in september.constraints] == [
        ("No client data leaves the EU", ConstraintStanding.HOLDS)
    ]
    told = await world.store.write(checkins.open_mine, dana, world.company, world.now)
    assert isinstance(told, CheckInForm) and len(told.constraints) == 1, "it is new since the last card"
    world.pass_(days=31)
    later = await world.store.write(checkins.open_mine, dana, world.company, world.now)
    assert isinstance(later, CheckInForm) and later.constraints == (), "and old in the one after that"


async def test_leadership_reads_in_its_own_chat_from_the_day_of_that_digest_on(
    world: World, dana: Actor, olga: Actor
) -> None:
    lea, one, workflow = await world.meet("Lea Leader"), await world.initiative(dana), await put_down(world, olga)
    await world.store.write(stored_workflows.attach, one, workflow, olga.number, world.now)
    unowned = await limit(world, olga, await world.initiative(dana, "Letters", accept=False), token="form-2")
    hit = await limit(world, olga, workflow)

    async def read_by(who: Actor) -> list[int]:
        read, now = world.store.read, world.now
        return [
            len((await read(records.show, who, one, now)).constraints),
            len((await read(workflows.card, who, workflow, now)).constraints),
            len((await read(current_states.show, who, workflow, now)).constraints),
            (await read(constraints.register, who, 1, now)).seen,
        ]

    assert await read_by(olga) == [1, 1, 1, 2]
    assert (await read_by(dana))[:3] == [1, 1, 1], "its sponsor's news comes first"
    assert await read_by(lea) == [0, 0, 0, 1], "nobody has to be told of the other one first"
    with pytest.raises(NotFound):
        await world.store.read(constraints.card, lea, hit.line.constraint, world.now)
    assert await world.store.read(constraints.card, lea, unowned.line.constraint, world.now)
    world.now = datetime(2026, 10, 7, 6, tzinfo=UTC)
    assert await read_by(lea) == [1, 1, 1, 2]
    line = hit.line
    again = constraint(world, constraint=line.constraint, revision=1, hits=(workflow,), expires=line.expires)
    looked = replace(again, reviewed_on=world.now.date())
    await world.store.write(constraints.keep, olga, looked, world.company, world.now)
    assert await read_by(lea) == [1, 1, 1, 2], "what is looked at each month does not wait for ever"
    other = replace(looked, revision=2, text="Nothing leaves Germany")
    await world.store.write(constraints.keep, olga, other, world.company, world.now)
    assert await read_by(lea) == [0, 0, 0, 1], "and what says something else is news"


async def test_a_change_says_the_new_words_only_and_one_that_was_changed_since_is_refused(
    world: World, dana: Actor, olga: Actor
) -> None:
    one = await world.initiative(dana)
    card = await limit(world, olga, one)
    id = card.line.constraint
    change = constraint(world, constraint=id, revision=1, text="Nothing leaves Germany", hits=(one,))
    changed = await world.store.write(constraints.keep, olga, change, world.company, world.now)
    assert changed.line.text == "Nothing leaves Germany" and changed.just == "changed"
    same = await world.store.write(constraints.keep, olga, replace(change, revision=2), world.company, world.now)
    assert same.just is None and (await world.noted())["teams:constraint:changed"] == 1
    with pytest.raises(Conflict):
        await world.store.write(constraints.keep, olga, replace(change, text="Something else"), world.company, world.now)


async def test_a_lifted_one_limits_nothing_and_cannot_be_changed(world: World, dana: Actor, olga: Actor) -> None:
    one = await world.initiative(dana)
    id = (await limit(world, olga, one)).line.constraint
    lift = LiftConstraint(constraint=id, revision=1, reason="The new contract allows it")
    for _ in range(2):
        card = await world.store.write(constraints.lift, olga, lift, world.now)
    assert (card.line.standing, card.line.reason) == (ConstraintStanding.LIFTED, "The new contract allows it")
    assert (await world.noted())["teams:constraint:lifted"] == 1
    assert (await world.store.read(records.show, dana, one, world.now)).constraints == ()
    with pytest.raises(Conflict):
        again = constraint(world, constraint=id, revision=2)
        await world.store.write(constraints.keep, olga, again, world.company, world.now)


@pytest.mark.parametrize("way", ["merged", "attached"])
async def test_what_comes_to_an_initiative_later_is_news_to_its_sponsor_first(
    world: World, dana: Actor, olga: Actor, way: str
) -> None:
    omar, lea, workflow = await world.meet("Omar Haddad"), await world.meet("Lea Leader"), await put_down(world, olga)
    goes, one = await world.initiative(omar, "The proposal drafts"), await world.initiative(dana)
    last = {"expires": world.now.date() + timedelta(days=300)}
    hit = (await limit(world, olga, workflow, goes, **last)).line.constraint
    world.now = datetime(2026, 10, 9, 6, tzinfo=UTC)

    async def read_by(who: Actor) -> tuple[int, set[str], set[str]]:
        read, now = world.store.read, world.now
        (shown,) = (await read(constraints.register, who, 1, now)).rows
        (about,) = (await read(workflows.card, who, workflow, now)).constraints
        return len((await read(records.show, who, one, now)).constraints), *(
            {each.name for each in line.hits} for line in (shown, about)
        )  # type: ignore[return-value]

    if way == "merged":
        await world.store.write(pairs.merge, olga, merge(goes, one), world.company, world.now)
    else:
        await world.store.write(workflows.attach, olga, one, workflow, world.company, world.now)
    kept = await world.store.read(stored.by_id, hit)
    assert kept is not None
    last["reviewed_on"] = world.now.date()
    looked = constraint(world, constraint=hit, revision=kept.revision, hits=kept.hits, **last)
    await world.store.write(constraints.keep, olga, looked, world.company, world.now)
    new = {"Proposal drafting"} if way == "merged" else set()
    before = {"RFP answers", "The proposal drafts"}
    assert await read_by(olga) == (1, before | new, before | new)
    assert await read_by(lea) == (0, before, before), "as they stood there before"
    (line,) = (await world.store.read(digests.build, "2026-09", world.company, world.now)).constraints or (None,)
    assert (line is None) if way == "merged" else (line is not None and {each.name for each in line.hits} == before)
    world.now = datetime(2026, 11, 3, 9, tzinfo=UTC)
    told = await world.store.write(checkins.open_mine, dana, world.company, world.now)
    assert isinstance(told, CheckInForm) and [each.constraint for each in told.constraints] == [hit]
    assert (await read_by(lea))[0] == 0
    world.now = datetime(2026, 11, 6, 9, tzinfo=UTC)
    assert await read_by(lea) == (1, before | new, before | new)
    world.now = datetime(2026, 12, 2, 9, tzinfo=UTC)
    later = await world.store.write(checkins.open_mine, dana, world.company, world.now)
    assert isinstance(later, CheckInForm) and later.constraints == (), "and old in the card after that"
