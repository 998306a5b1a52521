"""T-14 and T-7, only when something is missing: what it is, and what happens if it stays so (FEATURES F3)."""

from cards.buttons import Button, action_bar
from cards.components import check_line, header, mark_row, notice, section
from cards.due import due_chip, why
from cards.elements import Element, card
from cards.looks import ERROR, WARNING
from cards.verbs import Press, Verb
from portfolio.decisions import PLANNED, Piece
from portfolio.gates import GateState, Missing
from portfolio.views.gates import GatePrepare
from words.api import Words

_IN_THE_FORM = {Missing.METRIC, Missing.DEFINITION, Missing.TARGET_DATE, Missing.RETIREMENT_PLAN}


def draw(view: GatePrepare, w: Words) -> Element:
    """The reminder to the sponsor."""
    body = [
        *header(
            eyebrow=w.say("prepare.eyebrow", gate_on=view.gate_on),
            title=w.free(view.name),
            sub=w.say("prepare.sub"),
            mark=due_chip(GateState.PLANNED, view.days_left, w),
        ),
        *_rules(view, w),
        *_funding(view, w),
        why(view.why, w, w.say("prepare.time"), w.say("prepare.ignored", gate_on=view.gate_on)),
    ]
    fallback = w.say("prepare.fallback", name=view.name, gate_on=view.gate_on)
    return card(body, actions=_buttons(view, w), fallback_text=fallback)


def _rules(view: GatePrepare, w: Words) -> list[Element]:
    if not view.missing:
        return [notice("warning", w.say("prepare.unlocked"), w.say("prepare.rules.text"))]
    gaps = [mark_row(ERROR, w.name(gap)) for gap in view.missing]
    return [notice("warning", w.say("prepare.missing", n=len(view.missing)), w.say("prepare.rules.text")), *gaps]


def _funding(view: GatePrepare, w: Words) -> list[Element]:
    if not view.missing_to_fund:
        return []
    title = w.say("prepare.fund", n=len(view.missing_to_fund), all=len(Piece))
    return [
        *section(title, w.say("prepare.fund.text")),
        *(check_line(WARNING, w.name(piece)) for piece in view.missing_to_fund),
    ]


def _buttons(view: GatePrepare, w: Words) -> list[Element]:
    ids = {"initiative": view.initiative}
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids))
    rules = Button(title=w.say("prepare.see_rules"), press=Press(verb=Verb.RULES_OPEN, ids=ids))
    opened = Button(title=w.say("plan.row"), press=Press(verb=Verb.PLAN_SHOW, ids=ids))
    plan = [] if PLANNED.isdisjoint(view.missing_to_fund) else [opened]
    if not _IN_THE_FORM.isdisjoint(view.missing):
        metric = Button(title=w.say("prepare.metric"), press=Press(verb=Verb.METRIC_OPEN, ids=ids))
        return action_bar(primary=metric, others=[show, *plan])
    return action_bar(primary=rules, others=[show, *plan])
