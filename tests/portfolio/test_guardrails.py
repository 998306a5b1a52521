"""A guardrail as a verdict turned round: broken on proven harm only, in its own direction, whatever counts it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.guardrails import Guardrail, as_metric, guarded, turned
from portfolio.judging import chosen
from portfolio.looks import look_on
from portfolio.metrics import Family
from portfolio.observations import Shape
from portfolio.sources import How, Seen
from portfolio.statistics.estimates import Estimate, Source
from portfolio.statistics.guardrails import OF_TURNED, Guard
from portfolio.statistics.verdict import standing, verdict_of
from portfolio.verdicts import NotMeasured, Verdict
from tests.portfolio.test_judging import GATE, START, seen, source
from tests.portfolio.values import metric

KNOWN = datetime(2026, 12, 31, tzinfo=UTC)


def rail(margin: str = "0.2", *, lower: bool = True, unit: str = "%") -> Guardrail:
    return Guardrail(
        initiative="i-1", number=1, version=1, name="Sent back", unit=unit, lower_is_better=lower, margin=Decimal(margin)
    )


def shares(before: float, after: float) -> list[Seen]:
    """Twenty cases a week, so many of them a yes."""
    random, rows = Random(7), []
    for week in range(-26, 12):
        for number in range(20):
            share = before if week < 0 else after
            day, hit = START + timedelta(weeks=week, days=number % 7), float(random.random() < share)
            rows.append(seen(f"{week}:{number}", day, hit))
    return rows


@pytest.mark.parametrize(
    ("before", "after", "lower", "expected"),
    [(0.1, 0.3, True, Guard.BROKEN), (0.3, 0.1, True, Guard.FINE), (0.2, 0.23, True, Guard.WARN),
     (0.9, 0.5, False, Guard.BROKEN), (0.5, 0.9, False, Guard.FINE), (0.1, 0.3, False, Guard.FINE)],
)  # fmt: skip
def test_a_share_is_guarded_in_its_own_direction(before: float, after: float, lower: bool, expected: Guard) -> None:
    rows = shares(before, after)
    where = source(How.SHARE, Shape.YES_NO)
    found = guarded(rail(lower=lower), where, chosen(rows, rows, where, START), look_on(START, GATE, GATE.due), START, KNOWN)
    assert found.guard is expected
    assert found.interval is not None and found.n_before >= 20 and not found.periods


def test_a_series_is_guarded_too_and_counts_periods() -> None:
    random = Random(3)
    rows = [
        seen(str(week), START + timedelta(weeks=week), (20 if week < 0 else 40) + random.gauss(0, 1))
        for week in range(-26, 12)
    ]
    where = source(How.SERIES, Shape.NUMBER)
    found = guarded(
        rail(unit="points"), where, chosen(rows, rows, where, START), look_on(START, GATE, GATE.due), START, KNOWN
    )
    assert found.guard is Guard.BROKEN and found.periods


def test_before_the_first_look_and_with_too_few_cases_nothing_is_said() -> None:
    rows, where = shares(0.1, 0.9), source(How.SHARE, Shape.YES_NO)
    early = look_on(START, GATE, START + timedelta(days=3))
    assert guarded(rail(), where, chosen(rows, rows, where, START), early, START, KNOWN).because is NotMeasured.BEFORE_LOOK
    few = rows[:5] + rows[-5:]
    found = guarded(rail(), where, chosen(few, few, where, START), look_on(START, GATE, GATE.due), START, KNOWN)
    assert (found.guard, found.because) == (None, NotMeasured.TOO_FEW)


@given(
    st.floats(-2, 2), st.floats(0.001, 1), st.integers(1, 90), st.booleans()
)
def test_an_interval_breaks_it_warns_or_rules_it_out(est: float, half: float, percent: int, lower: bool) -> None:
    goal = turned(rail(str(Decimal(percent) / 100), lower=lower))
    shown = Estimate(est=est, low=est - half, high=est + half, se=half, df=20, alpha=0.05, binding=Source.ITEMS)
    guard = OF_TURNED[verdict_of(standing(shown, goal))]
    if shown.high < goal.target_log:
        assert guard is Guard.BROKEN
    elif shown.low > goal.target_log:
        assert guard is Guard.FINE
    else:
        assert guard is Guard.WARN


def test_every_verdict_but_none_has_its_word() -> None:
    assert set(OF_TURNED) == set(Verdict) - {Verdict.NOT_MEASURED}


@pytest.mark.parametrize(
    ("unit", "family"), [("%", Family.ERROR_RATE), ("hours", Family.CYCLE_TIME), ("complaints", Family.CUSTOM)]
)
def test_it_is_counted_as_what_its_unit_says(unit: str, family: Family) -> None:
    shown = as_metric(rail(unit=unit, lower=False), metric())
    assert (shown.name, shown.unit, shown.family, shown.lower_is_better) == ("Sent back", unit, family, False)
