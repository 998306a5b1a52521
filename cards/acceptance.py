""""You are named executive sponsor of ...": the one card on which somebody takes an initiative on, or does not (R2, C2)."""

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import check_line, header, notice
from cards.due import why
from cards.elements import Element, card, text
from cards.forms import Form
from cards.looks import Chip, Look
from cards.verbs import Press, Verb
from portfolio.views.initiatives import Acceptance
from words.api import Words

_ANSWER = Look(style="Accent", icon="PersonQuestionMark", symbol="◆")
DUTIES = (
    ("accept.choose", Look(style="Accent", icon="BranchFork", symbol="1.")),
    ("accept.remove", Look(style="Accent", icon="Wrench", symbol="2.")),
    ("accept.report", Look(style="Accent", icon="Megaphone", symbol="3.")),
)


def draw(view: Acceptance, w: Words) -> Element:
    """The question to the person who was named."""
    form = Form(words=w, values={}, problems=view.problems)
    title = w.say("accept.title", name=view.name)
    body = [
        *header(
            eyebrow=w.say("accept.eyebrow", named_by=view.named_by) if view.named_by else w.say("accept.eyebrow.office"),
            title=title,
            sub=w.free(view.workflow),
            mark=Chip(look=_ANSWER, word=w.say("accept.chip")),
        ),
        *_refused(form),
        text(w.say("accept.means"), bold=True, spacing="Medium"),
        *(check_line(look, w.say(key)) for key, look in DUTIES),
        text(w.say("accept.gate_on", gate_on=view.gate_on), spacing="Medium"),
        why(view.why, w, w.say("accept.time"), w.say("accept.ignored")),
    ]
    ids = {"initiative": view.initiative}
    accept = Button(title=w.say("accept.yes"), press=Press(verb=Verb.SPONSORSHIP_ACCEPT, ids=ids))
    decline = Button(title=w.say("accept.decline"), press=Press(verb=Verb.SPONSORSHIP_DECLINE, ids=ids))
    instead = show_card(
        w.say("accept.no"),
        [
            text(w.say("accept.no.text"), size="Small"),
            *form.person("instead", "instead_name", w.say("form.optional", label=w.say("accept.instead"))),
        ],
        actions=[execute(decline)],
    )
    others: list[Button | Element] = [instead]
    if view.among is not None:
        back = Press(verb=Verb.SPONSORS_ASKED, ids={"asked": view.among})
        others.append(Button(title=w.say("several.back"), press=back, sends_inputs=False))
    return card(body, actions=action_bar(primary=accept, others=others), fallback_text=title)


def _refused(form: Form) -> list[Element]:
    """The form is folded again when the card is drawn anew, so what is wrong in it is said on top as well."""
    if not form.problems:
        return []
    sentences = "\n".join(form.sentence(found) for found in form.problems)
    return [notice("error", form.words.say("accept.refused"), sentences)]
