"""What is said beside a verdict without being asked (docs/statistics.md section 7)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from math import fsum, log, sqrt
from statistics import median

from portfolio.statistics.common import mean
from portfolio.statistics.crude import items_only
from portfolio.statistics.followup import ENOUGH, Timed
from portfolio.statistics.items import Case, Item
from portfolio.statistics.judged import Caveat, Question, Warn, caveat
from portfolio.statistics.special import normal_quantile

LATEST = timedelta(days=28)
EACH = 5
_BUSY = 0.3
_ALIKE_LEAST, _ALIKE_CHANCE = 12, 0.95
ALPHA = 0.05
_FACTORS, _NEAR = (24, 60), 0.25
_BULK_LEAST, _BULK_SHARE, _BULK_TIMES = 10, 0.05, 5


def percent(share: float) -> Decimal:
    """A share as percent with one decimal, for a sentence."""
    return tenths(100 * share)


def tenths(value: float) -> Decimal:
    """A number with one decimal, for a sentence."""
    return Decimal(f"{value:.1f}") + 0  # + 0: never a negative zero


def busiest_person(before: Sequence[Case], after: Sequence[Case], est: float) -> Caveat | None:
    """The improvement, halved or worse without the person who did most of the after-cases."""
    done = Counter(case.person for case in after if case.person is not None)
    if est >= 0 or len(done) < 3:
        return None
    who, cases = min(done.items(), key=lambda pair: (-pair[1], pair[0]))
    old, new = ([case for case in side if case.person != who] for side in (before, after))
    if cases < _BUSY * len(after) or min(len(old), len(new)) < ENOUGH:
        return None
    without = items_only(old, new, ALPHA)
    if without is None or without.est <= est / 2:
        return None
    return caveat(Warn.BUSIEST_PERSON, percent=percent(cases / len(after)))


def season(before: Iterable[tuple[date, int]], after: Iterable[tuple[date, int]]) -> Caveat | None:
    """At least half of the after-items were opened in months of the year that the before-items do not know.

    Both sides as (day, how many).
    """
    known = {day.month for day, n in before if n}
    new = [(n, day.month not in known) for day, n in after]
    count, unknown = sum(n for n, _ in new), sum(n for n, other in new if other)
    return caveat(Warn.SEASON, percent=percent(unknown / count)) if count and 2 * unknown >= count else None


def picked_bad(days: Sequence[date], cases: Sequence[Case], start: date) -> Caveat | None:
    """The last 28 days before the start were worse than the rest of the baseline: some of it is a return to normal."""
    late = [case for day, case in zip(days, cases, strict=True) if day >= start - LATEST]
    rest = [case for day, case in zip(days, cases, strict=True) if day < start - LATEST]
    if min(len(late), len(rest)) < EACH:
        return None
    worse = items_only(rest, late, ALPHA)
    return caveat(Warn.PICKED_BAD) if worse is not None and worse.low > 0 else None


def worst_group(pilot: Sequence[float], others: Mapping[str, Sequence[float]]) -> Caveat | None:
    """The pilot was the worst of three or more groups before, by oriented mean."""
    means = [mean(values) for values in others.values() if values]
    if not pilot or len(means) < 2 or mean(pilot) <= max(means):
        return None
    return caveat(Warn.WORST_GROUP, groups=len(means) + 1)


def bulk_close(items: Sequence[Item], until: datetime) -> Caveat | None:
    """A day on which closing looks like tidying up: ten cases, a twentieth of all, five times the usual day."""
    closed = Counter(item.closed.date() for item in items if item.closed is not None and item.closed <= until)
    if not closed:
        return None
    day, n = min(closed.items(), key=lambda pair: (-pair[1], pair[0]))
    if n < max(_BULK_LEAST, _BULK_SHARE * closed.total(), _BULK_TIMES * median(closed.values())):
        return None
    return caveat(Warn.BULK_CLOSE, n=n, on=day)


def units_suspect(difference: float) -> Caveat | None:
    """Two sides that differ by 24 or 60 look like hours against days, or minutes against hours, rather than like work."""
    for factor in _FACTORS:
        if abs(abs(difference) - log(factor)) < _NEAR:
            return caveat(Warn.UNITS_SUSPECT, factor=factor)
    return None


def gaps(before: Sequence[date], after: Sequence[date]) -> int:
    """Steps of more than one and a half times the usual one, within each side; days in order."""
    steps = [(second - first).days for side in (before, after) for first, second in pairwise(side)]
    usual = median(steps) if steps else 0
    return sum(step > 1.5 * usual for step in steps)


def alike(sides: Iterable[Mapping[int, float]]) -> Caveat | None:
    """Neighbouring periods resemble each other more than chance explains 19 times in 20: an autocorrelation above
    1.645 / sqrt n (Bartlett 1946), less the 2 / n by which taking out each side's own level makes neighbours unlike.

    Each side as residuals by number of the period. The intervals of shares and counts know how much periods vary, and not
    that they carry over: where they do by half, nominal 90 % hold the truth in 69 to 82 % of clumped counts.
    """
    together, squares, n = [], [], 0
    for side in sides:
        together += [value * side[at + 1] for at, value in sorted(side.items()) if at + 1 in side]
        squares += [value * value for value in side.values()]
        n += len(side)
    total = fsum(squares)
    if n < _ALIKE_LEAST or total == 0:
        return None
    return caveat(Warn.ALIKE) if fsum(together) / total > normal_quantile(_ALIKE_CHANCE) / sqrt(n) - 2 / n else None


def counted(code: Warn, n: int, **params: object) -> Caveat | None:
    """A caveat about n rows; None when there are none."""
    return caveat(code, n=n, **params) if n else None


def days_of(timed: Sequence[Timed]) -> list[date]:
    """The opening dates of compared items."""
    return [one.item.day for one in timed]


def always(question: Question, compared: bool) -> list[Caveat | None]:
    """What the design itself has to say: no comparison group, a look before the gate."""
    return [
        None if compared else caveat(Warn.NO_COMPARISON),
        caveat(Warn.EARLY_LOOK) if question.early else None,
    ]
