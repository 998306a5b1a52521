"""The answer of `pilothouse judge` in words and as JSON. Words come from the code and the numbers, and from nothing else."""

import json
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite

from pilothouse.judge_cells import Family
from pilothouse.judge_rows import Note
from pilothouse.judge_run import Answer, Asked
from portfolio.statistics.caveats import percent
from portfolio.statistics.judged import Caveat, Design, Judgement
from portfolio.verdicts import Advice, Choice, Policy, Verdict, recommend
from sheets.numbers import UNITS
from words.api import Words


def as_json(answer: Answer, w: Words) -> str:
    """The answer with a fixed set of keys; numbers to six decimals, None as null."""
    judged = answer.judgement
    document = {
        "verdict": judged.verdict.value,
        "estimate": _six(judged.change.estimate),
        "low": _six(judged.change.low),
        "high": _six(judged.change.high),
        "level": _six(judged.alpha),
        "n_before": judged.n_before,
        "n_after": judged.n_after,
        "minimum_met": judged.minimum_met,
        "reason": None if judged.shortfall is None else f"{judged.shortfall.reason.value}: {_reason(judged, w)}",
        "caveats": [f"{code}: {sentence}" for code, sentence in _caveats(answer, w)],
        "method": judged.method,
    }
    return json.dumps(document, indent=2)  # ASCII: the same bytes, and sound JSON, whatever the terminal can show


def as_text(answer: Answer, asked: Asked, policy: Policy, w: Words) -> str:
    """The sentence, the numbers, and what has to be said beside them."""
    judged = answer.judgement
    lines = list(_lines(answer, asked, policy, w))
    width = max(len(label) for label, _ in lines)
    head = f"{w.name(judged.verdict)}\n{_sentence(judged, asked, w)}"
    body = "\n".join(f"  {label:<{width}}  {text}" for label, text in lines)
    beside = "\n".join(f"  - {sentence}" for _, sentence in _caveats(answer, w))
    return f"{head}\n\n{body}\n\n{w.say('judge.caveats')}\n{beside}" if beside else f"{head}\n\n{body}"


def _sentence(judged: Judgement, asked: Asked, w: Words) -> str:
    if judged.verdict is Verdict.NOT_MEASURED:
        return _reason(judged, w)
    how = "compared" if judged.design is Design.WITH_COMPARISON else "alone"
    subject = w.say(f"judge.subject.{asked.family.value}")
    change = _phrase(judged.change.estimate, w)
    target = _phrase(asked.goal.target, w)
    found = w.say(f"judge.found.{how}", subject=subject, change=change)
    return f"{found} {w.say(f'judge.means.{judged.verdict.value.lower()}', target=target)}"


def _reason(judged: Judgement, w: Words) -> str:
    short = judged.shortfall
    if short is None:
        return ""
    return w.say(f"judge.reason.{short.reason.value}", have=short.have, need=short.need, on=short.on or "")


def _lines(answer: Answer, asked: Asked, policy: Policy, w: Words) -> Iterator[tuple[str, str]]:
    """Label and text of every number."""
    judged = answer.judgement
    yield w.say("judge.label.change"), _change(judged, w)
    goal = _phrase(asked.goal.target, w)
    if asked.goal.floor is not None:
        goal = w.say("judge.goal_with_floor", target=goal, floor=_phrase(asked.goal.floor, w))
    yield w.say("judge.label.target"), goal
    cases = asked.family in (Family.DURATION, Family.SHARE)
    counted = w.say("judge.before_and_after", before=judged.n_before, after=judged.n_after)
    yield w.say("judge.label.cases" if cases else "judge.label.periods"), counted
    old, new = (_typical(value, asked, w) for value in judged.typical)
    yield w.say("judge.label.typical"), w.say("judge.before_and_after", before=old, after=new)
    yield w.say("judge.label.design"), w.say(f"judge.design.{judged.design.value}")
    look = "whole" if asked.gate is None else "early" if judged.alpha < 0.01 else "gate"
    yield w.say("judge.label.look"), w.say(f"judge.look.{look}", percent=percent(judged.alpha), until=answer.until)
    yield w.say("judge.label.method"), judged.method
    yield w.say("judge.label.advice", policy=w.say(f"judge.policy.{policy.value}")), _advice(judged, policy, w)
    if judged.settle is not None:
        yield w.say("judge.label.settle"), _settle(judged, w)


def _advice(judged: Judgement, policy: Policy, w: Words) -> str:
    """What the rules make of the verdict; one extension where more data is a realistic way out (the verdict table)."""
    settles = judged.settle is not None and judged.settle.realistic
    advice = recommend(judged.verdict, policy, more_time=settles)
    match advice:
        case None:
            return w.say("judge.no_advice")
        case Advice.EXTEND:
            return w.say("judge.extend.unclear", choice=w.name(Choice.RETIRE))
        case Advice.NARROW_OR_EXTEND:
            return w.say("judge.extend.improved", choice=w.name(Choice.NARROW))
    return w.name(advice)


def _change(judged: Judgement, w: Words) -> str:
    change = judged.change
    if change.estimate is None:
        return w.say("judge.no_change")
    if change.low is None and change.high is None:
        return w.say("judge.no_interval", percent=percent(change.estimate))
    low = percent(change.low if change.low is not None else -1.0)
    shown: dict[str, Decimal] = {"percent": percent(change.estimate), "alpha": percent(judged.alpha), "low": low}
    if change.high is None or not isfinite(change.high):
        return w.say("judge.interval.open", n=None, **shown)
    return w.say("judge.interval", n=None, **shown, high=percent(change.high))


def _typical(value: float | None, asked: Asked, w: Words) -> str:
    if value is None:
        return w.say("span.unknown")
    if asked.family is Family.SHARE:
        return w.say("judge.percent", percent=percent(value))
    if asked.family is not Family.DURATION:
        return _three(value, w)
    unit = asked.columns.unit
    if asked.columns.end is not None:  # two dates give days, whatever unit people want to read
        value = value / UNITS[unit.casefold()]
    key = f"judge.unit.{unit.casefold()}"
    return w.say("judge.amount", value=_three(value, w), unit=w.say(key) if w.has(key) else unit)


def _three(value: float, w: Words) -> str:
    """Three significant digits: nobody reads more of a typical value."""
    shown = f"{value:.3g}"
    return w.number(Decimal(shown)) if 1e-9 < value < 1e15 else shown


def _settle(judged: Judgement, w: Words) -> str:
    if judged.settle is None or not judged.settle.realistic:
        return w.say("judge.settle.not")
    factor = Decimal(f"{judged.settle.factor:.1f}")
    return w.say(f"judge.settle.{judged.settle.source.value}", factor=factor)


def _caveats(answer: Answer, w: Words) -> list[tuple[str, str]]:
    """Code and sentence of each, in a fixed order: the design's own first, then what was cleaned."""
    return [
        *((one.code.value, _caveat(one, w)) for one in answer.judgement.caveats),
        *((note.code.value, _note(note, w)) for note in answer.notes),
    ]


def _caveat(one: Caveat, w: Words) -> str:
    params = dict(one.params)
    n = params.pop("n", None)
    return w.say(f"judge.caveat.{one.code.value}", n=n if isinstance(n, int) else None, **params)


def _note(note: Note, w: Words) -> str:
    return w.say(f"judge.left.{note.code.value}", n=note.n, text=note.text)


def _phrase(change: float | None, w: Words) -> str:
    """A change as people say it: 23% lower."""
    if change is None:
        return w.say("panel.unknown")
    shown = percent(abs(change))
    if not shown:
        return w.say("judge.unchanged")
    return w.say("judge.lower" if change < 0 else "judge.higher", percent=shown)


def _six(value: float | None) -> float | None:
    """Six decimals; no number for what is none, and never a negative zero."""
    return None if value is None or not isfinite(value) else round(value, 6) + 0.0
