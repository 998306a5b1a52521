"""Saved mappings: which column is what, for lists with the same headings."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.imports.entries import Field
from portfolio.imports.uploads import SavedMapping
from portfolio.names import folded
from store.database import Tx
from store.upload_tables import mappings
from store.values import dump, load


def headings_of(header: Sequence[str]) -> str:
    """The same for lists that have the same columns, in whatever order and spelling."""
    return sha256("\n".join(sorted(map(folded, header))).encode()).hexdigest()


def for_headings(tx: Tx, headings: str) -> SavedMapping | None:
    """The one that was saved last for a list with these headings."""
    wanted = select(mappings).where(mappings.c.headings == headings).order_by(mappings.c.at.desc(), mappings.c.id.desc())
    row = tx.execute(wanted.limit(1)).first()
    return _mapping(row) if row else None


def named(tx: Tx, name: str) -> SavedMapping | None:
    """By the name it was saved under."""
    row = tx.execute(select(mappings).where(mappings.c.name_key == key_of(name))).first()
    return _mapping(row) if row else None


def save(tx: Tx, new: SavedMapping) -> bool:
    """Save it; one of the same name is replaced. False when exactly that was saved."""
    values = {
        "name": new.name, "headings": new.headings, "columns": dump(new.columns), "order": new.order, "by": new.by,
        "at": new.at,
    }
    old = named(tx, new.name)
    if old is None:
        tx.execute(insert(mappings).values(name_key=key_of(new.name), **values))
    elif (old.headings, old.columns, old.order) == (new.headings, new.columns, new.order):
        return False
    else:
        tx.execute(update(mappings).where(mappings.c.name_key == key_of(new.name)).values(values))
    return True


def key_of(name: str) -> str:
    """What a name is compared and noted by."""
    return sha256(folded(name).encode()).hexdigest()


def _mapping(row: Row[Any]) -> SavedMapping:
    return SavedMapping(
        name=row.name, headings=row.headings, columns=load(row.columns, dict[Field, str]), order=row.order, by=row.by,
        at=row.at,
    )
