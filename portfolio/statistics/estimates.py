"""An estimate with its interval, on the oriented log scale, and how it is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import expm1, hypot, isnan, log

from portfolio.statistics.special import t_quantile

NO_SPREAD = 1e-12
"""A standard error at or below this is rounding noise of values that are all alike: there is no interval then."""

_BILLIONFOLD = log(1e9)


class Source(StrEnum):
    """What an interval's width comes from, in the order that wins a tie."""

    ITEMS = "items"
    WEEKS = "weeks"
    PEOPLE = "people"
    EVENTS = "events"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One way to see how sure an estimate is: its standard error and degrees of freedom."""

    source: Source
    se: float
    df: float

    def half(self, alpha: float) -> float:
        """Half the width of the two-sided interval with `alpha` on each side."""
        return t_quantile(1 - alpha, self.df) * self.se


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A change with its interval; alpha is the error on each side.

    `low` may be -inf and `high` +inf (counts without an event on one side). `se` is None where only an exact interval
    exists. `item_variance` is the variance of the difference if all items were independent (for the settle factor).
    """

    est: float
    low: float
    high: float
    se: float | None
    df: float | None
    alpha: float
    binding: Source
    item_variance: float = 0.0

    def __post_init__(self) -> None:
        if isnan(self.est) or not self.low <= self.est <= self.high:
            raise ValueError("an interval contains its estimate")


def widest(est: float, spreads: Sequence[Spread], alpha: float, item_variance: float) -> Estimate:
    """The interval around `est` that no source would call too narrow.

    The binding source is the widest (a tie: the earlier); se and df are those of the largest standard error (a tie: the
    later), docs/statistics.md section 1.
    """
    halves = [spread.half(alpha) for spread in spreads]
    half = max(halves)
    largest = max(reversed(spreads), key=lambda spread: spread.se)
    return Estimate(
        est=est,
        low=est - half,
        high=est + half,
        se=largest.se,
        df=largest.df,
        alpha=alpha,
        binding=spreads[halves.index(half)].source,
        item_variance=item_variance,
    )


def net(pilot: Estimate, comparison: Estimate) -> Estimate:
    """The pilot's change beyond the comparison group's, for independent groups.

    The limits are combined by MOVER (Donner and Zou 2012, the rule behind Newcombe's method 10): lopsided ones stay so.
    """
    est = pilot.est - comparison.est
    both = pilot.se is not None and comparison.se is not None
    return Estimate(
        est=est,
        low=est - hypot(pilot.est - pilot.low, comparison.high - comparison.est),
        high=est + hypot(pilot.high - pilot.est, comparison.est - comparison.low),
        se=hypot(pilot.se or 0, comparison.se or 0) if both else None,
        df=min((one for one in (pilot.df, comparison.df) if one is not None), default=None) if both else None,
        alpha=pilot.alpha,
        binding=pilot.binding,
        item_variance=pilot.item_variance + comparison.item_variance,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Relative changes of the raw value, never re-oriented: -0.23 is 23 % less. A limit is None where there is none."""

    estimate: float | None
    low: float | None
    high: float | None


NOTHING = Printed(estimate=None, low=None, high=None)


def printed(estimate: Estimate, *, higher_is_better: bool) -> Printed:
    """What people read of an estimate on the oriented log scale."""
    low, high = estimate.low, estimate.high
    if higher_is_better:
        low, high = -high, -low
    est = -estimate.est if higher_is_better else estimate.est
    return Printed(estimate=relative(est), low=relative(low), high=relative(high))


def relative(log_ratio: float) -> float | None:
    """exp(.) - 1; -1 at -inf. None from a billionfold on: that is no limit anybody could use."""
    return expm1(log_ratio) if log_ratio < _BILLIONFOLD else None


def distinct(labels: Iterable[str]) -> list[str]:
    """Labels in sorted order: the order in which groups are visited."""
    return sorted(set(labels))
