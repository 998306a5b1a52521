"""Sources: row <-> value. One source is in force per initiative: the newest that was bound."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.observations import Binding, SourceKind, SourceRef
from portfolio.sources import Failure, How, Source
from store.database import Tx
from store.domain_tables import sources
from store.texts import SALT_BYTES
from store.values import dump, load


def _source(row: Row[Any]) -> Source:
    return Source(
        id=row.id, initiative=row.initiative, metric=row.metric,
        ref=SourceRef(kind=SourceKind(row.kind), locator=row.locator), label=row.label,
        binding=load(row.columns, Binding), how=How(row.how), pilot=row.pilot, enabled_by=row.enabled_by,
        enabled_at=row.enabled_at, looked_at=row.looked_at,
        read_at=row.read_at,
        failure=None if row.failure is None else load(row.failure, Failure),
    )


def add(tx: Tx, new: Source) -> None:
    """A new source, with a salt of its own for the people in its rows."""
    tx.execute(insert(sources).values(
        id=new.id, initiative=new.initiative, metric=new.metric, kind=new.ref.kind.value, locator=new.ref.locator,
        label=new.label, columns=dump(new.binding), how=new.how.value, pilot=new.pilot,
        salt=secrets.token_bytes(SALT_BYTES), enabled_by=new.enabled_by, enabled_at=new.enabled_at,
    ))


def get(tx: Tx, id: str) -> Source | None:
    """By id."""
    row = tx.execute(select(sources).where(sources.c.id == id)).first()
    return _source(row) if row else None


def salt(tx: Tx, id: str) -> bytes:
    """What the hashes of a source's people are salted with."""
    found: bytes = tx.execute(select(sources.c.salt).where(sources.c.id == id)).scalar_one()
    return found


def in_force(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Source]:
    """The source of each initiative that has one, by initiative."""
    rows = tx.execute(
        select(sources).where(sources.c.initiative.in_(list(initiatives))).order_by(sources.c.enabled_at, sources.c.id)
    )
    return {row.initiative: _source(row) for row in rows}


def looked(tx: Tx, id: str, failure: Failure | None, now: datetime) -> None:
    """What the last look at a source came to."""
    came: dict[str, object] = {"looked_at": now, "failure": None if failure is None else dump(failure)}
    if failure is None:
        came["read_at"] = now
    tx.execute(update(sources).where(sources.c.id == id).values(came))
