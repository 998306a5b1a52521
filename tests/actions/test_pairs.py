"""Two initiatives that look like one: told apart for good, or merged, by whoever answers for both; on both engines."""

from datetime import datetime, timedelta

import pytest

from actions import erasing, gate_lines, metrics, overlaps, pairs, plans, records, sponsorship
from portfolio.errors import Invalid, NotFound, NotYours, Refused
from portfolio.gates import BEFORE, GateState
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.overlaps import Agrees
from portfolio.people import Actor
from portfolio.plan_commands import SavePlan
from portfolio.plans import Part
from portfolio.settling import Merge, TellApart, Things
from store import gates
from tests.actions.test_erasing import everywhere
from tests.actions.world import START, World
from tests.portfolio.plans import STATED

WHY = "One library, one list of tenders and the same six people."


@pytest.fixture
async def olga(world: World) -> Actor:
    return await world.meet("Olga Office")


@pytest.fixture
async def both(world: World, dana: Actor) -> tuple[str, str]:
    """Dana's, and one like it that Omar answers for."""
    omar = await world.meet("Omar Haddad")
    for who in (dana, omar):
        await world.install(who)
    found = (await world.initiative(dana, "Proposal drafting"), await world.initiative(omar, "The proposal drafts"))
    await world.deliver()
    return found


def merge(gone: str, into: str, things: Things = Things.NONE) -> Merge:
    return Merge(gone=gone, into=into, reason=WHY, things=things)


async def lines(world: World, who: Actor) -> list[frozenset[str]]:
    return [frozenset((one.first, one.second)) for one in await world.store.read(overlaps.lines, who)]


async def test_who_answers_for_both_sees_the_pair_and_what_agrees(
    world: World, dana: Actor, olga: Actor, both: tuple[str, str]
) -> None:
    assert await lines(world, olga) == [frozenset(both)]
    (pair,) = (await world.store.read(records.show, olga, both[0], world.now)).pairs
    assert pair.agrees == (Agrees.NAME, Agrees.WORKFLOW)
    assert await lines(world, dana) == [], "she may not see the other"
    assert (await world.store.read(records.show, dana, both[0], world.now)).pairs == ()
    third = await world.initiative(dana, "Drafts of proposals")
    assert await lines(world, dana) == [frozenset((both[0], third))]
    assert (await world.store.read(records.show, olga, both[0], world.now, aloud=True)).pairs == (), "others read along"


async def test_a_pair_told_apart_with_a_reason_is_gone_for_everybody_and_stays_gone(
    world: World, olga: Actor, both: tuple[str, str]
) -> None:
    short = TellApart(first=both[0], second=both[1], reason="They differ.")
    with pytest.raises(Invalid):
        await world.store.write(pairs.tell_apart, olga, short, world.now)
    said = TellApart(first=both[1], second=both[0], reason=WHY)
    for _ in range(2):
        shown = await world.store.write(pairs.tell_apart, olga, said, world.now)
        assert (shown.just, shown.pairs) == ("told_apart", ())
    assert await lines(world, olga) == []
    with pytest.raises(Refused, match="no_pair"):
        await world.store.read(pairs.form, olga, *both, world.now)
    assert (await world.noted())["teams:overlap:told_apart"] == 1
    assert WHY not in str(await world.ledger())
    await world.store.write(erasing.erase, "Olga Office", world.now, really=True)
    assert WHY not in await everywhere(world.store)


async def test_a_merge_ends_one_voids_its_gate_and_tells_both_sponsors_once(
    world: World, dana: Actor, olga: Actor, both: tuple[str, str]
) -> None:
    stays, goes = both
    before, due = (await world.read(stays), await world.gate(stays)), await world.gate(goes)
    command = merge(goes, stays)
    for _ in range(2):
        shown = await world.store.write(pairs.merge, olga, command, world.company, world.now)
        assert (shown.initiative, shown.just, [one.name for one in shown.came]) == (stays, "merged", ["The proposal drafts"])
    gate = await world.store.read(gates.get, due.id)
    assert ((await world.read(goes)).stage, gate.state) == (Stage.MERGED, GateState.VOIDED)
    assert (await world.read(stays), await world.gate(stays)) == before, "nothing is added to the one that goes on"
    entries = [one for one in await world.ledger() if one["action"] == "teams:initiative:merged"]
    assert [(one["subject"], one["data"]["into"], one["data"]["gate"]) for one in entries] == [(goes, stays, gate.id)]
    sent = {(one.kind, one.view.theirs) for one in await world.deliver()}
    assert sent == {(Kind.MERGED, True), (Kind.MERGED, False)}
    omar = await world.meet("Omar Haddad")
    there = await world.store.read(records.show, omar, goes, world.now)
    assert there.went is not None and (there.went.name, there.went.reason) == ("Proposal drafting", WHY)
    assert there.went.initiative is None, "he may not open what his goes on as"

    with pytest.raises(Refused, match="went_into_another"):
        await world.store.read(metrics.form, omar, goes)
    for days in (-14, -7, 0, 1, 12, 15):
        world.now = datetime.combine(gate.due + timedelta(days=days), START.timetz())
        assert not [key for key in await world.plan() if gate.id in key], "it owes nothing any more"
    with pytest.raises(Refused, match="pair_over"):
        await world.store.write(pairs.merge, olga, merge(stays, goes), world.company, world.now)
    await world.store.write(erasing.erase, "Olga Office", world.now, really=True)
    assert WHY not in await everywhere(world.store)


async def test_merging_is_no_way_round_a_decision_that_is_owed(world: World, olga: Actor, both: tuple[str, str]) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.at_gate(dana, both[0])
    command = merge(both[0], both[1])
    with pytest.raises(Refused, match="merge_not_now"):
        await world.store.write(pairs.merge, olga, command, world.company, world.now)
    form = await world.store.read(pairs.form, olga, *both, world.now)
    assert (form.first.may_go, form.second.may_go) == (False, True)
    assert (await world.store.read(gates.current, both[0])).state is GateState.OPEN


async def test_merging_puts_no_decision_off(world: World, dana: Actor, olga: Actor) -> None:
    early = await world.initiative(dana, "Letters")
    late = await world.initiative(dana, "The letters", first_use=START.date() + timedelta(days=30))
    assert (await world.gate(early)).due < (await world.gate(late)).due
    form = await world.store.read(pairs.form, olga, early, late, world.now)
    assert (form.first.may_go, form.second.may_go) == (False, True)
    with pytest.raises(Refused, match="merge_puts_off"):
        await world.store.write(pairs.merge, olga, merge(early, late), world.company, world.now)
    assert (await world.gate(early)).state in BEFORE
    await world.store.write(pairs.merge, olga, merge(late, early), world.company, world.now)


async def test_one_who_answers_for_one_of_the_two_settles_nothing(world: World, dana: Actor, both: tuple[str, str]) -> None:
    command = merge(both[0], both[1])
    with pytest.raises(NotFound):
        await world.store.write(pairs.merge, dana, command, world.company, world.now)
    lea = await world.meet("Lea Leader")
    with pytest.raises(NotYours):
        await world.store.write(pairs.merge, lea, command, world.company, world.now)
    assert (await world.read(both[0])).stage is Stage.PILOTING


async def test_who_was_still_asked_to_answer_for_what_went_is_asked_no_more(world: World, dana: Actor, olga: Actor) -> None:
    eve = await world.meet("Eve Other")
    await world.install(eve)
    stays, goes = await world.initiative(dana, "Letters"), await world.initiative(eve, "The letters", accept=False)
    await world.store.write(pairs.merge, olga, merge(goes, stays), world.company, world.now)
    assert [one.kind for one in await world.deliver()] == [], "what had not been sent never is"
    with pytest.raises(NotFound):
        await world.accept(eve, goes)
    with pytest.raises(Refused, match="pair_over"):
        await world.store.read(sponsorship.name_form, olga, goes, world.now)


async def test_the_channel_lists_no_decision_of_what_went(world: World, olga: Actor, both: tuple[str, str]) -> None:
    listed = [await world.gate(id) for id in both]
    await world.store.write(
        pairs.merge, olga, merge(both[1], both[0]), world.company, world.now
    )
    now = [await world.store.read(gates.get, gate.id) for gate in listed]
    left = await world.store.read(gate_lines.lines, now, START.date())
    assert [line.initiative for line in left] == [both[0]]


async def led(world: World, sponsor: Actor, one: str, lead: str) -> Actor:
    """Somebody delivers it from here on."""
    person = await world.meet(lead)
    await world.install(person)
    said = SavePlan(initiative=one, part=Part.INTEGRATION, revision=0, content=STATED, people={"delivery_lead": lead})
    await world.store.write(plans.save, sponsor, said, world.now)
    return person


@pytest.mark.parametrize("things", list(Things))
async def test_what_runs_of_what_went_has_somebody_who_sees_to_it_and_every_lead_is_told_once(
    world: World, dana: Actor, olga: Actor, both: tuple[str, str], things: Things
) -> None:
    stays, goes = both
    omar, ada = await world.meet("Omar Haddad"), await world.meet("Ada Adoption")
    await world.install(ada)
    await world.metric(omar, goes, adoption_lead="Ada Adoption")
    delia, nils = await led(world, omar, goes, "Delia Brandt"), await led(world, dana, stays, "Nils Next")
    await world.store.write(
        pairs.merge, olga, merge(goes, stays, things), world.company, world.now
    )
    told = {one.key: one.view for one in await world.deliver() if one.kind is Kind.MERGED}
    assert {(view.theirs, view.lead) for view in told.values()} >= {(True, False), (False, False), (False, True)}
    assert len(told) == (5 if things is Things.MOVE else 4), "who takes them over is told as well"
    left = {view.left for view in told.values()}
    plan, lead = ("Archive the site, empty the group", "Delia Brandt") if things is Things.DOWN else (None, None)
    assert [(one.things, one.plan, one.lead) for one in left] == [(things, plan, lead)]
    gone = await world.store.read(records.show, delia, goes, world.now)
    kept = await world.store.read(records.show, olga, stays, world.now)
    for line in (gone.went, kept.came[0]):
        assert line is not None and line.left in left
    hidden = (await world.store.read(records.show, nils, stays, world.now)).came[0]
    assert hidden.left is not None and hidden.left.plan is None, "what a reader may not see is not quoted"
    entry = next(one for one in await world.ledger() if one["action"] == "teams:initiative:merged")
    assert entry["data"]["things"] == things
