from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from store import Store, Tx
from store.tables import occurrences

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def add(tx: Tx, key: str) -> str:
    tx.execute(occurrences.insert().values(key=key, claimed_at=NOW))
    return key


def count(tx: Tx) -> int:
    return tx.execute(select(func.count()).select_from(occurrences)).scalar_one()


async def test_a_write_is_seen_by_the_next_read(store: Store) -> None:
    assert await store.write(add, "a") == "a"
    assert await store.read(count) == 1


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError):
        await store.read(add, "a")
    assert await store.read(count) == 0
