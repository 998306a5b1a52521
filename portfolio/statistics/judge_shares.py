"""The verdict on shares of cases: yes or no, over the cases before and after."""

from collections.abc import Mapping, Sequence
from math import inf, log1p

from portfolio.statistics import caveats
from portfolio.statistics.common import Side
from portfolio.statistics.counts import turned
from portfolio.statistics.estimates import NOTHING, Estimate, Printed, Source, net, printed
from portfolio.statistics.judged import Caveat, Design, Judgement, Question, Warn, caveat, method
from portfolio.statistics.settle import Settle, settle, settle_factor
from portfolio.statistics.shares import Share, change, relative_change, residuals
from portfolio.statistics.special import normal_quantile
from portfolio.statistics.tallies import Tally, group_of, share_of, sides_of, weekly
from portfolio.statistics.verdict import MORE_DATA_MAY_SETTLE, share_standing, standing, verdict_of
from portfolio.verdicts import Verdict


def judge_shares(
    tallies: Sequence[Tally], question: Question, rivals: Mapping[str, Sequence[Tally]] | None = None
) -> Judgement:
    """The verdict on a share. `rivals`: the tallies of every other group; together they are the comparison group."""
    sides = sides_of(tallies, question)
    group = group_of(sides, question)
    old, new = group.before, group.after
    others = _comparison(rivals or {}, question) if old is not None and new is not None else None
    verdict, shown, settled, compared = Verdict.NOT_MEASURED, NOTHING, None, False
    if old is not None and new is not None:
        shown = relative_change(old, new, question.alpha, group.phi)
        logs = _logs(shown, question)
        beyond = net(logs, others) if logs is not None and others is not None else None
        compared = beyond is not None
        if beyond is not None:
            shown = printed(beyond, higher_is_better=question.goal.higher_is_better)
        if group.shortfall is None:
            stands = (
                standing(beyond, question.goal)
                if beyond is not None
                else share_standing(old, new, question.goal, question.alpha, group.phi)
            )
            verdict = verdict_of(stands)
            settled = _settle(old, new, group.phi, beyond, question) if verdict in MORE_DATA_MAY_SETTLE else None
    found = [
        *caveats.always(question, compared),
        caveat(Warn.COMPARISON_SMALL) if rivals and not compared else None,
        caveats.season(*(((one.day, one.n) for one in sides[side]) for side in (Side.BEFORE, Side.AFTER))),
        caveats.alike(residuals(weekly(sides[side], question.start)) for side in (Side.BEFORE, Side.AFTER)),
        _picked_bad(sides[Side.BEFORE], question),
        caveats.worst_group(*_levels(sides[Side.BEFORE], rivals or {}, question)),
        caveats.counted(Warn.SETTLING, len(sides[Side.SETTLING])),
        caveats.counted(Warn.LATER, sum(one.day > question.until.date() for one in tallies)),
    ]
    return Judgement(
        verdict=verdict,
        change=shown,
        alpha=question.alpha,
        n_before=old.n if old else 0,
        n_after=new.n if new else 0,
        design=Design.WITH_COMPARISON if compared else Design.CASES,
        method=method("share", "newcombe", *(["comparison"] if compared else [])),
        shortfall=group.shortfall,
        settle=settled,
        typical=(old.p if old else None, new.p if new else None),
        caveats=tuple(one for one in found if one is not None),
    )


def _logs(shown: Printed, question: Question) -> Estimate | None:
    """A relative change on the oriented log scale, to be netted; None where a share is 0."""
    if shown.estimate is None or shown.estimate <= -1:
        return None
    low = -inf if shown.low is None or shown.low <= -1 else log1p(shown.low)
    high = inf if shown.high is None else log1p(shown.high)
    se = (high - low) / (2 * normal_quantile(1 - question.alpha))
    raw = Estimate(
        est=log1p(shown.estimate),
        low=low,
        high=high,
        se=None if se == inf else se,
        df=None,
        alpha=question.alpha,
        binding=Source.ITEMS,
    )
    return turned(raw) if question.goal.higher_is_better else raw


def _comparison(rivals: Mapping[str, Sequence[Tally]], question: Question) -> Estimate | None:
    group = group_of(sides_of([one for rows in rivals.values() for one in rows], question), question)
    if group.shortfall is not None or group.before is None or group.after is None:
        return None
    return _logs(relative_change(group.before, group.after, question.alpha, group.phi), question)


def _settle(old: Share, new: Share, phi: float, beyond: Estimate | None, question: Question) -> Settle:
    if beyond is not None:
        return settle(beyond, question.goal.target_log)
    at_target = change(old, new, 1 + question.goal.target, question.alpha, phi)
    factor = settle_factor(at_target.est, at_target.se, 0.0, question.alpha)
    return Settle(factor=factor, source=Source.WEEKS if phi > 1 else Source.ITEMS)


def _picked_bad(before: Sequence[Tally], question: Question) -> Caveat | None:
    late = share_of([one for one in before if one.day >= question.start - caveats.LATEST])
    rest = share_of([one for one in before if one.day < question.start - caveats.LATEST])
    if late is None or rest is None or min(late.n, rest.n) < caveats.EACH:
        return None
    moved = change(rest, late, 1.0, caveats.ALPHA)
    worse = moved.high < 0 if question.goal.higher_is_better else moved.low > 0
    return caveat(Warn.PICKED_BAD) if worse else None


def _levels(
    before: Sequence[Tally], rivals: Mapping[str, Sequence[Tally]], question: Question
) -> tuple[list[float], dict[str, list[float]]]:
    """The oriented share of the pilot and of every other group before the start."""
    own, sign = share_of(before), -1 if question.goal.higher_is_better else 1
    old = {name: share_of(sides_of(rows, question)[Side.BEFORE]) for name, rows in rivals.items()}
    return [sign * own.p] if own else [], {name: [sign * share.p] for name, share in old.items() if share}
