"""A second signature that does not come: one reminder, and an end (R4, R8; it must not keep R10's default away)."""

from datetime import date, timedelta

import pytest

from actions import decisions as decision_actions
from actions import signatures
from portfolio.decisions import MOST_LAPSED, DecisionState
from portfolio.errors import Invalid, Refused
from portfolio.gates import GateState
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.gates import CountersignForm, Decided, DecisionForm
from tests.actions.ladder import T
from tests.actions.world import World

ASKED = T                                        # a Monday
REMINDED, LAPSED = T + timedelta(days=3), T + timedelta(days=9)


@pytest.fixture
async def dana(world: World) -> Actor:
    dana, rita = await world.meet("Dana Whitfield"), await world.meet("Rita Reviewer")
    await world.install(dana)
    await world.install(rita)
    return dana


async def pending(world: World, dana: Actor) -> tuple[str, Decided]:
    one = await world.initiative(dana)
    await world.walk(ASKED)
    return one, await world.fund(dana, (await world.gate(one)).id)


async def test_it_is_reminded_of_once_after_three_working_days_and_ends_after_seven(world: World, dana: Actor) -> None:
    _, made = await pending(world, dana)
    days = await world.walk(LAPSED)
    about = {day: [key for key in keys if made.reference in key] for day, keys in days.items()}
    assert {day: keys for day, keys in about.items() if keys} == {
        T + timedelta(days=1): [f"countersign:{made.reference}"], REMINDED: [f"countersign:{made.reference}:again"],
        LAPSED: [f"decided:{made.reference}"],
    }
    again = next(parcel.view for parcel in world.sent if parcel.key.endswith(":again"))
    assert isinstance(again, CountersignForm) and again.why is Reason.SIGNATURE_LATE
    told = next(parcel.view for parcel in world.sent if parcel.kind is Kind.DECIDED)
    assert isinstance(told, Decided) and told.mine
    assert (told.state, told.why) == (DecisionState.LAPSED, Reason.SIGNATURE_LAPSED)
    form = await world.store.read(decision_actions.form, dana, made.gate, world.company, world.now)
    assert isinstance(form, DecisionForm), "the Decide button under it opens the decision again"
    assert (await world.noted())["calendar:decision:lapsed"] == 1


async def test_both_cards_of_the_second_person_show_that_it_ended_and_neither_signs_any_more(
    world: World, dana: Actor
) -> None:
    _, made = await pending(world, dana)
    await world.walk(LAPSED)
    shown = {parcel.key: parcel.view for parcel in world.sent if parcel.activity_id is not None}
    for key in (f"countersign:{made.reference}", f"countersign:{made.reference}:again"):
        view = shown[key]
        assert isinstance(view, Decided) and view.state is DecisionState.LAPSED and not view.mine
    rita = await world.meet("Rita Reviewer")
    with pytest.raises(Refused) as refused:
        await world.sign(rita, made.reference)
    assert refused.value.code == "decision_settled"


async def test_an_answer_in_time_ends_the_reminding(world: World, dana: Actor) -> None:
    _, made = await pending(world, dana)
    await world.walk(T + timedelta(days=2))
    await world.sign(await world.meet("Rita Reviewer"), made.reference)
    days = await world.walk(LAPSED + timedelta(days=7))
    assert not any("again" in key for keys in days.values() for key in keys)
    assert not await world.store.write(signatures.remind, made.reference, world.now)
    assert not await world.store.write(signatures.lapse, made.reference, world.company, world.now)


async def test_the_default_falls_all_the_same(world: World, dana: Actor) -> None:
    one, _ = await pending(world, dana)
    await world.walk(LAPSED)
    assert (await world.gate(one)).state in (GateState.OPEN, GateState.OVERDUE, GateState.ESCALATED)
    await world.walk(T + timedelta(days=21))
    assert (await world.gate(one)).retire_only, "notice, 48 hours, pause"


async def test_asking_for_signatures_that_never_come_is_no_way_around_the_default(world: World, dana: Actor) -> None:
    one, made = await pending(world, dana)
    gate = await world.gate(one)
    for _ in range(MOST_LAPSED - 1):
        await world.store.write(signatures.lapse, made.reference, world.company, world.now)
        made = await world.fund(dana, gate.id)
    await world.store.write(signatures.lapse, made.reference, world.company, world.now)
    with pytest.raises(Invalid) as invalid:
        await world.fund(dana, gate.id)
    assert [found.code for found in invalid.value.problems] == ["lapsed_too_often"]
    assert (await world.decide(dana, gate.id, Choice.RETIRE)).state is DecisionState.FINAL


async def test_the_steps_are_taken_in_the_zone_of_whoever_is_to_sign(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    tokyo = await world.meet("Rita Reviewer", zone="Asia/Tokyo")
    await world.install(dana)
    await world.install(tokyo)
    one = await world.initiative(dana)
    await world.walk(T)
    await world.fund(dana, (await world.gate(one)).id)
    world.now = world.now.replace(day=2, month=12, hour=23, minute=59)
    assert not [key for key in await world.plan() if key.startswith("signature:")]
    world.now += timedelta(minutes=35)                               # 9:34 on 3 December in Tokyo
    assert [key.split(":")[2] for key in await world.plan() if key.startswith("signature:")] == ["remind"]
    assert world.now.date() == date(2026, 12, 3)
