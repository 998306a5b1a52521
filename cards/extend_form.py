"""More time for a decision: one day, one reason, once (R9)."""

from datetime import timedelta

from cards.buttons import Button, action_bar
from cards.components import header
from cards.elements import Element, card, text
from cards.forms import Form
from cards.verbs import Press, Verb
from portfolio.decisions import LONGEST_REASON, SHORTEST_REASON
from portfolio.views.gates import ExtendForm
from words.api import Words

_DAY = timedelta(days=1)


def draw(view: ExtendForm, w: Words) -> Element:
    """The form, empty or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    asked = [
        *form.date(
            "on",
            w.say("extend.on"),
            earliest=view.today + _DAY,
            latest=view.latest,
            required=True,
            error=w.say("extend.on.error", latest=view.latest),
            spacing="Large",
        ),
        *form.text(
            "reason",
            w.say("decide.reason"),
            max_length=LONGEST_REASON,
            multiline=True,
            required=True,
            error=w.say("decide.reason.error", least=SHORTEST_REASON),
            placeholder=w.say("extend.reason.example"),
            spacing="Medium",
        ),
    ]
    body = [
        *header(
            eyebrow=w.say("decide.eyebrow", gate_on=view.gate_on), title=w.free(view.name), sub=w.say("extend.sub")
        ),
        *form.notice(asked),
        text(w.say("extend.text", latest=view.latest), spacing="Medium"),
        *asked,
    ]
    press = Press(verb=Verb.GATE_EXTEND, ids={"gate": view.gate}, revision=view.revision)
    back = Button(
        title=w.say("extend.back"), press=Press(verb=Verb.GATE_OPEN, ids={"gate": view.gate}), sends_inputs=False
    )
    return card(
        body,
        actions=action_bar(primary=Button(title=w.say("extend.submit"), press=press), others=[back]),
        fallback_text=w.say("extend.fallback", name=view.name),
    )
