"""Interviews: row <-> value. What was said is deleted when its author takes it back; nothing else holds it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from portfolio.discover.interviews import OPEN, Interview, InterviewState, Pain, Said, Standpoint, Topic
from portfolio.errors import Conflict
from store import texts
from store.database import Tx
from store.interview_tables import interview_answers, interviews, pain_heard, pains
from store.locks import alone
from store.once import insert_new
from store.tables import outbox
from store.tables import texts as words


def _interview(row: Row[Any]) -> Interview:
    return Interview(
        id=row.id, workflow=row.workflow, person=row.person, standpoint=Standpoint(row.standpoint),
        state=InterviewState(row.state), quotable=row.quotable, asked_by=row.asked_by, asked_at=row.asked_at,
        answered_at=row.answered_at, revision=row.revision,
    )


def add(tx: Tx, new: Interview) -> bool:
    """Somebody is asked. False when they were asked about this workflow before."""
    return insert_new(
        tx, interviews, interviews.c.id, id=new.id, workflow=new.workflow, person=new.person,
        standpoint=new.standpoint.value, state=new.state.value, quotable=new.quotable, asked_by=new.asked_by,
        asked_at=new.asked_at, answered_at=new.answered_at, revision=new.revision,
    )


def get(tx: Tx, id: str) -> Interview | None:
    """By id."""
    row = tx.execute(select(interviews).where(interviews.c.id == id)).first()
    return _interview(row) if row else None


def of_workflow(tx: Tx, workflow: str) -> list[Interview]:
    """Everybody who was asked about a workflow, oldest first."""
    wanted = select(interviews).where(interviews.c.workflow == workflow)
    return [_interview(row) for row in tx.execute(wanted.order_by(interviews.c.asked_at, interviews.c.id))]


def of_person(tx: Tx, person: int) -> list[Interview]:
    """What somebody was asked, newest first."""
    mine = select(interviews).where(interviews.c.person == person)
    return [_interview(row) for row in tx.execute(mine.order_by(interviews.c.asked_at.desc(), interviews.c.id))]


def waiting(tx: Tx) -> list[tuple[Interview, datetime]]:
    """Interviews nobody has answered whose card has arrived, with when it did."""
    states = [state.value for state in OPEN]
    arrived = select(interviews, outbox.c.sent_at).join(outbox, outbox.c.key == "interview:" + interviews.c.id)
    rows = tx.execute(arrived.where(interviews.c.state.in_(states), outbox.c.sent_at.is_not(None)).order_by(interviews.c.id))
    return [(_interview(row), row.sent_at) for row in rows]


def change(tx: Tx, old: Interview, **values: object) -> Interview:
    """Set columns and raise the revision. Conflict when somebody changed the row since `old` was read."""
    here = (interviews.c.id == old.id) & (interviews.c.revision == old.revision)
    done = tx.execute(update(interviews).where(here).values(revision=old.revision + 1, **values))
    if done.rowcount != 1:
        raise Conflict("changed_since")
    found = get(tx, old.id)
    assert found is not None
    return found


def said(tx: Tx, ids: Iterable[str]) -> Mapping[str, Said]:
    """What was said, by interview; those that say nothing are left out."""
    found: dict[str, dict[Topic, str]] = {}
    where = interview_answers.c.interview.in_(list(ids))
    for row in tx.execute(select(interview_answers).where(where)):
        found.setdefault(row.interview, {})[Topic(row.topic)] = row.body
    return {id: {topic: some[topic] for topic in Topic if topic in some} for id, some in found.items()}


def say(tx: Tx, one: Interview, answers: Said) -> None:
    """These answers are what it says now. No pain is heard any more from an answer that is gone, and one that nobody else
    stands behind goes with it."""
    hold_pains(tx, one.workflow)
    tx.execute(delete(interview_answers).where(interview_answers.c.interview == one.id))
    rows = [{"interview": one.id, "topic": topic.value, "body": body} for topic, body in answers.items()]
    if rows:
        tx.execute(insert(interview_answers), rows)
    unsaid = select(pains.c.id).where(pains.c.topic.not_in([topic.value for topic in answers]))
    tx.execute(delete(pain_heard).where(pain_heard.c.interview == one.id, pain_heard.c.pain.in_(unsaid)))
    left = select(pains.c.id).where(pains.c.id.not_in(select(pain_heard.c.pain)), pains.c.workflow == one.workflow)
    for id in tx.execute(left).scalars().all():
        drop_pain(tx, id)


def hold_pains(tx: Tx, workflow: str) -> None:
    """Have a workflow's pains to oneself: one that is noted at the same time as its answer goes would stay."""
    alone(tx, f"pains:{workflow}")


def said_by(tx: Tx, person: int) -> int:
    """How many answers somebody has given anywhere."""
    return sum(map(len, said(tx, [one.id for one in of_person(tx, person)]).values()))


def forget(tx: Tx, person: int) -> None:
    """Take back everything somebody said anywhere."""
    for one in of_person(tx, person):
        say(tx, one, {})
        if one.state is not InterviewState.WITHDRAWN:
            change(tx, one, state=InterviewState.WITHDRAWN.value, quotable=False)


# --- What the programme office made of it ---------------------------------------------------------------------------------


def add_pain(tx: Tx, new: Pain) -> str:
    """A pain with the interviews it was heard in; the hash of its words, for the ledger."""
    ref = texts.put(tx, new.text)
    tx.execute(insert(pains).values(
        id=new.id, workflow=new.workflow, topic=new.topic.value, text=ref.id, by=new.by, at=new.at,
    ))
    tx.execute(insert(pain_heard), [{"pain": new.id, "interview": id} for id in new.heard])
    return ref.hash


def pains_of(tx: Tx, workflow: str) -> list[Pain]:
    """The pains of a workflow, heard most often first."""
    heard: dict[str, list[str]] = {}
    joined = select(pain_heard).join(pains, pains.c.id == pain_heard.c.pain).where(pains.c.workflow == workflow)
    for row in tx.execute(joined.order_by(pain_heard.c.interview)):
        heard.setdefault(row.pain, []).append(row.interview)
    rows = tx.execute(
        select(pains, words.c.body).join(words, words.c.id == pains.c.text).where(pains.c.workflow == workflow)
    )
    found = [
        Pain(
            id=row.id, workflow=row.workflow, topic=Topic(row.topic), text=row.body or "", by=row.by, at=row.at,
            heard=tuple(heard.get(row.id, ())),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (-len(one.heard), one.at, one.id))


def drop_pain(tx: Tx, id: str) -> bool:
    """Take a pain off the map, its words for good; False when it is not there."""
    text = tx.execute(select(pains.c.text).where(pains.c.id == id)).scalar()
    if text is None:
        return False
    tx.execute(delete(pain_heard).where(pain_heard.c.pain == id))
    tx.execute(delete(pains).where(pains.c.id == id))
    tx.execute(delete(words).where(words.c.id == text))
    return True
