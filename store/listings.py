"""Imported lists: row <-> value. What is listed now is, for each key, what the newest import in force said of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, exists, func, insert, select, update

from portfolio.errors import Conflict
from portfolio.imports.comparing import ImportState
from portfolio.imports.entries import Entry, Field
from portfolio.searching import entry_words
from store.audit_tables import unlisted
from store.database import Tx
from store.list_tables import imports, listed, listed_words
from store.once import inserted
from store.values import dump, fingerprint, load

T = TypeVar("T")
_AT_ONCE = 100
"""Rows in one statement, and rows fetched at once."""
_IN_FORCE = (
    select(listed)
    .join(imports, imports.c.id == listed.c.import_id)
    .where(imports.c.state == ImportState.APPLIED.value)
    .order_by(listed.c.import_id)
)
_NEWEST = (
    select(listed.c.key, func.max(listed.c.import_id).label("import_id"))
    .join(imports, imports.c.id == listed.c.import_id)
    .where(imports.c.state == ImportState.APPLIED.value)
    .group_by(listed.c.key)
    .subquery()
)
_WORDS = select(listed_words.c.key, listed_words.c.words).join(
    _NEWEST, (_NEWEST.c.key == listed_words.c.key) & (_NEWEST.c.import_id == listed_words.c.import_id)
)
_SEVERAL = select(listed.c.key, listed.c.entry).join(
    _NEWEST, (_NEWEST.c.key == listed.c.key) & (_NEWEST.c.import_id == listed.c.import_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One confirmed import. `hash` is SHA-256 of the file; `by` a person's number, None on the command line."""

    id: int
    at: datetime
    by: int | None
    file: str
    hash: str
    columns: Mapping[Field, str]
    rows: int
    state: ImportState
    reverted_at: datetime | None


def hash_of(entry: Entry) -> str:
    """What an entry says, wherever in its list it stands."""
    return fingerprint(replace(entry, row=0))


def hashes(tx: Tx) -> Mapping[str, str]:
    """What is listed now, as hashes by key."""
    wanted = _IN_FORCE.with_only_columns(listed.c.key, listed.c.hash)
    return {row.key: row.hash for row in tx.execute(wanted).yield_per(_AT_ONCE)}


def entries(tx: Tx) -> list[Entry]:
    """What is listed now, in the order in which the keys first came."""
    return [entry for _, entry in in_force(tx).values()]


def in_force(tx: Tx) -> Mapping[str, tuple[int, Entry]]:
    """The same by key, each with the number of the import that said it last."""
    wanted = _IN_FORCE.with_only_columns(listed.c.key, listed.c.import_id)
    newest = {row.key: row.import_id for row in tx.execute(wanted).yield_per(_AT_ONCE)}
    found = {
        row.key: load(row.entry, Entry)
        for row in tx.execute(_IN_FORCE).yield_per(_AT_ONCE) if newest[row.key] == row.import_id
    }
    return {key: (import_id, found[key]) for key, import_id in newest.items()}


def keys_of(tx: Tx, id: int) -> list[str]:
    """The keys of the entries that an import brought or changed."""
    return list(tx.execute(select(listed.c.key).where(listed.c.import_id == id)).scalars())


def with_words(tx: Tx, words: Iterable[str]) -> list[tuple[str, str]]:
    """Key and `entry_words` of what is listed now and has, for each of these plain words, a word that begins so."""
    return [
        (row.key, row.words)
        for row in tx.execute(_WORDS.where(*(listed_words.c.words.like(f"% {word}%") for word in words)))
    ]


def several(tx: Tx, keys: Iterable[str]) -> Mapping[str, Entry]:
    """Some of what is listed now, by key."""
    return {row.key: load(row.entry, Entry) for row in tx.execute(_SEVERAL.where(listed.c.key.in_(list(keys))))}


def no_longer(tx: Tx) -> frozenset[str]:
    """The keys that the newest import in force that spoke of them left out: they are kept, and their list no longer has
    them."""
    told = (
        select(unlisted.c.key, func.max(unlisted.c.import_id).label("import_id"))
        .join(imports, imports.c.id == unlisted.c.import_id)
        .where(imports.c.state == ImportState.APPLIED.value).group_by(unlisted.c.key).subquery()
    )
    gone = select(told.c.key).join(_NEWEST, _NEWEST.c.key == told.c.key).where(told.c.import_id > _NEWEST.c.import_id)
    return frozenset(tx.execute(gone).scalars())


def add(tx: Tx, new: Import, changes: Sequence[tuple[Entry, str]], gone: Sequence[str] = ()) -> int:
    """Store a confirmed import with the entries that are new or changed, each with its hash, and the keys it no longer has;
    its id."""
    id = inserted(
        tx, imports, imports.c.id, at=new.at, by=new.by, file=new.file, hash=new.hash, columns=dump(new.columns),
        rows=new.rows, state=new.state.value,
    )
    assert id is not None
    for keys in _some(gone):
        tx.execute(insert(unlisted), [{"import_id": id, "key": key} for key in keys])
    for some in _some(changes):
        tx.execute(insert(listed), [
            {"import_id": id, "key": one.key, "hash": hash, "entry": dump(one)} for one, hash in some
        ])
        tx.execute(insert(listed_words), [{"import_id": id, "key": one.key, "words": entry_words(one)} for one, _ in some])
    return int(id)


def _some(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """All of them, some at a time: what is bound to one statement is held as JSON too."""
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def get(tx: Tx, id: int) -> Import | None:
    """By its number."""
    row = tx.execute(select(imports).where(imports.c.id == id)).first()
    return _import(row) if row else None


def counts(tx: Tx, id: int) -> tuple[int, int]:
    """How many entries an import added, and how many it changed of those in force before it."""
    before = listed.alias()
    known = exists().where(
        before.c.key == listed.c.key, before.c.import_id < id, before.c.import_id == imports.c.id,
        imports.c.state == ImportState.APPLIED.value,
    )
    mine = select(func.count()).select_from(listed).where(listed.c.import_id == id)
    everything, changed = tx.execute(mine).scalar_one(), tx.execute(mine.where(known)).scalar_one()
    return everything - changed, changed


def latest(tx: Tx, most: int) -> list[Import]:
    """The newest imports, taken back or not, newest first."""
    return [_import(row) for row in tx.execute(select(imports).order_by(imports.c.id.desc()).limit(most))]


def newest(tx: Tx) -> Import | None:
    """The newest import that is in force."""
    wanted = select(imports).where(imports.c.state == ImportState.APPLIED.value).order_by(imports.c.id.desc()).limit(1)
    row = tx.execute(wanted).first()
    return _import(row) if row else None


def revert(tx: Tx, old: Import, now: datetime) -> None:
    """Take an import out of force. Conflict when that has been done since it was read."""
    here = (imports.c.id == old.id) & (imports.c.state == old.state.value)
    if tx.execute(update(imports).where(here).values(state=ImportState.REVERTED.value, reverted_at=now)).rowcount != 1:
        raise Conflict("changed_since")


def _import(row: Row[Any]) -> Import:
    return Import(
        id=row.id, at=row.at, by=row.by, file=row.file, hash=row.hash, columns=load(row.columns, dict[Field, str]),
        rows=row.rows, state=ImportState(row.state), reverted_at=row.reverted_at,
    )
