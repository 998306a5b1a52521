"""The number that decides: what gets better, where it is counted, what has to be reached, and what ends if it is missed."""

from cards.buttons import Button, action_bar
from cards.components import header, section
from cards.elements import Element, card, container
from cards.forms import Form, hint
from cards.layouts import flow
from cards.linting import advice, offered_name, prospect
from cards.verbs import Press, Verb
from portfolio.breadth import USUAL
from portfolio.initiatives import MAX_NOTE, MAX_SENTENCE
from portfolio.metrics import MAX_METRIC, MAX_UNIT, Family
from portfolio.views.initiatives import MetricForm
from words.api import Words

LOWER, HIGHER = "lower", "higher"
"""The values of the input "direction"."""


def draw(view: MetricForm, w: Words) -> Element:
    """The form, empty, filled or refused."""
    offered = offered_name(view.sketch, view.workflow, w) if view.sketch is not None else None
    values = view.values if offered is None or not view.reworded else {**view.values, "metric": offered[:MAX_METRIC]}
    form = Form(words=w, values=values, problems=view.problems)
    inputs = [
        *better_inputs(form), *_counted(form, view), *goal_inputs(form), *prospect(view.prospect, w), *breadth_inputs(form),
        *_people(form),
    ]  # fmt: skip
    body = [
        *header(
            eyebrow=w.say("metric.eyebrow", gate_on=view.gate_on), title=w.free(view.name), sub=w.say("metric.sub")
        ),
        *form.notice(inputs),
        *([] if view.reworded else advice(view.sketch, view.workflow, w, view.problems)),
        *inputs,
    ]
    return card(
        body,
        actions=_buttons(view, w, reword=offered is not None and not view.reworded),
        fallback_text=w.say("metric.fallback", name=view.name),
    )


def _buttons(view: MetricForm, w: Words, *, reword: bool) -> list[Element]:
    ids = {"initiative": view.initiative}
    save = Press(verb=Verb.METRIC_SAVE, ids=ids, revision=view.revision)
    others = [Button(title=w.say("metric.check"), press=Press(verb=Verb.METRIC_CHECK, ids=ids))]
    if reword:
        others.insert(0, Button(title=w.say("metric.reword"), press=Press(verb=Verb.METRIC_REWORD, ids=ids)))
    return action_bar(primary=Button(title=w.say("metric.submit"), press=save), others=others)


def better_inputs(form: Form) -> list[Element]:
    """What gets better, in which unit and direction, and which cases count."""
    w = form.words
    return [
        *section(w.say("metric.better")),
        *form.text(
            "metric",
            w.say("metric.name"),
            max_length=MAX_METRIC,
            required=True,
            error=w.say("metric.name.error"),
            placeholder=w.say("metric.name.example"),
        ),
        *form.choice(
            "family",
            w.say("metric.family"),
            [(family.value, w.name(family)) for family in Family],
            required=True,
            error=w.say("metric.family.error"),
            style="compact",
            placeholder=w.say("metric.family.choose"),
        ),
        _pair(
            form.text(
                "unit",
                w.say("metric.unit"),
                max_length=MAX_UNIT,
                required=True,
                error=w.say("metric.unit.error"),
                placeholder=w.say("metric.unit.example"),
            ),
            form.choice(
                "direction",
                w.say("metric.direction"),
                [(LOWER, w.say("metric.direction.lower")), (HIGHER, w.say("metric.direction.higher"))],
                style="compact",
                placeholder=w.say("metric.direction.usual"),
            ),
        ),
        *form.text(
            "population",
            w.say("form.optional", label=w.say("metric.population")),
            max_length=MAX_SENTENCE,
            placeholder=w.say("metric.population.example"),
        ),
    ]


def _counted(form: Form, view: MetricForm) -> list[Element]:
    w = form.words
    return [
        *section(w.say("metric.today")),
        *(_start(form) if view.asks_start else []),
        _pair(
            form.text(
                "source",
                w.say("form.optional", label=w.say("metric.source")),
                max_length=MAX_SENTENCE,
                placeholder=w.say("metric.source.example"),
            ),
            form.number(
                "per_month",
                w.say("form.optional", label=w.say("metric.per_month")),
                error=w.say("metric.per_month.error"),
            ),
        ),
        _pair(
            form.number(
                "baseline",
                w.say("form.optional", label=w.say("metric.baseline")),
                error=w.say("metric.baseline.error"),
            ),
            form.text(
                "baseline_source",
                w.say("metric.baseline_source"),
                max_length=MAX_SENTENCE,
                placeholder=w.say("metric.baseline_source.example"),
            ),
        ),
        hint(w.say("metric.baseline.hint")),
    ]


def _start(form: Form) -> list[Element]:
    w = form.words
    label = w.say("form.optional", label=w.say("register.first_use"))
    asked = form.date("first_use", label, error=w.say("register.first_use.error"))
    return [*asked, hint(w.say("metric.first_use.hint"))]


def goal_inputs(form: Form) -> list[Element]:
    """What has to be reached by when, and what is still worth keeping."""
    w = form.words
    return [
        *section(w.say("metric.goal")),
        _pair(
            form.number("target", w.say("metric.target"), required=True, error=w.say("metric.target.error")),
            form.date("target_on", w.say("metric.target_on"), required=True, error=w.say("metric.target_on.error")),
        ),
        *form.number(
            "floor", w.say("form.optional", label=w.say("metric.floor")), error=w.say("metric.floor.error")
        ),
        hint(w.say("metric.floor.hint")),
    ]


def breadth_inputs(form: Form) -> list[Element]:
    """Who has to use it."""
    w = form.words
    return [
        *section(w.say("breadth.heading")),
        *form.number(
            "breadth", w.say("form.optional", label=w.say("breadth.share")), error=w.say("breadth.share.error"),
            placeholder=w.say("breadth.share.example", usual=USUAL * 100),
        ),
        hint(w.say("breadth.hint", usual=USUAL * 100)),
        *form.text(
            "single_role", w.say("form.optional", label=w.say("breadth.single_role")), max_length=MAX_SENTENCE,
            placeholder=w.say("breadth.single_role.example"),
        ),
    ]


def _people(form: Form) -> list[Element]:
    w = form.words
    return [
        *section(w.say("metric.people")),
        *form.person("adoption_lead", "adoption_lead_name", w.say("metric.lead")),
        *form.text(
            "retirement_plan",
            w.say("metric.retirement"),
            max_length=MAX_NOTE,
            multiline=True,
            required=True,
            error=w.say("metric.retirement.error"),
            placeholder=w.say("metric.retirement.example"),
        ),
    ]


def _pair(first: list[Element], second: list[Element]) -> Element:
    """Two inputs side by side, each with what is wrong with it."""
    return container([container(first), container(second)], layout=flow(min_item_px=150), spacing="Small")
