"""What must not get worse: how each guardrail stands, on every card that shows the number, and the form for one (B10)."""

from collections.abc import Mapping

from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, mark_row, notice, row, section
from cards.elements import Element, card, container, text
from cards.evidence import interval_said, relative
from cards.forms import Form, hint
from cards.layouts import flow
from cards.looks import FAILED, GOOD, UNKNOWN, WARNING, Look
from cards.verbs import Press, Verb
from portfolio.guardrails import LARGEST_MARGIN, LEAST_MARGIN, MOST, SUGGESTED, Guarded, Guardrail
from portfolio.metrics import MAX_METRIC, MAX_UNIT
from portfolio.statistics.guardrails import Guard
from portfolio.views.guardrails import GuardrailForm
from portfolio.views.numbers import Panel
from words.api import Raw, Words

_LOOKS: Mapping[Guard, Look] = {Guard.FINE: GOOD, Guard.WARN: WARNING, Guard.BROKEN: FAILED}
_PERCENT = 100


def guard_rows(panel: Panel, w: Words) -> list[Element]:
    """How each guardrail stands; nothing where there is none."""
    if not panel.guardrails:
        return []
    return [*section(w.say("guard.heading"), w.say("guard.how")), *(_standing(one, w) for one in panel.guardrails)]


def broken_notice(panel: Panel | None, w: Words) -> list[Element]:
    """That a guardrail is broken, and what that does to the recommendation."""
    if panel is None or not panel.broken:
        return []
    names = w.listed(w.free(one.rail.name) for one in panel.broken)
    return [notice("error", w.say("guard.off", n=len(panel.broken), names=Raw(names)), w.say("guard.off.text"))]


def limit_said(rail: Guardrail, w: Words) -> str:
    """"at most 5% higher"."""
    return w.say("guard.limit.higher" if rail.lower_is_better else "guard.limit.lower", percent=rail.margin * _PERCENT)


def _standing(one: Guarded, w: Words) -> Element:
    look = UNKNOWN if one.guard is None else _LOOKS[one.guard]
    word = w.say("guard.unmeasured") if one.guard is None else w.name(one.guard)
    return mark_row(look, w.free(one.rail.name), detail=limit_said(one.rail, w), sub=_found(one, w), answer=word)


def _found(one: Guarded, w: Words) -> str:
    if one.source is None:
        return w.say("guard.unconnected")
    if one.guard is None:
        return w.name(one.because) if one.because is not None else w.say("guard.unconnected")
    said = [w.say("panel.change", change=Raw(relative(one.estimate, w)))] if one.estimate is not None else []
    if one.interval is not None:
        said.append(interval_said(one.interval, w, of_periods=one.periods))
    if one.provenance is not None and one.until is not None:
        said.append(w.say("guard.from", provenance=one.provenance, source=one.source, on=one.until))
    return "\n".join(said)


def draw(view: GuardrailForm, w: Words) -> Element:
    """The list, and below it the form for one more, or for the one that is changed."""
    form = Form(words=w, values=view.values, problems=view.problems)
    room = len(view.known) < MOST or view.number is not None
    inputs = _inputs(view, form) if room else [text(w.say("guard.full", n=MOST), spacing="Large")]
    body = [
        *header(
            eyebrow=w.say("guard.eyebrow", gate_on=view.gate_on), title=w.free(view.name),
            sub=w.say("guard.sub", metric=view.metric),
        ),
        *([notice("good", w.say(f"guard.just.{view.just}"))] if view.just and not view.problems else []),
        *form.notice(inputs),
        *_known(view, w),
        *inputs,
        footer(w.say("guard.then", n=MOST)),
    ]
    return card(body, actions=_buttons(view, w, room=room), fallback_text=w.say("guard.fallback", name=view.name))


def _known(view: GuardrailForm, w: Words) -> list[Element]:
    rows = []
    for number, one in enumerate(view.known):
        press = Press(verb=Verb.GUARD_OPEN, ids={"initiative": view.initiative, "guardrail": str(one.rail.number)})
        link = execute(Button(title=w.say("guard.change", name=one.rail.name), press=press, sends_inputs=False))
        rows.append(row(w.free(one.rail.name), sub=limit_said(one.rail, w), link=link, separator=number > 0))
    return [*section(w.say("guard.heading")), *rows] if rows else []


def _inputs(view: GuardrailForm, form: Form) -> list[Element]:
    w = form.words
    kind = SUGGESTED[view.family]
    unit = form.text(
        "guard_unit", w.say("metric.unit"), max_length=MAX_UNIT, required=True, error=w.say("metric.unit.error"),
        placeholder=w.say(f"guard.unit.{kind}"),
    )
    margin = form.number(
        "guard_margin", w.say("guard.margin"), required=True, placeholder=w.say("guard.margin.example"),
        error=w.say("guard.margin.error", least=LEAST_MARGIN * _PERCENT, most=LARGEST_MARGIN * _PERCENT),
    )
    directions = [("lower", w.say("metric.direction.lower")), ("higher", w.say("metric.direction.higher"))]
    return [
        *section(w.say("guard.new" if view.number is None else "guard.changed")),
        *form.text(
            "guard_name", w.say("guard.name"), max_length=MAX_METRIC, required=True, error=w.say("guard.name.error"),
            placeholder=w.say(f"guard.name.{kind}"),
        ),
        container([container(unit), container(margin)], layout=flow(min_item_px=150), spacing="Small"),
        *form.choice(
            "guard_direction", w.say("metric.direction"), directions, required=True, error=w.say("guard.direction.error")
        ),
        hint(w.say("guard.margin.hint")),
    ]


def _buttons(view: GuardrailForm, w: Words, *, room: bool) -> list[Element]:
    ids = {"initiative": view.initiative}
    about = ids if view.number is None else ids | {"guardrail": str(view.number)}
    save = Button(title=w.say("guard.save"), press=Press(verb=Verb.GUARD_SAVE, ids=about, revision=view.revision))
    rules = Button(title=w.say("record.rules"), press=Press(verb=Verb.RULES_OPEN, ids=ids), sends_inputs=False)
    if view.number is None:
        return action_bar(primary=save if room else None, others=[rules])
    connect, drop = Press(verb=Verb.SOURCE_OPEN, ids=about), Press(verb=Verb.GUARD_DROP, ids=about)
    others = [
        Button(title=w.say("record.connect"), press=connect, sends_inputs=False),
        Button(title=w.say("guard.drop"), press=drop, sends_inputs=False),
    ]
    return action_bar(primary=save, others=others, overflow=[rules])
