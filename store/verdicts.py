"""Verdicts as they were computed, one row per change of what they were computed from; the newest counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from portfolio.evidence import Evidence
from store.database import Tx
from store.judging_tables import verdicts
from store.values import dump, load

_LAST_OF = (
    select(func.max(verdicts.c.id)).where(verdicts.c.initiative.in_(bindparam("initiatives", expanding=True)))
    .group_by(verdicts.c.initiative)
)
_LATEST_OF = select(verdicts).where(verdicts.c.id.in_(_LAST_OF))
_ADD = insert(verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A verdict with what it was computed from: the metric's version, the gate, the look, the method, a hash of it all.

    `stamp` is what the inputs could be told by at a glance when it was last looked at: no need to hash them again to see
    that nothing is new.
    """

    initiative: str
    metric: int
    gate: str
    look: str
    hash: str
    stamp: str
    method: int
    at: datetime
    evidence: Evidence


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        initiative=row.initiative, metric=row.metric, gate=row.gate, look=row.look, hash=row.hash, stamp=row.stamp,
        method=row.method, at=row.at, evidence=load(row.evidence, Evidence),
    )


def add(tx: Tx, new: Kept) -> None:
    """One more."""
    tx.execute(_ADD, {
        "initiative": new.initiative, "metric": new.metric, "gate": new.gate, "look": new.look, "hash": new.hash,
        "stamp": new.stamp, "method": new.method, "at": new.at, "evidence": dump(new.evidence),
    })


def stamp(tx: Tx, old: Kept, stamp: str) -> None:
    """The same inputs, seen again: the newest verdict of the initiative stands."""
    last = select(func.max(verdicts.c.id)).where(verdicts.c.initiative == old.initiative).scalar_subquery()
    tx.execute(update(verdicts).where(verdicts.c.id == last).values(stamp=stamp))


def latest_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Kept]:
    """The newest of each initiative, by initiative."""
    return {row.initiative: _kept(row) for row in tx.execute(_LATEST_OF, {"initiatives": list(initiatives)})}


def of(tx: Tx, initiative: str) -> Iterator[Kept]:
    """All of one initiative, the newest first."""
    where = verdicts.c.initiative == initiative
    return map(_kept, tx.execute(select(verdicts).where(where).order_by(verdicts.c.id.desc())))


def latest(tx: Tx, initiative: str) -> Kept | None:
    """The newest of one."""
    return latest_of(tx, [initiative]).get(initiative)
