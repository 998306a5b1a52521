"""The ladder around a gate date, walked morning by morning with nobody answering (F1, F3, L15; R6, R10, R14, R22)."""

from datetime import timedelta

import pytest

from actions import gates, outgoing, records
from portfolio.gates import DefaultDecision, Step
from portfolio.messages import Reason
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.gates import ChannelGates, Decided, DecisionForm, GatePrepare
from portfolio.views.notices import Notice
from store import outbox
from tests.actions.ladder import gate_keys, on, states
from tests.actions.world import World

DAY = timedelta(days=1)


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


async def test_with_everything_in_place_only_the_decision_card_comes_at_t(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    gate = await world.gate(one)
    assert await gate_keys(world, on(0), gate.id) == {0: ["card"]}
    assert await states(world, gate.id) == [(-7, "sealed"), (0, "opened")]


async def test_what_is_missing_is_asked_for_at_t_14_and_t_7(world: World, dana: Actor) -> None:
    gate = await world.gate(await world.initiative(dana))
    assert await gate_keys(world, on(0), gate.id) == {-14: ["prepare_14"], -7: ["prepare_7"], 0: ["card"]}
    asked = [parcel.view for parcel in world.sent if isinstance(parcel.view, GatePrepare)]
    assert [(view.days_left, view.why) for view in asked] == [(14, Reason.GATE_IN_14), (7, Reason.GATE_IN_7)]
    assert all(view.missing and view.missing_to_fund for view in asked)
    card = next(parcel.view for parcel in world.sent if parcel.key.endswith(":card"))
    assert isinstance(card, DecisionForm) and not card.armed and card.default is DefaultDecision.PAUSE


async def test_only_the_newest_card_goes_out_after_shadow_mode(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.walk(on(9))
    gate = await world.gate(one)
    for step in (Step.CARD, Step.LATE_3, Step.LATE_7):
        row = await world.store.read(outbox.find, f"gate:{gate.id}:{gate.due}:{step.value}")
        assert row is not None and row.state == ("held" if step is Step.LATE_7 else "closed"), step
    await world.install(dana)
    sent = [key for key in await world.morning(on(10)) if "gate" in key]
    assert sent == [f"gate:{gate.id}:{gate.due}:late_7"]


async def test_a_reminder_still_waiting_when_the_next_one_comes_is_not_sent(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.walk(on(-6))
    gate = await world.gate(one)
    await world.install(dana)
    sent = [key for key in await world.morning(on(-5)) if "gate" in key]
    assert sent == [f"gate:{gate.id}:{gate.due}:prepare_7"]


async def test_a_reminder_of_what_has_been_added_meanwhile_is_not_sent(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.walk(on(-13))
    await world.metric(dana, one)
    await world.arm(dana, one)
    await world.install(dana)
    assert [key for key in await world.morning(on(-12)) if "gate" in key] == []


async def test_a_sponsor_in_another_zone_reads_it_in_their_own_morning(world: World) -> None:
    dana = await world.meet("Dana Whitfield", zone="America/New_York")
    await world.install(dana)
    one = await world.initiative(dana)
    await world.walk(on(-1))
    assert await world.morning(on(0)) == [], "it is half past three in the morning there"
    world.now += timedelta(hours=6)
    await world.plan()
    gate = await world.gate(one)
    assert [parcel.key for parcel in await world.deliver() if "gate" in parcel.key] == [f"gate:{gate.id}:{gate.due}:card"]


@pytest.mark.parametrize("armed", [True, False])
async def test_each_step_is_done_once_however_often_it_is_asked_for(world: World, dana: Actor, armed: bool) -> None:
    one = await world.initiative(dana)
    if armed:
        await world.metric(dana, one)
        await world.arm(dana, one)
    gate = await world.gate(one)
    for step in (Step.PREPARE_14, Step.PREPARE_7, Step.SEAL, Step.OPEN, Step.CARD, Step.OVERDUE, Step.LATE_3,
                 Step.ESCALATE, Step.LATE_7, Step.NOTICE):
        await world.store.write(gates.take_step, gate.id, step, world.company, world.now)
        before = await world.noted()
        assert not await world.store.write(gates.take_step, gate.id, step, world.company, world.now), step
        assert await world.noted() == before, step
    assert not await world.store.write(gates.take_step, "g-nothing", Step.OPEN, world.company, world.now)


async def test_no_step_applies_to_a_gate_that_has_been_decided(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    gate = await world.at_gate(dana, one)
    await world.decide(dana, gate, Choice.RETIRE)
    before = await world.noted()
    for step in Step:
        assert not await world.store.write(gates.take_step, gate, step, world.company, world.now), step
    assert await world.noted() == before


async def test_the_seal_is_what_the_decision_card_shows_and_later_numbers_are_not(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    world.pass_(days=31)
    await world.check_in(dana, "4.7")
    gate = await world.gate(one)
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    world.pass_(days=31)
    await world.check_in(dana, "9.9")
    await world.at_gate(dana, one)
    row = await world.row(f"gate:{gate.id}:{gate.due}:card")
    card = outgoing.unpack(row.view)
    assert isinstance(card, DecisionForm) and card.panel is not None and card.panel.current is not None
    assert str(card.panel.current.value) == "4.7"
    live = await world.store.read(records.show, dana, one, world.now)
    assert live.panel is not None and live.panel.current is not None and str(live.panel.current.value) == "9.9"


async def test_the_channel_s_list_follows_the_gate_in_place(world: World, dana: Actor) -> None:
    channel = await world.channel()
    one = await world.initiative(dana)
    gate = await world.gate(one)
    days = await world.walk(on(0))
    mondays = [day for day, keys in days.items() if any("channel_gates" in key for key in keys)]
    assert mondays == [on(-14), on(-7), on(0)]
    world.sent.clear()
    await world.decide(dana, gate.id, Choice.NARROW, days=30)
    updates = [parcel for parcel in await world.deliver() if parcel.channel == channel]
    assert [(parcel.key, parcel.activity_id is not None) for parcel in updates] == [
        (f"channel_gates:{on(0).isoformat()}", True)
    ]
    (line,) = updates[0].view.lines
    assert isinstance(updates[0].view, ChannelGates) and (line.decided, line.days_left) == (Choice.NARROW, 0)


async def test_decided_cards_stop_asking(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.walk(on(8))
    gate = await world.gate(one)
    world.sent.clear()
    await world.decide(dana, gate.id, Choice.RETIRE)
    shown = {parcel.key.split(":")[3]: type(parcel.view) for parcel in await world.deliver()}
    assert shown == {"card": Decided, "late_3": Decided, "late_7": Decided}


async def test_there_is_one_card_that_asks_for_a_decision_and_the_older_ones_point_to_it(world: World, dana: Actor) -> None:
    await world.initiative(dana)
    await world.walk(on(14))
    shown: dict[str, object] = {}
    for parcel in world.sent:
        if parcel.key.startswith("gate:"):
            shown[parcel.key.split(":")[3]] = parcel.view
    asks = {name: isinstance(view, DecisionForm) for name, view in shown.items() if not name.startswith("prepare")}
    assert asks == {"card": False, "late_3": False, "late_7": False, "notice": True}
    codes = {view.code for view in shown.values() if isinstance(view, Notice)}
    assert codes == {"asked_again"}
