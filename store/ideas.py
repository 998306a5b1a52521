"""Ideas: row <-> value. Who proposed one, and when, stands with its opportunity."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.errors import Conflict
from portfolio.opportunities.ideas import Idea, Often, Reply
from portfolio.opportunities.register import OPEN
from store import texts
from store.database import Tx
from store.idea_tables import ideas
from store.opportunity_tables import opportunities
from store.tables import texts as words

_BOTHERS = words.alias("bothers")
_ROWS = (
    select(ideas, words.c.body.label("said_who"), _BOTHERS.c.body.label("said"), opportunities.c.proposed_at)
    .join(opportunities, opportunities.c.id == ideas.c.opportunity)
    .outerjoin(words, words.c.id == ideas.c.who)
    .outerjoin(_BOTHERS, _BOTHERS.c.id == ideas.c.bothers)
    .order_by(opportunities.c.proposed_at, ideas.c.opportunity)
)
_OPEN = opportunities.c.state.in_([state.value for state in OPEN])


def _idea(row: Row[Any]) -> Idea:
    return Idea(
        opportunity=row.opportunity, who=row.said_who or "", often=Often(row.often), bothers=row.said or "",
        proposed_at=row.proposed_at, answer=Reply(row.answer) if row.answer else None, answered_at=row.answered_at,
        answered_by=row.answered_by, initiative=row.initiative,
    )


def add(tx: Tx, new: Idea) -> None:
    """What was said of an opportunity that was just added."""
    who, bothers = texts.put(tx, new.who), texts.put(tx, new.bothers)
    tx.execute(insert(ideas).values(
        opportunity=new.opportunity, who=who.id, often=new.often.value, bothers=bothers.id
    ))


def answer(tx: Tx, old: Idea, reply: Reply, *, by: int, now: datetime, initiative: str | None = None) -> Idea:
    """The programme office has answered, or answers what it had accepted otherwise. Conflict when somebody was quicker."""
    where = (ideas.c.opportunity == old.opportunity) & (
        ideas.c.answer.is_(None) if old.answer is None else ideas.c.answer == old.answer.value
    )
    done = tx.execute(update(ideas).where(where).values(
        answer=reply.value, answered_at=now, answered_by=by, initiative=initiative
    ))
    if done.rowcount != 1:
        raise Conflict("idea_answered")
    found = get(tx, old.opportunity)
    assert found is not None
    return found


def get(tx: Tx, opportunity: str) -> Idea | None:
    """By its opportunity; None for one that did not begin as somebody's idea."""
    row = tx.execute(_ROWS.where(ideas.c.opportunity == opportunity)).first()
    return _idea(row) if row else None


def several(tx: Tx, ids: Iterable[str]) -> list[Idea]:
    """Several by their opportunities, oldest first."""
    return [_idea(row) for row in tx.execute(_ROWS.where(ideas.c.opportunity.in_(list(ids))))]


def waiting(tx: Tx) -> list[Idea]:
    """Those nobody has answered, oldest first."""
    return [_idea(row) for row in tx.execute(_ROWS.where(ideas.c.answer.is_(None), _OPEN))]


def proposed_by(tx: Tx, person: int) -> list[Idea]:
    """Somebody's, the newest first."""
    found = [_idea(row) for row in tx.execute(_ROWS.where(opportunities.c.proposed_by == person))]
    return found[::-1]

