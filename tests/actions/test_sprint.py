"""The instrumentation sprint as recorded: what it moves, when it is complete, and where it may not start."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from actions import baselines as taking
from actions import case_log, metrics, sprint_end, sprints
from graph.observing import observe
from pilothouse.readers import Readers
from portfolio.commands import LogCase, StartSprint
from portfolio.conditions import not_measured_because
from portfolio.decisions import Piece, missing_to_fund
from portfolio.errors import Invalid, NotYours, Refused
from portfolio.initiatives import Stage
from portfolio.metrics import Family, Provenance
from portfolio.observations import Shape, Table, Value
from portfolio.people import Actor
from portfolio.sprints import COLUMNS, SprintState, Way, template
from portfolio.verdicts import NotMeasured
from portfolio.views.sprints import SprintCard
from store import metrics as stored_metrics
from store import observations as stored
from store import sources as stored_sources
from store import sprints as stored_sprints
from tests.actions.evidence import enable, record
from tests.actions.world import START, World

TODAY = START.date()


async def prepared(world: World, dana: Actor, first_use: date = TODAY, **changes: object) -> str:
    one = await world.initiative(dana, first_use=first_use)
    values: dict[str, object] = {"baseline": None, "baseline_source": None, "floor": None, "target": Decimal("2.5")}
    await world.metric(dana, one, **(values | changes))
    return one


async def start(world: World, dana: Actor, one: str, shape: Shape = Shape.CASE, **changes: object) -> SprintCard:
    values: dict[str, object] = {
        "initiative": one, "shape": shape, "way": Way.FORM, "kinds": (), "loggers": (),
        "revision": (await world.read(one)).revision,
    }
    return await world.store.write(sprints.start, dana, StartSprint(**(values | changes)), world.now)  # type: ignore[arg-type]


async def log(world: World, who: Actor, one: str, shape: Shape, value: str | None, entry: str) -> SprintCard:
    ended = world.now - timedelta(minutes=1)
    said = LogCase(
        initiative=one, entry=entry, shape=shape, started=ended - timedelta(days=4) if shape is Shape.CASE else None,
        ended=ended, timed=True, value=None if value is None else Decimal(value), kind=None, revision=None,
    )
    return await world.store.write(case_log.save, who, said, world.now)


async def test_first_use_the_gate_and_the_target_move_together_and_only_as_far_as_needed(world: World, dana: Actor) -> None:
    near, far = await prepared(world, dana), TODAY + timedelta(days=60)
    gate = await world.gate(near)
    card = await start(world, dana, near)
    moved = await world.gate(near)
    assert card.first_use == TODAY + timedelta(days=42) == (await world.read(near)).first_use
    assert moved.due - gate.due == timedelta(days=42) and moved.due - card.first_use == timedelta(days=90)
    metric = await world.store.read(stored_metrics.latest, near)
    assert metric is not None and metric.target_on == moved.due
    assert (await world.read(near)).stage is Stage.INSTRUMENTING

    other = await world.initiative(dana, "Invoices", first_use=far)
    await world.metric(dana, other, baseline=None, baseline_source=None, floor=None, target=Decimal("2.5"))
    gate = await world.gate(other)
    assert (await start(world, dana, other)).first_use == far
    assert (await world.gate(other)).due == gate.due


async def test_twenty_cases_in_one_week_are_not_six_weeks_and_the_next_weeks_complete_it(world: World, dana: Actor) -> None:
    one = await prepared(world, dana)
    await start(world, dana, one)
    sprint = await world.store.read(stored_sprints.newest, one)
    assert sprint is not None
    for number in range(20):
        world.pass_(hours=4)
        card = await log(world, dana, one, Shape.CASE, None, f"e-{number}")
    assert card.progress.cases == 20 and card.progress.weeks == 1 and not card.progress.complete
    assert not await world.store.write(sprint_end.finish, sprint.id, world.company, world.now)
    for week in range(1, 6):
        world.now = START + timedelta(weeks=week, days=1)
        await log(world, dana, one, Shape.CASE, None, f"w-{week}")
    world.pass_(days=1)
    assert await world.store.write(sprint_end.finish, sprint.id, world.company, world.now)
    done = await world.store.read(stored_sprints.newest, one)
    assert done is not None and done.state is SprintState.DONE
    assert (await world.read(one)).first_use == world.now.date() + timedelta(days=1), "first use does not wait for day 42"
    taken = await world.store.write(taking.take, dana, one, world.now)
    assert taken.proposed is not None and taken.proposed.n == 25
    assert taken.panel.baseline is not None and taken.panel.baseline.provenance is Provenance.LOGGED


async def test_logged_cases_can_give_a_verdict_and_funding_still_wants_a_system(world: World, dana: Actor) -> None:
    one = await prepared(world, dana)
    await start(world, dana, one)
    for number in range(24):
        world.now = START + timedelta(days=number * 42 // 24, hours=6)
        await log(world, dana, one, Shape.CASE, None, f"e-{number}")
    world.now = START + timedelta(days=42)
    sprint = await world.store.read(stored_sprints.newest, one)
    assert sprint is not None
    await world.store.write(sprint_end.finish, sprint.id, world.company, world.now)
    await world.store.write(taking.take, dana, one, world.now)
    await world.arm(dana, one)
    metric = await world.store.read(stored_metrics.latest, one)
    assert not_measured_because(metric) is NotMeasured.TOO_FEW, "only cases after first use are missing"
    missing = missing_to_fund(await world.read(one), metric, await world.gate(one))
    assert Piece.PROVENANCE in missing and Piece.BASELINE not in missing


@pytest.mark.parametrize(("shape", "family", "unit", "name", "values"), [
    (Shape.NUMBER, Family.TIME, "hours", "Hours spent on a proposal", ["3.5", "4"]),
    (Shape.YES_NO, Family.ERROR_RATE, "%", "Share of proposals sent back for rework", ["1", "0"]),
])  # fmt: skip
async def test_numbers_and_shares_are_logged_and_become_a_baseline(
    world: World, dana: Actor, shape: Shape, family: Family, unit: str, name: str, values: list[str]
) -> None:
    one = await prepared(world, dana, name=name, family=family, unit=unit, target=Decimal("1"))
    await start(world, dana, one, shape)
    for number in range(24):
        world.now = START + timedelta(days=number * 42 // 24, hours=6)
        card = await log(world, dana, one, shape, values[number % 2], f"e-{number}")
    assert card.progress.cases == 24 and card.progress.weeks == 6
    world.now = START + timedelta(days=42)
    rules = await world.store.write(taking.take, dana, one, world.now)
    assert rules.proposed is not None
    assert rules.proposed.middle == (Decimal("3.75") if shape is Shape.NUMBER else Decimal("50.0"))


async def test_a_file_from_the_template_is_read_back_with_a_reason_for_each_bad_row(
    world: World, dana: Actor, tmp_path: Path
) -> None:
    one = await prepared(world, dana)
    card = await start(world, dana, one, way=Way.FILE)
    assert card.file is not None and not card.may_log
    header, example = card.template or ("", "")
    assert header == template(Shape.CASE)[0] and len(example.split(",")) == len(COLUMNS[Shape.CASE])
    rows = [
        "A,2026-09-02 09:30,2026-09-04 16:00,Tax,Ann", "B,,2026-09-05,Tax,Ann", "C,2026-09-06,2026-09-03,,",
        "A,2026-09-01,,,",
    ]
    (tmp_path / card.file).write_text("\r\n".join([header, *rows]), encoding="utf-8")
    source = (await world.store.read(stored_sources.in_force, [one]))[one]
    later = datetime.now(UTC) + timedelta(minutes=5)
    said = await Readers(folder=tmp_path).read(source, later)
    assert isinstance(said, Value) and isinstance(said.value, Table)
    seen = observe(said.value, source.binding)
    assert [row.key for row in seen.observations] == ["A"]
    batch = await record(world, source, seen.observations, rejected=seen.rejected)
    assert batch is not None and batch.refused == 3
    shown = await world.store.read(sprints.show, dana, one, world.now)
    assert [(row.row, row.why, row.column) for row in shown.rejected] == [
        (4, "key_twice", "case"), (2, "start_missing", "started"), (3, "end_before_start", "ended"),
    ]
    with pytest.raises(Refused) as refused:
        await world.store.read(case_log.form, dana, one, world.now)
    assert refused.value.code == "log_is_file"
    live = await world.store.read(stored.live, source.id)
    assert live[0].person is not None and "Ann" not in live[0].person


async def test_it_starts_for_the_sponsor_before_first_use_and_for_nobody_else_and_never_later(
    world: World, dana: Actor
) -> None:
    olga = await world.meet("Olga Office")
    one = await prepared(world, dana, TODAY + timedelta(days=3))
    with pytest.raises(NotYours):
        await start(world, olga, one)
    world.pass_(days=4)
    with pytest.raises(Refused) as late:
        await start(world, dana, one)
    assert late.value.code == "sprint_too_late"


async def test_it_does_not_start_where_the_number_is_counted_or_the_rules_are_locked(world: World, dana: Actor) -> None:
    one = await prepared(world, dana)
    await enable(world, one)
    with pytest.raises(Refused) as counted:
        await start(world, dana, one)
    assert counted.value.code == "sprint_counted"
    other = await world.initiative(dana, "Invoices")
    await world.metric(dana, other)
    await world.arm(dana, other)
    with pytest.raises(Refused) as locked:
        await start(world, dana, other)
    assert locked.value.code == "criteria_locked"


async def test_a_length_of_time_needs_a_unit_of_time_and_who_logs_has_to_be_known(world: World, dana: Actor) -> None:
    one = await prepared(world, dana, unit="EUR")
    with pytest.raises(Invalid) as unit:
        await start(world, dana, one)
    assert [(found.field, found.code) for found in unit.value.problems] == [("what", "unit_no_time")]
    with pytest.raises(Invalid) as who:
        await start(world, dana, one, Shape.NUMBER, loggers=("Zebedee Quist",))
    assert [(found.field, found.code) for found in who.value.problems] == [("loggers", "not_met")]
    assert await world.store.read(stored_sprints.newest, one) is None


async def test_while_it_is_counted_the_number_stays_what_it_is_and_its_target_may_change(world: World, dana: Actor) -> None:
    one = await prepared(world, dana)
    await start(world, dana, one)
    due = (await world.gate(one)).due
    with pytest.raises(Refused) as refused:
        await world.metric(dana, one, name="Invoice received to payment", baseline=None, baseline_source=None, floor=None)
    assert refused.value.code == "sprint_of_metric"
    await world.metric(dana, one, baseline=None, baseline_source=None, floor=None, target=Decimal("2.0"), target_on=due)
    world.pass_(hours=1)
    assert (await log(world, dana, one, Shape.CASE, None, "e-1")).progress.cases == 1


async def test_a_number_that_is_counted_elsewhere_by_now_ends_the_sprint(world: World, dana: Actor) -> None:
    one = await prepared(world, dana)
    await start(world, dana, one)
    sprint = await world.store.read(stored_sprints.newest, one)
    assert sprint is not None
    with pytest.raises(Refused) as waiting:
        await world.arm(dana, one)
    assert waiting.value.code == "sprint_running"
    world.pass_(days=2)
    await enable(world, one)
    assert await world.store.write(sprint_end.finish, sprint.id, world.company, world.now)
    ended = await world.store.read(stored_sprints.newest, one)
    assert ended is not None and ended.state is SprintState.CANCELLED
    assert (await world.read(one)).first_use == world.now.date()
    assert (await world.store.read(metrics.rules, dana, one, world.now)).missing == ()
