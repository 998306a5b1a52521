"""Taking a decision back within 24 hours: superseded, never deleted, and everybody who read it reads that (DOMAIN.md)."""

from datetime import date, timedelta

import pytest

from actions import decisions, digests, outgoing, undoing
from portfolio.decisions import DecisionState
from portfolio.errors import NotFound, NotYours, Refused
from portfolio.gates import GateState
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.digest import Digest
from portfolio.views.gates import ChannelGates, Decided
from store import decisions as stored
from store.tables import outbox
from tests.actions.world import World

DAY = timedelta(days=1)


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """Armed, and its decision is due today."""
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    await world.at_gate(dana, one)
    return one


async def undo(world: World, who: Actor, decision: str) -> Decided:
    return await world.store.write(undoing.undo, who, decision, world.company, world.now)


@pytest.mark.parametrize("choice", [Choice.NARROW, Choice.RETIRE])
async def test_a_decision_taken_back_is_owed_again_and_stays_in_the_record(
    world: World, dana: Actor, one: str, choice: Choice
) -> None:
    gate = await world.gate(one)
    made = await world.decide(dana, gate.id, choice)
    assert made.mine and made.undo_until == world.now + DAY
    world.pass_(hours=24)
    back = await undo(world, dana, made.reference)
    assert (back.state, back.undo_until, back.reference) == (DecisionState.WITHDRAWN, None, made.reference)
    assert (await world.gate(one)).id == gate.id, "the next gate of a narrowing is void"
    assert (await world.gate(one)).state is GateState.OPEN and (await world.read(one)).stage is Stage.AT_GATE
    kept = await world.store.read(stored.get, made.reference)
    assert kept is not None and (kept.choice, kept.reason, kept.state) == (choice, made.reason, DecisionState.WITHDRAWN)
    assert await world.store.read(stored.count, one, [choice]) == 0, "it does not use up a narrowing"

    before = await world.noted()
    assert (await undo(world, dana, made.reference)).state is DecisionState.WITHDRAWN
    assert await world.noted() == before and before["teams:decision:withdrawn"] == 1
    again = await world.decide(dana, gate.id, choice)
    assert again.state is DecisionState.FINAL and again.reference != made.reference


async def test_after_24_hours_it_stands(world: World, dana: Actor, one: str) -> None:
    made = await world.decide(dana, (await world.gate(one)).id, Choice.RETIRE)
    world.pass_(hours=24, seconds=1)
    with pytest.raises(Refused) as refused:
        await undo(world, dana, made.reference)
    assert (refused.value.code, refused.value.params) == ("undo_too_late", {"hours": 24})
    shown = await world.store.read(decisions.form, dana, made.gate, world.company, world.now)
    assert isinstance(shown, Decided) and shown.undo_until is None and (await world.read(one)).stage is Stage.RETIRING


async def test_only_who_decided_may_take_it_back(world: World, dana: Actor, one: str) -> None:
    made = await world.decide(dana, (await world.gate(one)).id, Choice.RETIRE)
    for name, kind in (("Olga Office", NotYours), ("Lea Leader", NotYours), ("Eve Other", NotFound)):
        with pytest.raises(kind):
            await undo(world, await world.meet(name), made.reference)
    assert (await world.read(one)).stage is Stage.RETIRING


async def test_while_it_waits_for_its_signature_it_can_always_be_taken_back_and_is_no_longer_asked_for(
    world: World, dana: Actor, one: str
) -> None:
    rita = await world.meet("Rita Reviewer")
    made = await world.fund(dana, (await world.gate(one)).id)
    assert made.mine and made.pending and made.undo_until is None
    world.pass_(days=3)
    await undo(world, dana, made.reference)
    assert (await world.gate(one)).state is GateState.OPEN
    assert (await world.row(f"countersign:{made.reference}")).state == "closed", "it was not sent yet, and never is"
    with pytest.raises(Refused) as refused:
        await world.sign(rita, made.reference)
    assert refused.value.code == "decision_settled"


async def test_the_24_hours_of_a_signed_decision_begin_with_the_signature(world: World, dana: Actor, one: str) -> None:
    rita = await world.meet("Rita Reviewer")
    await world.install(rita)
    await world.deliver()
    made = await world.fund(dana, (await world.gate(one)).id)
    await world.deliver()
    world.pass_(days=2)
    signed = await world.sign(rita, made.reference)
    assert not signed.mine and signed.undo_until is None, "who signed may hand back, not take back"
    world.pass_(hours=20)
    await undo(world, dana, made.reference)
    assert (await world.read(one)).stage is Stage.AT_GATE
    shown = {parcel.key: parcel.view for parcel in await world.deliver()}
    for key in (f"countersign:{made.reference}", f"gate:{made.gate}:{made.gate_on}:card"):
        view = shown[key]
        assert isinstance(view, Decided) and view.state is DecisionState.WITHDRAWN, key
    assert not any(key.startswith("decided:") for key in shown), "the answer to the decider had not gone out"


async def test_the_ladder_goes_on_where_it_stood(world: World, dana: Actor, one: str) -> None:
    gate = await world.gate(one)
    made = await world.decide(dana, gate.id, Choice.NARROW)
    await undo(world, dana, made.reference)
    days = await world.walk(gate.due + 4 * DAY)
    came = [key for keys in days.values() for key in keys if gate.id in key]
    assert came == [f"gate:{gate.id}:{gate.due}:card:1", f"gate:{gate.id}:{gate.due}:late_3:1"]


async def test_the_monday_list_and_a_digest_that_printed_it_are_corrected(world: World, dana: Actor, one: str) -> None:
    await world.channel()
    await world.morning(date(2026, 11, 30))
    world.now = world.now.replace(month=12, day=7)                  # Monday; the digest is due today
    made = await world.decide(dana, (await world.gate(one)).id, Choice.RETIRE)
    world.pass_(minutes=1)
    await world.morning(date(2026, 12, 7))
    posted = [parcel.view for parcel in world.sent if parcel.kind is Kind.DIGEST][-1]
    assert isinstance(posted, Digest) and [line.taken_back for line in posted.decided] == [False]
    await undo(world, dana, made.reference)
    (corrected,) = [parcel for parcel in await world.deliver() if parcel.kind is Kind.DIGEST]
    assert corrected.activity_id is not None and isinstance(corrected.view, Digest)
    assert [(line.initiative, line.taken_back) for line in corrected.view.decided] == [(one, True)]
    listed = outgoing.unpack((await world.row("channel_gates:2026-11-30")).view)
    assert isinstance(listed, ChannelGates) and [line.state for line in listed.lines] == [GateState.OPEN]
    later = await world.store.read(digests.build, "2026-11", world.company, world.now)
    assert later.decided == ()


async def test_a_list_or_digest_that_cannot_be_read_keeps_no_decision_from_being_taken_back(
    world: World, dana: Actor, one: str
) -> None:
    await world.channel()
    await world.morning(date(2026, 11, 30))
    world.now = world.now.replace(month=12, day=7)
    made = await world.decide(dana, (await world.gate(one)).id, Choice.RETIRE)
    await world.morning(date(2026, 12, 7))
    await world.store.write(lambda tx: tx.execute(outbox.update().values(view="{")).close())
    await undo(world, dana, made.reference)
    assert (await world.gate(one)).state is GateState.OPEN
    days = await world.walk(date(2026, 12, 14))
    assert "channel_gates:2026-12-14" in days[date(2026, 12, 14)], "the next one comes"
