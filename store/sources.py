"""Sources: row <-> value. One source is in force per initiative, and per guardrail of it: the newest that was bound."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update

from portfolio.observations import Binding, SourceKind, SourceRef
from portfolio.sources import Cursor, Failure, How, Source
from store.database import Tx
from store.domain_tables import sources, sweeps
from store.texts import SALT_BYTES
from store.values import dump, load


def _source(row: Row[Any]) -> Source:
    return Source(
        id=row.id, initiative=row.initiative, metric=row.metric,
        ref=SourceRef(kind=SourceKind(row.kind), locator=row.locator), label=row.label,
        binding=load(row.columns, Binding), how=How(row.how), pilot=row.pilot, guardrail=row.guardrail,
        enabled_by=row.enabled_by,
        enabled_at=row.enabled_at, looked_at=row.looked_at,
        read_at=row.read_at,
        failure=None if row.failure is None else load(row.failure, Failure),
        cursor=None if row.cursor is None else load(row.cursor, Cursor), grant=row.grant,
    )


def add(tx: Tx, new: Source, *, like: str | None = None) -> None:
    """A new source, with a salt of its own for the people in its rows; or with that of the source it takes the place of,
    so that the same people stay the same."""
    tx.execute(insert(sources).values(
        id=new.id, initiative=new.initiative, metric=new.metric, kind=new.ref.kind.value, locator=new.ref.locator,
        label=new.label, columns=dump(new.binding), how=new.how.value, pilot=new.pilot,
        guardrail=new.guardrail,
        salt=secrets.token_bytes(SALT_BYTES) if like is None else salt(tx, like), enabled_by=new.enabled_by,
        enabled_at=new.enabled_at, grant=new.grant,
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
    """The source of the metric that decides of each initiative that has one, by initiative."""
    return {row.initiative: _source(row) for row in tx.execute(_bound(initiatives).where(sources.c.guardrail.is_(None)))}


def of_guardrails(tx: Tx, initiatives: Iterable[str]) -> Mapping[tuple[str, int], Source]:
    """The sources of guardrails, by initiative and number."""
    rows = tx.execute(_bound(initiatives).where(sources.c.guardrail.is_not(None)))
    return {(row.initiative, row.guardrail): _source(row) for row in rows}


def _bound(initiatives: Iterable[str]) -> Select[Any]:
    where = sources.c.initiative.in_(list(initiatives))
    return select(sources).where(where).order_by(sources.c.enabled_at, sources.c.id)


def before(tx: Tx, source: Source) -> Source | None:
    """The source of the same number which was in force before this one."""
    former = None
    for row in tx.execute(_bound([source.initiative]).where(sources.c.guardrail.is_not_distinct_from(source.guardrail))):
        if row.id == source.id:
            break
        former = row
    return _source(former) if former else None


def of_grant(tx: Tx, grant: str) -> list[Source]:
    """Everything that was bound under a grant."""
    return [_source(row) for row in tx.execute(select(sources).where(sources.c.grant == grant).order_by(sources.c.id))]


def failing(tx: Tx) -> bool:
    """Whether any source could not be read at its last look."""
    return tx.execute(select(sources.c.id).where(sources.c.failure.is_not(None)).limit(1)).first() is not None


def looked(tx: Tx, id: str, failure: Failure | None, now: datetime, *, whole: bool = True) -> None:
    """What the last look at a source came to. `whole`: it saw everything there was to see."""
    came: dict[str, object] = {"looked_at": now, "failure": None if failure is None else dump(failure)}
    if failure is None and whole:
        came["read_at"] = now
    tx.execute(update(sources).where(sources.c.id == id).values(came))


def point(tx: Tx, id: str, cursor: Cursor) -> None:
    """Where the next part of a source begins."""
    tx.execute(update(sources).where(sources.c.id == id).values(cursor=dump(cursor)))


def sweep(tx: Tx, id: str, keys: Sequence[str]) -> None:
    """Keys that came in the pass over everything that is under way."""
    known = set(tx.execute(select(sweeps.c.key).where(sweeps.c.source == id, sweeps.c.key.in_(keys))).scalars())
    if new := [{"source": id, "key": key} for key in keys if key not in known]:
        tx.execute(insert(sweeps), new)


def end_sweep(tx: Tx, id: str) -> None:
    """Forget the keys of a pass: it has ended, or another one begins."""
    tx.execute(delete(sweeps).where(sweeps.c.source == id))
