"""Two initiatives that look like one: told apart for good, or merged, by whoever answers for both; on both engines."""

from datetime import datetime, timedelta

import pytest

from actions import erasing, gate_lines, metrics, overlaps, pairs, records, sponsorship
from portfolio.errors import Invalid, NotFound, NotYours, Refused
from portfolio.gates import BEFORE, GateState
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.overlaps import Agrees
from portfolio.people import Actor
from portfolio.settling import Merge, TellApart
from store import gates
from tests.actions.test_erasing import everywhere
from tests.actions.world import START, World

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
    command = Merge(gone=goes, into=stays, reason=WHY)
    for _ in range(2):
        shown = await world.store.write(pairs.merge, olga, command, world.company.zone, world.now)
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
        await world.store.write(pairs.merge, olga, Merge(gone=stays, into=goes, reason=WHY), "UTC", world.now)
    await world.store.write(erasing.erase, "Olga Office", world.now, really=True)
    assert WHY not in await everywhere(world.store)


async def test_merging_is_no_way_round_a_decision_that_is_owed(world: World, olga: Actor, both: tuple[str, str]) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.at_gate(dana, both[0])
    command = Merge(gone=both[0], into=both[1], reason=WHY)
    with pytest.raises(Refused, match="merge_not_now"):
        await world.store.write(pairs.merge, olga, command, world.company.zone, world.now)
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
        await world.store.write(pairs.merge, olga, Merge(gone=early, into=late, reason=WHY), world.company.zone, world.now)
    assert (await world.gate(early)).state in BEFORE
    await world.store.write(pairs.merge, olga, Merge(gone=late, into=early, reason=WHY), world.company.zone, world.now)


async def test_one_who_answers_for_one_of_the_two_settles_nothing(world: World, dana: Actor, both: tuple[str, str]) -> None:
    command = Merge(gone=both[0], into=both[1], reason=WHY)
    with pytest.raises(NotFound):
        await world.store.write(pairs.merge, dana, command, world.company.zone, world.now)
    lea = await world.meet("Lea Leader")
    with pytest.raises(NotYours):
        await world.store.write(pairs.merge, lea, command, world.company.zone, world.now)
    assert (await world.read(both[0])).stage is Stage.PILOTING


async def test_who_was_still_asked_to_answer_for_what_went_is_asked_no_more(world: World, dana: Actor, olga: Actor) -> None:
    eve = await world.meet("Eve Other")
    await world.install(eve)
    stays, goes = await world.initiative(dana, "Letters"), await world.initiative(eve, "The letters", accept=False)
    await world.store.write(pairs.merge, olga, Merge(gone=goes, into=stays, reason=WHY), world.company.zone, world.now)
    assert [one.kind for one in await world.deliver()] == [], "what had not been sent never is"
    with pytest.raises(NotFound):
        await world.accept(eve, goes)
    with pytest.raises(Refused, match="pair_over"):
        await world.store.read(sponsorship.name_form, olga, goes, world.now)


async def test_the_channel_lists_no_decision_of_what_went(world: World, olga: Actor, both: tuple[str, str]) -> None:
    listed = [await world.gate(id) for id in both]
    await world.store.write(
        pairs.merge, olga, Merge(gone=both[1], into=both[0], reason=WHY), world.company.zone, world.now
    )
    now = [await world.store.read(gates.get, gate.id) for gate in listed]
    left = await world.store.read(gate_lines.lines, now, START.date())
    assert [line.initiative for line in left] == [both[0]]
