"""R10: nobody decided within 14 days of the date, so what leadership chose beforehand happens; the channel reads it here,
and here it can be taken back."""

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import footer, header, notice, quote
from cards.due import PAUSED
from cards.elements import Element, card, text
from cards.forms import Form
from cards.looks import CLOSED, WARNING, Chip
from cards.verbs import Press, Verb
from portfolio.decisions import LONGEST_REASON, SHORTEST_REASON
from portfolio.gates import DEFAULT_AFTER, DefaultDecision
from portfolio.messages import Reason
from portfolio.views.gates import DefaultAnnounced
from words.api import Raw, Words


def draw(view: DefaultAnnounced, w: Words) -> Element:
    """The announcement, or that it was taken back."""
    form = Form(words=w, values={}, problems=view.problems)
    title = w.say(f"default.{view.default}.title", name=view.name)
    if view.reversed_on is not None:
        title = w.say("default.reversed.title", name=view.name)
    body = [
        *header(eyebrow=w.say("default.eyebrow", gate_on=view.gate_on), title=title, mark=_mark(view, w)),
        *form.above(),
        *(_reversed(view, w) if view.reversed_on is not None else _standing(view, w)),
        footer(w.name(Reason.DEFAULT_APPLIED)),
    ]
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative}))
    return card(body, actions=action_bar(others=[show, *_take_back(view, form)]), fallback_text=title)


def _mark(view: DefaultAnnounced, w: Words) -> Chip:
    if view.reversed_on is not None:
        return Chip(look=WARNING, word=w.say("default.reversed"))
    look = PAUSED if view.default is DefaultDecision.PAUSE else CLOSED
    return Chip(look=look, word=w.say(f"default.{view.default}"))


def _standing(view: DefaultAnnounced, w: Words) -> list[Element]:
    made = [text(w.say("default.text", days=DEFAULT_AFTER.days, gate_on=view.gate_on, on=view.on), spacing="Medium")]
    if view.next_gate:
        made.append(text(w.say("default.next", next_gate=view.next_gate), spacing="Small"))
    said = w.say("default.final")
    if view.reversible_until is not None:
        said = w.say("default.reversible", until=view.reversible_until)
    return [*made, text(said, spacing="Small")]


def _reversed(view: DefaultAnnounced, w: Words) -> list[Element]:
    by = view.reversed_by or Raw(w.say("person.erased"))
    was = Raw(w.say(f"default.{view.default}"))
    said = w.say("default.reversed.text", by=by, on=view.reversed_on, was=was, taken_on=view.on)
    return [
        notice("info", said, w.say("default.reversed.owed")),
        *([quote(w.say("decided.reason"), w.free(view.reason))] if view.reason else []),
    ]


def _take_back(view: DefaultAnnounced, form: Form) -> list[Element]:
    w = form.words
    if view.reversed_on is not None or view.reversible_until is None:
        return []
    reason = form.text(
        "reason",
        w.say("decide.reason"),
        max_length=LONGEST_REASON,
        multiline=True,
        required=True,
        error=w.say("decide.reason.error", least=SHORTEST_REASON),
        placeholder=w.say("default.reverse.example"),
    )
    press = Press(verb=Verb.DEFAULT_REVERSE, ids={"gate": view.gate, "initiative": view.initiative})
    submit = Button(title=w.say("default.reverse.submit"), press=press)
    meaning = text(w.say("default.reverse.text"), size="Small")
    return [show_card(w.say("default.reverse"), [meaning, *reason], actions=[execute(submit, primary=True)])]
