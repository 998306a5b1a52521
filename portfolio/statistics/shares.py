"""Shares of cases: errors, rework, conversions (docs/statistics.md section 2).

Wilson 1927 for one share; MOVER for the difference p1 - k p0, which is Newcombe's method 10 (1998) at k = 1. n is divided
by the over-dispersion from week to week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from portfolio.statistics.estimates import Printed
from portfolio.statistics.special import normal_quantile


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`hits` of `n` cases; ValueError when that is no share."""

    hits: int
    n: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.n or self.n == 0:
            raise ValueError("a share needs cases, and no more hits than cases")

    @property
    def p(self) -> float:
        """The share itself, 0 to 1."""
        return self.hits / self.n


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChange:
    """d(k) = p1 - k p0 with its interval. Below zero: the share after is less than k times the share before."""

    est: float
    low: float
    high: float
    se: float


def wilson(share: Share, alpha: float, phi: float = 1.0) -> tuple[float, float]:
    """The score interval of a share, alpha on each side, for n / phi cases."""
    z, n, p = normal_quantile(1 - alpha), share.n / phi, share.p
    centre = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    low = 0.0 if share.hits == 0 else max((centre - half) / whole, 0.0)
    high = 1.0 if share.hits == share.n else min((centre + half) / whole, 1.0)
    return low, high


def change(before: Share, after: Share, k: float, alpha: float, phi: float = 1.0) -> ShareChange:
    """p1 - k p0: k = 1 asks "has it changed?", k = .7 "is it 30 % less?"."""
    (l0, u0), (l1, u1) = wilson(before, alpha, phi), wilson(after, alpha, phi)
    p0, p1 = before.p, after.p
    est = p1 - k * p0
    low = est - sqrt((p1 - l1) ** 2 + k * k * (u0 - p0) ** 2)
    high = est + sqrt((u1 - p1) ** 2 + k * k * (p0 - l0) ** 2)
    return ShareChange(est=est, low=low, high=high, se=(high - low) / (2 * normal_quantile(1 - alpha)))


def relative_change(before: Share, after: Share, alpha: float, phi: float = 1.0) -> Printed:
    """The ratio p1 / p0 minus 1, its limits where a limit of d(k) is zero: words and numbers agree by construction.

    No estimate without a hit before; no upper limit where the lower limit of the share before is 0.
    """
    (l0, u0), (l1, u1) = wilson(before, alpha, phi), wilson(after, alpha, phi)
    p0, p1 = before.p, after.p
    both = p0 * p1
    a, b, c, e = l1 * (2 * p1 - l1), u0 * (2 * p0 - u0), u1 * (2 * p1 - u1), l0 * (2 * p0 - l0)
    low = a / (both + sqrt(max(both * both - a * b, 0.0))) if a > 0 else 0.0
    high = (both + sqrt(max(both * both - c * e, 0.0))) / e if e > 0 else None
    return Printed(
        estimate=p1 / p0 - 1 if p0 > 0 else None,
        low=low - 1,
        high=None if high is None else high - 1,
    )


def overdispersion(sides: Sequence[Mapping[int, Share]]) -> float:
    """phi: how much more the weekly shares of each side vary than chance alone, at least 1.

    Each side goes by its own share. A side under 4 weeks, or whose share is 0 or 1, adds nothing.
    """
    squares, freedom = [], 0
    for weeks in sides:
        off = residuals(weeks)
        if len(off) >= 4:
            squares += [one * one for one in off.values()]
            freedom += len(off) - 1
    return max(1.0, fsum(squares) / freedom) if freedom else 1.0


def residuals(weeks: Mapping[int, Share]) -> dict[int, float]:
    """How far each week is from its side's share, in binomial standard errors. Nothing where that share is 0 or 1."""
    n = sum(week.n for week in weeks.values())
    p = sum(week.hits for week in weeks.values()) / n if n else 0.0
    if p in (0.0, 1.0):
        return {}
    return {at: (week.hits - week.n * p) / sqrt(week.n * p * (1 - p)) for at, week in sorted(weeks.items())}
