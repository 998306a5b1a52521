"""Observations and the batches they came in: row <-> value. A row is superseded, never overwritten and never deleted.

What a source said at any time can be read again: a row belongs to a batch, and ends with the batch that superseded it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Executable, Row, bindparam, func, insert, or_, select, update

from portfolio.observations import Observation, Origin, Rejected
from portfolio.sources import Seen, Source
from store.database import Tx
from store.domain_tables import batches, observations, sweeps
from store.values import dump, load

T = TypeVar("T")
_KEPT_REJECTED = 20
_AT_ONCE = 1000
"""Rows in one statement."""
_SEEN = tuple(observations.c[name] for name in (
    "key", "at", "opened", "closed", "value", "n", "person", "work", "group", "batch", "superseded_by",
))  # fmt: skip
_NEWEST = select(batches).where(batches.c.source == bindparam("source")).order_by(batches.c.number.desc()).limit(1)
_ENDED = observations.c.superseded_by
_OF_SOURCE = select(*_SEEN).where(observations.c.source == bindparam("source")).order_by(observations.c.key)
_LIVE = _OF_SOURCE.where(_ENDED.is_(None))
_THEN_AND_NOW = _OF_SOURCE.where(
    or_(_ENDED.is_(None), (observations.c.batch <= bindparam("batch")) & (bindparam("batch") < _ENDED))
)
_LIVE_OF = _LIVE.where(observations.c.key.in_(bindparam("keys", expanding=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One reading that brought something new. `number` counts those of its source from 1."""

    id: int
    source: str
    number: int
    fetched_at: datetime
    refreshed_on: date | None
    sha256: str
    added: int
    changed: int
    gone: int
    same: int
    refused: int


def _batch(row: Row[Any]) -> Batch:
    return Batch(
        id=row.id, source=row.source, number=row.number, fetched_at=row.fetched_at, refreshed_on=row.refreshed_on,
        sha256=row.sha256, added=row.added, changed=row.changed, gone=row.gone, same=row.same, refused=row.refused,
    )


def newest(tx: Tx, source: str) -> Batch | None:
    """The last batch of a source."""
    row = tx.execute(_NEWEST, {"source": source}).first()
    return _batch(row) if row else None


def newest_of(tx: Tx, sources: Iterable[str]) -> Mapping[str, Batch]:
    """The last batches of several sources, by source."""
    rows = tx.execute(select(batches).where(batches.c.source.in_(list(sources))).order_by(batches.c.number))
    return {row.source: _batch(row) for row in rows}


def newest_by(tx: Tx, source: str, at: datetime) -> Batch | None:
    """The last batch of a source that had come by a moment."""
    where = (batches.c.source == source) & (batches.c.fetched_at <= at)
    row = tx.execute(select(batches).where(where).order_by(batches.c.number.desc()).limit(1)).first()
    return _batch(row) if row else None


def ever(tx: Tx, source: str, key: str) -> bool:
    """Whether a source has said anything under this key, now or before."""
    where = (observations.c.source == source) & (observations.c.key == key)
    return tx.execute(select(observations.c.id).where(where).limit(1)).first() is not None


def since(tx: Tx, source: str, at: datetime) -> list[Batch]:
    """The batches of a source from a moment on."""
    where = (batches.c.source == source) & (batches.c.fetched_at >= at)
    return [_batch(row) for row in tx.execute(select(batches).where(where).order_by(batches.c.number))]


def rejected(tx: Tx, batch: int) -> tuple[Rejected, ...]:
    """The first rows of a batch that could not be used."""
    return load(tx.execute(select(batches.c.rejected).where(batches.c.id == batch)).scalar_one(), tuple[Rejected, ...])


def _rows(tx: Tx, statement: Executable, **of: object) -> list[Seen]:
    return [
        Seen(
            key=key, at=at, opened=opened, closed=closed, value=value, n=n, person=person, work=work, group=group,
            batch=batch, ended=ended,
        )
        for key, at, opened, closed, value, n, person, work, group, batch, ended in tx.execute(statement, of).all()
    ]


def live(tx: Tx, source: str) -> list[Seen]:
    """What the source says now, by key."""
    return _rows(tx, _LIVE, source=source)


def live_of(tx: Tx, source: str, keys: Sequence[str]) -> list[Seen]:
    """What the source says now under these keys."""
    return [
        row for some in _chunks(keys) for row in _rows(tx, _LIVE_OF, source=source, keys=some)
    ]


def keys(tx: Tx, source: str) -> list[str]:
    """The keys the source has now."""
    where = (observations.c.source == source) & observations.c.superseded_by.is_(None)
    return list(tx.execute(select(observations.c.key).where(where)).scalars())


def unswept(tx: Tx, source: str) -> list[str]:
    """The keys the source has now that have not come in its pass over everything."""
    came = select(sweeps.c.key).where(sweeps.c.source == source)
    where = (observations.c.source == source) & observations.c.superseded_by.is_(None) & observations.c.key.not_in(came)
    return list(tx.execute(select(observations.c.key).where(where).order_by(observations.c.key)).scalars())


def count(tx: Tx, source: str) -> int:
    """How many rows the source has now."""
    where = (observations.c.source == source) & observations.c.superseded_by.is_(None)
    found: int = tx.execute(select(func.count()).where(where)).scalar_one()
    return found


def then_and_now(tx: Tx, source: str, batch: int) -> tuple[list[Seen], list[Seen]]:
    """What a source said once that batch was recorded, and what it says now, each by key. A row that is in both is one."""
    rows = _rows(tx, _THEN_AND_NOW, source=source, batch=batch)
    then = [row for row in rows if row.batch <= batch and (row.ended is None or row.ended > batch)]
    return then, [row for row in rows if row.ended is None]


def seen(one: Observation, salt: bytes) -> Seen:
    """An observation as it will be kept, not yet of any batch: the person's name is hashed and forgotten here."""
    person = None if one.person is None else person_hash(one.person, salt)
    return Seen(
        key=one.key, at=one.at, opened=one.start, closed=one.end, value=one.value, n=one.n, person=person, work=one.kind,
        group=one.group, batch=0, ended=None,
    )


def person_hash(person: str, salt: bytes) -> str:
    """What stands for a person in the rows of the source with this salt."""
    return hashlib.sha256(salt + person.encode()).hexdigest()


def add_batch(
    tx: Tx, source: Source, origin: Origin, number: int, rejected: Sequence[Rejected], *, added: int, changed: int,
    gone: int, same: int,
) -> Batch:
    """A new batch. Its key and its number are unique: of two workers that read the same, one has to look again."""
    done = tx.execute(
        insert(batches).values(
            source=source.id, number=number, key=f"{source.id}:{number}:{origin.sha256}", fetched_at=origin.fetched_at,
            refreshed_on=origin.refreshed_on, sha256=origin.sha256, added=added, changed=changed, gone=gone, same=same,
            refused=len(rejected), rejected=dump(tuple(rejected[:_KEPT_REJECTED])),
        ).returning(batches)
    ).one()
    return _batch(done)


def supersede(tx: Tx, source: Source, batch: Batch, gone: Sequence[str], new: Sequence[Seen]) -> None:
    """End what holds under these keys, and add what holds from now on."""
    for keys in _chunks(gone):
        where = (
            (observations.c.source == source.id) & observations.c.superseded_by.is_(None) & observations.c.key.in_(keys)
        )
        tx.execute(update(observations).where(where).values(superseded_by=batch.id))
    for rows in _chunks(new):
        tx.execute(insert(observations), [
            {
                "initiative": source.initiative, "metric": source.metric, "source": source.id, "key": row.key,
                "at": row.at, "opened": row.opened, "closed": row.closed, "value": row.value, "n": row.n,
                "person": row.person, "work": row.work, "group": row.group, "batch": batch.id, "superseded_by": None,
            }
            for row in rows
        ])


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
