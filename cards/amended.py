"""A change of the rules: both versions, the reason, who agreed; and the answers of those who have to (R5; B3, B8)."""

from collections.abc import Iterable, Mapping
from typing import Literal

from cards.buttons import Button, action_bar, execute, show_card
from cards.components import header, notice, quote, section
from cards.due import SIGNATURE, why
from cards.elements import Element, card, text
from cards.evidence import amount
from cards.forms import Form
from cards.guardrails import limit_said
from cards.looks import DUE, GOOD, WARNING, Chip, Look
from cards.verbs import Press, Verb
from portfolio.criteria import AmendmentState, Change, Criteria
from portfolio.decisions import LONGEST_REASON, SHORTEST_REASON
from portfolio.messages import Reason
from portfolio.views.amending import Amended, AmendedLine
from words.api import Raw, Words

_LOOKS: Mapping[AmendmentState, Look] = {
    AmendmentState.PREPARED: DUE, AmendmentState.PENDING: SIGNATURE, AmendmentState.FINAL: GOOD,
    AmendmentState.DECLINED: WARNING, AmendmentState.HANDED_BACK: WARNING, AmendmentState.LAPSED: WARNING,
}  # fmt: skip
_TONES: Mapping[AmendmentState, Literal["info", "good", "warning"]] = {
    AmendmentState.PREPARED: "info", AmendmentState.PENDING: "info", AmendmentState.FINAL: "good",
}  # fmt: skip
_PERCENT = 100


def draw(view: Amended, w: Words) -> Element:
    """The card of one change. To agree and to refuse weigh the same, so neither is primary."""
    form = Form(words=w, values={}, problems=view.problems)
    by = view.by or Raw(w.say("person.erased"))
    body = [
        *header(
            eyebrow=w.say("amend.eyebrow", gate_on=view.gate_on), title=w.free(view.name), sub=w.say("amend.by", by=by),
            mark=Chip(look=_LOOKS[view.state], word=w.say(f"amend.state.{view.state}")),
        ),
        *form.above(),
        _standing(view, w),
        *versions(view.was, view.now, view.changes, w),
        *_means(view, w),
        quote(w.say("decided.reason"), w.free(view.reason)) if view.reason else text(w.say("amend.no_reason"), size="Small"),
        *([quote(w.say("decided.remark"), w.free(view.remark))] if view.remark else []),
        *_why(view, w),
    ]
    return card(body, actions=_buttons(view, form), fallback_text=w.say("amend.fallback", name=view.name))


def versions(was: Criteria, now: Criteria, changes: Iterable[Change], w: Words) -> list[Element]:
    """What differs, each as it was and as it is."""
    made = []
    for change in changes:
        made.append(text(w.say(f"change.{change}"), subtle=True, size="Small", spacing="Small"))
        said = w.say("amend.from_to", was=Raw(_said(was, change, w)), now=Raw(_said(now, change, w)))
        made.append(text(said, bold=True, spacing="None"))
    return made


def amended_rows(lines: Iterable[AmendedLine], w: Words) -> list[Element]:
    """Changes in force, on a card that is about the gate: R5 prints both versions."""
    made: list[Element] = []
    for line in lines:
        made += section(
            w.say("amend.changed", on=line.on, n=line.days_before),
            w.say("amend.versions", was=line.was.version, now=line.now.version),
        )
        made += versions(line.was, line.now, line.changes, w)
        by = line.by or Raw(w.say("person.erased"))
        said = w.say("amend.line.signed", by=by, second=line.second) if line.second else w.say("amend.line", by=by)
        reason = [w.say("amend.line.reason", reason=line.reason)] if line.reason else []
        made.append(text(" ".join([said, *reason]), size="Small"))
    return made


def _said(one: Criteria, change: Change, w: Words) -> str:
    match change:
        case Change.NAME:
            return w.free(one.name)
        case Change.FAMILY:
            return w.name(one.family)
        case Change.UNIT:
            return w.free(one.unit)
        case Change.DIRECTION:
            return w.say("metric.direction.lower" if one.lower_is_better else "metric.direction.higher")
        case Change.POPULATION:
            return w.free(one.population) if one.population else w.say("amend.nothing")
        case Change.BASELINE:
            return _baseline(one, w)
        case Change.TARGET:
            return amount(one.target, one.unit, w)
        case Change.TARGET_ON:
            return w.day(one.target_on)
        case Change.FLOOR:
            return w.say("amend.nothing") if one.floor is None else amount(one.floor, one.unit, w)
        case Change.BREADTH:
            return w.say("amend.percent", percent=one.breadth * _PERCENT)
        case Change.SINGLE_ROLE:
            return w.free(one.single_role) if one.single_role else w.say("amend.nothing")
        case Change.GUARDRAILS:
            said = (w.say("amend.rail", name=rail.name, limit=Raw(limit_said(rail, w))) for rail in one.guardrails)
            return w.listed(said) or w.say("amend.nothing")


def _baseline(one: Criteria, w: Words) -> str:
    if one.baseline is None:
        return w.say("amend.nothing")
    value = Raw(amount(one.baseline, one.unit, w))
    if one.baseline_n is None or one.baseline_from is None or one.baseline_to is None:
        return value.text
    return w.say("amend.baseline", value=value, n=one.baseline_n, first=one.baseline_from, last=one.baseline_to)


def _standing(view: Amended, w: Words) -> Element:
    second = view.second or Raw(w.say("person.erased"))
    kind: Literal["info", "good", "warning"] = _TONES.get(view.state, "warning")
    signed = view.state is AmendmentState.FINAL and view.second is not None
    came = "final_signed" if signed else view.state
    said = {"second": second, "sealed_on": view.sealed_on}
    return notice(kind, w.say(f"amend.{came}.title", n=None, **said), w.say(f"amend.{came}.text", n=None, **said))


def _means(view: Amended, w: Words) -> list[Element]:
    said = []
    if view.redefined:
        said.append(w.say("amend.redefined"))
    elif Change.BASELINE in view.changes:
        said.append(w.say("amend.rebaselined"))
    if view.loosened and not view.settled:
        said.append(w.say("amend.loosened", what=Raw(w.listed(w.say(f"change.{change}") for change in view.loosened))))
    return [text(" ".join(said), size="Small", spacing="Small")] if said else []


def _why(view: Amended, w: Words) -> list[Element]:
    if view.why is None:
        return []
    if view.why is Reason.CHANGE_ANSWERED:
        return [why(view.why, w)]
    return [why(view.why, w, w.say("amend.time"), w.say("amend.ignored", sealed_on=view.sealed_on))]


def _buttons(view: Amended, form: Form) -> list[Element]:
    w, ids = form.words, {"amendment": view.amendment}
    rules = Button(title=w.say("record.rules"), press=Press(verb=Verb.RULES_OPEN, ids={"initiative": view.initiative}))
    if not view.may_accept and not view.may_sign:
        return action_bar(others=[rules])
    agree = Button(
        title=w.say("amend.accept" if view.may_accept else "sign.yes"), press=Press(verb=Verb.AMEND_AGREE, ids=ids),
    )
    refuse = Press(verb=Verb.AMEND_REFUSE, ids=ids)
    if view.may_accept:
        return action_bar(others=[agree, Button(title=w.say("amend.decline"), press=refuse), rules])
    remark = form.text(
        "remark", w.say("sign.remark"), max_length=LONGEST_REASON, multiline=True, required=True,
        error=w.say("sign.remark.error", least=SHORTEST_REASON), placeholder=w.say("amend.remark.example"),
    )
    back = show_card(
        w.say("sign.no"), [text(w.say("amend.no.text"), size="Small"), *remark],
        actions=[execute(Button(title=w.say("sign.hand_back"), press=refuse), primary=True)],
    )
    return action_bar(others=[agree, back, rules])


def why_inputs(form: Form, *, cosigned: bool, days: int) -> list[Element]:
    """Why it is changed, and who signs as well: on every form that changes what was locked."""
    w = form.words
    return [
        *section(w.say("amend.why"), w.say("amend.why.cosigned" if cosigned else "amend.why.free", days=days)),
        *form.text(
            "reason", w.say("decide.reason"), max_length=LONGEST_REASON, multiline=True, required=True,
            error=w.say("decide.reason.error", least=SHORTEST_REASON), placeholder=w.say("amend.reason.example"),
        ),
        *form.person("second", "second_name", w.say("amend.second"), spacing="Medium"),
    ]
