"""Whether use fades (docs/statistics.md section 8). Amber is a colour on a page; only red notifies anybody.

The thresholds come from simulated teams (docs/statistics.md), not from tenant data.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import median

from portfolio.statistics.common import mean, variance

FIRST_WEEK = 10
_SETTLED_FROM = 2


class Fade(StrEnum):
    """What the last weeks say."""

    NONE = "none"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """How many people were active, and how many working days the week had (0 to 5)."""

    active: int
    working_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drop:
    """The last four weeks against the median of the settled ones."""

    last: float
    settled: float
    se: float

    def below(self, share: float, errors: float) -> bool:
        return self.last < share * self.settled and self.settled - self.last > errors * self.se


def fades(weeks: Sequence[Week]) -> tuple[Fade, ...]:
    """The colour of every week, from the first use on. Nothing before week 10."""
    corrected = [week.active / _share_of_a_week(week.working_days) for week in weeks]
    drops = [_drop(corrected[: at + 1]) if at + 1 >= FIRST_WEEK else None for at in range(len(corrected))]
    steep = [drop is not None and drop.below(0.75, 2.6) for drop in drops]
    return tuple(
        Fade.RED
        if steep[at] and steep[at - 1]
        else Fade.AMBER
        if drop is not None and drop.below(0.8, 1.3)
        else Fade.NONE
        for at, drop in enumerate(drops)
    )


def _share_of_a_week(working_days: float) -> float:
    """A short week loses nearly all of what its missing days would bring, and never counts as less than a fifth."""
    return min(max(1 - 0.9 * (1 - working_days / 5), 0.2), 1.0)


def _drop(corrected: Sequence[float]) -> _Drop:
    settled = corrected[_SETTLED_FROM:-4]
    usual = median(settled)
    sd = sqrt(variance(settled)) if len(settled) > 1 else 0.0
    se = max(sd, 0.25 * sqrt(max(usual, 1))) * sqrt(1 / 4 + 1 / len(settled))
    return _Drop(last=mean(corrected[-4:]), settled=usual, se=se)
