"""Locking the rules of the gate, and what becomes of the baseline (R3, R6; A5)."""

from decimal import Decimal
from typing import Any

import pytest

from actions import metrics, records
from actions.gates import take_step
from portfolio.commands import ArmGate, SaveMetric
from portfolio.conditions import Next, Standing
from portfolio.errors import Conflict, NotYours, Refused
from portfolio.gates import GateState, Missing, Step
from portfolio.initiatives import SponsorState
from portfolio.metrics import BaselineState, Family, Metric
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.initiatives import Rules
from store import gates, initiatives
from store import metrics as stored
from tests.actions.world import World


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    return await world.initiative(dana)


async def latest(world: World, one: str) -> Metric:
    found = await world.store.read(stored.latest, one)
    assert found is not None
    return found


async def arm(world: World, who: Actor, one: str) -> Rules:
    gate = await world.gate(one)
    return await world.store.write(metrics.arm, who, ArmGate(gate=gate.id, revision=gate.revision), world.now)


async def test_arming_locks_the_rules_and_the_baseline(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one)
    rules = await arm(world, dana, one)
    assert rules.armed_on == world.now.date() and not rules.may_arm
    assert (await world.gate(one)).state is GateState.ARMED
    locked = (await latest(world, one)).baseline
    assert locked is not None and locked.state is BaselineState.LOCKED
    for attempt in (metrics.form, None):
        with pytest.raises(Refused) as refused:
            if attempt:
                await world.store.read(attempt, dana, one)
            else:
                said = SaveMetric(
                    initiative=one, name="x", family=Family.CUSTOM, unit="x", lower_is_better=True, source=None,
                    baseline=None, baseline_source=None, target=Decimal(1), target_on=world.now.date(), floor=None,
                    adoption_lead=None, retirement_plan="x", revision=(await world.read(one)).revision,
                )
                await world.store.write(metrics.save, dana, said, world.now)
        assert refused.value.code == "criteria_locked"


async def test_arming_twice_is_one_entry(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one)
    gate = await world.gate(one)
    press = ArmGate(gate=gate.id, revision=gate.revision)
    for _ in range(2):
        assert (await world.store.write(metrics.arm, dana, press, world.now)).armed_on == world.now.date()
    assert (await world.noted())["teams:gate:armed"] == 1


async def test_arming_an_older_card_is_a_conflict(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one)
    gate = await world.gate(one)
    with pytest.raises(Conflict):
        await world.store.write(metrics.arm, dana, ArmGate(gate=gate.id, revision=gate.revision + 1), world.now)


async def test_a_card_with_the_rules_as_they_were_does_not_lock_what_they_have_become(
    world: World, dana: Actor, one: str
) -> None:
    seen = await world.metric(dana, one)
    await world.metric(dana, one, target=Decimal("3.0"))
    with pytest.raises(Conflict):
        press = ArmGate(gate=seen.gate, revision=seen.gate_revision)
        await world.store.write(metrics.arm, dana, press, world.now)
    assert (await world.gate(one)).state is GateState.PLANNED


async def test_what_is_missing_is_named_piece_by_piece(world: World, dana: Actor, one: str) -> None:
    gate = await world.gate(one)
    press = ArmGate(gate=gate.id, revision=gate.revision)
    with pytest.raises(Refused) as refused:
        await world.store.write(metrics.arm, dana, press, world.now)
    assert refused.value.code == "not_ready_to_arm"
    assert refused.value.params["missing"] == (Missing.METRIC, Missing.RETIREMENT_PLAN)
    await world.metric(dana, one)

    def without_plan(tx: Any) -> None:
        found = initiatives.get(tx, one)
        assert found is not None
        initiatives.change(tx, found, retirement_plan=None)

    await world.store.write(without_plan)
    with pytest.raises(Refused) as refused:
        await arm(world, dana, one)
    assert refused.value.code == "not_ready_to_arm"
    assert refused.value.params["missing"] == (Missing.RETIREMENT_PLAN,)
    assert (await world.gate(one)).state is GateState.PLANNED


async def test_only_a_sponsor_who_has_accepted_arms(world: World, dana: Actor) -> None:
    paul, olga = await world.meet("Paul Proposer"), await world.meet("Olga Office")
    one = await world.initiative(dana, accept=False, by=paul)
    await world.metric(paul, one)
    for who in (dana, paul, olga):
        with pytest.raises(NotYours):
            await arm(world, who, one)
    assert (await world.read(one)).sponsor_state is SponsorState.ASKED


async def test_the_rules_cannot_be_set_once_the_date_has_come(world: World, dana: Actor, one: str) -> None:
    await world.at_gate(dana, one)
    with pytest.raises(Refused) as refused:
        await world.store.read(metrics.form, dana, one)
    assert refused.value.code == "rules_too_late"


async def test_before_there_is_a_metric_there_are_no_rules_to_read(world: World, dana: Actor, one: str) -> None:
    with pytest.raises(Refused) as refused:
        await world.store.read(metrics.rules, dana, one, world.now)
    assert refused.value.code == "no_metric_yet"


async def narrowed(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one)
    await arm(world, dana, one)
    await world.decide(dana, await world.at_gate(dana, one), Choice.NARROW, days=40)
    gate = await world.gate(one)
    assert (gate.number, gate.state) == (2, GateState.PLANNED)


async def test_the_next_gate_is_armed_on_the_baseline_that_was_locked(world: World, dana: Actor, one: str) -> None:
    await narrowed(world, dana, one)
    before = (await latest(world, one)).baseline
    assert before is not None and before.state is BaselineState.LOCKED
    await world.metric(dana, one, target=Decimal("3.8"), floor=Decimal("4.4"))
    after = await latest(world, one)
    assert after.version == 2 and after.baseline == before, "the same number of the same thing is the same baseline"
    await arm(world, dana, one)
    assert (await world.gate(one)).state is GateState.ARMED
    assert (await latest(world, one)).baseline == before


async def test_a_new_baseline_supersedes_the_locked_one_and_is_locked_anew(world: World, dana: Actor, one: str) -> None:
    await narrowed(world, dana, one)
    await world.metric(dana, one, baseline=Decimal("4.9"))
    states = await world.store.read(
        lambda tx: [row.baseline_state for row in tx.exec_driver_sql("select baseline_state from metrics order by version")]
    )
    assert states == [BaselineState.SUPERSEDED, BaselineState.PROPOSED]
    await arm(world, dana, one)
    locked = (await latest(world, one)).baseline
    assert locked is not None and (locked.value, locked.state) == (Decimal("4.9"), BaselineState.LOCKED)


async def test_a_gate_that_was_never_sealed_is_sealed_when_it_opens(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one)
    await arm(world, dana, one)
    gate = await world.gate(one)
    await world.store.write(take_step, gate.id, Step.OPEN, world.company, world.now)
    opened = await world.gate(one)
    assert opened.state is GateState.OPEN and opened.sealed_evidence is not None


async def test_the_scorecard_fills_and_turns_back_with_what_is_recorded(world: World, dana: Actor) -> None:
    paul = await world.meet("Paul Proposer")
    one = await world.initiative(dana, accept=False, by=paul)

    async def marks() -> list[tuple[str, str]]:
        shown = await world.store.read(records.show, paul if not await accepted() else dana, one, world.now)
        return [(mark.standing, mark.next) for mark in shown.traits]

    async def accepted() -> bool:
        return (await world.read(one)).owned

    assert await marks() == [
        (Standing.MISSING, Next.SET_METRIC), (Standing.PARTLY, Next.ACCEPT), (Standing.PARTLY, Next.STATE_INTEGRATION),
        (Standing.MISSING, Next.WRITE_RETIREMENT),
    ]
    await world.accept(dana, one)
    await world.meet("Ada Adoption")
    await world.metric(dana, one, adoption_lead="Ada Adoption")
    assert await marks() == [
        (Standing.PARTLY, Next.LOCK_BASELINE), (Standing.MET, Next.NONE), (Standing.PARTLY, Next.STATE_INTEGRATION),
        (Standing.PARTLY, Next.WRITE_EXPANSION),
    ]
    await arm(world, dana, one)
    assert (await marks())[0] == (Standing.PARTLY, Next.MEASURE_BASELINE), "what somebody says is no evidence"
    await world.store.write(lambda tx: tx.exec_driver_sql("delete from metrics"))
    assert (await marks())[0] == (Standing.MISSING, Next.SET_METRIC)
    assert (await world.store.read(gates.current, one)) is not None
