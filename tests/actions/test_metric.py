"""The metric that decides, and locking the rules of the gate (R3; B1, B9, B18, A5)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions import metrics, records
from actions.gates import take_step
from portfolio.commands import ArmGate, SaveMetric
from portfolio.conditions import Next, Standing
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.gates import GateState, Missing, Step
from portfolio.initiatives import SponsorState
from portfolio.metrics import BaselineState, Family, Metric
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.initiatives import Rules
from store import gates, initiatives
from store import metrics as stored
from tests.actions.world import World, object_id


@pytest.fixture
async def dana(world: World) -> Actor:
    return await world.meet("Dana Whitfield")


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    return await world.initiative(dana)


async def command(world: World, dana: Actor, one: str, **changes: object) -> SaveMetric:
    form = await world.store.read(metrics.form, dana, one)
    values: dict[str, object] = {
        "initiative": one, "name": "RFP receipt to first draft", "family": Family.CYCLE_TIME, "unit": "days",
        "lower_is_better": True, "source": "PSA", "baseline": Decimal("5.1"), "baseline_source": "PSA report Q2",
        "target": Decimal("4.0"), "target_on": form.gate_on, "floor": Decimal("4.6"), "adoption_lead": None,
        "retirement_plan": "Archive the site", "revision": form.revision,
    }
    return SaveMetric(**(values | changes))  # type: ignore[arg-type]


async def save(world: World, dana: Actor, one: str, **changes: object) -> Rules:
    said = await command(world, dana, one, **changes)
    return await world.store.write(metrics.save, dana, said, world.now)


async def latest(world: World, one: str) -> Metric:
    found = await world.store.read(stored.latest, one)
    assert found is not None
    return found


async def test_a_saved_metric_is_what_the_rules_show(world: World, dana: Actor, one: str) -> None:
    rules = await save(world, dana, one)
    assert (rules.panel.metric, rules.panel.unit) == ("RFP receipt to first draft", "days")
    assert (rules.panel.target, rules.panel.floor) == (Decimal("4.0"), Decimal("4.6"))
    assert rules.panel.baseline is not None and rules.panel.baseline.by == "Dana Whitfield"
    assert rules.missing == () and rules.may_arm and rules.armed_on is None


async def test_the_form_comes_back_with_what_was_saved(world: World, dana: Actor, one: str) -> None:
    await save(world, dana, one)
    form = await world.store.read(metrics.form, dana, one)
    assert form.values == {
        "metric": "RFP receipt to first draft", "family": "cycle_time", "unit": "days", "direction": "lower",
        "source": "PSA", "baseline": "5.1", "baseline_source": "PSA report Q2", "target": "4.0", "floor": "4.6",
        "target_on": form.gate_on.isoformat(), "retirement_plan": "Archive the site",
    }


@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("family", list(Family))
async def test_every_family_keeps_its_direction_and_refuses_a_target_on_the_wrong_side(
    world: World, dana: Actor, one: str, family: Family, lower: bool
) -> None:
    sign = 1 if lower else -1
    with pytest.raises(Invalid) as invalid:
        await save(world, dana, one, family=family, lower_is_better=lower, baseline=Decimal(10),
                   target=Decimal(10 + sign), floor=None)
    assert [(one.field, one.code) for one in invalid.value.problems] == [("target", "target_not_better")]
    await save(world, dana, one, family=family, lower_is_better=lower, baseline=Decimal(10),
               target=Decimal(10 - sign), floor=None)
    kept = await latest(world, one)
    assert (kept.family, kept.lower_is_better) == (family, lower)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"floor": Decimal("3.9")}, "floor", "floor_beyond_target"),
        ({"floor": Decimal("5.2")}, "floor", "floor_worse_than_baseline"),
        ({"adoption_lead": "Nobody Met"}, "adoption_lead", "not_met"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_stored(
    world: World, dana: Actor, one: str, changes: dict[str, Any], field: str, code: str
) -> None:
    before = await world.noted()
    with pytest.raises(Invalid) as invalid:
        await save(world, dana, one, **changes)
    assert [(one.field, one.code) for one in invalid.value.problems] == [(field, code)]
    assert await world.noted() == before and await world.store.read(stored.latest, one) is None


async def test_a_target_is_due_by_the_gate(world: World, dana: Actor, one: str) -> None:
    gate = await world.gate(one)
    with pytest.raises(Invalid) as invalid:
        await save(world, dana, one, target_on=gate.due + timedelta(days=1))
    assert [one.code for one in invalid.value.problems] == ["target_after_gate"]


async def test_the_same_content_again_changes_nothing_whatever_the_card_s_age(world: World, dana: Actor, one: str) -> None:
    first = await command(world, dana, one)
    await world.store.write(metrics.save, dana, first, world.now)
    before, version = await world.noted(), (await latest(world, one)).version
    world.pass_(days=3)
    await world.store.write(metrics.save, dana, first, world.now)
    assert await world.noted() == before and (await latest(world, one)).version == version == 1


async def test_other_content_on_an_old_card_is_a_conflict(world: World, dana: Actor, one: str) -> None:
    old = await command(world, dana, one, target=Decimal("3.5"))
    await save(world, dana, one)
    before = await world.noted()
    with pytest.raises(Conflict):
        await world.store.write(metrics.save, dana, old, world.now)
    assert (await latest(world, one)).target == Decimal("4.0") and await world.noted() == before


async def test_there_is_never_a_second_primary(world: World, dana: Actor, one: str) -> None:
    await save(world, dana, one)
    await save(world, dana, one, name="Something else", unit="hours", baseline=None, baseline_source=None, floor=None)
    kept = await latest(world, one)
    assert (kept.version, kept.name) == (2, "Something else")
    assert set(await world.store.read(stored.latest_of, [one])) == {one}
    shown = await world.store.read(records.show, dana, one, world.now)
    assert shown.panel is not None and shown.panel.metric == "Something else"


async def test_who_prepares_and_who_does_not(world: World, dana: Actor, one: str) -> None:
    olga, rita, paul = await world.meet("Olga Office"), await world.meet("Rita Reviewer"), await world.meet("Paul Proposer")
    await save(world, olga, one)
    said = await command(world, dana, one, target=Decimal("3.9"))
    with pytest.raises(NotYours):
        await world.store.write(metrics.save, rita, said, world.now)
    with pytest.raises(NotFound):      # the sponsor has accepted: from now on it is no longer the registrar's
        await world.store.write(metrics.save, paul, said, world.now)
    assert (await latest(world, one)).target == Decimal("4.0")


async def test_a_named_adoption_lead_stays_and_may_prepare(world: World, dana: Actor, one: str) -> None:
    ada = await world.meet("Ada Adoption")
    await save(world, dana, one, adoption_lead=object_id("Ada Adoption"))
    await save(world, ada, one, target=Decimal("3.9"))
    assert (await world.read(one)).adoption_lead == ada.number


async def arm(world: World, who: Actor, one: str) -> Rules:
    gate = await world.gate(one)
    return await world.store.write(metrics.arm, who, ArmGate(gate=gate.id, revision=gate.revision), world.now)


async def test_arming_locks_the_rules_and_the_baseline(world: World, dana: Actor, one: str) -> None:
    await save(world, dana, one)
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
    await save(world, dana, one)
    gate = await world.gate(one)
    press = ArmGate(gate=gate.id, revision=gate.revision)
    for _ in range(2):
        assert (await world.store.write(metrics.arm, dana, press, world.now)).armed_on == world.now.date()
    assert (await world.noted())["teams:gate:armed"] == 1


async def test_arming_an_older_card_is_a_conflict(world: World, dana: Actor, one: str) -> None:
    await save(world, dana, one)
    gate = await world.gate(one)
    with pytest.raises(Conflict):
        await world.store.write(metrics.arm, dana, ArmGate(gate=gate.id, revision=gate.revision + 1), world.now)


async def test_a_card_with_the_rules_as_they_were_does_not_lock_what_they_have_become(
    world: World, dana: Actor, one: str
) -> None:
    seen = await save(world, dana, one)
    await save(world, dana, one, target=Decimal("3.0"))
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
    await save(world, dana, one)

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
    await save(world, paul, one)
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
        await world.store.read(metrics.rules, dana, one)
    assert refused.value.code == "no_metric_yet"


async def narrowed(world: World, dana: Actor, one: str) -> None:
    await save(world, dana, one)
    await arm(world, dana, one)
    await world.decide(dana, await world.at_gate(dana, one), Choice.NARROW, days=40)
    gate = await world.gate(one)
    assert (gate.number, gate.state) == (2, GateState.PLANNED)


async def test_the_next_gate_is_armed_on_the_baseline_that_was_locked(world: World, dana: Actor, one: str) -> None:
    await narrowed(world, dana, one)
    before = (await latest(world, one)).baseline
    assert before is not None and before.state is BaselineState.LOCKED
    await save(world, dana, one, target=Decimal("3.8"), floor=Decimal("4.4"))
    after = await latest(world, one)
    assert after.version == 2 and after.baseline == before, "the same number of the same thing is the same baseline"
    await arm(world, dana, one)
    assert (await world.gate(one)).state is GateState.ARMED
    assert (await latest(world, one)).baseline == before


async def test_a_new_baseline_supersedes_the_locked_one_and_is_locked_anew(world: World, dana: Actor, one: str) -> None:
    await narrowed(world, dana, one)
    await save(world, dana, one, baseline=Decimal("4.9"))
    states = await world.store.read(
        lambda tx: [row.baseline_state for row in tx.exec_driver_sql("select baseline_state from metrics order by version")]
    )
    assert states == [BaselineState.SUPERSEDED, BaselineState.PROPOSED]
    await arm(world, dana, one)
    locked = (await latest(world, one)).baseline
    assert locked is not None and (locked.value, locked.state) == (Decimal("4.9"), BaselineState.LOCKED)


async def test_a_gate_that_was_never_sealed_is_sealed_when_it_opens(world: World, dana: Actor, one: str) -> None:
    await save(world, dana, one)
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
        (Standing.MISSING, Next.SET_METRIC), (Standing.PARTLY, Next.ACCEPT), (Standing.PARTLY, Next.VERIFY_INTEGRATION),
        (Standing.MISSING, Next.WRITE_RETIREMENT),
    ]
    await world.accept(dana, one)
    await world.meet("Ada Adoption")
    await save(world, dana, one, adoption_lead="Ada Adoption")
    assert await marks() == [
        (Standing.PARTLY, Next.LOCK_BASELINE), (Standing.MET, Next.NONE), (Standing.PARTLY, Next.VERIFY_INTEGRATION),
        (Standing.PARTLY, Next.WRITE_EXPANSION),
    ]
    await arm(world, dana, one)
    assert (await marks())[0] == (Standing.PARTLY, Next.MEASURE_BASELINE), "what somebody says is no evidence"
    await world.store.write(lambda tx: tx.exec_driver_sql("delete from metrics"))
    assert (await marks())[0] == (Standing.MISSING, Next.SET_METRIC)
    assert (await world.store.read(gates.current, one)) is not None
