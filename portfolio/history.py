"""What the rows of the time before say about how much there is and how much it differs: what a prospect needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import log, sqrt
from statistics import stdev

from portfolio.baselines import TooLittle, before_start, proposed_of, sum_of, value_of
from portfolio.metrics import Metric
from portfolio.observations import Shape
from portfolio.sources import How, Seen, Source, day_of
from portfolio.statistics.common import quantile, week_of
from portfolio.statistics.crude import item_error, stickiness, week_error
from portfolio.statistics.followup import SLOWEST_TENTH
from portfolio.statistics.items import Case, in_days
from portfolio.statistics.shares import Share, overdispersion

WIDER = 1.3
"""How much wider the widest of three intervals is when cases do not hang together (docs/statistics.md, s2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """`n` cases, points or periods within `days`; `middle` in the metric's unit.

    `spread`: standard deviation of the logs, widened by how much they hang together. `horizon`: days a case is watched.
    `hits`: the yes of a share, the events of counts, whose `phi` is their over-dispersion.
    """

    how: How
    n: int
    days: float
    middle: Decimal
    spread: float = 0.0
    horizon: float = 0.0
    hits: int = 0
    phi: float = 1.0


def history_of(rows: Iterable[Seen], source: Source, metric: Metric, before: date) -> History | None:
    """The history of a source before a date; None below the minimum a baseline needs, or without any spread."""
    own = before_start(rows, source, before)
    found = proposed_of(own, source, metric, before)
    if isinstance(found, TooLittle):
        return None
    days = max((found.last - found.first).days + 1, 7)
    match source.how:
        case How.SHARE:
            weeks: dict[int, list[Seen]] = {}
            for row in own:
                weeks.setdefault(week_of(day_of(row, source), before), []).append(row)
            phi = overdispersion([{week: Share(hits=sum_of(some), n=_n(some)) for week, some in weeks.items()}])
            return History(how=source.how, n=_n(own), days=days, middle=found.middle, hits=sum_of(own), phi=phi)
        case How.COUNTS:
            return History(
                how=source.how, n=len(own), days=days, middle=found.middle, hits=sum_of(own), phi=_clumped(own)
            )
        case How.SERIES | How.CASES:
            spread = _spread(own, source, before)
            if spread is None:
                return None
            lengths = [in_days(row.closed - row.opened) for row in own if row.opened and row.closed]
            horizon = quantile(lengths, SLOWEST_TENTH) if source.binding.shape is Shape.CASE else 0.0
            return History(how=source.how, n=len(own), days=days, middle=found.middle, spread=spread, horizon=horizon)


def _n(rows: Sequence[Seen]) -> int:
    return sum(row.n for row in rows)


def _clumped(rows: Sequence[Seen]) -> float:
    """phi of counts per exposure (docs/statistics.md section 3), of one side alone."""
    rate = sum_of(rows) / max(_n(rows), 1)
    squares = [(float(row.value or 0) - row.n * rate) ** 2 / max(row.n * rate, 1e-9) for row in rows]
    return max(1.0, sum(squares) / max(len(rows) - 1, 1))


def _spread(rows: Sequence[Seen], source: Source, before: date) -> float | None:
    cases = [
        Case(y=log(value), week=week_of(day_of(row, source), before))
        for row in rows
        if (value := value_of(row)) > 0
    ]
    if len(cases) < 4:
        return None
    alone = stdev([case.y for case in cases])
    if alone == 0:
        return None
    if source.how is How.SERIES:
        r = stickiness([{at: [case.y] for at, case in enumerate(cases)}])
        return alone * max(WIDER, sqrt((1 + r) / (1 - r)))
    half = len(cases) // 2
    items, weeks = item_error(cases[:half], cases[half:]), week_error(cases[:half], cases[half:])
    together = weeks.se / items.se if items is not None and weeks is not None else 1.0
    return alone * max(WIDER, together)
