"""Where a pilot will stand at its gate if it goes on like this: a forecast beside the verdict, and never one (F13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import expm1, log
from statistics import fmean

from portfolio.judging import Rows, items_of, own_rows
from portfolio.sources import How, Source, day_of
from portfolio.statistics.common import EARLY_LOOK, Goal, week_of
from portfolio.statistics.forecast import Chance, forecast
from portfolio.statistics.judged import Question, decimal, told
from portfolio.statistics.prepare import prepare

FIRST_WEEK = 4
"""F13: weeks since first use after which the forecast begins. Two of them are for settling in, and two are assessed."""
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """The 80 % range of the change of the raw value at the gate, and the probability of ending at the target or past it.
    `early`: fewer than four assessed weeks have been seen. `until`: the last day that counted."""

    low: Decimal
    high: Decimal
    probability: Decimal
    chance: Chance
    early: bool
    until: date
    gate_on: date


def weeks_since(start: date, today: date) -> int:
    """How many weeks a pilot has run: a forecast is made once in each, from FIRST_WEEK on."""
    return (today - start).days // _WEEK


def foreseen_of(
    rows: Rows, source: Source, goal: Goal, start: date, until: datetime, gate_on: date
) -> Foreseen | None:
    """From the weekly means of lengths or points, for a gate any number of weeks after the start. None for shares and rates
    (a week without a hit has no logarithm), without six weeks before and two assessed ones after, and once the gate's own
    week has been read. A week of which nothing is known is left open."""
    weeks = _weekly(rows, source, Question(start=start, until=until, goal=goal, alpha=EARLY_LOOK, early=True))
    before = [weeks[at] for at in sorted(weeks) if at < 0]
    last = max(weeks, default=-1)
    seen = [weeks.get(at) for at in range(last + 1)]
    found = forecast(before, seen, goal.target_log, -(-(gate_on - start).days // _WEEK))
    if found is None:
        return None
    ends = sorted(expm1(goal.orient(end)) for end in (found.low, found.high))
    return Foreseen(
        low=decimal(ends[0]), high=decimal(ends[1]),
        probability=told(found.probability), chance=found.chance, early=found.too_early,
        until=until.date(), gate_on=gate_on,
    )


def _weekly(rows: Rows, source: Source, question: Question) -> dict[int, float]:
    """The mean of each week on the oriented log scale, by week from the start."""
    own = own_rows([*rows.before, *rows.after], source)
    if source.how is How.CASES:
        prepared = prepare(items_of(own, source), question)
        both = [case for side in prepared.cases(question) for case in side]
        return _means([(case.week, case.y) for case in both])
    if source.how is not How.SERIES:
        return {}
    points = [
        (week_of(day, question.start), question.goal.orient(log(float(row.value))))
        for row in own
        if row.value is not None and row.value > 0 and (day := day_of(row, source)) <= question.until.date()
    ]
    return _means(points)


def _means(points: Sequence[tuple[int, float]]) -> dict[int, float]:
    weeks: dict[int, list[float]] = {}
    for week, y in points:
        weeks.setdefault(week, []).append(y)
    return {week: fmean(sorted(ys)) for week, ys in weeks.items()}
