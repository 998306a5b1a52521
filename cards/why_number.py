"""Why this number: the rows behind it, what counted, how it was judged, and the fingerprint of it all."""

from decimal import Decimal

from cards.disclosure import disclosure
from cards.elements import Element, text
from cards.pairs import pairs
from portfolio.evidence import Evidence
from portfolio.looks import LookName
from portfolio.outlook import Foreseen
from portfolio.statistics.judged import Design, Warn
from portfolio.statistics.settle import REALISTIC
from portfolio.views.numbers import Panel
from words.api import Raw, Words

_SAID_ALREADY = frozenset({Warn.NO_COMPARISON})
"""In the panel itself, beside the verdict."""
_SHOWN_OF_HASH = 16


def why_number(panel: Panel, w: Words, id: str = "why_number") -> list[Element]:
    """A row right below the number's panel that opens to everything behind it; nothing where it was not read from a source.
    `id` is unique on the card."""
    if panel.why is None:
        return []
    why = panel.why
    sub = w.say("why.sub", n=why.rows, source=why.source)
    return disclosure(id, w.say("why.title"), sub, why_lines(panel, w), separator=False)


def why_lines(panel: Panel, w: Words) -> list[Element]:
    """The same, laid open."""
    if panel.why is None:
        return []
    why = panel.why
    lines = [text(w.say("why.made"), size="Small")] if why.estimate is not None else []
    lines += pairs(_facts(why, w))
    remarks = _remarks(why, panel.foreseen, w)
    return [*lines, text("\n".join(remarks), size="Small", spacing="Small")] if remarks else lines


def _facts(why: Evidence, w: Words) -> list[tuple[str, str]]:
    facts = [(w.say("why.source"), w.say("why.source.read", source=why.source, on=why.read_at.date()))]
    if why.first is not None:
        facts.append((w.say("why.rows"), w.say("why.rows.between", n=why.rows, first=why.first, last=why.until)))
    counted = "why.counted.periods" if periods(why) else "why.counted.cases"
    facts += [
        (w.say("why.start"), w.day(why.start)),
        (w.say("why.counted"), w.say(counted, before=why.n_before, after=why.n_after)),
        (w.say("why.look"), w.say(f"why.look.{why.look}")),
        (w.say("why.design"), w.say(f"why.design.{why.design}")),
        (w.say("why.method"), w.say("why.method.version", method=why.method, version=why.version)),
        (w.say("why.hash"), why.hash[:_SHOWN_OF_HASH]),
    ]
    if why.of_version is not None:
        facts.insert(-2, (w.say("why.rules"), w.say("why.rules.version", version=why.of_version)))
    return facts


def periods(why: Evidence) -> bool:
    """Whether what is counted are periods (rates, series) and not cases."""
    return why.method.startswith(("count/", "series/"))


def _remarks(why: Evidence, ahead: Foreseen | None, w: Words) -> list[str]:
    said = []
    if why.reason is not None and why.look is not LookName.NONE:
        said.append(w.say(f"why.short.{why.reason}", have=why.have, need=why.need))
    if why.from_ is not None:
        said.append(w.say("why.readable", on=why.from_))
    if ahead is not None:
        said.append(_ahead(ahead, w))
    if why.then is not None:
        said.append(w.say("why.next", on=why.then))
    if why.changed:
        said.append(w.say("why.changed", n=why.changed))
    if why.factor is not None:
        realistic = why.factor <= REALISTIC
        said.append(w.say("why.settle", factor=why.factor) if realistic else w.say("why.settle.not"))
    said += [w.say("why.guard", name=one.rail.name, guard=one.guard) for one in why.guardrails if one.guard is not None]
    if why.look is not LookName.NONE:
        said += [w.say(f"why.caveat.{code}") for code in why.caveats if code not in _SAID_ALREADY]
    return said


def _ahead(found: Foreseen, w: Words) -> str:
    """The forecast to the gate: a range of the change, and a word for the chance."""
    low, high = (w.number((end * 100).quantize(Decimal(1))) for end in (found.low, found.high))
    said = w.say(f"why.ahead.{found.chance}", low=Raw(low), high=Raw(high), chance=_percent(found))
    return f"{said} {w.say('why.ahead.early')}" if found.early else said


def ahead_line(found: Foreseen, w: Words) -> str:
    """The forecast in one line (F13)."""
    return w.say("ahead.early" if found.early else "ahead", chance=_percent(found), gate_on=found.gate_on, on=found.until)


def _percent(found: Foreseen) -> Decimal:
    return (found.probability * 100).quantize(Decimal(1))


def compared(why: Evidence | None) -> bool:
    """Whether a comparison group stands behind the change."""
    return why is not None and why.design is Design.WITH_COMPARISON
