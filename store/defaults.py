"""What policy did where nobody decided, and whether it was taken back (R10): row <-> value."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.gates import DefaultDecision
from store import texts
from store.database import Tx
from store.domain_tables import defaults
from store.tables import texts as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """A default as taken. `next_gate` is the date of the gate a pause opened; the last three: who took it back, and why."""

    gate: str
    initiative: str
    taken: DefaultDecision
    on: date
    at: datetime
    next_gate: date | None
    reversed_by: int | None = None
    reversed_at: datetime | None = None
    reason: str = ""


_ROWS = select(defaults, words.c.body).outerjoin(words, words.c.id == defaults.c.reason)


def _default(row: Row[Any]) -> Default:
    return Default(
        gate=row.gate, initiative=row.initiative, taken=DefaultDecision(row.taken), on=row.on, at=row.at,
        next_gate=row.next_gate, reversed_by=row.reversed_by, reversed_at=row.reversed_at, reason=row.body or "",
    )


def add(tx: Tx, new: Default) -> None:
    """A default that has just been taken; a gate has one at most."""
    tx.execute(insert(defaults).values(
        gate=new.gate, initiative=new.initiative, taken=new.taken.value, on=new.on, at=new.at, next_gate=new.next_gate,
    ))


def get(tx: Tx, gate: str) -> Default | None:
    """The default of a gate."""
    row = tx.execute(_ROWS.where(defaults.c.gate == gate)).first()
    return _default(row) if row else None


def newest(tx: Tx, initiative: str) -> Default | None:
    """The default that was taken last about an initiative."""
    row = tx.execute(_ROWS.where(defaults.c.initiative == initiative).order_by(defaults.c.at.desc()).limit(1)).first()
    return _default(row) if row else None


def reversed_before(tx: Tx, initiative: str) -> bool:
    """Whether a default about this initiative was taken back already."""
    where = (defaults.c.initiative == initiative) & defaults.c.reversed_at.is_not(None)
    return tx.execute(select(defaults.c.gate).where(where).limit(1)).first() is not None


def pauses_between(tx: Tx, since: datetime, until: datetime) -> list[Default]:
    """Pauses taken in [since, until) that stand, in order."""
    where = (
        (defaults.c.taken == DefaultDecision.PAUSE.value) & defaults.c.reversed_at.is_(None)
        & (defaults.c.at >= since) & (defaults.c.at < until)
    )
    return [_default(row) for row in tx.execute(_ROWS.where(where).order_by(defaults.c.at, defaults.c.gate))]


def reverse(tx: Tx, gate: str, *, by: int, reason: str, now: datetime) -> str:
    """Record that it was taken back; the hash of the reason for the ledger."""
    said = texts.put(tx, reason)
    tx.execute(update(defaults).where(defaults.c.gate == gate).values(reversed_by=by, reversed_at=now, reason=said.id))
    return said.hash
