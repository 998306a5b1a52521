"""The verdict on a weekly or monthly series, alone or against the series of a comparison group."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import exp, fsum, log

from portfolio.statistics import caveats
from portfolio.statistics.common import Side, mean, side_of
from portfolio.statistics.estimates import NOTHING, Printed, printed, relative
from portfolio.statistics.judged import Design, Judgement, Question, Reason, Shortfall, Warn, caveat, method
from portfolio.statistics.series import level_change
from portfolio.statistics.settle import settle
from portfolio.statistics.verdict import MORE_DATA_MAY_SETTLE, standing, verdict_of
from portfolio.verdicts import Verdict

POINTS = (8, 6)
POINTS_WITH_TREND = (8, 8)
"""Points needed before and after; the second pair when a trend is fitted (docs/statistics.md section 0)."""

Series = Mapping[date, float]


def judge_series(
    points: Series, question: Question, rivals: Mapping[str, Series] | None = None, *, trend: bool = False
) -> Judgement:
    """The verdict on one value per period. `rivals`: the series of every other group, by its name."""
    used = {day: value for day, value in sorted(points.items()) if day <= question.until.date()}
    sides = {side: [day for day in used if side_of(day, question.start) is side] for side in Side}
    others = _comparison(rivals or {}, sides, trend)
    before, after = (
        [day for day in sides[side] if others is None or day in others] for side in (Side.BEFORE, Side.AFTER)
    )
    shortfall = _shortfall(used, before, after, trend)
    shown, verdict, settled = NOTHING, Verdict.NOT_MEASURED, None
    if before and after and (shortfall is None or shortfall.reason is not Reason.NOT_POSITIVE):
        old, new = (
            [question.goal.orient(log(used[day]) - (others or {}).get(day, 0.0)) for day in side] for side in (before, after)
        )
        estimate = level_change(old, new, question.alpha, trend=trend)
        if estimate is None:
            shown = Printed(estimate=relative(question.goal.orient(mean(new) - mean(old))), low=None, high=None)
            shortfall = shortfall or Shortfall(reason=Reason.NO_SPREAD)
        else:
            shown = printed(estimate, higher_is_better=question.goal.higher_is_better)
        if estimate is not None and shortfall is None:
            verdict = verdict_of(standing(estimate, question.goal))
            settled = settle(estimate, question.goal.target_log) if verdict in MORE_DATA_MAY_SETTLE else None
    found = [
        *caveats.always(question, compared=others is not None),
        caveat(Warn.COMPARISON_SMALL) if rivals and others is None else None,
        caveats.season(*(((day, 1) for day in days) for days in (before, after))),
        caveats.worst_group(*_levels(before, used, rivals or {}, question)),
        caveats.counted(Warn.GAPS, caveats.gaps(before, after)),
        caveats.counted(Warn.SETTLING, len(sides[Side.SETTLING])),
        caveats.counted(Warn.LATER, len(points) - len(used)),
    ]
    return Judgement(
        verdict=verdict,
        change=shown,
        alpha=question.alpha,
        n_before=len(before),
        n_after=len(after),
        design=Design.SERIES if others is None else Design.WITH_COMPARISON,
        method=method("series", "trend" if trend else "level", *([] if others is None else ["comparison"])),
        shortfall=shortfall,
        settle=settled,
        typical=(_typical(used, before), _typical(used, after)),
        caveats=tuple(one for one in found if one is not None),
    )


def _shortfall(values: Series, before: Sequence[date], after: Sequence[date], trend: bool) -> Shortfall | None:
    least = POINTS_WITH_TREND if trend else POINTS
    if not before:
        return Shortfall(reason=Reason.NO_BASELINE)
    bad = sum(values[day] <= 0 for day in (*before, *after))
    if bad:
        return Shortfall(reason=Reason.NOT_POSITIVE, have=bad)
    if len(before) < least[0]:
        return Shortfall(reason=Reason.TOO_FEW_BEFORE, have=len(before), need=least[0])
    return Shortfall(reason=Reason.TOO_FEW_AFTER, have=len(after), need=least[1]) if len(after) < least[1] else None


def _comparison(
    rivals: Mapping[str, Series], sides: Mapping[Side, Sequence[date]], trend: bool
) -> dict[date, float] | None:
    """The mean log of the other groups on every day that all of them and the pilot have.

    None without other groups, when one of their values is not above zero, and when the common days are too few to judge by
    while the pilot's own would do.
    """
    common = set.intersection(*(set(series) for series in rivals.values())) if rivals else set()
    for side, least in zip((Side.BEFORE, Side.AFTER), POINTS_WITH_TREND if trend else POINTS, strict=True):
        if sum(day in common for day in sides[side]) < max(min(least, len(sides[side])), 1):
            return None
    used = [day for side in (Side.BEFORE, Side.AFTER) for day in sides[side] if day in common]
    if any(series[day] <= 0 for series in rivals.values() for day in used):
        return None
    return {day: fsum(log(series[day]) for series in rivals.values()) / len(rivals) for day in used}


def _levels(
    before: Sequence[date], values: Series, rivals: Mapping[str, Series], question: Question
) -> tuple[list[float], dict[str, list[float]]]:
    """The oriented values of the pilot and of every other group before the start."""
    sign = -1 if question.goal.higher_is_better else 1
    old = {
        name: [sign * value for day, value in sorted(series.items()) if side_of(day, question.start) is Side.BEFORE]
        for name, series in rivals.items()
    }
    return [sign * values[day] for day in before], old


def _typical(values: Series, days: Sequence[date]) -> float | None:
    positive = [values[day] for day in days]
    return exp(mean([log(value) for value in positive])) if positive and min(positive) > 0 else None
