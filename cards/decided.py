"""The decision as recorded: by whom, from when, why, and what was set aside until when (F6; R4, R8, R10)."""

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import check_line, footer, header, notice, quote, section
from cards.disclosure import disclosure
from cards.due import SIGNATURE
from cards.elements import Element, card, text
from cards.evidence import evidence, judged_line
from cards.guardrails import guard_rows
from cards.looks import DECISION, WARNING, Chip
from cards.pairs import pairs
from cards.verbs import Press, Verb
from cards.why_number import why_lines
from portfolio.decisions import STANDING, DecisionState
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
    fallback = w.say("decided.fallback", name=view.name, standing=Raw(_mark(view, w).word))
    return card(body, actions=_actions(view, w), fallback_text=fallback)


def _actions(view: Decided, w: Words) -> list[Element]:
    """To whoever decided: decide again where it does not count, or take it back while there is time."""
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative}))
    if view.mine and view.state not in STANDING:
        decide = Button(title=w.say("decided.again"), press=Press(verb=Verb.GATE_OPEN, ids={"gate": view.gate}))
        return action_bar(primary=decide, others=[show])
    return action_bar(others=[show, *_undo(view, w)])


def _undo(view: Decided, w: Words) -> list[Element]:
    pending = view.mine and view.pending
    if not pending and view.undo_until is None:
        return []
    said = w.say("decided.undo.pending")
    if view.undo_until is not None:
        said = w.say("decided.undo.text", until=Raw(w.when(view.undo_until, view.zone)))
    press = Press(verb=Verb.DECISION_UNDO, ids={"decision": view.reference, "initiative": view.initiative})
    button = Button(title=w.say("decided.undo.submit"), press=press)
    return [show_card(w.say("decided.undo"), [text(said, size="Small")], actions=[execute(button, primary=True)])]


def _by(view: Decided, w: Words) -> str:
    if view.by_policy:
        return w.say("decided.by_policy", days=DEFAULT_AFTER.days, gate_on=view.gate_on)
    return w.say("decided.by", by=view.by or Raw(w.say("person.erased")), gate_on=view.gate_on)


def _mark(view: Decided, w: Words) -> Chip:
    if view.pending:
        return Chip(look=SIGNATURE, word=w.say("due.pending"))
    if view.state not in STANDING:
        return Chip(look=WARNING, word=w.say(f"decided.{view.state}"))
    return Chip(look=DECISION[view.choice], word=w.say(f"outcome.{view.choice}"))


def _standing(view: Decided, w: Words) -> list[Element]:
    if view.pending:
        return [notice("info", w.say("decided.pending.title", choice=view.choice), w.say("decided.pending.text"))]
    if view.state not in STANDING:
        return [notice("warning", w.say(f"decided.{view.state}.title", choice=view.choice), w.say("decided.owed_again"))]
    return []


def _facts(view: Decided, w: Words) -> list[tuple[str, str]]:
    facts = []
    if view.state is not DecisionState.FINAL:
        facts.append((w.say("decided.choice"), w.name(view.choice)))
    facts.append((w.say(f"decide.{view.choice}.on"), w.day(view.on)))
    if view.second is not None:
        facts.append((w.say(_second(view)), w.free(view.second)))
    return facts


def _second(view: Decided) -> str:
    if view.state in (DecisionState.PENDING, DecisionState.LAPSED, DecisionState.WITHDRAWN):
        return "decided.second.asked"
    return "decided.second.refused" if view.state is DecisionState.HANDED_BACK else "decided.second"


def _evidence(panel: Panel, w: Words) -> list[Element]:
    """The numbers as they were known then, folded away: the decision leads."""
    short = judged_line(panel, w)
    lines = [evidence(panel, w), *why_lines(panel, w), *guard_rows(panel, w)]
    return disclosure("evidence", w.say("decided.evidence"), short, lines, spacing="Medium")


def _quotes(view: Decided, w: Words) -> list[Element]:
    """The reason, and what the second person wrote; policy gives no reason of its own."""
    said = [("decided.reason", view.reason), ("decided.remark", view.remark)]
    return [quote(w.say(key), w.free(words)) for key, words in said if words]


def _aside(view: Decided, w: Words) -> list[Element]:
    if not view.pieces or view.expires is None:
        return []
    counts = view.state is DecisionState.FINAL
    title = w.say("decided.aside" if counts else "decided.aside.open", n=len(view.pieces), expires=view.expires)
    return [
        *section(title, w.say("decided.aside.text") if counts else None),
        *(check_line(WARNING, w.name(piece)) for piece in view.pieces),
    ]
