"""R4's `breadth`: whether enough people use it, or whether one role is all it was ever meant for (I1, I2).

A threshold is part of the criteria, locked with them. It is a share of the people it was bought for (those of the followed
group who have a licence) that used it in the last 28 days: a census, so it has no interval (docs/statistics.md, adoption).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from portfolio.adoption import Adoption, Figure, Hidden
from portfolio.errors import Problem, problem
from portfolio.metrics import Metric
from portfolio.statistics.groups import LEAST

USUAL = Decimal("0.5")
"""Where nobody agreed on another threshold: half. Below it the person it was bought for is one who does not use it."""
LEAST_SHARE, LARGEST_SHARE = Decimal("0.05"), Decimal(1)
"""What a threshold may be: a twentieth is no breadth of anything, and more than everybody there is not."""
TELLS_FOR = timedelta(days=14)
"""A report older than half of the 28 days it is about says nothing of today. (Reports come two or three days late.)"""


class Narrow(StrEnum):
    """Why breadth is missing."""

    UNFOLLOWED = "unfollowed"   # nobody follows who uses it
    UNKNOWN = "unknown"         # concealed names, too small a group to tell, or no report for two weeks
    BELOW = "below"             # fewer than the threshold, as far as that may be told
    HERO = "hero"               # enough people, and nearly all of the use is that of a few


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadth:
    """How broad use is, against what was agreed. `narrow` None: broad enough, or a single-role case."""

    least: Decimal
    single_role: str | None
    narrow: Narrow | None


SHORTEST_CASE = 20
"""Characters of a single-role case: as many as of every other reason (R4)."""


def breadth_problems(least: Decimal | None, single_role: str | None) -> tuple[Problem, ...]:
    """What is wrong with the criterion as it was typed: no share of anything, or a case nobody could weigh."""
    found = []
    if least is not None and not LEAST_SHARE <= least <= LARGEST_SHARE:
        found.append(problem("breadth", "breadth_out_of_range", least=LEAST_SHARE * 100, most=LARGEST_SHARE * 100))
    if single_role is not None and len(single_role) < SHORTEST_CASE:
        found.append(problem("single_role", "case_too_short", least=SHORTEST_CASE))
    return tuple(found)


def threshold(metric: Metric | None) -> Decimal:
    """The share that was agreed on."""
    return USUAL if metric is None or metric.breadth is None else metric.breadth


def breadth_of(metric: Metric | None, use: Adoption | None, today: date) -> Breadth:
    """Judged from what may be shown of the use (R13): of a hidden number the fewest people it can stand for count.

    A single-role case is one only while it is written in the criteria; then nothing else is asked.
    """
    role = metric.single_role if metric is not None else None
    least = threshold(metric)
    return Breadth(least=least, single_role=role, narrow=None if role else _narrow(use, least, today))


def _narrow(use: Adoption | None, least: Decimal, today: date) -> Narrow | None:
    if use is None:
        return Narrow.UNFOLLOWED
    if use.eligible.value is None or today - use.on > TELLS_FOR:
        return Narrow.UNKNOWN
    if _fewest(use.active, use.eligible.value) / use.eligible.value < least:
        return Narrow.BELOW
    return Narrow.HERO if use.hero else None


def _fewest(active: Figure, eligible: Decimal) -> Decimal:
    if active.value is not None:
        return active.value
    if active.hidden is Hidden.NEARLY_ALL:
        return eligible - (LEAST - 1)
    return Decimal(LEAST) if active.hidden is Hidden.TOO_CLOSE else Decimal(0)
