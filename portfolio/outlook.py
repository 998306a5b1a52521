"""Where a pilot will stand at its gate if it goes on like this: a forecast beside the verdict, and never one (B15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import expm1, log
from statistics import fmean

from portfolio.judging import Rows, items_of, own_rows
from portfolio.sources import How, Source, day_of
from portfolio.statistics.common import week_of
from portfolio.statistics.forecast import GATE_WEEK, SETTLING_WEEKS, Chance, forecast
from portfolio.statistics.judged import Question, decimal
from portfolio.statistics.prepare import prepare

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """The 80 % range of the change of the raw value at the gate, and the probability of ending at the target or past it.
    `early`: fewer than four assessed weeks have been seen."""

    low: Decimal
    high: Decimal
    probability: Decimal
    chance: Chance
    early: bool


def foreseen_of(rows: Rows, source: Source, question: Question, gate_on: date) -> Foreseen | None:
    """From the weekly means of lengths or points. None for shares and rates, for a gate that is not in its 13th week (the
    forecast was chosen for those), without six weeks before and two assessed ones after, and when a week is missing."""
    if not (GATE_WEEK - 1) * _WEEK < (gate_on - question.start).days <= GATE_WEEK * _WEEK:
        return None
    weeks = _weekly(rows, source, question)
    before = [weeks[at] for at in sorted(weeks) if at < 0]
    after = [at for at in sorted(weeks) if at >= SETTLING_WEEKS]
    if not after or after != list(range(SETTLING_WEEKS, after[-1] + 1)):
        return None
    seen = [0.0] * SETTLING_WEEKS + [weeks[at] for at in after]     # the first weeks are for settling in, and not read
    found = forecast(before, seen, question.goal.target_log)
    if found is None:
        return None
    ends = sorted(expm1(question.goal.orient(end)) for end in (found.low, found.high))
    return Foreseen(
        low=decimal(ends[0]), high=decimal(ends[1]), probability=decimal(found.probability), chance=found.chance,
        early=found.too_early,
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
