"""Changes of locked criteria: row <-> value, one row each; what was refused stays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.criteria import WAITING, Amendment, AmendmentState, Criteria
from portfolio.errors import Conflict
from portfolio.metrics import Metric
from store import texts
from store.database import Tx
from store.judging_tables import amendments
from store.tables import texts as words
from store.values import dump, load

_REMARKS = words.alias("remarks")
_ROWS = (
    select(amendments, words.c.body.label("said"), _REMARKS.c.body.label("remarked"))
    .outerjoin(words, words.c.id == amendments.c.reason)
    .outerjoin(_REMARKS, _REMARKS.c.id == amendments.c.remark)
    .order_by(amendments.c.at, amendments.c.id)
)


def _amendment(row: Row[Any]) -> Amendment:
    return Amendment(
        id=row.id, initiative=row.initiative, gate=row.gate, was=load(row.was, Criteria), now=load(row.now, Criteria),
        metric=load(row.metric, Metric), reason=row.said or "", by=row.by, at=row.at, state=AmendmentState(row.state),
        second=row.second, settled_at=row.settled_at, remark=row.remarked or "",
    )


def add(tx: Tx, new: Amendment) -> str:
    """One more; the hash of its reason for the ledger."""
    reason = texts.put(tx, new.reason)
    tx.execute(insert(amendments).values(
        id=new.id, initiative=new.initiative, gate=new.gate, was=dump(new.was), now=dump(new.now), metric=dump(new.metric),
        reason=reason.id, by=new.by, at=new.at, state=new.state.value, second=new.second, settled_at=new.settled_at,
    ))
    return reason.hash


def move(tx: Tx, old: Amendment, state: AmendmentState, now: datetime, remark: str = "") -> str | None:
    """Another state; the hash of the remark for the ledger. Conflict when it has changed since it was read."""
    note = texts.put(tx, remark) if remark else None
    where = (amendments.c.id == old.id) & (amendments.c.state == old.state.value)
    done = tx.execute(
        update(amendments).where(where).values(state=state.value, settled_at=now, remark=note.id if note else None)
    )
    if done.rowcount != 1:
        raise Conflict("amendment_settled")
    return note.hash if note else None


def get(tx: Tx, id: str) -> Amendment | None:
    """By id."""
    row = tx.execute(_ROWS.where(amendments.c.id == id)).first()
    return _amendment(row) if row else None


def of_gate(tx: Tx, gate: str, states: Iterable[AmendmentState]) -> list[Amendment]:
    """Those of one gate, oldest first."""
    where = (amendments.c.gate == gate) & amendments.c.state.in_([state.value for state in states])
    return [_amendment(row) for row in tx.execute(_ROWS.where(where))]


def unanswered(tx: Tx) -> list[Amendment]:
    """All that wait for somebody's answer, oldest first."""
    return [_amendment(row) for row in tx.execute(_ROWS.where(amendments.c.state.in_([state.value for state in WAITING])))]


def waiting(tx: Tx, gate: str) -> Amendment | None:
    """The one that waits for an answer: there is one at a time."""
    found = of_gate(tx, gate, WAITING)
    return found[0] if found else None
