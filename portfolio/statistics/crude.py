"""The crude before/after difference of cases, with the three ways to see its error (docs/statistics.md, 1a)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TypeVar

from portfolio.statistics.common import mean, variance
from portfolio.statistics.estimates import NO_SPREAD, Estimate, Source, Spread, widest
from portfolio.statistics.items import Case

_Label = TypeVar("_Label", int, str)

STICKY_UNKNOWN = 0.2
STICKY_MOST = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class _MeanError:
    """The variance of one side's mean, and the number of groups behind it."""

    variance: float
    groups: int


def difference(before: Sequence[Case], after: Sequence[Case]) -> float:
    """d: mean after minus mean before, on the oriented log scale. Both sides need a case."""
    return mean([case.y for case in after]) - mean([case.y for case in before])


def item_error(before: Sequence[Case], after: Sequence[Case]) -> Spread | None:
    """Items taken as independent. None below two cases a side, and when the cases of each side are all alike."""
    if len(before) < 2 or len(after) < 2:
        return None
    sides = [[case.y for case in side] for side in (before, after)]
    return _welch(Source.ITEMS, [_MeanError(variance=variance(ys) / len(ys), groups=len(ys)) for ys in sides])


def week_error(before: Sequence[Case], after: Sequence[Case]) -> Spread | None:
    """Weeks as clusters, widened by how sticky they are from one week to the next."""
    spread = _clustered(Source.WEEKS, [weekly(before), weekly(after)])
    if spread is None:
        return None
    r = stickiness([weekly(before), weekly(after)])
    inflation = (1 + r) / (1 - r)
    return Spread(source=Source.WEEKS, se=spread.se * sqrt(inflation), df=max(spread.df / inflation, 2.0))


def people_error(before: Sequence[Case], after: Sequence[Case]) -> Spread | None:
    """People as clusters; None without a person column."""
    if any(case.person is None for side in (before, after) for case in side):
        return None
    return _clustered(Source.PEOPLE, [_grouped((case.person or "", case.y) for case in side) for side in (before, after)])


def crude(before: Sequence[Case], after: Sequence[Case], alpha: float) -> Estimate | None:
    """The crude difference with the widest of the three intervals; None where the cases show no spread."""
    items = item_error(before, after)
    if items is None:
        return None
    spreads = [one for one in (items, week_error(before, after), people_error(before, after)) if one is not None]
    return widest(difference(before, after), spreads, alpha, items.se**2)


def items_only(before: Sequence[Case], after: Sequence[Case], alpha: float) -> Estimate | None:
    """The crude difference as if all cases were independent: for caveats, never for a verdict."""
    items = item_error(before, after)
    return None if items is None else widest(difference(before, after), [items], alpha, items.se**2)


def weekly(cases: Iterable[Case]) -> dict[int, list[float]]:
    """The y of each week."""
    return _grouped((case.week, case.y) for case in cases)


def stickiness(sides: Sequence[dict[int, list[float]]]) -> float:
    """r: how much a week's mean carries over into the next, from the weekly values of both sides.

    .2 where fewer than 8 weeks can tell; between 0 and .8. The correction for short series is part of the formula.
    """
    carried, total, weeks = [], [], 0
    for side in sides:
        means = {week: mean(ys) for week, ys in sorted(side.items())}
        count = sum(len(ys) for ys in side.values())
        centre = fsum(len(side[week]) * m for week, m in means.items()) / count if count else 0.0
        off = {week: m - centre for week, m in means.items()}
        carried += [m * off[week + 1] for week, m in off.items() if week + 1 in off]
        total += [m * m for m in off.values()]
        weeks += len(off)
    spread = fsum(total)
    if spread <= NO_SPREAD**2 or weeks < 8:
        return STICKY_UNKNOWN
    half = weeks / 2
    return min(max((half * fsum(carried) / spread + 1) / (half - 3), 0.0), STICKY_MOST)


def _grouped(pairs: Iterable[tuple[_Label, float]]) -> dict[_Label, list[float]]:
    groups: dict[_Label, list[float]] = defaultdict(list)
    for key, y in pairs:
        groups[key].append(y)
    return groups


def _clustered(source: Source, sides: Sequence[dict[_Label, list[float]]]) -> Spread | None:
    """The difference's error when whole groups move together; None when a side has a single group."""
    if any(len(groups) < 2 for groups in sides):
        return None
    errors = []
    for groups in sides:
        ys = [y for key in sorted(groups) for y in groups[key]]
        centre = mean(ys)
        between = fsum(fsum(y - centre for y in group) ** 2 for group in groups.values())
        errors.append(_MeanError(variance=between / len(ys) ** 2 * len(groups) / (len(groups) - 1), groups=len(groups)))
    return _welch(source, errors)


def _welch(source: Source, sides: Sequence[_MeanError]) -> Spread | None:
    total = fsum(side.variance for side in sides)
    if total <= NO_SPREAD**2:
        return None
    df = total**2 / fsum(side.variance**2 / (side.groups - 1) for side in sides)
    return Spread(source=source, se=sqrt(total), df=df)
