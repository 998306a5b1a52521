"""The form of one part of what makes an initiative ready for production."""

from collections.abc import Callable, Mapping

from cards.buttons import Button, action_bar
from cards.components import header, section
from cards.elements import Element, card, container
from cards.forms import Form, hint
from cards.layouts import flow
from cards.pairs import pairs
from cards.verbs import Press, Verb
from portfolio.initiatives import MAX_NAME, MAX_NOTE, MAX_SENTENCE, Integration
from portfolio.plans import (
    ATTESTED_FOR,
    LEAST_ALERT,
    MOST_WAVES,
    SEEN_WITHIN,
    Cadence,
    Limit,
    NeedKind,
    Part,
    Per,
)
from portfolio.views.plans import PlanForm
from words.api import Words

_PERCENT = 100
_CURRENCY = 3


def draw(view: PlanForm, w: Words) -> Element:
    """The form, as it stands or refused."""
    form = Form(words=w, values=view.values, problems=view.problems)
    inputs = _INPUTS[view.part](view, form)
    body = [
        *header(
            eyebrow=w.say("plan.form.eyebrow", name=view.name), title=w.name(view.part), sub=w.say(f"plan.{view.part}.sub")
        ),
        *form.notice(inputs),
        *inputs,
    ]
    ids = {"initiative": view.initiative}
    about = ids | {"part": view.part.value}
    save = Press(verb=Verb.PLAN_SAVE, ids=about, revision=view.revision)
    back = Button(title=w.say("plan.back"), press=Press(verb=Verb.PLAN_SHOW, ids=ids), sends_inputs=False)
    away = Press(verb=Verb.PLAN_TAKE_BACK, ids=about, revision=view.revision)
    gone = [Button(title=w.say("plan.take_back"), press=away)] if view.known else []
    return card(
        body, actions=action_bar(primary=Button(title=w.say("plan.save"), press=save), others=[back], overflow=gone),
        fallback_text=w.say("plan.form.fallback", part=view.part, name=view.name),
    )


def _integration(view: PlanForm, form: Form) -> list[Element]:
    w = form.words
    places = [(place.value, w.name(place)) for place in Integration if place is not Integration.STANDALONE]
    return [
        *form.choice("place", w.say("plan.place"), places, required=True, error=w.say("plan.place.error"), spacing="Large"),
        *_said(form, "system", "plan.system", ask="plan.system.ask"),
        *section(w.say("plan.boundary"), w.say("plan.boundary.sub")),
        *_said(form, "repositories", "plan.repositories"),
        *_said(form, "label", "plan.label", ask="plan.label.ask"),
        *_said(form, "identities", "plan.identities", ask="plan.identities.ask"),
        *section(w.say("plan.evidence")),
        *_said(form, "evidence", "plan.evidence", ask="plan.evidence.ask"),
        *_seen(view, form),
        *section(
            w.say("plan.lead"),
            w.say("plan.lead.none") if view.delivery_lead is None else w.say("plan.lead.now", name=view.delivery_lead),
        ),
        *form.person("delivery_lead", "delivery_lead_name", w.say("form.optional", label=w.say("plan.lead"))),
    ]


def _seen(view: PlanForm, form: Form) -> list[Element]:
    w = form.words
    if not view.may_attest:
        return [hint(w.say("plan.seen.others"))]
    error = w.say("plan.seen.error", days=SEEN_WITHIN.days)
    asked = form.date(
        "seen_on", w.say("form.optional", label=w.say("plan.seen")), error=error, earliest=view.seen_from, latest=view.today
    )
    return [*asked, hint(w.say("plan.seen.hint", days=ATTESTED_FOR.days))]


def _expansion(view: PlanForm, form: Form) -> list[Element]:
    w = form.words
    cadences = [(one.value, w.name(one)) for one in Cadence]
    retires = w.free(view.retirement_plan) if view.retirement_plan else w.say("plan.retires.none")
    return [
        *(element for number in range(1, MOST_WAVES + 1) for element in _wave(view, form, number)),
        *pairs([(w.say("plan.retires"), retires)]),
        *section(w.say("plan.report")),
        *form.choice(
            "cadence", w.say("plan.cadence"), cadences, required=True, error=w.say("plan.cadence.error"), style="compact"
        ),
        *_said(form, "audience", "plan.audience"),
        *_said(form, "form", "plan.format"),
    ]


def _wave(view: PlanForm, form: Form, number: int) -> list[Element]:
    """The first one is asked for; a later one may be left out."""
    w, needed = form.words, number == 1

    def asked(key: str) -> list[Element]:
        return form.text(
            f"wave.{number}.{key}", w.say(f"plan.wave.{key}"), max_length=MAX_NAME, required=needed,
            error=w.say(f"plan.wave.{key}.error"), placeholder=w.say(f"plan.wave.{key}.example"),
        )

    day = form.date(
        f"wave.{number}.on", w.say("plan.wave.on"), error=w.say("plan.wave.on.error"), required=needed,
    )
    title = w.say(f"plan.wave.{number}")
    return [
        *section(title if needed else w.say("form.optional", label=title)),
        *asked("who"),
        container([container(asked("where")), container(day)], layout=flow(min_item_px=150), spacing="Small"),
    ]


def _needs(view: PlanForm, form: Form) -> list[Element]:
    w, made = form.words, []
    for kind in NeedKind:
        owner = (view.owners or {}).get(kind)
        made += [
            *section(w.name(kind)),
            *form.text(
                f"need.{kind}", w.say(f"plan.{kind}.ask"), max_length=MAX_SENTENCE, required=True,
                error=w.say("plan.need.error"), placeholder=w.say(f"plan.{kind}.example"),
            ),
            *form.person(f"owner.{kind}", f"owner.{kind}_name", w.say("plan.owner"), spacing="Small"),
            *([hint(w.say("plan.owner.now", name=owner))] if owner else []),
        ]
    return made


def _budget(view: PlanForm, form: Form) -> list[Element]:
    w = form.words
    amount = form.number("amount", w.say("plan.amount"), required=True, error=w.say("plan.amount.error"))
    currency = form.text(
        "currency", w.say("plan.currency"), max_length=_CURRENCY, required=True, error=w.say("plan.currency.error"),
        placeholder=w.say("plan.currency.example"),
    )
    return [
        container([container(amount), container(currency)], layout=flow(min_item_px=150), spacing="Large"),
        *form.choice("per", w.say("plan.per"), [(one.value, w.name(one)) for one in Per], required=True,
                     error=w.say("plan.per.error")),
        *form.choice("limit", w.say("plan.limit.ask"), [(one.value, w.name(one)) for one in Limit], required=True,
                     error=w.say("plan.limit.error")),
        *form.number("alert_at", w.say("form.optional", label=w.say("plan.alert_at")),
                     error=w.say("plan.alert_at.error", least=LEAST_ALERT * _PERCENT),
                     placeholder=w.say("plan.alert_at.example")),
        hint(w.say("plan.alert_at.hint")),
        *form.text("where", w.say("plan.where.ask"), max_length=MAX_NOTE, required=True, error=w.say("plan.where.error"),
                   placeholder=w.say("plan.where.example")),
    ]


def _said(form: Form, id: str, key: str, *, ask: str | None = None) -> list[Element]:
    w = form.words
    return form.text(
        id, w.say(ask or key), max_length=MAX_SENTENCE, required=True, error=w.say(f"{key}.error"),
        placeholder=w.say(f"{key}.example"),
    )


_INPUTS: Mapping[Part, Callable[[PlanForm, Form], list[Element]]] = {
    Part.INTEGRATION: _integration, Part.EXPANSION: _expansion, Part.NEEDS: _needs, Part.BUDGET: _budget,
}
