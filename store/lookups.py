"""Looks into the tenant: row <-> value. What was asked and what came of it is erased as soon as the look is over."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.lookups import Answer, Ask, Lookup, LookupState
from store.database import Tx
from store.source_tables import lookups
from store.values import dump, load

_OPEN = (LookupState.WAITING.value, LookupState.ANSWERED.value)
_ERASED = {"ask": None, "answer": None}


def _lookup(row: Row[Any]) -> Lookup:
    return Lookup(
        id=row.id, initiative=row.initiative, asker=row.asker, grant=row.grant, parent=row.parent,
        state=LookupState(row.state), ask=None if row.ask is None else load(row.ask, Ask),
        answer=None if row.answer is None else load(row.answer, Answer), asked_at=row.asked_at, expires_at=row.expires_at,
        card=row.card, seen=row.seen, source=row.source,
    )


def add(tx: Tx, new: Lookup) -> None:
    """A new question."""
    assert new.ask is not None, "a question asks something"
    tx.execute(insert(lookups).values(
        id=new.id, initiative=new.initiative, asker=new.asker, grant=new.grant, parent=new.parent, state=new.state.value,
        ask=dump(new.ask), asked_at=new.asked_at, expires_at=new.expires_at, card=new.card, seen=new.seen,
    ))


def get(tx: Tx, id: str) -> Lookup | None:
    """By id."""
    row = tx.execute(select(lookups).where(lookups.c.id == id)).first()
    return _lookup(row) if row else None


def open_of(tx: Tx, asker: int, initiative: str) -> list[Lookup]:
    """What somebody has asked about an initiative and not finished, oldest first."""
    where = (lookups.c.asker == asker, lookups.c.initiative == initiative, lookups.c.state.in_(_OPEN))
    return [_lookup(row) for row in tx.execute(select(lookups).where(*where).order_by(lookups.c.asked_at, lookups.c.id))]


def waiting(tx: Tx) -> list[Lookup]:
    """The questions nobody has looked into yet, oldest first."""
    where = lookups.c.state == LookupState.WAITING.value
    return [_lookup(row) for row in tx.execute(select(lookups).where(where).order_by(lookups.c.asked_at, lookups.c.id))]


def late(tx: Tx, now: datetime) -> list[Lookup]:
    """The open ones whose time is over."""
    where = (lookups.c.state.in_(_OPEN), lookups.c.expires_at <= now)
    return [_lookup(row) for row in tx.execute(select(lookups).where(*where).order_by(lookups.c.id))]


def answer(tx: Tx, id: str, said: Answer, expires_at: datetime) -> None:
    """What came of it."""
    values = {"state": LookupState.ANSWERED.value, "answer": dump(said), "expires_at": expires_at}
    tx.execute(update(lookups).where(lookups.c.id == id).values(values))


def end(tx: Tx, id: str, state: LookupState, *, source: str | None = None) -> None:
    """Over, or used: nothing of what was read stays."""
    tx.execute(update(lookups).where(lookups.c.id == id).values(state=state.value, source=source, **_ERASED))


def extend(tx: Tx, id: str, expires_at: datetime) -> None:
    """Somebody is still at it."""
    tx.execute(update(lookups).where(lookups.c.id == id).values(expires_at=expires_at))


def on_card(tx: Tx, id: str, card: str | None, seen: int) -> None:
    """The card in the chat that shows it, and how often it was told something new."""
    tx.execute(update(lookups).where(lookups.c.id == id).values(card=card, seen=seen))
