"""Two initiatives that look like one: as lines, side by side with the two answers there are, and once merged (A7)."""

from collections.abc import Sequence

from cards.buttons import Button, action_bar, execute
from cards.components import footer, header, notice, panel, quote, row, section
from cards.elements import Element, card, text
from cards.forms import Form, hint
from cards.looks import CLOSED, WARNING, Chip
from cards.verbs import Press, Verb
from portfolio.decisions import LONGEST_REASON, SHORTEST_REASON
from portfolio.overlaps import Agrees
from portfolio.settling import Things
from portfolio.views.overlaps import Left, MergedCard, MergedLine, PairForm, PairLine, Side
from words.api import Raw, Words

AUDIT = "audit"  # the choice a press carries that leads back to the audit


def pair_rows(lines: Sequence[PairLine], more: int, w: Words, *, choice: str | None = None) -> list[Element]:
    """Pairs that nobody has settled, each with what agrees and a way to settle it."""
    if not lines:
        return []
    rows = [
        row(
            w.say("pair.line", first=one.first_name, second=one.second_name), sub=_agrees(one.agrees, w),
            link=_settle(one, choice, w), separator=at > 0,
        )
        for at, one in enumerate(lines)
    ]
    if more:
        rows.append(text(w.say("pair.more", n=more), size="Small", subtle=True, spacing="Small"))
    return [*section(w.say("pair.lines", n=len(lines) + more), w.say("pair.lines.how")), *rows]


def _agrees(agrees: Sequence[Agrees], w: Words) -> str:
    return w.say("similar.agrees", fields=Raw(w.listed(w.name(field) for field in agrees)))


def _settle(one: PairLine, choice: str | None, w: Words) -> Element:
    ids = {"initiative": one.first, "other": one.second} | ({"choice": choice} if choice else {})
    title = w.say("pair.settle", first=one.first_name, second=one.second_name)
    return execute(Button(title=title, press=Press(verb=Verb.PAIR_SHOW, ids=ids), sends_inputs=False))


def draw(view: PairForm, w: Words) -> Element:
    """Side by side. Nothing is chosen, and both answers weigh the same."""
    form = Form(words=w, values=view.values, problems=view.problems)
    title = w.say("pair.title")
    going = [(view.first, view.second), (view.second, view.first)]
    ways = [(into.initiative, w.say("pair.goes", gone=gone.name, into=into.name)) for gone, into in going if gone.may_go]
    inputs = [
        *form.text(
            "reason", w.say("pair.reason"), max_length=LONGEST_REASON, required=True, multiline=True, spacing="Large",
            error=w.say("pair.reason.error", least=SHORTEST_REASON), placeholder=w.say("pair.reason.example"),
        ),
        *(_merging(form, ways) if ways else []),
    ]
    body = [
        *header(
            eyebrow=w.say("pair.eyebrow"), title=title, sub=_agrees(view.agrees, w),
            mark=Chip(look=WARNING, word=w.say("pair.chip")),
        ),
        *form.notice(inputs),
        _side(view.first, w),
        _side(view.second, w),
        *([] if ways else [notice("info", w.say("pair.no_merge"), w.say("pair.no_merge.text"))]),
        *inputs,
        *([hint(w.say("pair.merge.means"))] if ways else []),
    ]
    ids = {"initiative": view.first.initiative, "other": view.second.initiative}
    ids |= {"choice": AUDIT} if view.in_audit else {}
    buttons = [Button(title=w.say("pair.apart"), press=Press(verb=Verb.PAIR_APART, ids=ids))]
    buttons += [Button(title=w.say("pair.merge"), press=Press(verb=Verb.PAIR_MERGE, ids=ids))] if ways else []
    buttons.append(_back(view, w))
    return card(body, actions=action_bar(others=buttons), fallback_text=title)


def _merging(form: Form, ways: Sequence[tuple[str, str]]) -> list[Element]:
    """What a merge asks beyond the reason: which goes on, and what becomes of what runs of the other."""
    w, things = form.words, [(one.value, form.words.name(one)) for one in Things]
    return [
        *form.choice("stays", w.say("pair.stays"), ways, spacing="Medium"),
        *form.choice("things", w.say("pair.things"), things, spacing="Medium"),
    ]


def _back(view: PairForm, w: Words) -> Button:
    if view.in_audit:
        press = Press(verb=Verb.AUDIT_STEP, ids={"choice": "3"})
        return Button(title=w.say("audit.back"), press=press, sends_inputs=False)
    press = Press(verb=Verb.RECORD_SHOW, ids={"initiative": view.first.initiative})
    return Button(title=w.say("pair.back"), press=press, sends_inputs=False)


def _side(one: Side, w: Words) -> Element:
    sponsor = one.sponsor or Raw(w.say("portfolio.nobody"))
    said = [w.say("search.initiative", sponsor=sponsor, stage=one.stage)]
    said.append(w.say("pair.gate", on=one.gate_on) if one.gate_on else w.say("pair.no_gate"))
    lines = [text(w.free(one.name), bold=True)]
    lines += [text(w.free(one.workflow), size="Small", spacing="None")] if one.workflow else []
    plan = w.say("pair.plan", plan=one.retirement_plan) if one.retirement_plan else w.say("pair.no_plan")
    lines.append(text(" · ".join(said), size="Small", subtle=True, spacing="ExtraSmall"))
    return panel([*lines, text(plan, size="Small", spacing="ExtraSmall")], spacing="Small")


# --- What became of them -----------------------------------------------------------------------------------------------


def went(one: MergedLine | None, w: Words) -> list[Element]:
    """On the record of what was merged: where it went, and why."""
    return [] if one is None else [notice("info", w.say("pair.went", name=one.name)), *_merged(one, w)]


def came(lines: Sequence[MergedLine], w: Words) -> list[Element]:
    """On the record of what goes on: what came into it."""
    if not lines:
        return []
    return [*section(w.say("pair.came", n=len(lines))), *(element for one in lines for element in _merged(one, w))]


def _merged(one: MergedLine, w: Words) -> list[Element]:
    link = None
    if one.initiative is not None:
        press = Press(verb=Verb.RECORD_SHOW, ids={"initiative": one.initiative})
        link = execute(Button(title=w.say("portfolio.show", name=one.name), press=press, sends_inputs=False))
    by = w.say("pair.by", by=one.by or Raw(w.say("person.erased")), on=one.on)
    found = [row(w.free(one.name), sub=by, below=w.free(one.reason) or None, link=link, separator=False)]
    return [*found, *([text(_left(one.left, w), size="Small", spacing="Small")] if one.left else [])]


def _left(one: Left, w: Words) -> str:
    """What becomes of what ran of it, who sees to that, and what it is."""
    said = [w.say(f"pair.left.{one.things}")]
    if one.things is Things.DOWN:
        said.append(w.say("pair.left.lead", lead=one.lead) if one.lead else w.say("pair.left.no_lead"))
        said += [w.say("pair.plan", plan=one.plan)] if one.plan else []
    return " ".join(said)


def draw_merged(view: MergedCard, w: Words) -> Element:
    """To a sponsor or a lead: what was theirs goes on as another, or another goes on as theirs."""
    key = "pair.told.into" if view.theirs else "pair.told.gone"
    title, means = w.say(key, gone=view.gone_name, into=view.into_name), f"{key}.lead" if view.lead else f"{key}.text"
    by = w.say("pair.by", by=view.by or Raw(w.say("person.erased")), on=view.on)
    shown = view.into if view.theirs else view.gone
    body = [
        *header(
            eyebrow=w.say("pair.eyebrow"), title=title, sub=by, mark=Chip(look=CLOSED, word=w.say("pair.told.chip"))
        ),
        text(w.say(means, gone=view.gone_name, into=view.into_name), spacing="Medium"),
        *([text(_left(view.left, w), bold=True, spacing="Small")] if view.left else []),
        quote(w.say("decided.reason"), w.free(view.reason)),
        footer(w.name(view.why)),
    ]
    press = Press(verb=Verb.RECORD_SHOW, ids={"initiative": shown})
    return card(body, actions=action_bar(others=[Button(title=w.say("notice.show"), press=press)]), fallback_text=title)
