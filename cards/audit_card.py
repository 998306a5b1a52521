"""The guided audit (A4): four steps of one card with their progress, the record they end in, and the owners' question."""

from collections.abc import Sequence

from cards.buttons import Button, action_bar, execute
from cards.components import beside, check_line, footer, header, mark_row, notice, section, tiles
from cards.elements import Element, card, text
from cards.forms import Form
from cards.import_preview import short
from cards.looks import CLOSED, DUE, GOOD, OVERDUE, UNKNOWN, WARNING, Chip, Look
from cards.marks import progress
from cards.overlap import AUDIT, pair_rows
from cards.verbs import Press, Verb
from portfolio.audits.answers import Alive, Then
from portfolio.audits.lines import State
from portfolio.conditions import Trait
from portfolio.views.auditing import AuditCard, AuditConfirm, AuditLine, AuditStep, Missed, Since
from words.api import Raw, Words

_ANSWER: dict[Alive | None, Look] = {Alive.ALIVE: GOOD, Alive.GONE: CLOSED, Alive.NOT_MINE: WARNING, None: UNKNOWN}


def draw(view: AuditCard, w: Words) -> Element:
    """One step, or the record."""
    if view.closed is not None:
        return _closed(view, w)
    step = w.say("audit.step", step=view.step.value, name=Raw(w.say(f"audit.step.{view.step.name.lower()}")))
    body = [
        *header(
            eyebrow=w.say("audit.eyebrow"), title=w.say(f"audit.step.{view.step.name.lower()}.title"), sub=step,
            mark=Chip(look=DUE, word=w.say("audit.chip", number=str(view.number))),
        ),
        progress(25 * view.step.value),
        *_STEPS[view.step](view, w),
        *([footer(w.name(view.why))] if view.why is not None else []),
    ]  # fmt: skip
    return card(body, actions=_actions(view, w), fallback_text=w.say("audit.fallback", step=Raw(step)))


def _actions(view: AuditCard, w: Words) -> list[Element]:
    def to(step: int) -> Press:
        return Press(verb=Verb.AUDIT_STEP, ids={"choice": str(step)})

    first, last = view.step is AuditStep.LIST, view.step is AuditStep.DECISIONS
    onward = Button(title=w.say("audit.next"), press=to(view.step + 1)) if not last else Button(
        title=w.say("audit.close"), press=Press(verb=Verb.AUDIT_CLOSE, ids={"number": str(view.number)})
    )
    others = [] if first else [Button(title=w.say("audit.back"), press=to(view.step - 1))]
    if first and view.unanswered:
        others = [Button(title=w.say("audit.ask"), press=Press(verb=Verb.AUDIT_ASK, ids={}))]
    return action_bar(primary=onward, others=others)


def _list(view: AuditCard, w: Words) -> list[Element]:
    states = [w.say(f"audit.count.{state.value}", n=view.states[state]) for state in State if view.states.get(state)]
    facts = [
        (w.say(f"audit.alive.{one.value}"), w.number(view.answers[one]), w.say(f"audit.alive.{one.value}.text"))
        for one in Alive
    ]
    facts.append((w.say("audit.unanswered"), w.number(view.unanswered), w.say("audit.unanswered.text")))
    made = [text(" · ".join(states), size="Small", spacing="Medium"), *tiles(facts)]
    if view.asked:
        made.append(text(w.say("audit.asked", n=view.asked), size="Small", subtle=True, spacing="Small"))
    if view.ideas:
        said = w.say("audit.ideas", n=view.ideas, on=view.oldest_idea)
        made.append(check_line(WARNING, said))
    if view.unread is not None:
        made.append(check_line(WARNING, w.say("audit.unread", number=str(view.unread))))
    if view.since is not None:
        made += _since(view.since, w)
    return [*made, *_rows(view, w, "audit.open_lines")]


def _since(since: Since, w: Words) -> list[Element]:
    counts = [
        w.say(f"audit.since.{kind}", n=getattr(since, kind))
        for kind in ("new", "vanished", "decided", "reopened", "silent", "rescoped", "remeasured") if getattr(since, kind)
    ]
    said = " · ".join(counts) if counts else w.say("audit.since.nothing")
    made = section(w.say("audit.since", on=since.on), said)
    return [*made, *(_missed(one, w) for one in since.missed)]


def _missed(one: Missed, w: Words) -> Element:
    lines = [text(w.free(short(one.name)), bold=True, size="Small")]
    if one.maybe is None:
        lines.append(text(w.say("audit.missed"), size="Small", subtle=True, spacing="None"))
        return beside(lines, None, spacing="Small")
    maybe = w.say("audit.missed.maybe", other=short(one.maybe), percent=one.confidence)
    lines.append(text(maybe, size="Small", subtle=True, spacing="None"))
    press = Press(verb=Verb.AUDIT_JOIN, ids={"entry": one.id})
    link = execute(Button(title=w.say("audit.join", name=Raw(w.free(short(one.name)))), press=press, sends_inputs=False))
    return beside(lines, None, link=link, spacing="Small")


def _document(view: AuditCard, w: Words) -> list[Element]:
    return [
        check_line(_look(view, Trait.METRIC), w.say("audit.documented", met=view.met.get(Trait.METRIC, 0), all=view.flying)),
        *_rows(view, w, "audit.document_lines"),
    ]


def _look(view: AuditCard, trait: Trait) -> Look:
    """Good only where everything in flight has it."""
    return GOOD if view.flying and view.met.get(trait, 0) == view.flying else WARNING


def _gaps(view: AuditCard, w: Words) -> list[Element]:
    marks = [
        mark_row(
            _look(view, trait), w.name(trait),
            answer=w.say("audit.met", met=view.met.get(trait, 0), all=view.flying),
        )
        for trait in Trait
    ]  # fmt: skip
    late = [notice("warning", w.say("audit.late", n=view.late), w.say("audit.late.text"))] if view.late else []
    return [
        *late, *section(w.say("audit.traits"), w.say("audit.traits.how")), *marks, *_rows(view, w, "audit.gap_lines"),
        *pair_rows(view.pairs, view.more_pairs, w, choice=AUDIT),
    ]


def _decisions(view: AuditCard, w: Words) -> list[Element]:
    return [*_rows(view, w, "audit.decision_lines"), footer(w.say("audit.close.how"))]


_STEPS = {
    AuditStep.LIST: _list, AuditStep.DOCUMENT: _document, AuditStep.GAPS: _gaps, AuditStep.DECISIONS: _decisions,
}


def _rows(view: AuditCard, w: Words, title: str) -> list[Element]:
    if not view.lines:
        return [text(w.say(f"{title}.none"), size="Small", subtle=True, spacing="Medium")]
    rows = [_row(one, view.step, w, first=at == 0) for at, one in enumerate(view.lines)]
    if view.more:
        rows.append(text(w.say("audit.more_lines", n=view.more), size="Small", subtle=True, spacing="Small"))
    return [*section(w.say(title)), *rows]


def _row(one: AuditLine, step: AuditStep, w: Words, *, first: bool) -> Element:
    lines = [text(w.free(short(one.name)), bold=True, size="Small")]
    lines += [text(said, size="Small", subtle=True, spacing="None") for said in _said(one, step, w)]
    mark = None
    if step is AuditStep.LIST:
        answer = "open" if one.answer is None else one.answer.value
        mark = Chip(look=_ANSWER[one.answer], word=w.say(f"audit.answer.{answer}"))
    elif step is AuditStep.DECISIONS and one.past is not None:
        mark = Chip(look=OVERDUE, word=w.say("audit.overdue"))
    if one.initiative is None:
        return beside(lines, mark, separator=not first, spacing="Small")
    verb, said = _LINKS[one.then]
    press = Press(verb=verb, ids={"initiative": one.initiative})
    link = execute(Button(title=w.say(said, name=Raw(w.free(short(one.name)))), press=press, sends_inputs=False))
    return beside(lines, mark, link=link, separator=not first, spacing="Small")


_LINKS = {
    None: (Verb.RECORD_SHOW, "audit.show"),
    Then.DECIDE: (Verb.AUDIT_DECIDE, "audit.then.decide"),
    Then.NAME_SPONSOR: (Verb.SPONSORSHIP_NAME_OPEN, "audit.then.name_sponsor"),
}


def _said(one: AuditLine, step: AuditStep, w: Words) -> Sequence[str]:
    said = []
    if one.next is not None:
        said.append(w.name(one.next))  # which says whether the sponsor, the office or somebody else owes it
        said += [w.say("audit.owed_by", name=one.owed_by)] if one.owed_by else []
    elif one.initiative is not None and step in (AuditStep.LIST, AuditStep.DECISIONS):
        said.append(w.say("audit.sponsor", name=one.owed_by) if one.owed_by else w.say("audit.nobody"))
    if one.past is not None:
        said.append(w.say("audit.past_due", n=one.past))
    elif step is AuditStep.DECISIONS or (one.answer is Alive.GONE and one.due is not None):
        said.append(w.say("audit.no_date") if one.due is None else w.say("audit.due", on=one.due))
    if one.age is not None and step is AuditStep.GAPS:
        said.append(w.say("audit.age", n=one.age))
    return said


def _closed(view: AuditCard, w: Words) -> Element:
    assert view.closed is not None
    title = w.say("audit.closed", number=str(view.number))
    by = view.closed.by or w.say("bring.by.nobody")
    body = [
        *header(eyebrow=w.say("audit.eyebrow"), title=title, mark=Chip(look=GOOD, word=w.say("audit.closed.chip"))),
        *tiles([
            (w.say("audit.closed.flying"), w.number(view.flying), w.say("audit.closed.flying.text")),
            (w.say("audit.closed.late"), w.number(view.late), w.say("audit.closed.late.text")),
        ]),
        notice("good", w.say("audit.closed.kept"), w.say("audit.closed.again", number=str(view.number))),
        text(w.say("audit.closed.hash", hash=view.closed.hash), size="Small", subtle=True, spacing="Small"),
        footer(w.say("audit.closed.by", by=by, at=Raw(w.when(view.closed.at, view.zone)))),
    ]  # fmt: skip
    return card(body, fallback_text=title)


def draw_confirm(view: AuditConfirm, w: Words) -> Element:
    """To an owner: three answers for each, none of them filled in."""
    form = Form(words=w, values=view.values, problems=view.problems)
    choices = [(one.value, w.say(f"audit.confirm.{one.value}")) for one in Alive]
    inputs = [
        element for at, one in enumerate(view.lines)
        for element in form.choice(one.initiative, w.free(one.name), choices, spacing="Large" if at == 0 else "Medium")
    ]
    title = w.say("audit.confirm.title", n=len(view.lines))
    body = [
        *header(eyebrow=w.say("audit.eyebrow"), title=title, sub=w.say("audit.confirm.sub")),
        *form.notice(inputs),
        *inputs,
        footer(w.name(view.why) if view.why is not None else w.say("audit.confirm.then")),
    ]  # fmt: skip
    press = Press(verb=Verb.AUDIT_CONFIRM, ids={"number": str(view.number)})
    return card(
        body, actions=action_bar(primary=Button(title=w.say("audit.confirm.send"), press=press)), fallback_text=title
    )
