"""One draw of each kind of data around a known truth: does the 90 % interval hold it?

Sizes begin at the smallest that the minimum rules allow. Used by test_honesty.py and benchmarks/honesty.py.
"""

from collections.abc import Callable, Mapping
from math import log

import numpy as np

from portfolio.statistics.counts import Period, rate_ratio
from portfolio.statistics.durations import compare
from portfolio.statistics.estimates import Estimate, net
from portfolio.statistics.items import Case
from portfolio.statistics.series import level_change
from portfolio.statistics.shares import Share, change

ALPHA = 0.05
Draw = Callable[[np.random.Generator], bool | None]
"""True when the interval holds the truth; None when the draw fails the minimum rule and gets no verdict."""


def _autocorrelated(rng: np.random.Generator, n: int, rho: float) -> list[float]:
    values = [rng.normal()]
    while len(values) < n:
        values.append(rho * values[-1] + np.sqrt(1 - rho * rho) * rng.normal())
    return [float(value) for value in values]


def _cases(
    rng: np.random.Generator, n: int, first: int, weeks: int, levels: list[float], habits: list[float], pool: range
) -> list[Case]:
    """At least one case in every week; log-normal items of spread .8."""
    found = []
    for at in range(n):
        week = at if at < weeks else int(rng.integers(0, weeks))
        who = int(rng.integers(pool.start, pool.stop))
        y = levels[week] + habits[who] + rng.normal(0, 0.8)
        found.append(Case(y=float(y), week=first + week, person=f"p{who:02}" if len(habits) > 1 else None))
    return found


def durations(n: tuple[int, int], weeks: tuple[int, int], *, sticky: float = 0, people: int = 1, new: bool = False) -> Draw:
    """Cases before and after without a change; `sticky`: log-spread of weeks that carry over by half; habits of people."""

    def difference(rng: np.random.Generator) -> Estimate | None:
        levels = [sticky * level for level in _autocorrelated(rng, sum(weeks) + 2, 0.5)]
        habits = rng.normal(0, 0.3, people).tolist() if people > 1 else [0.0]
        third = people // 3 if new else 0
        before = _cases(rng, n[0], -weeks[0], weeks[0], levels, habits, range(people - third))
        after = _cases(rng, n[1], 2, weeks[1], levels[weeks[0] + 2 :], habits, range(third, people))
        return compare(before, after, ALPHA).estimate

    return lambda rng: _holds(difference(rng), 0.0)


def against_others(n: tuple[int, int], weeks: tuple[int, int]) -> Draw:
    """A pilot and a comparison group that both fell by a third: nothing is left of it."""

    def draw(rng: np.random.Generator) -> bool | None:
        groups = []
        for _ in range(2):
            before = _cases(rng, n[0], -weeks[0], weeks[0], [0.0] * weeks[0], [0.0], range(1))
            after = _cases(rng, n[1], 2, weeks[1], [log(2 / 3)] * weeks[1], [0.0], range(1))
            groups.append(compare(before, after, ALPHA).estimate)
        return None if groups[0] is None or groups[1] is None else _holds(net(groups[0], groups[1]), 0.0)

    return draw


def shares(n: tuple[int, int], p: float, ratio: float) -> Draw:
    """Independent cases; the truth is d(ratio) = 0."""

    def draw(rng: np.random.Generator) -> bool | None:
        before = Share(hits=int(rng.binomial(n[0], p)), n=n[0])
        after = Share(hits=int(rng.binomial(n[1], p * ratio)), n=n[1])
        if before.hits < 5:
            return None
        moved = change(before, after, ratio, ALPHA)
        return moved.low <= 0 <= moved.high

    return draw


def counts(periods: tuple[int, int], mean: float, clumped: float, ratio: float = 1.0) -> Draw:
    """Poisson counts, or negative binomial ones with variance m + clumped m^2."""

    def side(rng: np.random.Generator, k: int, m: float) -> list[Period]:
        rate = m * (rng.gamma(1 / clumped, clumped, k) if clumped else np.ones(k))
        return [Period(count=int(count), exposure=1.0) for count in rng.poisson(rate)]

    def draw(rng: np.random.Generator) -> bool | None:
        before, after = side(rng, periods[0], mean), side(rng, periods[1], mean * ratio)
        if sum(period.count for period in before) < 10:
            return None
        return _holds(rate_ratio(before, after, ALPHA), log(ratio))

    return draw


def series(points: tuple[int, int], rho: float) -> Draw:
    """A weekly series of logs that resembles its neighbour by rho, without a change."""

    def draw(rng: np.random.Generator) -> bool | None:
        y = [0.1 * value for value in _autocorrelated(rng, sum(points), rho)]
        return _holds(level_change(y[: points[0]], y[points[0] :], ALPHA), 0.0)

    return draw


def _holds(estimate: Estimate | None, truth: float) -> bool | None:
    return None if estimate is None else estimate.low <= truth <= estimate.high


COVERED: Mapping[str, Draw] = {
    "cases 20+20, 6+6 weeks": durations((20, 20), (6, 6)),
    "cases 20+66, 6+11 weeks": durations((20, 66), (6, 11)),
    "cases 120+20, 26+6 weeks": durations((120, 20), (26, 6)),
    "cases 300+120, 26+11 weeks": durations((300, 120), (26, 11)),
    "cases 20+20 of 8 people": durations((20, 20), (6, 6), people=8),
    "cases 130+55 of 9 people, a third new": durations((130, 55), (26, 11), people=9, new=True),
    "cases 130+55, sticky weeks": durations((130, 55), (26, 11), sticky=0.35),
    "cases 520+220, sticky weeks (densest)": durations((520, 220), (26, 11), sticky=0.35),
    "cases 520+220, sticky weeks, 9 people, a third new": durations((520, 220), (26, 11), sticky=0.35, people=9, new=True),
    "cases 60+40 against others": against_others((60, 40), (12, 11)),
    "share 20+20, 40 %": shares((20, 20), 0.4, 1.0),
    "share 60+40, 20 %, true ratio .7": shares((60, 40), 0.2, 0.7),
    "share 300+120, 5 %": shares((300, 120), 0.05, 1.0),
    "count 6+6, mean 3": counts((6, 6), 3, 0),
    "count 6+6, mean 3, clumped": counts((6, 6), 3, 0.5),
    "count 12+12, mean 10, clumped": counts((12, 12), 10, 0.5),
    "series 8+6, rho 0": series((8, 6), 0.0),
    "series 8+6, rho .4": series((8, 6), 0.4),
    "series 8+6, rho .6": series((8, 6), 0.6),
    "series 26+11, rho .4": series((26, 11), 0.4),
}
"""Every kind of data, from the smallest size that gets a verdict."""


def covered(draw: Draw, rng: np.random.Generator, runs: int) -> float:
    """The share of draws whose interval holds the truth, of those that get one."""
    held = [found for _ in range(runs) if (found := draw(rng)) is not None]
    return sum(held) / len(held)
