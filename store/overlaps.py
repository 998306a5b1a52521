"""Pairs of listed entries that look like one and were told apart by somebody."""

from datetime import datetime

from sqlalchemy import select

from store.database import Tx
from store.list_tables import apart
from store.once import insert_new


def told_apart(tx: Tx) -> frozenset[tuple[str, str]]:
    """All such pairs, the smaller key first."""
    return frozenset((row.first, row.second) for row in tx.execute(select(apart)))


def tell_apart(tx: Tx, first: str, second: str, now: datetime) -> bool:
    """Remember a pair, the smaller key first; False when it was known."""
    return insert_new(tx, apart, apart.c.first, first=first, second=second, at=now)
