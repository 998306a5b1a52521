"""Rules that were locked, to be changed: as they stand, with a reason and, where it takes one, a co-signer (R5)."""

from cards.amended import why_inputs
from cards.buttons import Button, action_bar
from cards.components import header, notice, section
from cards.elements import Element, card
from cards.forms import Form
from cards.guardrails import limit_said
from cards.metric_form import better_inputs, breadth_inputs, goal_inputs
from cards.verbs import Press, Verb
from portfolio.criteria import LAST_DAYS
from portfolio.guardrails import LARGEST_MARGIN, LEAST_MARGIN
from portfolio.views.amending import AmendForm
from words.api import Words

_PERCENT = 100


def draw(view: AmendForm, w: Words) -> Element:
    """The form, as it stands or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [
        *goal_inputs(form), *_rails(view, form), *breadth_inputs(form), *better_inputs(form),
        *why_inputs(form, cosigned=view.cosigned, days=LAST_DAYS.days),
    ]  # fmt: skip
    body = [
        *header(
            eyebrow=w.say("rules.eyebrow", gate_on=view.gate_on), title=w.free(view.name), sub=w.say("amend.form.sub")
        ),
        *form.notice(inputs),
        notice("info", w.say("amend.form.title"), w.say("amend.form.text", sealed_on=view.sealed_on)),
        *inputs,
    ]
    ids = {"initiative": view.initiative}
    save = Button(
        title=w.say("amend.submit"), press=Press(verb=Verb.AMEND_SAVE, ids=ids, revision=view.revision)
    )
    rules = Button(title=w.say("record.rules"), press=Press(verb=Verb.RULES_OPEN, ids=ids), sends_inputs=False)
    return card(
        body, actions=action_bar(primary=save, others=[rules]), fallback_text=w.say("amend.form.fallback", name=view.name)
    )


def _rails(view: AmendForm, form: Form) -> list[Element]:
    w = form.words
    if not view.now.guardrails:
        return []
    return [
        *section(w.say("guard.heading")),
        *(
            element
            for rail in view.now.guardrails
            for element in form.number(
                f"margin.{rail.number}", w.say("amend.margin", name=rail.name, limit=limit_said(rail, w)), required=True,
                error=w.say("guard.margin.error", least=LEAST_MARGIN * _PERCENT, most=LARGEST_MARGIN * _PERCENT),
            )
        ),
    ]
