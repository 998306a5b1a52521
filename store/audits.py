"""Audits: row <-> value. A closed one is never changed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from portfolio.audits.answers import Alive
from portfolio.errors import Conflict
from store.audit_tables import audit_answers, audit_joins, audits
from store.database import Tx
from store.once import inserted
from store.tables import ledger

_OPEN, _CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One audit. `document` and `hash` are None while it is open."""

    id: int
    open: bool
    as_of: date
    opened_at: datetime
    closed_at: datetime | None
    closed_by: int | None
    before: int | None
    document: str | None
    hash: str | None


def open_one(tx: Tx) -> Kept | None:
    """The one that is under way."""
    row = tx.execute(select(audits).where(audits.c.state == _OPEN).order_by(audits.c.id.desc()).limit(1)).first()
    return _kept(row) if row else None


def closed(tx: Tx) -> Iterator[Kept]:
    """The records, the newest first, each read when it is asked for: they are large."""
    newest = select(audits).where(audits.c.state == _CLOSED).order_by(audits.c.id.desc()).limit(1)
    row = tx.execute(newest).first()
    while row is not None:
        yield _kept(row)
        row = tx.execute(newest.where(audits.c.id < row.id)).first()


def between(tx: Tx, former: int | None, later: int) -> list[int]:
    """The numbers of the records after `former`, and before `later`."""
    here = (audits.c.state == _CLOSED) & (audits.c.id > (former or 0)) & (audits.c.id < later)
    return list(tx.execute(select(audits.c.id).where(here).order_by(audits.c.id)).scalars())


def get(tx: Tx, id: int) -> Kept | None:
    """By its number."""
    row = tx.execute(select(audits).where(audits.c.id == id)).first()
    return _kept(row) if row else None


def begin(tx: Tx, *, by: int | None, on: date, now: datetime) -> int:
    """A new audit; its number."""
    id = inserted(tx, audits, audits.c.id, state=_OPEN, as_of=on, opened_at=now, opened_by=by)
    assert id is not None
    return int(id)


def close(
    tx: Tx, one: Kept, *, on: date, by: int | None, before: int | None, document: str, hash: str, now: datetime
) -> None:
    """Keep its document. Conflict when somebody closed it since it was read."""
    here = (audits.c.id == one.id) & (audits.c.state == _OPEN)
    done = tx.execute(update(audits).where(here).values(
        state=_CLOSED, as_of=on, closed_at=now, closed_by=by, before=before, document=document, hash=hash,
    ))
    if done.rowcount != 1:
        raise Conflict("changed_since")


def answers(tx: Tx, audit: int) -> Mapping[str, Alive]:
    """What owners answered, by key."""
    rows = tx.execute(select(audit_answers).where(audit_answers.c.audit == audit).order_by(audit_answers.c.key))
    return {row.key: Alive(row.answer) for row in rows}


def last_answer(tx: Tx, key: str) -> tuple[Alive, int, datetime] | None:
    """The newest answer about a line in any audit, who gave it, and when."""
    mine = select(audit_answers).where(audit_answers.c.key == key).order_by(audit_answers.c.audit.desc()).limit(1)
    row = tx.execute(mine).first()
    return (Alive(row.answer), row.by, row.at) if row else None


def answer(tx: Tx, audit: int, said: Mapping[str, Alive], *, by: int, now: datetime) -> int:
    """Keep answers; how many of them are new or other than before."""
    known = answers(tx, audit)
    other = {key: one for key, one in said.items() if known.get(key) is not one}
    for key, one in other.items():
        values = {"answer": one.value, "by": by, "at": now}
        if key in known:
            here = (audit_answers.c.audit == audit) & (audit_answers.c.key == key)
            tx.execute(update(audit_answers).where(here).values(values))
        else:
            tx.execute(insert(audit_answers).values(audit=audit, key=key, **values))
    return len(other)


def joins(tx: Tx) -> Mapping[str, str]:
    """Former keys and what they are now."""
    return {row.former: row.now for row in tx.execute(select(audit_joins).order_by(audit_joins.c.former))}


def join(tx: Tx, former: str, now_key: str, *, by: int | None, at: datetime) -> bool:
    """Say that a line is another's former self; False when that was said."""
    if (known := joins(tx).get(former)) == now_key:
        return False
    values = {"now": now_key, "by": by, "at": at}
    if known is None:
        tx.execute(insert(audit_joins).values(former=former, **values))
    else:
        tx.execute(update(audit_joins).where(audit_joins.c.former == former).values(values))
    return True


def heard(tx: Tx, ids: Iterable[str]) -> Mapping[str, datetime]:
    """When a person last did something about each initiative, by the ledger."""
    wanted = set(ids)
    last = select(ledger.c.subject, func.max(ledger.c.at).label("at")).where(ledger.c.actor.is_not(None))
    return {row.subject: row.at for row in tx.execute(last.group_by(ledger.c.subject)) if row.subject in wanted}


def noted(tx: Tx, id: int) -> str | None:
    """The hash that the ledger has of a record."""
    closed = (ledger.c.subject == str(id)) & ledger.c.action.in_(("cli:audit:closed", "teams:audit:closed"))
    row = tx.execute(select(ledger.c.data).where(closed).order_by(ledger.c.seq.desc()).limit(1)).first()
    return str(json.loads(row.data)["hash"]) if row else None


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        id=row.id, open=row.state == _OPEN, as_of=row.as_of, opened_at=row.opened_at, closed_at=row.closed_at,
        closed_by=row.closed_by, before=row.before, document=row.document, hash=row.hash,
    )
