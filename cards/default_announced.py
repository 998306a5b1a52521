"""R10: nobody decided within 14 days of the date, so what leadership chose beforehand happens; the channel reads it here."""

from cards.buttons import Button, action_bar
from cards.components import footer, header
from cards.due import PAUSED
from cards.elements import Element, card, text
from cards.looks import CLOSED, Chip
from cards.verbs import Press, Verb
from portfolio.gates import DEFAULT_AFTER, DefaultDecision
from portfolio.messages import Reason
from portfolio.views.gates import DefaultAnnounced
from words.api import Words


def draw(view: DefaultAnnounced, w: Words) -> Element:
    """The announcement."""
    look = PAUSED if view.default is DefaultDecision.PAUSE else CLOSED
    title = w.say(f"default.{view.default}.title", name=view.name)
    body = [
        *header(
            eyebrow=w.say("default.eyebrow", gate_on=view.gate_on),
            title=title,
            mark=Chip(look=look, word=w.say(f"default.{view.default}")),
        ),
        text(w.say("default.text", days=DEFAULT_AFTER.days, gate_on=view.gate_on), spacing="Medium"),
        *([text(w.say("default.next", next_gate=view.next_gate), spacing="Small")] if view.next_gate else []),
        footer(w.name(Reason.DEFAULT_APPLIED)),
    ]
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative}))
    return card(body, actions=action_bar(others=[show]), fallback_text=title)
