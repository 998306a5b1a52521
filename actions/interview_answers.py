"""The programme office's side of interviews: what was answered, and what it makes of it in its own words (E1, R13)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from actions import access, discover_cards
from portfolio.authority import Act
from portfolio.discover.interviews import MOST_PAINS, InterviewState, NotePain, Pain, Standpoint, Topic, repeats
from portfolio.discover.workflows import Workflow
from portfolio.errors import Invalid, NotFound, Refused, problem
from portfolio.people import Actor
from portfolio.views.interviews import AskedLine, Heard, InterviewDesk, InterviewTopic, PainLine
from store import Tx, interviews, ledger, workflows
from store.ids import new_id

MOST_HEARD = 12
"""Answers on one card: so many of the longest fit."""


def _door(tx: Tx, actor: Actor, workflow: str) -> Workflow:
    access.demand(actor, Act.INTERVIEW)
    found = workflows.by_id(tx, workflow)
    if found is None:
        raise NotFound("not_found")
    return found


def desk(tx: Tx, actor: Actor, workflow: str, just: str | None = None) -> InterviewDesk:
    """Where the interviews about a workflow stand: by standpoint, and by topic."""
    found, every = _door(tx, actor, workflow), interviews.of_workflow(tx, workflow)
    count = Counter((one.standpoint, one.state) for one in every)
    said = interviews.said(tx, [one.id for one in every if one.state is InterviewState.ANSWERED])
    topics = Counter(topic for some in said.values() for topic in some)
    return InterviewDesk(
        workflow=found.id, name=found.name, just=just,
        asked=tuple(
            AskedLine(standpoint=standpoint, state=state, count=count[standpoint, state])
            for standpoint in Standpoint for state in InterviewState if count[standpoint, state]
        ),
        topics=tuple((topic, topics[topic]) for topic in Topic), pains=pain_lines(tx, workflow),
    )


def pain_lines(tx: Tx, workflow: str) -> tuple[PainLine, ...]:
    """The pains of a workflow with the standpoints they were heard from. One whose writer was erased is left out."""
    seen = {one.id: one.standpoint for one in interviews.of_workflow(tx, workflow)}
    return tuple(
        PainLine(id=pain.id, text=pain.text, heard=tuple(sorted(seen[id] for id in pain.heard)))
        for pain in interviews.pains_of(tx, workflow) if pain.text
    )


def topic(tx: Tx, actor: Actor, workflow: str, about: Topic) -> InterviewTopic:
    """Everything that was sent in on one topic, the quotable first."""
    found = _door(tx, actor, workflow)
    answered = [one for one in interviews.of_workflow(tx, workflow) if one.state is InterviewState.ANSWERED]
    said = interviews.said(tx, [one.id for one in answered])
    heard = [
        Heard(standpoint=one.standpoint, text=said[one.id][about], quotable=one.quotable)
        for one in answered if about in said.get(one.id, {})
    ]
    heard.sort(key=lambda one: (not one.quotable, one.standpoint))
    return InterviewTopic(
        workflow=found.id, name=found.name, topic=about, heard=tuple(heard[:MOST_HEARD]),
        more=max(0, len(heard) - MOST_HEARD), full=len(interviews.pains_of(tx, workflow)) >= MOST_PAINS,
        values={}, problems=(),
    )


def quoted(tx: Tx, workflows: Iterable[str], text: str) -> bool:
    """Whether a text takes over what somebody said of one of these workflows: it would stay when they take it back."""
    ids = [one.id for workflow in workflows for one in interviews.of_workflow(tx, workflow)]
    return repeats(text, (answer for some in interviews.said(tx, ids).values() for answer in some.values()))


def note_pain(tx: Tx, actor: Actor, command: NotePain, now: datetime) -> InterviewDesk:
    """A pain of the workflow, heard from everybody who answered this topic. Invalid for words taken over from an answer:
    they would stay when their author takes them back."""
    found = _door(tx, actor, command.workflow)
    interviews.hold_pains(tx, found.id)
    answered = [one for one in interviews.of_workflow(tx, found.id) if one.state is InterviewState.ANSWERED]
    said = interviews.said(tx, [one.id for one in answered])
    heard = tuple(sorted(id for id, some in said.items() if command.topic in some))
    if not heard:
        raise Refused("nobody_said")
    if quoted(tx, [found.id], command.text):
        raise Invalid(problem("text", "repeats_an_answer"))
    before = interviews.pains_of(tx, found.id)
    if any(one.text == command.text and one.topic is command.topic for one in before):
        return desk(tx, actor, found.id, "pain")
    if len(before) >= MOST_PAINS:
        raise Refused("pains_full", most=MOST_PAINS)
    new = Pain(
        id=new_id("p"), workflow=found.id, topic=command.topic, text=command.text, by=actor.number, at=now, heard=heard
    )
    hash = interviews.add_pain(tx, new)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:pain:noted", subject=new.id,
        data={"workflow": found.id, "topic": new.topic.value, "heard": len(heard), "text": hash},
    )
    return desk(tx, actor, found.id, "pain")


def drop_pain(tx: Tx, actor: Actor, workflow: str, id: str, now: datetime) -> InterviewDesk:
    """Take a pain off the map again."""
    found = _door(tx, actor, workflow)
    if any(one.id == id for one in interviews.pains_of(tx, found.id)) and interviews.drop_pain(tx, id):
        ledger.note(tx, at=now, actor=actor.number, action="teams:pain:dropped", subject=id)
        discover_cards.refresh(tx, found.id, now)
    return desk(tx, actor, found.id)
