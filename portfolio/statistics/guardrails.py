"""What must not get worse: non-inferiority by the same methods (docs/statistics.md section 3).

Only proven harm breaks a guardrail; an interval that merely reaches past the margin is a warning.
"""

from enum import StrEnum
from math import log1p

from portfolio.statistics.estimates import Estimate
from portfolio.statistics.shares import Share, change


class Guard(StrEnum):
    """What a guardrail says."""

    FINE = "fine"
    WARN = "warn"
    BROKEN = "broken"


def guard(estimate: Estimate, margin: float) -> Guard:
    """For an oriented estimate; `margin` is how much worse is still bearable, 0.05 for 5 %. ValueError below zero."""
    if margin < 0:
        raise ValueError("a margin is how much worse is still bearable")
    return _word(estimate.low - log1p(margin), estimate.high - log1p(margin))


def guard_share(
    before: Share, after: Share, margin: float, alpha: float, *, phi: float = 1.0, higher_is_better: bool = False
) -> Guard:
    """For a share; the same margin as a ratio, in the direction that is worse."""
    if margin < 0:
        raise ValueError("a margin is how much worse is still bearable")
    if higher_is_better:
        turned = change(before, after, 1 / (1 + margin), alpha, phi)
        return _word(-turned.high, -turned.low)
    moved = change(before, after, 1 + margin, alpha, phi)
    return _word(moved.low, moved.high)


def _word(low: float, high: float) -> Guard:
    if low > 0:
        return Guard.BROKEN
    return Guard.WARN if high > 0 else Guard.FINE
