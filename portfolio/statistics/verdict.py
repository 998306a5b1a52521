"""From an interval to a verdict: the table of DOMAIN.md, first line that holds. Every comparison of a limit is strict."""

from dataclasses import dataclass

from portfolio.statistics.common import Goal
from portfolio.statistics.estimates import Estimate
from portfolio.statistics.shares import Share, ShareChange, change
from portfolio.verdicts import Verdict

_ROUNDING = 1e-12
"""An estimate exactly at the target is at the target, whatever the last bit of a logarithm says."""

MORE_DATA_MAY_SETTLE = frozenset({Verdict.LIKELY, Verdict.IMPROVED, Verdict.UNCLEAR})
"""The verdicts that are still open: the settle factor is shown for these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the interval lies, lower being better: hi < T, est <= T, lo > T, hi < F, lo > 0."""

    past_target: bool
    estimate_at_target: bool
    target_ruled_out: bool
    better: bool
    worse: bool


def standing(estimate: Estimate, goal: Goal) -> Standing:
    """Where an oriented log-scale interval stands towards the goal."""
    return Standing(
        past_target=estimate.high < goal.target_log,
        estimate_at_target=estimate.est <= goal.target_log + _ROUNDING,
        target_ruled_out=estimate.low > goal.target_log,
        better=estimate.high < goal.floor_log,
        worse=estimate.low > 0,
    )


def share_standing(before: Share, after: Share, goal: Goal, alpha: float, phi: float = 1.0) -> Standing:
    """Where two shares stand: each question has its own k = 1 + the change asked about."""
    at_target, at_floor, none = (
        _oriented(change(before, after, 1 + asked, alpha, phi), goal) for asked in (goal.target, goal.floor or 0.0, 0.0)
    )
    return Standing(
        past_target=at_target.high < 0,
        estimate_at_target=at_target.est <= _ROUNDING,
        target_ruled_out=at_target.low > 0,
        better=at_floor.high < 0,
        worse=none.low > 0,
    )


def verdict_of(stands: Standing) -> Verdict:
    """The code of a comparison that was large enough to judge."""
    if stands.past_target:
        return Verdict.PROVEN
    if stands.better:
        if stands.estimate_at_target:
            return Verdict.LIKELY
        return Verdict.SHORT if stands.target_ruled_out else Verdict.IMPROVED
    if stands.worse:
        return Verdict.WORSE
    return Verdict.NO_EFFECT if stands.target_ruled_out else Verdict.UNCLEAR


def _oriented(moved: ShareChange, goal: Goal) -> ShareChange:
    if not goal.higher_is_better:
        return moved
    return ShareChange(est=-moved.est, low=-moved.high, high=-moved.low, se=moved.se)
