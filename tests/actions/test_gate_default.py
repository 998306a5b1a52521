"""What happens to a gate nobody decides: notice, default, and what may not count as a notice (R10, R14, R21)."""

from datetime import date, timedelta

import pytest

from actions.delivery import Parcel
from portfolio.delivery import Sent, Unknown
from portfolio.gates import DefaultDecision, Gate, GateState
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.gates import DecisionForm, DefaultAnnounced
from store import decisions
from store import gates as stored
from tests.actions.ladder import gate_keys, on, states
from tests.actions.world import World, company

DAY = timedelta(days=1)


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


async def test_with_nobody_answering_the_ladder_goes_to_the_default_and_from_pause_to_retired(
    world: World, dana: Actor
) -> None:
    channel = await world.channel()
    one = await world.initiative(dana)
    first = await world.gate(one)
    assert await gate_keys(world, on(14), first.id) == {
        -14: ["prepare_14"], -7: ["prepare_7"], 0: ["card"], 3: ["late_3"], 7: ["late_7"],
        14: ["notice"],     # T+12 is a Saturday: it waits for Monday morning, and the default for 48 hours after it
    }
    assert (await stored_gate(world, first.id)).state is GateState.NOTICE
    # Seconds short of 48 hours on the second morning: the next one is the first after them.
    assert await gate_keys(world, on(18), first.id) == {17: ["default"]}
    assert await states(world, first.id) == [
        (0, "opened"), (1, "overdue"), (7, "escalated"), (14, "notice"), (17, "by_policy"),
    ]
    assert (await stored_gate(world, first.id)).state is GateState.DECIDED
    assert (await world.read(one)).stage is Stage.AT_GATE, "paused, and still owed"
    second = await world.gate(one)
    assert (second.number, second.retire_only, second.due) == (2, True, on(17 + 30))
    announced = [parcel for parcel in world.sent if parcel.kind is Kind.CHANNEL_DEFAULT]
    assert [(parcel.channel, type(parcel.view)) for parcel in announced] == [(channel, DefaultAnnounced)]
    assert announced[0].view.default is DefaultDecision.PAUSE and announced[0].view.next_gate == second.due

    await world.walk(on(17 + 30 + 20))
    assert (await stored_gate(world, second.id)).state is GateState.DECIDED
    assert (await world.gate(one)).id == second.id, "no third gate"
    assert (await world.read(one)).stage is Stage.RETIRING
    made = await world.store.read(decisions.of_gate, second.id)
    assert made is not None and (made.choice, made.by, made.reason) == (Choice.RETIRE, None, "")
    cards = [parcel.view for parcel in world.sent if parcel.key == f"gate:{second.id}:{second.due}:card"]
    assert isinstance(cards[0], DecisionForm) and cards[0].choices == (Choice.RETIRE,)
    announced = [parcel for parcel in world.sent if parcel.kind is Kind.CHANNEL_DEFAULT]
    assert [parcel.view.default for parcel in announced] == [DefaultDecision.PAUSE, DefaultDecision.RETIRE]


async def stored_gate(world: World, id: str) -> Gate:
    found = await world.store.read(stored.get, id)
    assert found is not None
    return found


async def test_where_leadership_chose_to_retire_the_first_default_retires(world: World, dana: Actor) -> None:
    world.company = company(default=DefaultDecision.RETIRE)
    one = await world.initiative(dana)
    await world.walk(on(17))
    assert (await world.read(one)).stage is Stage.RETIRING and (await world.gate(one)).number == 1
    shown = [parcel.view for parcel in world.sent if parcel.activity_id is not None and parcel.key.endswith(":notice")]
    assert isinstance(shown[-1], DefaultAnnounced), "the card that asked now says what happened"


async def test_where_leadership_chose_no_default_nothing_is_noticed_and_nothing_decided(
    world: World, dana: Actor
) -> None:
    world.company = company(default=None)
    one = await world.initiative(dana)
    gate = await world.gate(one)
    days = await gate_keys(world, on(60), gate.id)
    assert days == {-14: ["prepare_14"], -7: ["prepare_7"], 0: ["card"], 3: ["late_3"], 7: ["late_7"]}
    assert (await world.gate(one)).state is GateState.ESCALATED


async def test_there_is_no_default_without_a_delivered_notice(world: World) -> None:
    dana = await world.meet("Dana Whitfield")              # in shadow mode
    one = await world.initiative(dana)
    await world.walk(on(60))
    assert (await world.gate(one)).state is GateState.NOTICE and world.sent == []
    await world.install(dana)                              # released: the newest card goes out, and its 48 hours begin
    gate = await world.gate(one)
    notice = f"gate:{gate.id}:{gate.due}:notice"
    days = await world.walk(on(66))
    assert [day for day, keys in days.items() if notice in keys] == [on(63)], "the next morning people work on"
    decided = [entry for entry in await world.ledger() if entry["action"] == "policy:decision:by_policy"]
    assert [date.fromisoformat(entry["at"][:10]) for entry in decided] == [on(65)]


async def test_a_notice_of_which_nobody_knows_whether_it_arrived_is_no_notice(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.walk(on(13))

    def lost(parcel: Parcel) -> Sent | Unknown:
        if parcel.key.endswith(":notice"):
            return Unknown(detail="reset")
        return Sent(activity_id=f"a-{parcel.id}", conversation_id="c")

    for days in range(14, 30):
        world.now += DAY
        await world.plan()
        await world.deliver(lost)
        assert days and (await world.gate(one)).state in (GateState.ESCALATED, GateState.NOTICE)


async def test_no_default_falls_while_sending_is_paused(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.walk(on(15))
    assert (await world.gate(one)).state is GateState.NOTICE
    world.company = company(paused=True)
    await world.walk(on(40))
    assert (await world.gate(one)).state is GateState.NOTICE
    world.company = company()
    await world.morning(on(41))
    assert (await world.gate(one)).number == 2


async def test_a_sponsor_who_never_accepted_is_not_reminded_and_no_default_falls(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    one = await world.initiative(dana, accept=False)
    await world.walk(on(40))
    assert (await world.gate(one)).state is GateState.ESCALATED
    assert {parcel.kind for parcel in world.sent} == {Kind.ACCEPTANCE}
    await world.accept(dana, one)
    gate = await world.gate(one)
    days = await gate_keys(world, on(45), gate.id)
    assert [step for steps in days.values() for step in steps] in (["card", "notice"], ["notice"])
    assert (await world.gate(one)).number == 2, "the default falls 48 hours after the notice"


async def test_a_decision_that_was_handed_back_after_the_notice_needs_a_new_notice(world: World, dana: Actor) -> None:
    one, rita = await world.initiative(dana), await world.meet("Rita Reviewer")
    await world.walk(on(15))
    gate = await world.gate(one)
    assert gate.state is GateState.NOTICE
    pending = await world.fund(dana, gate.id)
    await world.walk(on(20))
    assert (await world.gate(one)).state is GateState.PENDING_REVIEW, "whoever waits for a signature is not overtaken"
    await world.sign(rita, pending.reference, agree=False, remark="No budget cap has been agreed yet")
    days = await gate_keys(world, on(22), gate.id)
    assert [step for steps in days.values() for step in steps] == ["notice:1"]
    assert (await world.gate(one)).state is GateState.NOTICE
    await world.walk(on(26))
    assert (await world.gate(one)).number == 2
