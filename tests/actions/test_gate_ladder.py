"""The ladder around a gate date, walked morning by morning with nobody answering (F1, F3, L15; R6, R10, R14, R22)."""

from datetime import date, timedelta

import pytest

from actions import gates, outgoing, records
from actions.delivery import Parcel
from portfolio.delivery import Sent, Unknown
from portfolio.gates import DefaultDecision, Gate, GateState, Step
from portfolio.initiatives import Stage
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.gates import ChannelGates, Decided, DecisionForm, DefaultAnnounced, GatePrepare
from store import decisions, outbox
from store import gates as stored
from tests.actions.world import START, World, company

T = START.date() + timedelta(days=90)          # Monday, 30 November 2026
DAY = timedelta(days=1)


def on(days: int) -> date:
    return T + days * DAY


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


async def gate_keys(world: World, until: date, id: str) -> dict[int, list[str]]:
    """On which day around T which of the gate's messages went out, by step or place."""
    days = await world.walk(until)
    short = {(day - T).days: [key for key in keys if id in key] for day, keys in days.items()}
    return {day: [key.split(":", 2)[2] for key in keys] for day, keys in short.items() if keys}


async def states(world: World, id: str) -> list[tuple[int, str]]:
    """On which day around T the calendar moved the gate, and how."""
    return [
        ((date.fromisoformat(entry["at"][:10]) - T).days, entry["action"].split(":")[2])
        for entry in await world.ledger()
        if entry["data"].get("gate") == id and entry["action"].split(":")[0] in ("calendar", "policy")
    ]


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
    assert await gate_keys(world, on(17), first.id) == {16: ["default"]}
    assert await states(world, first.id) == [
        (0, "opened"), (1, "overdue"), (7, "escalated"), (14, "notice"), (16, "by_policy"),
    ]
    assert (await stored_gate(world, first.id)).state is GateState.DECIDED
    assert (await world.read(one)).stage is Stage.AT_GATE, "paused, and still owed"
    second = await world.gate(one)
    assert (second.number, second.retire_only, second.due) == (2, True, on(16 + 30))
    announced = [parcel for parcel in world.sent if parcel.kind is Kind.CHANNEL_DEFAULT]
    assert [(parcel.channel, type(parcel.view)) for parcel in announced] == [(channel, DefaultAnnounced)]
    assert announced[0].view.default is DefaultDecision.PAUSE and announced[0].view.next_gate == second.due

    await world.walk(on(16 + 30 + 20))
    assert (await stored_gate(world, second.id)).state is GateState.DECIDED
    assert (await world.gate(one)).id == second.id, "no third gate"
    assert (await world.read(one)).stage is Stage.RETIRING
    made = await world.store.read(decisions.of_gate, second.id)
    assert made is not None and (made.choice, made.by, made.reason) == (Choice.RETIRE, None, "")
    cards = [parcel.view for parcel in world.sent if parcel.key == f"gate:{second.id}:card"]
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
    notice = f"gate:{(await world.gate(one)).id}:notice"
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


async def test_only_the_newest_card_goes_out_after_shadow_mode(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.walk(on(9))
    gate = await world.gate(one)
    for step in (Step.CARD, Step.LATE_3, Step.LATE_7):
        row = await world.store.read(outbox.find, f"gate:{gate.id}:{step.value}")
        assert row is not None and row.state == ("held" if step is Step.LATE_7 else "closed"), step
    await world.install(dana)
    sent = [key for key in await world.morning(on(10)) if "gate" in key]
    assert sent == [f"gate:{gate.id}:late_7"]


async def test_a_reminder_still_waiting_when_the_next_one_comes_is_not_sent(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.walk(on(-6))
    gate = await world.gate(one)
    await world.install(dana)
    sent = [key for key in await world.morning(on(-5)) if "gate" in key]
    assert sent == [f"gate:{gate.id}:prepare_7"]


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
    assert [parcel.key for parcel in await world.deliver() if "gate" in parcel.key] == [f"gate:{gate.id}:card"]


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
    row = await world.row(f"gate:{gate.id}:card")
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
    shown = {parcel.key.split(":")[2]: type(parcel.view) for parcel in await world.deliver()}
    assert shown == {"card": Decided, "late_3": Decided, "late_7": Decided}
