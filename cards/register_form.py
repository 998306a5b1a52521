"""Registering an initiative: six questions in under two minutes, everything else later (FEATURES A1)."""

from datetime import date

from cards.buttons import Button, action_bar
from cards.components import footer, header
from cards.elements import Element, card, container
from cards.forms import Form, hint
from cards.layouts import flow
from cards.similar import similar
from cards.verbs import ANYWAY, Press, Verb
from portfolio.initiatives import MAX_NAME, MAX_SENTENCE, Integration
from portfolio.views.initiatives import RegisterForm
from words.api import Words


def draw(view: RegisterForm, w: Words) -> Element:
    """The empty or refused form."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = _inputs(form, view.today)
    title = w.say("register.title")
    body = [
        *header(
            eyebrow=w.say("register.eyebrow"), title=title,
            sub=w.say("register.sub.promoted" if view.opportunity else "register.sub"),
        ),
        *form.notice(inputs),
        *similar(view.similar, w, links=len(view.values) <= 1),
        *inputs,
        footer(w.say("register.then")),
    ]
    seen = {"choice": ANYWAY} if view.similar else {}
    seen |= {"opportunity": view.opportunity} if view.opportunity else {}
    submit = Button(
        title=w.say("similar.anyway" if view.similar else "register.submit"),
        press=Press(verb=Verb.REGISTER_SUBMIT, ids={"token": view.token, **seen}),
    )
    return card(body, actions=action_bar(primary=submit), fallback_text=title)


def _inputs(form: Form, today: date) -> list[Element]:
    w = form.words
    return [
        *form.text(
            "name",
            w.say("register.name"),
            max_length=MAX_NAME,
            required=True,
            error=w.say("register.name.error"),
            placeholder=w.say("register.name.example"),
            spacing="Large",
        ),
        *form.text(
            "workflow",
            w.say("register.workflow"),
            max_length=MAX_SENTENCE,
            required=True,
            error=w.say("register.workflow.error"),
            placeholder=w.say("register.workflow.example"),
        ),
        *form.text(
            "intent",
            w.say("register.intent"),
            max_length=MAX_SENTENCE,
            required=True,
            error=w.say("register.intent.error"),
            placeholder=w.say("register.intent.example"),
        ),
        *form.person("sponsor", "sponsor_name", w.say("register.sponsor")),
        _dates(form, today),
        hint(w.say("register.gate_on.hint")),
        *form.choice(
            "integration",
            w.say("register.integration"),
            [(place.value, w.name(place)) for place in Integration],
            required=True,
            error=w.say("register.integration.error"),
        ),
    ]


def _dates(form: Form, today: date) -> Element:
    w = form.words
    first_use = form.date(
        "first_use",
        w.say("register.first_use"),
        required=True,
        error=w.say("register.first_use.error"),
    )
    gate_on = form.date(
        "gate_on",
        w.say("form.optional", label=w.say("register.gate_on")),
        earliest=today,
        error=w.say("register.gate_on.error"),
    )
    return container([container(first_use), container(gate_on)], layout=flow(min_item_px=150))
