"""Each scheduled thing happens once, by its key (R22)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, select

from store.once import insert_new
from store.tables import occurrences

MOST_KEYS = 10_000
"""Keys in one query: SQLite and asyncpg take up to 32,766 parameters in a statement."""


def claim(tx: Connection, key: str, now: datetime) -> bool:
    """Claim the occurrence `key` (what, for whom, which period); False when it was claimed before, by whomever.

    What the occurrence causes belongs into the same transaction: then it happens exactly when the claim is kept.
    """
    return insert_new(tx, occurrences, occurrences.c.key, key=key, claimed_at=now)


def claimed(tx: Connection, keys: Collection[str]) -> frozenset[str]:
    """Those of `keys` that have been claimed."""
    wanted = list(keys)
    found: set[str] = set()
    for start in range(0, len(wanted), MOST_KEYS):
        some = occurrences.c.key.in_(wanted[start : start + MOST_KEYS])
        found.update(tx.execute(select(occurrences.c.key).where(some)).scalars())
    return frozenset(found)
