"""The verdict on durations: compare, apply the minimum rule, name the code, say what has to be said beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp, log

from portfolio.statistics import caveats
from portfolio.statistics.common import mean
from portfolio.statistics.crude import difference
from portfolio.statistics.durations import Duration, compare
from portfolio.statistics.estimates import Estimate, Printed, net, printed, relative
from portfolio.statistics.followup import Timed
from portfolio.statistics.items import Case, Item
from portfolio.statistics.judged import Caveat, Design, Judgement, Question, Reason, Shortfall, Warn, caveat, method
from portfolio.statistics.prepare import Prepared, prepare
from portfolio.statistics.settle import settle
from portfolio.statistics.verdict import MORE_DATA_MAY_SETTLE, standing, verdict_of
from portfolio.verdicts import Verdict

Rivals = Mapping[str, Sequence[Item]]


def judge_durations(items: Sequence[Item], question: Question, rivals: Rivals | None = None) -> Judgement:
    """The verdict on items with a closing date, or with a value of their own where any item has one.

    `rivals`: the items of every other group, by its name; together they are the comparison group.
    """
    prepared = prepare(items, question)
    blank = Judgement(
        verdict=Verdict.NOT_MEASURED,
        alpha=question.alpha,
        n_before=prepared.counts[0],
        n_after=prepared.counts[1],
        design=Design.CASES,
        method=method("duration"),
        shortfall=prepared.shortfall,
        typical=(_typical(prepared.before), _typical(prepared.after)),
        caveats=tuple(one for one in (*caveats.always(question, compared=False), *prepared.cleaned) if one is not None),
    )
    if not prepared.before or not prepared.after:
        return blank
    before, after = prepared.cases(question)
    result = compare(before, after, question.alpha)
    others = _comparison(rivals or {}, question) if result.estimate is not None else None
    estimate = result.estimate
    if estimate is not None and others is not None:
        estimate = net(estimate, others)
    shortfall = prepared.shortfall
    if shortfall is None and estimate is None:
        shortfall = Shortfall(reason=Reason.NO_SPREAD)
    measured = estimate is not None and shortfall is None
    verdict = verdict_of(standing(estimate, question.goal)) if estimate is not None and measured else Verdict.NOT_MEASURED
    found = [
        *caveats.always(question, compared=others is not None),
        caveat(Warn.COMPARISON_SMALL) if rivals and others is None else None,
        *_about(result, prepared, before, after, question),
        _worst(before, rivals or {}, question),
        *prepared.cleaned,
    ]
    open_still = estimate is not None and verdict in MORE_DATA_MAY_SETTLE
    return replace(
        blank,
        verdict=verdict,
        change=_change(estimate, before, after, question),
        design=Design.CASES if others is None else Design.WITH_COMPARISON,
        method=method("duration", result.way.value, *([] if others is None else ["comparison"])),
        shortfall=shortfall,
        settle=settle(estimate, question.goal.target_log) if estimate is not None and open_still else None,
        caveats=tuple(one for one in found if one is not None),
    )


def _comparison(rivals: Rivals, question: Question) -> Estimate | None:
    """The other groups' own change, each against itself; None where they are too few to say."""
    rows = [replace(item, kind=f"{name}\n{item.kind or ''}") for name, items in sorted(rivals.items()) for item in items]
    prepared = prepare(rows, question)
    return None if prepared.shortfall else compare(*prepared.cases(question), question.alpha).estimate


def _worst(before: Sequence[Case], rivals: Rivals, question: Question) -> Caveat | None:
    old = {name: [case.y for case in prepare(items, question).cases(question)[0]] for name, items in rivals.items()}
    return caveats.worst_group([case.y for case in before], old)


def _change(estimate: Estimate | None, before: Sequence[Case], after: Sequence[Case], question: Question) -> Printed:
    """What is printed: without an interval the crude change alone, never a made-up (0, 0)."""
    if estimate is not None:
        return printed(estimate, higher_is_better=question.goal.higher_is_better)
    return Printed(estimate=relative(question.goal.orient(difference(before, after))), low=None, high=None)


def _about(
    result: Duration, prepared: Prepared, before: Sequence[Case], after: Sequence[Case], question: Question
) -> list[Caveat | None]:
    crude = result.crude.est if result.crude is not None else 0.0
    ratio = relative(question.goal.orient(crude))
    old, new = caveats.days_of(prepared.before), caveats.days_of(prepared.after)
    return [
        caveat(Warn.MIX_MOVED, percent=caveats.percent(ratio or 0.0)) if result.mix_moved else None,
        caveat(Warn.PEOPLE_CHANGED) if result.people_changed else None,
        caveats.busiest_person(before, after, result.estimate.est) if result.estimate is not None else None,
        caveats.season([(day, 1) for day in old], [(day, 1) for day in new]),
        caveats.picked_bad(old, before, question.start),
        caveats.units_suspect(difference(before, after)),
    ]


def _typical(side: Sequence[Timed]) -> float | None:
    return exp(mean([log(one.length) for one in side])) if side else None
