"""The decision card: the evidence, and three equal choices, each asking for its own date and reason (R4, R8; F6).

No choice is primary before it is opened, and nothing is filled in: these are judgements. Only the form that is open is
checked and sent, so each can have required inputs.
"""

from collections.abc import Iterator
from dataclasses import replace

from cards.amended import amended_rows
from cards.buttons import Button, action_bar, execute
from cards.choices import choice_form
from cards.components import header, notice, row, section
from cards.constraints import constraint_rows
from cards.due import due_chip, why
from cards.elements import Element, card
from cards.evidence import evidence
from cards.fit import fitting
from cards.forms import Form
from cards.guardrails import broken_notice, guard_rows
from cards.verbs import Press, Verb
from cards.why_number import why_number
from portfolio.decisions import MOST_NARROWINGS, PLANNED, Piece
from portfolio.gates import DEFAULT_AFTER, NOTICE_PERIOD, Origin
from portfolio.messages import Reason
from portfolio.second_thoughts import LONGEST_EXTENSION
from portfolio.statistics.settle import REALISTIC
from portfolio.statistics.verdict import MORE_DATA_MAY_SETTLE
from portfolio.verdicts import Advice, Choice
from portfolio.views.gates import DecisionForm
from words.api import Raw, Words


def draw(view: DecisionForm, w: Words) -> Element:
    """The card of the person who decides."""
    return fitting(_card(variant, w) for variant in _variants(view))


def _variants(view: DecisionForm) -> Iterator[DecisionForm]:
    """The card, and what is left out of it when names and reasons are so long that it would not be delivered.

    A client sends the one form that was open, so first what was not refused goes; the numbers are on the record as well.
    """
    yield view
    tried = [f"{choice}." for choice in _tried(view)]
    bare = replace(view, values={id: typed for id, typed in view.values.items() if id.startswith(tuple(tried))})
    yield bare
    if view.panel is not None:
        yield replace(bare, panel=replace(view.panel, why=None))
    bare = replace(bare, panel=None)
    yield bare
    yield replace(bare, constraints=view.constraints[:1])


def _sub(view: DecisionForm, w: Words) -> str:
    if view.day is None:
        return w.say("decide.sub.since", sponsor=view.sponsor)
    return w.say("decide.sub", sponsor=view.sponsor, day=view.day)


def _tried(view: DecisionForm) -> list[Choice]:
    return [choice for choice in view.choices if any(found.field.startswith(f"{choice}.") for found in view.problems)]


def _card(view: DecisionForm, w: Words) -> Element:
    form = Form(words=w, values=view.values, problems=view.problems)
    body = [
        *header(
            eyebrow=w.say("decide.eyebrow", gate_on=view.gate_on),
            title=w.free(view.name),
            sub=_sub(view, w),
            mark=due_chip(view.state, (view.gate_on - view.today).days, w),
        ),
        *_refused(view, form),
        *_origin(view, w),
        *_finding(view, w),
        *([evidence(view.panel, w), *why_number(view.panel, w), *guard_rows(view.panel, w)] if view.panel else []),
        *amended_rows(view.amended, w),
        *constraint_rows(view.constraints, w, w.say("constraints.decide")),
        *_links(view, w),
        *section(w.say("decide.heading"), w.say("decide.heading.text" if view.panel else "decide.heading.bare")),
        why(view.why, w, w.say("decide.time"), _otherwise(view, w)),
    ]
    return card(
        body,
        actions=action_bar(others=[choice_form(choice, view, form) for choice in view.choices]),
        fallback_text=w.say(
            "decide.fallback" if view.today <= view.gate_on else "decide.fallback.late", name=view.name, gate_on=view.gate_on
        ),
    )


def _origin(view: DecisionForm, w: Words) -> list[Element]:
    """Why it is asked again, where that is not plain."""
    if view.origin in (Origin.FIRST, Origin.PAUSED):  # a pause has its own words: only retiring is left
        return []
    return [notice("info", w.say(f"decide.origin.{view.origin}"), w.say(f"decide.origin.{view.origin}.text"))]


def _links(view: DecisionForm, w: Words) -> list[Element]:
    """What is no decision: more time where it would settle something (R9), and the record. Rows, so that the three choices
    stay the only buttons."""
    show = Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.initiative})
    rows = [(w.say("decide.record"), w.say("decide.record.text"), w.say("decide.record.show"), show)]
    if Choice.FUND in view.choices and not PLANNED.isdisjoint(view.missing_to_fund):
        plan = Press(verb=Verb.PLAN_SHOW, ids={"initiative": view.initiative})
        rows.insert(0, (w.say("plan.row"), w.say("plan.row.decide"), w.say("plan.row.open"), plan))
    if view.extendable:
        extend = Press(verb=Verb.GATE_EXTEND_OPEN, ids={"gate": view.gate})
        said = w.say("decide.extend.text", days=LONGEST_EXTENSION.days)
        rows.insert(0, (w.say("decide.extend"), said, w.say("decide.extend.open"), extend))
    return [
        row(
            name,
            sub=sub,
            link=execute(Button(title=f"{word}: {name}", press=press, sends_inputs=False)),
            separator=at > 0,
            spacing="Small" if at else "Medium",
        )
        for at, (name, sub, word, press) in enumerate(rows)
    ]


def _refused(view: DecisionForm, form: Form) -> list[Element]:
    """The choices are folded again when the card is drawn anew, so this says which one to open and what is wrong in it."""
    if not view.problems:
        return []
    w = form.words
    sentences = [w.say("decide.reopen", choice=choice) for choice in _tried(view)]
    sentences += [form.sentence(found) for found in view.problems]
    return [notice("error", w.say("form.not_saved", n=len(view.problems)), "\n".join(sentences))]


def _finding(view: DecisionForm, w: Words) -> list[Element]:
    return [*broken_notice(view.panel, w), *_advice(view, w), *_settle(view, w), *_limits(view, w)]


def _advice(view: DecisionForm, w: Words) -> list[Element]:
    """What the rules make of the evidence (R7)."""
    advised = view.recommended
    title = w.say("decide.silent") if advised is None else w.say("decide.recommended", choice=advised)
    if advised is Advice.EXTEND:
        return [notice("info", title, w.say("decide.recommended.extend.text"))]
    if advised not in (None, Advice.COUNT_ON):
        return [notice("info", title, w.say("decide.recommended.text"))]
    more = [w.say("decide.count_on")] if advised is Advice.COUNT_ON else []
    if view.armed:
        return [notice("info", title, " ".join([w.say("decide.silent.text"), *more]))]
    if Choice.FUND not in view.choices:  # only retiring is left, which takes no judgement
        return []
    title, said = w.say("decide.unarmed"), w.say("decide.unarmed.text")
    if view.origin is Origin.NARROWED:
        title, said = w.say("decide.open"), w.say("decide.open.text")
    return [notice("warning", title, " ".join([said, *more]))]


def _settle(view: DecisionForm, w: Words) -> list[Element]:
    """What would settle a finding that is open (the verdict table: extend once where five times the data or less would)."""
    panel = view.panel
    if panel is None or panel.why is None or panel.verdict not in MORE_DATA_MAY_SETTLE:
        return []
    factor = panel.why.factor
    if factor is None or factor > REALISTIC:
        return [notice("info", w.say("decide.settle"), w.say("why.settle.not"))]
    said = [w.say("why.settle", factor=factor), *([w.say("decide.settle.extend")] if view.extendable else [])]
    return [notice("info", w.say("decide.settle"), " ".join(said))]


def _limits(view: DecisionForm, w: Words) -> list[Element]:
    """What funding takes today, and which choices a rule has used up."""
    if Choice.FUND not in view.choices:
        return [notice("warning", w.say("decide.retire_only"), w.say("decide.retire_only.text"))]
    lacking = len(view.missing_to_fund)
    if lacking:
        said = [notice("warning", w.say("decide.lacks", n=lacking, all=len(Piece)), w.say("decide.lacks.text"))]
    else:
        said = [notice("good", w.say("decide.complete"), w.say("decide.complete.text", all=len(Piece)))]
    if Choice.NARROW not in view.choices:
        said.append(notice("info", w.say("decide.narrowed"), w.say("decide.narrowed.text", most=MOST_NARROWINGS)))
    return said


def _otherwise(view: DecisionForm, w: Words) -> str:
    if view.default is None:
        return w.say("decide.no_default")
    default = Raw(w.name(view.default))
    on = view.gate_on + DEFAULT_AFTER
    if view.why is Reason.GATE_LATE_12:
        on = max(on, view.today + NOTICE_PERIOD)  # R10: this card is the notice
    if on < view.today:
        return w.say("decide.default.soon", default=default)
    return w.say("decide.default", on=on, default=default)
