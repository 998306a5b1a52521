"""The metric linter: rules, no model (FEATURES B2, DOMAIN.md R3).

A metric that decides says seven things: what is measured, in which unit, of which cases, which way is better, the number to
reach, by when, and where it is counted. Each may stand in the text or in a field of its own. Use is no outcome: prompts,
log-ins, users, adoption and trainings are leading indicators, which never decide (B18).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portfolio import linter_patterns as patterns
from portfolio import linter_words as words
from portfolio.errors import Problem, problem
from portfolio.metrics import LOWER_IS_BETTER, Family, Metric
from portfolio.sources import days_per, is_percent


class Part(StrEnum):
    """What a metric has to say, in the order in which it is asked for."""

    WHAT = "what"
    UNIT = "unit"
    POPULATION = "population"
    DIRECTION = "direction"
    NUMBER = "number"
    DATE = "date"
    SOURCE = "source"


class Why(StrEnum):
    """What is wrong with a part: it is not there, it counts use, it is a wish that nobody can count, or the name says
    another one."""

    MISSING = "missing"
    ACTIVITY = "activity"
    VAGUE = "vague"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One part that is missing or cannot stand. `word` is the word of the text that shows it, "" for a missing part."""

    part: Part
    why: Why
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A metric as far as it has been said: a text, and the fields beside it. None is not said yet."""

    text: str
    family: Family | None = None
    unit: str | None = None
    population: str | None = None
    lower_is_better: bool | None = None
    target: Decimal | None = None
    target_on: date | None = None
    source: str | None = None


def draft_of(metric: Metric, counted_in: str | None = None) -> Draft:
    """A stored metric, for the linter. It is counted in the source bound to it, else where somebody said that it or its
    baseline is."""
    return Draft(
        text=metric.name, family=metric.family, unit=metric.unit, population=metric.population,
        lower_is_better=metric.lower_is_better, target=metric.target, target_on=metric.target_on,
        source=counted_in or metric.source or (metric.baseline.source if metric.baseline else None),
    )


def lint(draft: Draft) -> tuple[Finding, ...]:
    """Everything that keeps a metric from deciding, in the order of `Part`; nothing when it may."""
    text = re.sub(r"\s+", " ", draft.text.lower()).strip()
    source = patterns.SOURCE.search(text)
    rest = patterns.SOURCE.sub(" ", text)
    dated = patterns.DATE.search(rest)
    rest = patterns.DATE.sub(" ", rest)
    there = {
        Part.UNIT: _said(draft.unit) or patterns.UNIT.search(rest) or patterns.THINGS.search(rest),
        Part.POPULATION: _said(draft.population) or patterns.SPAN.search(rest) or _cases(rest),
        Part.DIRECTION: draft.lower_is_better is not None or _implied(draft.family) or _direction(rest),
        Part.NUMBER: draft.target is not None or patterns.NUMBER.search(rest),
        Part.DATE: draft.target_on is not None or dated,
        Part.SOURCE: _said(draft.source) or source,
    }
    found = [*_what(draft, rest), *_unit(draft)]
    found = found or _differs(draft, rest)
    found += [Finding(part=part, why=Why.MISSING) for part, said in there.items() if not said]
    order = list(Part)
    return tuple(sorted(found, key=lambda one: order.index(one.part)))


_REFUSED = {
    (Part.WHAT, Why.MISSING): ("metric", "metric_missing"),
    (Part.WHAT, Why.VAGUE): ("metric", "metric_vague"),
    (Part.WHAT, Why.ACTIVITY): ("metric", "metric_activity"),
    (Part.UNIT, Why.ACTIVITY): ("unit", "unit_activity"),
    (Part.UNIT, Why.DIFFERS): ("unit", "unit_differs"),
}


def refusals(findings: tuple[Finding, ...]) -> tuple[Problem, ...]:
    """What is not stored at all: a name that says nothing countable, use in place of an outcome, and two units for one
    number.

    The other parts may follow later; until they do, the rules cannot be locked (R3).
    """
    return tuple(
        problem(*_REFUSED[one.part, one.why], word=one.word) for one in findings if (one.part, one.why) in _REFUSED
    )


def _what(draft: Draft, text: str) -> list[Finding]:
    """What is measured: an outcome, the way from one event to another, or a count of something that is no use."""
    if never := words.NEVER.search(text):
        return [_found(draft, Why.ACTIVITY, never)]
    bare = patterns.EVERY.sub(" ", text)
    if words.OUTCOME.search(words.ACTIVITY.sub(" ", bare)) or patterns.SPAN.search(text):
        return []
    done = words.DONE.search(text)
    if activity := words.ACTIVITY.search(text) or (None if done else words.TALK.search(text)):
        return [_found(draft, Why.ACTIVITY, activity)]
    tool, thing = None if done else words.TOOL.search(text), _cases(words.DONE.sub(" ", text))
    if (words.COUNTED.search(text) or done) and thing and not tool:
        return []
    if vague := words.VAGUE.search(text):
        return [_found(draft, Why.VAGUE, vague)]
    if tool:
        return [_found(draft, Why.ACTIVITY, tool)]
    return [] if thing and _said(draft.unit) else [Finding(part=Part.WHAT, why=Why.MISSING)]


def _found(draft: Draft, why: Why, match: "re.Match[str]") -> Finding:
    return Finding(part=Part.WHAT, why=why, word=_typed(draft, match.group()))


def _typed(draft: Draft, word: str) -> str:
    """A word of the name as it was typed."""
    typed = re.search(re.escape(word), draft.text, re.IGNORECASE)
    return typed.group() if typed else word


def _unit(draft: Draft) -> list[Finding]:
    """A unit that counts use: "users", "prompts". "Hours per user" counts hours."""
    head = _head(draft.unit)
    activity = words.ACTIVITY.search(head) or words.TALK.search(head)
    return [Finding(part=Part.UNIT, why=Why.ACTIVITY, word=activity.group())] if activity else []


def _head(unit: str | None) -> str:
    """What is counted in: the "hours" of "hours per user"."""
    return re.split(r"\b(?:per|pro|je)\b|/", (unit or "").lower())[0].strip()


def _differs(draft: Draft, text: str) -> list[Finding]:
    """A unit that is not the one in the name: "Hours from request to answer" in days. Only what both say plainly counts: a
    unit of time or percent, and in the name the first word or the last."""
    given, name = _head(draft.unit), text.strip(" .:")
    share = patterns.NAMED_SHARE.search(name)
    if share is not None:
        word = share[1] if days_per(given) is not None else None
    elif (named := patterns.NAMED_UNIT.search(name)) is not None:
        word = named[1] or named[2]
        own, other = days_per(word), days_per(given)
        if own is None or own == other or (other is None and not (named[1] and is_percent(given))):
            word = None
    else:
        word = None
    return [] if word is None else [Finding(part=Part.UNIT, why=Why.DIFFERS, word=_typed(draft, word))]


def _said(field: str | None) -> bool:
    return field is not None and bool(field.strip())


def _implied(family: Family | None) -> bool:
    return family is not None and LOWER_IS_BETTER[family] is not None


def _direction(text: str) -> bool:
    return any(known.search(text) for known in (words.LOWER, words.HIGHER, words.OUTCOME))


def _cases(text: str) -> bool:
    """Whether anything is left that says of what or of whom, once the words that say nothing of it are gone."""
    text = patterns.EVERY.sub(" ", text)
    if patterns.PER.search(text):
        return True
    if any(words.GENERIC_STEM.sub("", compound.group(1)) for compound in words.COMPOUND.finditer(text)):
        return True
    for known in (words.OUTCOME, words.ACTIVITY, words.VAGUE, words.LOWER, words.HIGHER, patterns.UNIT, words.FILLER):
        text = known.sub(" ", text)
    return bool(re.search(r"[^\W\d_]{3,}", re.sub(rf"\b{patterns.NUMBER_WORD}\b", " ", text)))
