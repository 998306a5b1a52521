"""The roadmap's record: row <-> value. What was accepted is never changed; it can be withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.errors import Conflict
from portfolio.roadmap.order import Move
from portfolio.roadmap.values import Capacity, Plan
from store import texts
from store.database import Tx
from store.once import insert_new
from store.roadmap_tables import roadmap_capacities, roadmap_moves, roadmaps
from store.tables import texts as words
from store.values import dump, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """The capacity somebody set. `reason` is "" once it was erased."""

    version: int
    capacity: Capacity
    reason: str
    by: int
    at: datetime


def capacity(tx: Tx) -> Sized | None:
    """What was set last; None while nobody has said how many squads there are."""
    rows = select(roadmap_capacities, words.c.body).outerjoin(words, words.c.id == roadmap_capacities.c.reason)
    row = tx.execute(rows.order_by(roadmap_capacities.c.version.desc()).limit(1)).first()
    if row is None:
        return None
    return Sized(
        version=row.version, capacity=Capacity(squads=row.squads, weeks=row.weeks), reason=row.body or "", by=row.by,
        at=row.at,
    )


def size(tx: Tx, version: int, new: Capacity, reason: str, *, by: int, now: datetime) -> str:
    """A new capacity under this version; the hash of its reason, for the ledger. Conflict when there is such a version."""
    note = texts.put(tx, reason)
    if not insert_new(
        tx, roadmap_capacities, roadmap_capacities.c.version, version=version, squads=new.squads, weeks=new.weeks,
        reason=note.id, by=by, at=now,
    ):
        raise Conflict("changed_since")
    return note.hash


def moves(tx: Tx) -> Sequence[Move]:
    """Every move, the first one first."""
    rows = select(roadmap_moves, words.c.body).outerjoin(words, words.c.id == roadmap_moves.c.reason)
    return [
        Move(id=row.id, candidate=row.opportunity, places=row.places, reason=row.body or "", by=row.by, at=row.at)
        for row in tx.execute(rows.order_by(roadmap_moves.c.id))
    ]


def move(tx: Tx, opportunity: str, places: int, reason: str, *, by: int, now: datetime) -> str:
    """One more; the hash of the reason, for the ledger."""
    note = texts.put(tx, reason)
    tx.execute(insert(roadmap_moves).values(opportunity=opportunity, places=places, reason=note.id, by=by, at=now))
    return note.hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A roadmap as it was accepted."""

    version: int
    plan: Plan
    by: int
    at: datetime
    withdrawn_at: datetime | None


def newest(tx: Tx) -> Accepted | None:
    """What was accepted last, withdrawn or not."""
    row = tx.execute(select(roadmaps).order_by(roadmaps.c.version.desc()).limit(1)).first()
    return None if row is None else _accepted(row)


def in_force(tx: Tx) -> Accepted | None:
    """The newest, unless it was withdrawn."""
    found = newest(tx)
    return None if found is None or found.withdrawn_at is not None else found


def before(tx: Tx, at: datetime) -> Accepted | None:
    """What was in force at that moment."""
    wanted = select(roadmaps).where(roadmaps.c.accepted_at <= at).order_by(roadmaps.c.version.desc()).limit(1)
    row = tx.execute(wanted).first()
    if row is None or (row.withdrawn_at is not None and row.withdrawn_at <= at):
        return None
    return _accepted(row)


def accept(tx: Tx, version: int, plan: Plan, *, by: int, now: datetime) -> None:
    """The next one. Conflict when there is one by that number."""
    if not insert_new(
        tx, roadmaps, roadmaps.c.version, version=version, plan=dump(plan), accepted_by=by, accepted_at=now,
    ):
        raise Conflict("changed_since")


def withdraw(tx: Tx, version: int, *, by: int, now: datetime) -> None:
    """It is in force no more. Conflict when it was withdrawn already."""
    here = (roadmaps.c.version == version) & roadmaps.c.withdrawn_at.is_(None)
    if tx.execute(update(roadmaps).where(here).values(withdrawn_by=by, withdrawn_at=now)).rowcount != 1:
        raise Conflict("changed_since")


def _accepted(row: Row[Any]) -> Accepted:
    return Accepted(
        version=row.version, plan=load(row.plan, Plan), by=row.accepted_by, at=row.accepted_at, withdrawn_at=row.withdrawn_at
    )
