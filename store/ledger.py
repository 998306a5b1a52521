"""Appending to the hash chain, mechanically the last step of a transaction.

An action says `note(tx, ...)` whenever it likes; `Store.write` appends what was noted when the action has returned, right
before the commit. On PostgreSQL the append waits for the ledger's lock, which is held until the commit: without it 16
concurrent writers broke 566 of 600 links. A note made inside a `begin_nested()` that is rolled back is kept.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, select, text

from portfolio.ledger import GENESIS, Entry, Head, Json, canonical, check, line, link
from store.tables import ledger

LEDGER_LOCK = 0x6C6564676572  # "ledger": the same constant in every process
_NOTED = "ledger_noted"
_APPEND, _LAST = ledger.insert(), select(ledger.c.seq, ledger.c.hash).order_by(ledger.c.seq.desc()).limit(1)
T = TypeVar("T")


def note(
    tx: Connection, *, at: datetime, actor: int | None, action: str, subject: str, data: Mapping[str, Json] | None = None
) -> None:
    """Have one entry appended when this transaction ends well.

    `action` is "source:subject:action", `data` holds codes, ids and hashes only. ValueError for anything that must not
    be kept for ever; RuntimeError outside of `Store.write`.
    """
    entry = Entry(at=at, actor=actor, action=action, subject=subject, data=data or {})
    check(entry)
    noted: list[Entry] | None = tx.info.get(_NOTED)
    if noted is None:
        raise RuntimeError("a ledger entry can only be noted inside Store.write")
    noted.append(entry)


def recorded(work: Callable[[Connection], T], tx: Connection) -> T:
    """Run `work(tx)`, then append what it noted. Called by Store.write, by nobody else."""
    noted: list[Entry] = []
    info = tx.info  # kept: a connection lost in `work` no longer gives it out
    info[_NOTED] = noted
    try:
        result = work(tx)
    finally:
        del info[_NOTED]
    if noted:
        _append(tx, noted)
    return result


def _append(tx: Connection, entries: list[Entry]) -> None:
    if tx.dialect.name == "postgresql":
        tx.execute(text("select pg_advisory_xact_lock(:key)"), {"key": LEDGER_LOCK})
    last = head(tx)
    rows = []
    for entry in entries:
        reached = link(last, entry)
        rows.append(
            {
                "seq": reached.seq,
                "at": entry.at,
                "actor": entry.actor,
                "action": entry.action,
                "subject": entry.subject,
                "data": canonical(dict(entry.data)).decode(),
                "prev": last.hash,
                "hash": reached.hash,
            }
        )
        last = reached
    tx.execute(_APPEND, rows)


def head(tx: Connection) -> Head:
    """The chain's end; GENESIS when it is empty. Kept elsewhere, it is what makes a truncation show."""
    row = tx.execute(_LAST).first()
    return GENESIS if row is None else Head(seq=row.seq, hash=row.hash)


def latest(tx: Connection) -> datetime | None:
    """The latest time any entry was made at; None when there is none."""
    at: datetime | None = tx.execute(select(func.max(ledger.c.at))).scalar()
    return at


def earliest(tx: Connection) -> datetime | None:
    """The earliest time any entry was made at; None when there is none."""
    at: datetime | None = tx.execute(select(func.min(ledger.c.at))).scalar()
    return at


def export(tx: Connection) -> Iterator[str]:
    """The whole ledger, one canonical JSON line an entry, oldest first. To be read to its end inside the transaction.

    The stored hash is written as it is stored: what does not fit shows when the export is verified.
    """
    for row in tx.execute(select(ledger).order_by(ledger.c.seq)).yield_per(1000):
        entry = _entry(row)
        before = Head(seq=row.seq - 1, hash=row.prev)
        yield line(before, entry, row.hash)


def of_subject(tx: Connection, subject: str, limit: int) -> list[Entry]:
    """The newest entries about one subject, newest first."""
    rows = tx.execute(select(ledger).where(ledger.c.subject == subject).order_by(ledger.c.seq.desc()).limit(limit))
    return [_entry(row) for row in rows]


def _entry(row: Row[Any]) -> Entry:
    return Entry(at=row.at, actor=row.actor, action=row.action, subject=row.subject, data=json.loads(row.data))


def by_actor(tx: Connection, actor: int, action: str) -> list[Entry]:
    """What somebody did of one kind, oldest first."""
    rows = tx.execute(select(ledger).where(ledger.c.actor == actor, ledger.c.action == action).order_by(ledger.c.seq))
    return [_entry(row) for row in rows]
