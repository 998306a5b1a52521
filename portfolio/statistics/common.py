"""What every method shares: which way is better, which side an item is on, the error each look may spend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor, fsum, log1p

SETTLING = timedelta(days=14)
"""The first two weeks after the start are not assessed (docs/statistics.md section 2, rule 2)."""

ONE_LOOK = 0.05
EARLY_LOOK = 0.005
"""One-sided error of a single look; of each monthly look before the gate and of the one extension (docs/statistics.md)."""

_LOOK_DAYS = (30, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What was agreed: relative changes of the raw value (-0.2 is 20 % less). `floor` None: any improvement is worth it.

    ValueError when the target is no improvement, or the floor lies beyond it.
    """

    target: float
    floor: float | None = None
    higher_is_better: bool = False

    def __post_init__(self) -> None:
        if self.target <= -1 or (self.floor is not None and self.floor <= -1):
            raise ValueError("nothing can fall by 100 % or more")
        if self.target_log >= 0:
            raise ValueError("the target has to lie on the better side")
        if not self.target_log <= self.floor_log <= 0:
            raise ValueError("the floor has to lie between no change and the target")

    @property
    def target_log(self) -> float:
        """T: the target on the oriented log scale; below zero."""
        return self.orient(log1p(self.target))

    @property
    def floor_log(self) -> float:
        """F: the floor on the oriented log scale, zero where none was agreed."""
        return 0.0 if self.floor is None else self.orient(log1p(self.floor))

    def orient(self, value: float) -> float:
        """A log, or log ratio, on the scale on which lower is better."""
        return -value if self.higher_is_better else value


class Side(StrEnum):
    """Where an item stands by its opening date. Settling-in items belong to neither side."""

    BEFORE = "before"
    SETTLING = "settling"
    AFTER = "after"


def side_of(day: date, start: date) -> Side:
    """Before the start, in the two weeks of settling in, or after them."""
    if day < start:
        return Side.BEFORE
    return Side.AFTER if day >= start + SETTLING else Side.SETTLING


def week_of(day: date, start: date) -> int:
    """Weeks from the start, counted in whole weeks of seven days: the week before it is -1."""
    return floor((day - start).days / 7)


def looks_before(start: date, gate: date) -> int:
    """The monthly looks planned before a gate: on day 30 and day 60, where these come before it (R1: at most 90 days)."""
    return sum((gate - start).days > day for day in _LOOK_DAYS)


def gate_alpha(looks: int) -> float:
    """One-sided error left for the gate after `looks` early looks, with one extension kept in reserve: .035 after two."""
    return ONE_LOOK - EARLY_LOOK * looks - EARLY_LOOK


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean, correctly rounded in any order. ZeroDivisionError without values."""
    return fsum(values) / len(values)


def variance(values: Sequence[float]) -> float:
    """The sample variance, divided by n - 1. Needs two values."""
    centre = mean(values)
    return fsum((value - centre) ** 2 for value in values) / (len(values) - 1)


def quantile(values: Sequence[float], p: float) -> float:
    """Linear interpolation at position (n - 1) p of the sorted values, counted from zero."""
    ordered = sorted(values)
    at = (len(ordered) - 1) * p
    low, high = floor(at), ceil(at)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)
