"""Pairs that look like one and were told apart by somebody, and initiatives that went into another: row <-> value."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from portfolio.settling import Things
from store import texts
from store.database import Tx
from store.once import insert_new
from store.overlap_tables import apart, merges
from store.tables import texts as words

_MERGES = select(merges, words.c.body.label("said")).outerjoin(words, words.c.id == merges.c.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """`initiative` went into the other. `reason` is "" once it was erased; `things` None: nobody was asked yet."""

    initiative: str
    into: str
    at: datetime
    by: int
    reason: str
    things: Things | None


def told_apart(tx: Tx) -> frozenset[tuple[str, str]]:
    """All such pairs, the smaller key or id first."""
    return frozenset((row.first, row.second) for row in tx.execute(select(apart.c.first, apart.c.second)))


def tell_apart(
    tx: Tx, first: str, second: str, now: datetime, *, by: int | None = None, reason: str | None = None
) -> str | None:
    """Remember a pair, the smaller key or id first; the hash of the reason for the ledger. A pair that is known stays as it
    was said first."""
    if (first, second) in told_apart(tx):
        return None
    said = None if reason is None else texts.put(tx, reason)
    insert_new(
        tx, apart, apart.c.first, first=first, second=second, at=now, by=by, reason=None if said is None else said.id
    )
    return None if said is None else said.hash


def merge(tx: Tx, one: str, into: str, now: datetime, *, by: int, reason: str, things: Things) -> str:
    """Remember that one went into another; the hash of the reason for the ledger."""
    said = texts.put(tx, reason)
    tx.execute(insert(merges).values(
        initiative=one, into=into, at=now, by=by, reason=said.id, things=things.value
    ))
    return said.hash


def merge_of(tx: Tx, initiative: str) -> Merge | None:
    """Where it went."""
    row = tx.execute(_MERGES.where(merges.c.initiative == initiative)).first()
    return _merge(row) if row else None


def merged_into(tx: Tx, initiative: str) -> list[Merge]:
    """What went into it, oldest first."""
    where = merges.c.into == initiative
    return [_merge(row) for row in tx.execute(_MERGES.where(where).order_by(merges.c.at, merges.c.initiative))]


def _merge(row: Row[Any]) -> Merge:
    return Merge(
        initiative=row.initiative, into=row.into, at=row.at, by=row.by, reason=row.said or "",
        things=Things(row.things) if row.things else None,
    )
