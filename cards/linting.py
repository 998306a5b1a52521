"""What the linter finds, said beside the inputs; the wording it offers; and what the design can show by its gate."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cards.components import notice
from cards.elements import Element
from portfolio.errors import Problem
from portfolio.linter import Finding, Part, Why, lint, refusals
from portfolio.metrics import Family
from portfolio.prospects import Prospect, Sketch, Unknown
from words.api import Raw, Words

_FROM = ("from ", "von ", "vom ")
_SMALL = re.compile(
    r"(?:a|all|an|any|both|days?|each|every|from|between|hours?|minutes?|most|new|number|of|only|our|per|percent|share|the|"
    r"their|these|those|time|weeks?|"
    r"alle|die|der|das|den|dem|eine?|einer|jede[rs]?|je|nur|pro|unsere?|von|vom|zwischen)(?!\S)",
    re.IGNORECASE,
)
"""Words that are small inside of a sentence, in both languages; any other may be a name, or a German noun."""
_WEAK = Decimal("0.5")
"""Below an even chance the card says what would help."""


def said(finding: Finding, w: Words) -> str:
    """One finding in a sentence."""
    key = f"linter.{finding.part}.{finding.why}" if finding.why is Why.MISSING else f"linter.{finding.why}"
    return w.say(key, word=finding.word)


def offered_name(sketch: Sketch, workflow: str, w: Words) -> str | None:
    """A name for the number that counts an outcome, made of the workflow and the kind of outcome; None when the typed one
    does, or the workflow is unknown. It is plain text, for an input."""
    if not workflow or all(one.part is not Part.WHAT for one in lint(sketch.draft)):
        return None
    name = _name(sketch, workflow, Words(w.language))
    passes = all(one.part is not Part.WHAT for one in lint(replace(sketch.draft, text=name)))
    return name if passes else None


def _name(sketch: Sketch, workflow: str, plain: Words) -> str:
    if sketch.draft.family in (None, Family.CYCLE_TIME) and workflow.lower().startswith(_FROM):
        return plain.say("linter.name.span", span=_inside(workflow))
    return plain.say(f"linter.name.{sketch.draft.family or Family.CYCLE_TIME}", workflow=_inside(workflow))


def _inside(typed: str) -> str:
    """What somebody typed, as it stands inside of a sentence: "All proposals" as "all proposals"."""
    return typed[:1].lower() + typed[1:] if _SMALL.match(typed) else typed


def sentence(sketch: Sketch, name: str, w: Words) -> str:
    """The whole metric in one sentence, with a gap for each part that is missing."""
    draft = replace(sketch.draft, text=name)
    wrong = {one.part for one in lint(draft)}

    def part(value: object, part: Part) -> object:
        if value is None or part in wrong:
            return Raw(w.say(f"linter.gap.{part}"))
        return _inside(value) if isinstance(value, str) else value

    cases = ""
    if draft.population is not None or Part.POPULATION in wrong:
        cases = w.say("linter.sentence.cases", cases=part(draft.population, Part.POPULATION))
    return w.say(
        "linter.sentence" if sketch.baseline is None else "linter.sentence.change", name=name, cases=Raw(cases),
        baseline=sketch.baseline, target=part(draft.target, Part.NUMBER),
        unit=part(draft.unit, Part.UNIT), on=part(draft.target_on, Part.DATE), source=part(draft.source, Part.SOURCE),
    )


def advice(sketch: Sketch | None, workflow: str, w: Words, told: Sequence[Problem] = ()) -> list[Element]:
    """What is missing, and the wording that would do; nothing for a metric that passes. What was `told` beside its input
    is not said again."""
    found = lint(sketch.draft) if sketch is not None else ()
    if sketch is None or not found:
        return []
    name = offered_name(sketch, workflow, w) or sketch.draft.text
    lines = [w.say("linter.try", sentence=Raw(sentence(sketch, name, w)))]
    known = {one.code for one in told}
    fresh = [one for one in found if all(refusal.code not in known for refusal in refusals((one,)))]
    title = w.say("linter.wording")
    if fresh:
        incomplete = all(one.why is Why.MISSING for one in found)
        title = w.say("linter.title", n=len(found)) if incomplete else w.say("linter.refused")
    return [notice("warning", title, "\n".join([*(said(one, w) for one in fresh), *lines]))]


def prospect(view: Prospect | None, w: Words) -> list[Element]:
    """What the design can show; that nobody can say, where nobody can."""
    if view is None or view.unknown is Unknown.NO_TARGET:
        return []
    if view.unknown is not None:
        text = w.say(
            f"prospect.{view.unknown}", after=view.after, need=view.need, on=view.gate_on, per_month=view.per_month or 0
        )
        return [notice("info", w.say("prospect.title"), text)]
    assert view.change is not None and view.probability is not None and view.per_month is not None
    lines = [
        w.say(
            "prospect.seen", per_month=view.per_month, percent=_percent(view.change), chance=_percent(view.probability),
            on=view.gate_on,
        ),
        w.say("prospect.never") if view.smallest is None else w.say("prospect.proves", percent=_percent(view.smallest)),
        w.say("prospect.assumed" if view.assumed else "prospect.read", before=view.before, after=view.after),
    ]
    weak = view.probability < _WEAK
    if weak:
        lines.append(w.say("prospect.weak"))
    return [notice("warning" if weak else "info", w.say("prospect.title"), " ".join(lines))]


def _percent(share: Decimal) -> Decimal:
    return abs(share * 100).quantize(Decimal(1))
