"""The verdict on counts per exposure, one row per period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio.statistics import caveats
from portfolio.statistics.common import Side, side_of
from portfolio.statistics.counts import Period, rate_ratio, residuals, turned
from portfolio.statistics.estimates import NOTHING, Estimate, net, printed
from portfolio.statistics.judged import Design, Judgement, Question, Reason, Shortfall, Warn, caveat, method
from portfolio.statistics.settle import settle
from portfolio.statistics.verdict import MORE_DATA_MAY_SETTLE, standing, verdict_of
from portfolio.verdicts import Verdict

EVENTS = 10
PERIODS = 6
"""Events needed before, and periods on each side (docs/statistics.md section 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """`count` events while `exposure` (above zero) could have them, in the period that begins on `day`."""

    day: date
    count: int
    exposure: float = 1.0


Counts = Sequence[CountRow]


def judge_counts(rows: Counts, question: Question, rivals: Mapping[str, Counts] | None = None) -> Judgement:
    """The verdict on a rate; rows of one day are one period. `rivals`: the rows of every other group, by its name."""
    sides = _sides(rows, question)
    before, after = list(sides[Side.BEFORE].values()), list(sides[Side.AFTER].values())
    shortfall = _shortfall(before, after)
    own = _estimate(before, after, question)
    others = _comparison(rivals or {}, question) if own is not None else None
    estimate = net(own, others) if own is not None and others is not None else own
    verdict, settled = Verdict.NOT_MEASURED, None
    if estimate is not None and shortfall is None:
        verdict = verdict_of(standing(estimate, question.goal))
        settled = settle(estimate, question.goal.target_log) if verdict in MORE_DATA_MAY_SETTLE else None
    found = [
        *caveats.always(question, compared=others is not None),
        caveat(Warn.COMPARISON_SMALL) if rivals and others is None else None,
        caveats.season(*(((day, 1) for day in sides[side]) for side in (Side.BEFORE, Side.AFTER))),
        caveats.worst_group(*_levels(before, rivals or {}, question)),
        caveats.alike([residuals(before), residuals(after)]),
        caveats.counted(Warn.PERIODS_MISSING, caveats.gaps(list(sides[Side.BEFORE]), list(sides[Side.AFTER]))),
        caveats.counted(Warn.SETTLING, len(sides[Side.SETTLING])),
        caveats.counted(Warn.LATER, sum(row.day > question.until.date() for row in rows)),
    ]
    return Judgement(
        verdict=verdict,
        change=printed(estimate, higher_is_better=question.goal.higher_is_better) if estimate is not None else NOTHING,
        alpha=question.alpha,
        n_before=len(before),
        n_after=len(after),
        design=Design.SERIES if others is None else Design.WITH_COMPARISON,
        method=method("count", "rate_ratio", *([] if others is None else ["comparison"])),
        shortfall=shortfall,
        settle=settled,
        typical=(_rate(before), _rate(after)),
        caveats=tuple(one for one in found if one is not None),
    )


def _sides(rows: Iterable[CountRow], question: Question) -> dict[Side, dict[date, Period]]:
    """The periods of each side, by day in order, rows of the same day added up."""
    days: dict[date, list[CountRow]] = defaultdict(list)
    for row in rows:
        if row.day <= question.until.date():
            days[row.day].append(row)
    sides: dict[Side, dict[date, Period]] = {side: {} for side in Side}
    for day, own in sorted(days.items()):
        period = Period(count=sum(row.count for row in own), exposure=sum(sorted(row.exposure for row in own)))
        sides[side_of(day, question.start)][day] = period
    return sides


def _shortfall(before: Sequence[Period], after: Sequence[Period]) -> Shortfall | None:
    if not before:
        return Shortfall(reason=Reason.NO_BASELINE)
    events = sum(period.count for period in before)
    if events < EVENTS:
        return Shortfall(reason=Reason.TOO_FEW_EVENTS, have=events, need=EVENTS)
    if len(before) < PERIODS:
        return Shortfall(reason=Reason.TOO_FEW_BEFORE, have=len(before), need=PERIODS)
    return Shortfall(reason=Reason.TOO_FEW_AFTER, have=len(after), need=PERIODS) if len(after) < PERIODS else None


def _estimate(before: Sequence[Period], after: Sequence[Period], question: Question) -> Estimate | None:
    raw = rate_ratio(before, after, question.alpha)
    return turned(raw) if raw is not None and question.goal.higher_is_better else raw


def _comparison(rivals: Mapping[str, Counts], question: Question) -> Estimate | None:
    sides = _sides([row for rows in rivals.values() for row in rows], question)
    before, after = list(sides[Side.BEFORE].values()), list(sides[Side.AFTER].values())
    return None if _shortfall(before, after) else _estimate(before, after, question)


def _rate(periods: Sequence[Period]) -> float | None:
    exposure = sum(period.exposure for period in periods)
    return sum(period.count for period in periods) / exposure if exposure else None


def _levels(
    before: Sequence[Period], rivals: Mapping[str, Counts], question: Question
) -> tuple[list[float], dict[str, list[float]]]:
    """The oriented rate of the pilot and of every other group before the start."""
    sign = -1 if question.goal.higher_is_better else 1
    own = _rate(before)
    old = {name: _rate(list(_sides(rows, question)[Side.BEFORE].values())) for name, rows in rivals.items()}
    return [] if own is None else [sign * own], {name: [sign * rate] for name, rate in old.items() if rate is not None}
