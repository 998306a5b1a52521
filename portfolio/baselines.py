"""A baseline proposed from the history of a source, or the reason why there is not enough of it (B18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import log
from typing import cast

from portfolio.calendar import midnight
from portfolio.evidence import rounded
from portfolio.judging import HALF, own_rows
from portfolio.metrics import Metric
from portfolio.observations import Shape
from portfolio.ordering import in_runs
from portfolio.sources import How, Seen, Source, day_of, per_unit
from portfolio.statistics.common import quantile, week_of
from portfolio.statistics.crude import items_only
from portfolio.statistics.estimates import relative
from portfolio.statistics.followup import ENOUGH, SLOWEST_TENTH
from portfolio.statistics.items import Case, in_days
from portfolio.statistics.judge_counts import EVENTS, PERIODS
from portfolio.statistics.judge_series import POINTS
from portfolio.statistics.judged import Reason
from portfolio.statistics.prepare import WEEKS
from portfolio.statistics.tallies import CASES
from portfolio.statistics.tallies import EVENTS as HITS

YEAR = timedelta(days=365)
TREND_ALPHA = 0.05
LEAST_FOR_TREND = 5
"""Cases each half needs before anything is said about a trend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What history says, in the metric's unit: `middle` is the median of cases or points, the share, or the rate.

    `slow` is what the slowest (largest) tenth lies above, None for shares and rates. `trend` is the change from the earlier
    to the later half where it is more than chance. `season`: less than a year, so the same months last year are not in it.
    """

    n: int
    middle: Decimal
    slow: Decimal | None
    first: date
    last: date
    trend: Decimal | None
    season: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLittle:
    """Not enough history: how much there is, and how much is needed."""

    reason: Reason
    have: int
    need: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The days a person limits a baseline to, both included; None: no limit on that side."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day is within."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


ALWAYS = Between()


def within(rows: Iterable[Seen], source: Source, between: Between, start: date) -> list[Seen]:
    """The rows a limited baseline is compared with: those of its days, and everything from the start on."""
    if between == ALWAYS:
        return list(rows)
    return [row for row in rows if (day := day_of(row, source)) >= start or between.holds(day)]


def before_start(rows: Iterable[Seen], source: Source, before: date, between: Between = ALWAYS) -> list[Seen]:
    """The initiative's own rows of the days before a date, by day. An open case has no length yet."""
    began = midnight(before, source.binding.zone)
    own = [
        row for row in own_rows(rows, source)
        if (row.opened or row.at) < began and (between == ALWAYS or between.holds(day_of(row, source)))
    ]
    if source.binding.shape is Shape.CASE:
        own = [row for row in own if row.opened is not None and row.closed is not None and row.closed >= row.opened]
    return in_runs(own, lambda row: (day_of(row, source), row.key))


def proposed(
    rows: Iterable[Seen], source: Source, metric: Metric, before: date, between: Between = ALWAYS
) -> Proposal | TooLittle:
    """The baseline that the rows of the days before a date give, or what is missing."""
    return proposed_of(before_start(rows, source, before, between), source, metric, before)


def proposed_of(own: Sequence[Seen], source: Source, metric: Metric, before: date) -> Proposal | TooLittle:
    """The same of rows that were picked and sorted already (before_start)."""
    days = [day_of(row, source) for row in own]
    short = _shortfall(own, days, source, before)
    if short is not None:
        return short
    scale = per_unit(source, metric.unit) or 1.0
    if source.how in (How.SHARE, How.COUNTS):
        middle, slow, trend = sum_of(own) / sum(row.n for row in own), None, None
    else:
        values = [value_of(row) for row in own]
        middle, slow = quantile(values, HALF), quantile(values, SLOWEST_TENTH)
        trend = _trend(values, [week_of(day, before) for day in days])
    return Proposal(
        n=len(own) if source.how is not How.SHARE else sum(row.n for row in own), middle=rounded(middle * scale),
        slow=None if slow is None else rounded(slow * scale), first=days[0], last=days[-1], trend=trend,
        season=days[-1] - days[0] < YEAR,
    )


def value_of(row: Seen) -> float:
    """The length of a case in days, else the number of a row."""
    if row.opened is not None and row.closed is not None:
        return in_days(row.closed - row.opened)
    return float(row.value or 0)


def sum_of(rows: Sequence[Seen]) -> int:
    """How many yes, or events, there are."""
    return int(sum(cast(Decimal, row.value) for row in rows))


def _shortfall(own: Sequence[Seen], each: Sequence[date], source: Source, before: date) -> TooLittle | None:
    different = set(each)
    weeks, days = len({week_of(day, before) for day in different}), len(different)
    match source.how:
        case How.CASES:
            needs = [(Reason.TOO_FEW_BEFORE, len(own), ENOUGH), (Reason.TOO_FEW_WEEKS, weeks, WEEKS)]
        case How.SHARE:
            n = sum(row.n for row in own)
            needs = [(Reason.TOO_FEW_BEFORE, n, CASES), (Reason.TOO_FEW_EVENTS, sum_of(own), HITS)]
        case How.COUNTS:
            needs = [(Reason.TOO_FEW_EVENTS, sum_of(own), EVENTS), (Reason.TOO_FEW_BEFORE, days, PERIODS)]
        case How.SERIES:
            needs = [(Reason.TOO_FEW_BEFORE, days, POINTS[0])]
    short = [TooLittle(reason=reason, have=have, need=need) for reason, have, need in needs if have < need]
    return short[0] if short else None


def _trend(values: Sequence[float], weeks: Sequence[int]) -> Decimal | None:
    if len(values) < 2 * LEAST_FOR_TREND or min(values) <= 0:
        return None
    cases = [Case(y=log(value), week=week) for value, week in zip(values, weeks, strict=True)]
    half = len(cases) // 2
    moved = items_only(cases[:half], cases[half:], TREND_ALPHA)
    if moved is None or moved.low <= 0 <= moved.high:
        return None
    change = relative(moved.est)
    return None if change is None else Decimal(f"{change:.2f}")
