"""The side of whoever is interviewed: asked once, answering what they like, taking it back at any time (E1, R14)."""

from datetime import datetime

from actions import access, discover_cards, outgoing
from actions.people import named
from portfolio.authority import Act
from portfolio.discover.interviews import OPEN, AnswerInterview, AskInterview, Interview, InterviewState, Topic
from portfolio.errors import Conflict, Invalid, NotFound, Problem, Refused, problem
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, name_of
from portfolio.views.interviews import InterviewAskForm, InterviewForm, InterviewReceipt, OwnInterviews, OwnLine
from portfolio.views.notices import Notice, Tone
from store import Tx, interviews, ledger, outbox, people, workflows
from store.ids import new_id
from store.locks import alone

MOST_WORKFLOWS = 60
"""Offered in one list; words narrow it."""

PAGE = 12
"""Interviews of one person on one card."""


def form(tx: Tx, actor: Actor, name: str) -> InterviewAskForm:
    """Who is to be asked about what. NotFound when no workflow is called like the words typed."""
    access.demand(actor, Act.INTERVIEW)
    found = workflows.everything(tx) if not name else discover_cards.called(tx, name)
    if not found:
        raise NotFound("no_workflow_called", name=name) if name else NotFound("no_workflow")
    offered = tuple((one.id, one.name) for one in found[:MOST_WORKFLOWS])
    return InterviewAskForm(workflows=offered, values={"workflow": offered[0][0]} if len(offered) == 1 else {}, problems=())


def about(tx: Tx, actor: Actor, workflow: str) -> InterviewAskForm:
    """The same form for one workflow."""
    access.demand(actor, Act.INTERVIEW)
    found = workflows.by_id(tx, workflow)
    if found is None:
        raise NotFound("not_found")
    return InterviewAskForm(workflows=((found.id, found.name),), values={"workflow": found.id}, problems=())


def ask(tx: Tx, actor: Actor, command: AskInterview, now: datetime) -> Notice | InterviewForm:
    """One card to one person. Whoever was asked about this workflow is not asked again, whatever came of it."""
    access.demand(actor, Act.INTERVIEW)
    workflow = workflows.by_id(tx, command.workflow)
    person = named(tx, actor.tenant, command.person, "person")
    wrong = [person] if isinstance(person, Problem) else []
    if workflow is None:
        wrong.append(problem("workflow", "choose_one"))
    if wrong or workflow is None or isinstance(person, Problem):
        raise Invalid(*wrong)
    new = Interview(
        id=new_id("n"), workflow=workflow.id, person=person.number, standpoint=command.standpoint,
        state=InterviewState.ASKED, quotable=False, asked_by=actor.number, asked_at=now, answered_at=None, revision=1,
    )
    if not interviews.add(tx, new):
        raise Invalid(problem("person", "interviewed_before"))
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:interview:asked", subject=new.id,
        data={"workflow": workflow.id, "person": person.number, "standpoint": new.standpoint.value},
    )
    if person.number == actor.number:
        return _form(tx, new)
    _send(tx, new, Reason.INTERVIEW, now)
    return Notice(tone=Tone.GOOD, code="interview_asked", params={"other": person.name, "name": workflow.name})


def _send(tx: Tx, one: Interview, why: Reason, now: datetime) -> bool:
    view = _form(tx, one, why=why, words=False)
    return outgoing.to_person(
        tx, one.person, Kind.INTERVIEW, view, key=_keys(one.id)[why is Reason.INTERVIEW_AGAIN], reason=why, now=now
    )


def _keys(id: str) -> tuple[str, str]:
    """The outbox keys of the question and of its reminder."""
    return f"interview:{id}", f"interview:{id}:again"


def remind(tx: Tx, id: str, now: datetime) -> bool:
    """The one reminder, to whoever has not answered."""
    one = interviews.get(tx, id)
    return one is not None and one.state in OPEN and _send(tx, one, Reason.INTERVIEW_AGAIN, now)


def still_asked(tx: Tx, person: int, view: InterviewForm) -> bool:
    """Whether the question is open, and still for this person, when it is about to be sent."""
    one = interviews.get(tx, view.interview)
    return one is not None and one.person == person and one.state in OPEN


def current(tx: Tx, view: InterviewForm) -> InterviewForm:
    """The question as it is sent: with what was answered meanwhile, which no message keeps."""
    one = interviews.get(tx, view.interview)
    return view if one is None or one.state not in OPEN else _form(tx, one, why=view.why)


def _form(
    tx: Tx, one: Interview, *, just: str | None = None, why: Reason | None = None, words: bool = True
) -> InterviewForm:
    workflow = workflows.by_id(tx, one.workflow)
    assert workflow is not None, "a workflow is never deleted"
    said = interviews.said(tx, [one.id]).get(one.id, {}) if words else {}
    values = {topic.value: text for topic, text in said.items()} | {"quote": "yes" if one.quotable else "no"}
    asked_by = name_of(people.many(tx, [one.asked_by]), one.asked_by)
    return InterviewForm(
        interview=one.id, workflow=workflow.name, standpoint=one.standpoint, asked_by=asked_by or "",
        answered=one.state is InterviewState.ANSWERED, revision=one.revision, values=values, problems=(), just=just, why=why,
    )


def _mine(tx: Tx, actor: Actor, id: str) -> Interview:
    one = interviews.get(tx, id)
    if one is None or one.person != actor.number:
        raise NotFound("not_found")
    return one


def mine(tx: Tx, actor: Actor, page: int = 1) -> InterviewForm | InterviewReceipt | OwnInterviews:
    """What this person was asked and may still say something about or take back; a page of it where it is several."""
    found = [one for one in interviews.of_person(tx, actor.number) if one.state in OPEN | {InterviewState.ANSWERED}]
    if not found:
        raise Refused("no_interview")
    if len(found) == 1:
        return _form(tx, found[0]) if found[0].state in OPEN else _receipt(tx, found[0])
    pages = -(-len(found) // PAGE)
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    named = workflows.several(tx, [one.workflow for one in shown])
    lines = [
        OwnLine(interview=one.id, workflow=named[one.workflow].name, standpoint=one.standpoint, state=one.state)
        for one in shown
    ]
    return OwnInterviews(lines=tuple(lines), total=len(found), page=page, pages=pages)


def show(tx: Tx, actor: Actor, id: str) -> InterviewForm:
    """One's own answers, to go on with or to change. Refused once they were taken back, or the interview was declined."""
    one = _mine(tx, actor, id)
    if one.state not in OPEN | {InterviewState.ANSWERED}:
        raise Refused("interview_over")
    return _form(tx, one)


def answer(tx: Tx, actor: Actor, command: AnswerInterview, now: datetime) -> InterviewForm | InterviewReceipt:
    """Keep what somebody says; sending the same again changes nothing. Conflict when they said something else elsewhere."""
    alone(tx, f"interview:{command.interview}")
    one = _mine(tx, actor, command.interview)
    if one.state not in OPEN | {InterviewState.ANSWERED}:
        raise Refused("interview_over")
    if command.sent and not command.said:
        raise Invalid(problem(Topic.SLOW.value, "interview_empty"))
    state = InterviewState.ANSWERED if command.sent else InterviewState.STARTED
    before = interviews.said(tx, [one.id]).get(one.id, {})
    same = (one.state, one.quotable, before) == (state, command.quotable, dict(command.said))
    if not same:
        if one.state is InterviewState.ANSWERED and not command.sent:
            raise Refused("interview_sent")
        if one.revision != command.revision:
            raise Conflict("changed_since")
        one = _keep(tx, one, command, state, now)
    return _receipt(tx, one) if command.sent else _form(tx, one, just="saved")


def _keep(tx: Tx, one: Interview, command: AnswerInterview, state: InterviewState, now: datetime) -> Interview:
    before = one.state
    interviews.say(tx, one, command.said)
    answered_at = (one.answered_at or now) if command.sent else None
    one = interviews.change(tx, one, state=state.value, quotable=command.quotable, answered_at=answered_at)
    ledger.note(
        tx, at=now, actor=one.person, action=f"teams:interview:{'answered' if command.sent else 'saved'}", subject=one.id,
        data={"answers": len(command.said), "quotable": one.quotable},
    )
    if command.sent:
        _show(tx, one, _receipt(tx, one), now)
        if before is InterviewState.ANSWERED:
            discover_cards.refresh(tx, one.workflow, now)
    return one


def _receipt(tx: Tx, one: Interview) -> InterviewReceipt:
    workflow = workflows.by_id(tx, one.workflow)
    assert workflow is not None, "a workflow is never deleted"
    count = len(interviews.said(tx, [one.id]).get(one.id, {}))
    return InterviewReceipt(
        interview=one.id, workflow=workflow.name, standpoint=one.standpoint, answered=count, skipped=len(Topic) - count,
        quotable=one.quotable,
    )


def _show(tx: Tx, one: Interview, view: InterviewReceipt | Notice, now: datetime) -> None:
    """What became of it, on every card that asked."""
    for row in filter(None, (outbox.find(tx, key) for key in _keys(one.id))):
        outgoing.answered(tx, row, view, now)


def decline(tx: Tx, actor: Actor, id: str, now: datetime) -> Notice:
    """Rather not: nobody asks again. What was saved so far is deleted."""
    return _end(tx, actor, id, InterviewState.DECLINED, now)


def withdraw(tx: Tx, actor: Actor, id: str, now: datetime) -> Notice:
    """Take everything back: the answers are deleted, and leave the cards they were shown on."""
    return _end(tx, actor, id, InterviewState.WITHDRAWN, now)


def _end(tx: Tx, actor: Actor, id: str, state: InterviewState, now: datetime) -> Notice:
    alone(tx, f"interview:{id}")
    one = _mine(tx, actor, id)
    workflow = workflows.by_id(tx, one.workflow)
    assert workflow is not None, "a workflow is never deleted"
    if state is InterviewState.DECLINED and one.state is InterviewState.ANSWERED:
        raise Refused("interview_sent")
    code = "interview_declined" if state is InterviewState.DECLINED else "interview_withdrawn"
    told = Notice(tone=Tone.GOOD, code=code, params={"name": workflow.name})
    if one.state in (InterviewState.DECLINED, InterviewState.WITHDRAWN):
        return told
    before = one.state
    interviews.say(tx, one, {})
    one = interviews.change(tx, one, state=state.value, quotable=False)
    ledger.note(tx, at=now, actor=actor.number, action=f"teams:interview:{state.value}", subject=one.id)
    _show(tx, one, told, now)
    if before is InterviewState.ANSWERED:
        discover_cards.refresh(tx, one.workflow, now)
    return told
