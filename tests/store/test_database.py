import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from portfolio.errors import Refused
from store import Store, Tx, open_store
from store.tables import occurrences

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def add(tx: Tx, key: str) -> str:
    tx.execute(occurrences.insert().values(key=key, claimed_at=NOW))
    return key


def add_and_fail(tx: Tx, key: str) -> None:
    add(tx, key)
    raise LookupError(key)


def keys(tx: Tx) -> set[str]:
    return set(tx.execute(select(occurrences.c.key)).scalars())


async def test_a_write_is_seen_by_the_next_read(store: Store) -> None:
    assert await store.write(add, "a") == "a"
    assert await store.read(keys) == {"a"}


async def test_arguments_by_name_reach_the_function(store: Store) -> None:
    assert await store.write(add, key="a") == "a"


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError):
        await store.read(add, "a")
    assert await store.read(keys) == set()


async def test_an_error_comes_back_as_it_was_raised_and_nothing_is_stored(store: Store) -> None:
    with pytest.raises(LookupError, match="a"):
        await store.write(add_and_fail, "a")
    assert await store.read(keys) == set()


async def test_one_callers_error_hurts_nobody_else(store: Store) -> None:
    calls = [store.write(add_and_fail if number % 3 == 0 else add, f"k{number}") for number in range(60)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    kept = {f"k{number}" for number in range(60) if number % 3}
    assert {result for result in results if isinstance(result, str)} == kept
    assert sum(isinstance(result, LookupError) for result in results) == 20
    assert await store.read(keys) == kept


async def test_a_unique_key_lets_exactly_one_of_many_callers_through(store: Store) -> None:
    results = await asyncio.gather(*(store.write(add, "same") for _ in range(12)), return_exceptions=True)
    assert results.count("same") == 1
    assert sum(isinstance(result, DBAPIError) for result in results) == 11


async def test_an_error_text_holds_none_of_the_values(store: Store) -> None:
    await store.write(add, "words-of-a-person")
    with pytest.raises(DBAPIError) as caught:
        await store.write(add, "words-of-a-person")
    assert "[SQL parameters hidden" in str(caught.value)
    assert "hide_parameters" in str(caught.value)


async def test_a_nested_transaction_may_be_rolled_back_alone(store: Store) -> None:
    def both(tx: Tx) -> None:
        add(tx, "outer")
        nested = tx.begin_nested()
        add(tx, "inner")
        nested.rollback()

    await store.write(both)
    assert await store.read(keys) == {"outer"}


async def test_a_read_sees_one_snapshot(store: Store) -> None:
    loop = asyncio.get_running_loop()

    def count_around_a_write(tx: Tx) -> tuple[int, int]:
        def counted() -> int:
            return tx.execute(select(func.count()).select_from(occurrences)).scalar_one()

        before = counted()
        if tx.dialect.name == "sqlite":  # a reader's thread: the loop is free to write meanwhile
            asyncio.run_coroutine_threadsafe(store.write(add, "meanwhile"), loop).result(5)
        else:
            written = asyncio.ensure_future(store.write(add, "meanwhile"))
            while not written.done():
                tx.exec_driver_sql("select pg_sleep(0.01)")
        return before, counted()

    assert await store.read(count_around_a_write) == (0, 0)
    assert await store.read(keys) == {"meanwhile"}


async def test_a_cancelled_caller_does_not_harm_the_next(store: Store) -> None:
    for round_ in range(30):
        calls = [asyncio.create_task(store.write(add, f"{round_}-{number}")) for number in range(6)]
        await asyncio.sleep(0.0005 * round_)
        calls[round_ % 6].cancel()
        results = await asyncio.gather(*calls, return_exceptions=True)
        others = [result for number, result in enumerate(results) if number != round_ % 6]
        assert others == [f"{round_}-{number}" for number in range(6) if number != round_ % 6]
        assert set(others) <= await store.read(keys)


async def test_a_closed_record_refuses_further_calls(sqlite_url: str) -> None:
    store = await open_store(sqlite_url)
    await store.close()
    with pytest.raises(RuntimeError):
        await store.write(add, "a")
    with pytest.raises(RuntimeError):
        await store.read(keys)


@pytest.mark.parametrize(
    "url", ["", "record.db", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "http://example.com"]
)
async def test_a_url_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(Refused) as caught:
        await open_store(url)
    assert caught.value.code == "record_url"


async def test_the_engine_says_its_version(store: Store) -> None:
    assert store.version.split()[0] in ("SQLite", "PostgreSQL")
    assert store.version.split()[1][0].isdigit()
