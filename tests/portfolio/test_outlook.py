"""The forecast to the gate: from weekly means, in its place only, and the right way round."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import log
from random import Random

import pytest

from portfolio.judging import Rows
from portfolio.observations import Binding, Shape, SourceKind, SourceRef
from portfolio.outlook import Foreseen, foreseen_of
from portfolio.sources import How, Seen, Source
from portfolio.statistics.common import Goal
from portfolio.statistics.forecast import Chance, forecast

START = date(2026, 3, 2)
GATE = START + timedelta(days=90)
SOURCE = Source(
    id="s-1", initiative="i-1", metric=1, ref=SourceRef(kind=SourceKind.LIST, locator="l"), label="List",
    binding=Binding(shape=Shape.CASE, zone="UTC", start="a", end="b"), how=How.CASES, pilot=None, enabled_by=1,
    enabled_at=datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip


def case(number: int, day: date, days: float) -> Seen:
    opened = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    closed = opened + timedelta(days=days)
    return Seen(
        key=f"c{number}", at=closed, opened=opened, closed=closed, value=None, n=1, person=None, work=None, group=None,
        batch=1, ended=None,
    )


def rows(ratio: float, *, weeks: int = 9, gap: int | None = None, seed: int = 7) -> Rows:
    """Eight cases a week, 26 weeks before the start; afterwards their typical length is `ratio` times that."""
    random, before, after = Random(seed), [], []
    for week in range(-26, weeks):
        for at in range(8 if week != gap else 0):
            length = 3 * random.lognormvariate(0, 0.4) * (ratio if week >= 0 else 1)
            made = case(week * 100 + at + 5000, START + timedelta(days=7 * week + at % 7), length)
            (after if week >= 0 else before).append(made)
    return Rows(before=tuple(before), after=tuple(after), changed=0)


def asked(
    kept: Rows, *, target: float = -0.2, gate: date = GATE, source: Source = SOURCE, weeks: int = 9
) -> Foreseen | None:
    until = datetime.combine(START + timedelta(days=7 * weeks), datetime.min.time(), UTC)
    goal = Goal(target=target, higher_is_better=target > 0)
    return foreseen_of(kept, source, goal, START, until, gate)


def test_a_pilot_that_halves_the_time_is_likely_and_one_that_changes_nothing_unlikely() -> None:
    good, none = asked(rows(0.5)), asked(rows(1.0))
    assert good is not None and none is not None
    assert good.chance is Chance.LIKELY and good.low < Decimal("-0.5") < good.high < Decimal("-0.3")
    assert none.chance is Chance.UNLIKELY and none.low < 0 < none.high


def test_where_higher_is_better_the_range_is_of_the_raw_value() -> None:
    found = asked(rows(2.0), target=0.4)
    assert found is not None and found.chance is Chance.LIKELY and Decimal("0.4") < found.low < found.high


@pytest.mark.parametrize(("found", "why"), [
    (asked(rows(0.5, weeks=3), weeks=3), "fewer than two assessed weeks"),
    (asked(rows(0.5), gate=START + timedelta(days=55)), "the gate's week has been read"),
    (asked(rows(0.5), source=replace(SOURCE, how=How.SHARE)), "a share"),
    (asked(Rows(before=(), after=rows(0.5).after, changed=0)), "nothing before"),
], ids=lambda one: one if isinstance(one, str) else "")
def test_there_is_no_forecast_where_nobody_can_say(found: Foreseen | None, why: str) -> None:
    assert found is None, why


def test_a_series_is_read_by_the_week_and_gives_what_the_statistics_give() -> None:
    random = Random(3)
    values = {week: 5 * random.lognormvariate(0, 0.1) * (0.7 if week >= 0 else 1) for week in range(-12, 8)}
    points = [
        Seen(
            key=f"p{week}", at=datetime.combine(START + timedelta(days=7 * week), datetime.min.time(), UTC), opened=None,
            closed=None, value=Decimal(repr(value)), n=1, person=None, work=None, group=None, batch=1, ended=None,
        )
        for week, value in values.items()
    ]
    kept = Rows(before=tuple(points[:12]), after=tuple(points[12:]), changed=0)
    found = asked(kept, source=replace(SOURCE, how=How.SERIES, binding=Binding(shape=Shape.NUMBER, zone="UTC")), weeks=8)
    goal = Goal(target=-0.2)
    told = forecast(
        [log(values[week]) for week in range(-12, 0)], [log(values[week]) for week in range(8)], goal.target_log
    )
    assert found is not None and told is not None
    assert float(found.probability) == pytest.approx(told.probability, abs=0.005)
