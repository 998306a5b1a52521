"""The decision as recorded: by whom, from when, why, and what was set aside until when (F6; R4, R8, R10)."""

from cards.buttons import Button, action_bar
from cards.components import check_line, footer, header, notice, quote, section
from cards.disclosure import disclosure
from cards.due import SIGNATURE
from cards.elements import Element, card
from cards.evidence import evidence, judged_line
from cards.looks import DECISION, WARNING, Chip
from cards.pairs import pairs
from cards.verbs import Press, Verb
from cards.why_number import why_lines
from portfolio.gates import DEFAULT_AFTER
from portfolio.views.gates import Decided
from portfolio.views.numbers import Panel
from words.api import Raw, Words


def draw(view: Decided, w: Words) -> Element:
    """Final, waiting for its second signature, handed back, or made by policy."""
    key = "decided.recorded" if view.panel else "decided.recorded.bare"
    recorded = w.say(key, at=Raw(w.when(view.at, view.zone)), reference=view.reference)
    body = [
        *header(
            eyebrow=w.say("decided.eyebrow", gate_on=view.gate_on),
            title=w.free(view.name),
            sub=_by(view, w),
            mark=_mark(view, w),
        ),
        *_standing(view, w),
        *pairs(_facts(view, w)),
        *_quotes(view, w),
        *_aside(view, w),
        *(_evidence(view.panel, w) if view.panel else []),
        footer(" ".join([recorded, *([w.name(view.why)] if view.why else [])])),
    ]
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative}))
    fallback = w.say("decided.fallback", name=view.name, standing=Raw(_mark(view, w).word))
    return card(body, actions=action_bar(others=[show]), fallback_text=fallback)


def _by(view: Decided, w: Words) -> str:
    if view.by_policy:
        return w.say("decided.by_policy", days=DEFAULT_AFTER.days, gate_on=view.gate_on)
    return w.say("decided.by", by=view.by or Raw(w.say("person.erased")), gate_on=view.gate_on)


def _mark(view: Decided, w: Words) -> Chip:
    if view.pending:
        return Chip(look=SIGNATURE, word=w.say("due.pending"))
    if view.handed_back:
        return Chip(look=WARNING, word=w.say("decided.back"))
    return Chip(look=DECISION[view.choice], word=w.say(f"outcome.{view.choice}"))


def _standing(view: Decided, w: Words) -> list[Element]:
    if view.pending:
        return [notice("info", w.say("decided.pending.title", choice=view.choice), w.say("decided.pending.text"))]
    if view.handed_back:
        return [notice("warning", w.say("decided.back.title", choice=view.choice), w.say("decided.back.text"))]
    return []


def _facts(view: Decided, w: Words) -> list[tuple[str, str]]:
    facts = []
    if view.pending or view.handed_back:
        facts.append((w.say("decided.choice"), w.name(view.choice)))
    facts.append((w.say(f"decide.{view.choice}.on"), w.day(view.on)))
    if view.second is not None:
        facts.append((w.say(_second(view)), w.free(view.second)))
    return facts


def _second(view: Decided) -> str:
    if view.pending:
        return "decided.second.asked"
    return "decided.second.refused" if view.handed_back else "decided.second"


def _evidence(panel: Panel, w: Words) -> list[Element]:
    """The numbers as they were known then, folded away: the decision leads."""
    short = judged_line(panel, w)
    return disclosure("evidence", w.say("decided.evidence"), short, [evidence(panel, w), *why_lines(panel, w)])


def _quotes(view: Decided, w: Words) -> list[Element]:
    """The reason, and what the second person wrote; policy gives no reason of its own."""
    said = [("decided.reason", view.reason), ("decided.remark", view.remark)]
    return [quote(w.say(key), w.free(words)) for key, words in said if words]


def _aside(view: Decided, w: Words) -> list[Element]:
    if not view.pieces or view.expires is None:
        return []
    counts = not view.pending and not view.handed_back
    title = w.say("decided.aside" if counts else "decided.aside.open", n=len(view.pieces), expires=view.expires)
    return [
        *section(title, w.say("decided.aside.text") if counts else None),
        *(check_line(WARNING, w.name(piece)) for piece in view.pieces),
    ]
