"""Logging one case: a day or two, a number or a yes, and the kind of work. Filled in within seconds, twice a day (B7)."""

from cards.buttons import Button, action_bar, execute
from cards.components import header, row
from cards.elements import Element, card, container
from cards.forms import Form, hint
from cards.layouts import flow
from cards.verbs import Press, Verb
from portfolio.observations import Shape
from portfolio.views.sprints import LogForm, LogPlaces
from words.api import Words

MAX_TIME = 8


def draw(view: LogForm, w: Words) -> Element:
    """The form, empty, filled or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = [*_asked(view, form), *_kind(view, form)]
    eyebrow = "log.eyebrow" if view.revision is None else "log.eyebrow.again"
    body = [
        *header(
            eyebrow=w.say(eyebrow), title=w.free(view.name), sub=w.say("log.sub", metric=view.metric, unit=view.unit)
        ),
        *form.notice(inputs),
        *inputs,
    ]
    fallback = w.say("log.fallback", name=view.name)
    return card(body, actions=_buttons(view, w), fallback_text=fallback)


def draw_places(view: LogPlaces, w: Words) -> Element:
    """Which initiative a case is logged for."""
    body = header(eyebrow=w.say("log.eyebrow"), title=w.say("log.places"), sub=w.say("log.places.sub"))
    for number, (initiative, name) in enumerate(view.places):
        press = Press(verb=Verb.LOG_OPEN, ids={"initiative": initiative})
        link = execute(Button(title=w.say("log.place", name=name), press=press))
        body.append(row(w.free(name), link=link, separator=number > 0))
    return card(body, fallback_text=w.say("log.places"))


def _asked(view: LogForm, form: Form) -> list[Element]:
    w = form.words
    if view.shape is Shape.CASE:
        made = [*_moment(view, form, "started"), *_moment(view, form, "ended")]
        return [*made, hint(w.say("log.times.needed" if view.timed else "log.times.optional"))]
    on = form.date(
        "on", w.say("log.on"), required=True, error=w.say("log.on.error"), earliest=view.first_on, latest=view.today,
    )
    if view.shape is Shape.NUMBER:
        value = form.number(
            "value", w.say("log.value", metric=view.metric, unit=view.unit), required=True, error=w.say("log.value.error"),
            spacing="Large",
        )
        return [*value, *on]
    hit = form.choice(
        "hit", w.say("log.hit", metric=view.metric), [("yes", w.say("log.hit.yes")), ("no", w.say("log.hit.no"))],
        required=True, error=w.say("log.hit.error"), spacing="Large",
    )
    return [*hit, *on]


def _moment(view: LogForm, form: Form, which: str) -> list[Element]:
    w, first = form.words, which == "started"
    on = form.date(
        f"{which}_on", w.say(f"log.{which}_on"), required=True, error=w.say(f"log.{which}_on.error"),
        earliest=None if first else view.first_on, latest=view.today,
    )
    label = w.say(f"log.{which}_at")
    at = form.text(
        f"{which}_at", label if view.timed else w.say("form.optional", label=label), max_length=MAX_TIME,
        required=view.timed, error=w.say("log.at.error"), placeholder=w.say("log.at.example"),
    )
    return [container([container(on), container(at)], layout=flow(min_item_px=150), spacing="Large" if first else "Small")]


def _kind(view: LogForm, form: Form) -> list[Element]:
    if not view.kinds:
        return []
    w = form.words
    label, choices = w.say("form.optional", label=w.say("log.kind")), [(kind, w.free(kind)) for kind in view.kinds]
    return form.choice("kind", label, choices, style="compact", placeholder=w.say("log.kind.choose"))


def _buttons(view: LogForm, w: Words) -> list[Element]:
    ids = {"initiative": view.initiative, "entry": view.entry}
    press = Press(verb=Verb.LOG_SAVE, ids={**ids, "shape": view.shape.value}, revision=view.revision)
    back = Button(
        title=w.say("log.back"), press=Press(verb=Verb.SPRINT_SHOW, ids={"initiative": view.initiative}), sends_inputs=False
    )
    if view.revision is None:
        return action_bar(primary=Button(title=w.say("log.save"), press=press), overflow=[back])
    withdraw = Press(verb=Verb.LOG_WITHDRAW, ids=ids, revision=view.revision)
    return action_bar(
        primary=Button(title=w.say("log.correct"), press=press),
        others=[Button(title=w.say("log.withdraw"), press=withdraw, sends_inputs=False)], overflow=[back],
    )
