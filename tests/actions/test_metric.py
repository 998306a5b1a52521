"""The metric that decides, and locking the rules of the gate (R3; B1, B9, B18, A5)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions import metrics, records
from portfolio.commands import SaveMetric
from portfolio.errors import Conflict, Invalid, NotFound, NotYours
from portfolio.metrics import Family, Metric
from portfolio.people import Actor
from portfolio.views.initiatives import Rules
from store import metrics as stored
from tests.actions.world import World, object_id


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
        "target_on": form.gate_on.isoformat(), "retirement_plan": "Archive the site", "population": "", "per_month": "",
            "breadth": "", "single_role": "",
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
