"""The rules of a gate in words, before and after they are locked: fund if, narrow if, retire if (R3, R6; B9)."""

from cards.amended import amended_rows
from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, mark_row, notice, section, text_button
from cards.elements import Element, card
from cards.evidence import amount, evidence
from cards.guardrails import guard_rows
from cards.linting import advice, prospect
from cards.looks import CLOSED, DECISION, ERROR, MORE_TIME, Chip, Look
from cards.verbs import Press, Verb
from cards.why_number import why_number
from portfolio.second_thoughts import LONGEST_EXTENSION
from portfolio.statistics.settle import REALISTIC
from portfolio.verdicts import Choice
from portfolio.views.initiatives import Rules
from portfolio.views.numbers import Panel
from words.api import Raw, Words

_LOCKED = Look(style="Good", icon="LockClosed", symbol="✓")
_OPEN = Look(style="Warning", icon="LockOpen", symbol="▲")


def draw(view: Rules, w: Words) -> Element:
    """The rules, with the button that locks them for who may."""
    mark = Chip(look=_OPEN, word=w.say("rules.open"))
    if view.armed_on is not None:
        mark = Chip(look=_LOCKED, word=w.say("rules.locked"))
    body = [
        *header(eyebrow=w.say("rules.eyebrow", gate_on=view.gate_on), title=w.free(view.name), mark=mark),
        _standing(view, w),
        *(mark_row(ERROR, w.name(gap)) for gap in view.missing if view.armed_on is None),
        *advice(view.sketch, "", w),
        *_proposed(view, w),
        evidence(view.panel, w),
        *why_number(view.panel, w),
        *guard_rows(view.panel, w),
        *_guard(view, w),
        *prospect(view.prospect, w),
        *section(w.say("rules.heading", gate_on=view.gate_on)),
        *_criteria(view, w),
        *amended_rows(view.amended, w),
        footer(w.say("rules.unknown")),
    ]
    return card(body, actions=_buttons(view, w), fallback_text=w.say("rules.fallback", name=view.name))


def _standing(view: Rules, w: Words) -> Element:
    if view.armed_on is not None:
        title = w.say("rules.locked.title", on=view.armed_on)
        key = "rules.locked.text" if view.may_amend or view.waiting or view.amended else "rules.locked.final"
        return notice("good", title, w.say(key, gate_on=view.gate_on))
    if view.missing:
        title = w.say("rules.missing", n=len(view.missing))
        return notice("warning", title, w.say("rules.missing.text", gate_on=view.gate_on))
    stem = "rules.ready" if view.may_arm else "rules.wait"
    return notice("info", w.say(f"{stem}.title"), w.say(f"{stem}.text", gate_on=view.gate_on))


def _proposed(view: Rules, w: Words) -> list[Element]:
    if view.proposed is None:
        return []
    found, unit = view.proposed, view.panel.unit
    middle = Raw(amount(found.middle, unit, w))
    said = [w.say("rules.proposed", n=found.n, first=found.first, last=found.last, middle=middle)]
    if found.slow is not None:
        said.append(w.say("rules.proposed.slow", slow=Raw(amount(found.slow, unit, w))))
    if found.trend is not None:
        way = "rules.proposed.lower" if found.trend < 0 else "rules.proposed.higher"
        said.append(w.say(way, percent=abs(found.trend) * 100))
    if found.season:
        said.append(w.say("rules.proposed.season"))
    return [notice("info", w.say("rules.proposed.title"), " ".join(said))]


def _guard(view: Rules, w: Words) -> list[Element]:
    """The way to the guardrails, for who may still write the rules."""
    if not view.may_guard:
        return []
    title = w.say("guard.open" if view.panel.guardrails else "guard.add")
    press = Press(verb=Verb.GUARD_OPEN, ids={"initiative": view.initiative})
    return [text_button(execute(Button(title=title, press=press)))]


def _criteria(view: Rules, w: Words) -> list[Element]:
    lines = [
        (DECISION[Choice.FUND], "rules.fund", _fund(view.panel, w)),
        *_broad(view.panel, w),
        (DECISION[Choice.NARROW], "rules.narrow", _narrow(view.panel, w)),
        (MORE_TIME, "rules.extend", w.say("rules.extend.text", factor=int(REALISTIC), days=LONGEST_EXTENSION.days)),
        (DECISION[Choice.RETIRE], "rules.retire", w.say("rules.retire.text")),
        (CLOSED, "rules.if_retired", w.free(view.retirement_plan) if view.retirement_plan else w.say("rules.no_plan")),
    ]
    return [mark_row(look, w.say(key), detail=words) for look, key, words in lines]


def _fund(panel: Panel, w: Words) -> str:
    if panel.target is None or panel.target_on is None:
        return w.say("rules.fund.unknown")
    key = "rules.fund.lower" if panel.lower_is_better else "rules.fund.higher"
    target = Raw(amount(panel.target, panel.unit, w))
    return w.say(key, metric=panel.metric, target=target, target_on=panel.target_on)


def _broad(panel: Panel, w: Words) -> list[tuple[Look, str, str]]:
    """R4: enough people use it, or one role is all it is meant for."""
    if panel.single_role is not None:
        return [(DECISION[Choice.FUND], "breadth.single", w.free(panel.single_role))]
    if panel.breadth is None:
        return []
    return [(DECISION[Choice.FUND], "breadth.and", w.say("breadth.least", percent=panel.breadth * 100))]


def _narrow(panel: Panel, w: Words) -> str:
    if panel.floor is not None:
        key = "rules.narrow.lower" if panel.lower_is_better else "rules.narrow.higher"
        return w.say(key, kept=Raw(amount(panel.floor, panel.unit, w)))
    if panel.baseline is not None:
        return w.say("rules.narrow.baseline", baseline=Raw(amount(panel.baseline.value, panel.unit, w)))
    return w.say("rules.narrow.unknown")


def _amending(view: Rules, w: Words) -> list[Button]:
    """The ways to change what was locked, or the change that waits."""
    ids = {"initiative": view.initiative}
    if view.waiting is not None:
        press = Press(verb=Verb.AMEND_SHOW, ids={"amendment": view.waiting})
        return [Button(title=w.say("amend.waiting"), press=press)]
    change = Button(title=w.say("amend.open"), press=Press(verb=Verb.AMEND_OPEN, ids=ids))
    renew = Button(title=w.say("renew.open"), press=Press(verb=Verb.BASELINE_RENEW_OPEN, ids=ids))
    return [*([change] if view.may_amend else []), *([renew] if view.may_renew else [])]


def _buttons(view: Rules, w: Words) -> list[Element]:
    ids = {"initiative": view.initiative}
    show = Button(title=w.say("form.show_record"), press=Press(verb=Verb.RECORD_SHOW, ids=ids))
    source = Press(verb=Verb.SOURCE_OPEN, ids=ids)
    connect = [Button(title=w.say("record.connect"), press=source)] if view.may_connect else []
    if view.armed_on is not None:
        offered = [*_amending(view, w), *connect, show]
        return action_bar(others=offered[:3], overflow=offered[3:])
    edit = Press(verb=Verb.METRIC_OPEN, ids=ids)
    take = Press(verb=Verb.BASELINE_TAKE, ids=ids)
    history = [Button(title=w.say("rules.history", source=view.history), press=take)] if view.history else []
    cannot = Button(title=w.say("sprint.cannot"), press=Press(verb=Verb.SPRINT_START, ids=ids))
    folded = [*([cannot] if view.may_sprint else []), *_amending(view, w), show]
    if view.missing:
        mend = Button(title=w.say("rules.mend"), press=edit)
        return action_bar(primary=mend, others=[*history, *connect], overflow=folded)
    arm = Press(verb=Verb.GATE_ARM, ids={"gate": view.gate}, revision=view.gate_revision)
    return action_bar(
        primary=Button(title=w.say("rules.arm"), press=arm) if view.may_arm else None,
        others=[*history, *connect, Button(title=w.say("rules.metric"), press=edit)],
        overflow=folded,
    )
