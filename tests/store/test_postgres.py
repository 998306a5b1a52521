import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import asyncpg
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError

from store import Store, Tx, open_store
from store.database import _for_asyncpg
from store.postgres import TRIES, is_passing
from store.tables import occurrences

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def add(tx: Tx, key: str) -> str:
    tx.execute(occurrences.insert().values(key=key, claimed_at=NOW))
    return key


def keys(tx: Tx) -> set[str]:
    return set(tx.execute(select(occurrences.c.key)).scalars())


def fail_with(state: str, times: int) -> Callable[[Tx], int]:
    """A function that meets the PostgreSQL error `state` for the first `times` runs, then says how often it ran."""
    runs = 0

    def run(tx: Tx) -> int:
        nonlocal runs
        runs += 1
        add(tx, f"run-{runs}")
        if runs <= times:
            tx.execute(text(f"do $$ begin raise sqlstate '{state}'; end $$"))
        return runs

    return run


@pytest.mark.parametrize("state", ["40001", "40P01", "55P03", "57P01", "08006"])
async def test_a_passing_failure_is_tried_again_from_the_beginning(pg_store: Store, state: str) -> None:
    assert await pg_store.write(fail_with(state, 2)) == 3
    assert await pg_store.read(keys) == {"run-3"}


async def test_trying_again_has_an_end(pg_store: Store) -> None:
    failing = fail_with("40001", 99)
    with pytest.raises(DBAPIError):
        await pg_store.write(failing)
    assert await pg_store.write(fail_with("40001", TRIES - 1)) == TRIES


async def test_a_lasting_failure_is_not_tried_again(pg_store: Store) -> None:
    once = fail_with("22012", 1)
    with pytest.raises(DBAPIError):
        await pg_store.write(once)
    assert await pg_store.write(once) == 2


async def test_a_lost_connection_is_replaced(pg_store: Store) -> None:
    runs = 0

    def lose_it_once(tx: Tx) -> int:
        nonlocal runs
        runs += 1
        if runs == 1:
            tx.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        return runs

    assert await pg_store.write(lose_it_once) == 2
    runs = 0
    assert await pg_store.read(lose_it_once) == 2


async def test_two_writers_in_each_others_way_both_end_well(pg_store: Store) -> None:
    await pg_store.write(add, "a")
    await pg_store.write(add, "b")

    def touch(tx: Tx, first: str, second: str) -> str:
        for key in (first, second):
            tx.execute(occurrences.update().where(occurrences.c.key == key).values(claimed_at=NOW))
            tx.execute(text("select pg_sleep(0.05)"))
        return first

    assert await asyncio.gather(pg_store.write(touch, "a", "b"), pg_store.write(touch, "b", "a")) == ["a", "b"]


async def test_connections_killed_under_writers_lose_nothing_confirmed(pg_store: Store, pg_url: str) -> None:
    confirmed: set[str] = set()

    async def caller(name: int) -> None:
        for number in range(25):
            try:
                confirmed.add(await pg_store.write(add, f"{name}-{number}"))
            except DBAPIError as error:  # its first COMMIT went through unheard, the second run met its own key
                assert "uq_" in str(error) or "pk_" in str(error)

    async def killer() -> None:
        """One connection for every third write: by the clock, a slow machine would lose each of them before it is done."""
        connection, killed = await asyncpg.connect(pg_url), 0
        try:
            while True:
                await asyncio.sleep(0.005)
                if len(confirmed) >= 3 * killed:
                    killed += 1
                    await connection.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity "
                        "where datname = current_database() and pid <> pg_backend_pid() order by random() limit 1"
                    )
        finally:
            await connection.close()

    killing = asyncio.create_task(killer())
    await asyncio.gather(*map(caller, range(6)))
    killing.cancel()
    with suppress(asyncio.CancelledError):
        await killing
    assert len(confirmed) > 140
    assert confirmed <= await pg_store.read(keys)


async def test_however_many_processes_start_at_once_one_migrates(pg_empty_url: str) -> None:
    stores = await asyncio.gather(*(open_store(pg_empty_url) for _ in range(4)))
    assert await stores[0].write(add, "a") == "a"
    assert await stores[3].read(keys) == {"a"}
    for store in stores:
        await store.close()


async def test_the_administrator_sees_who_it_is_and_the_server_gives_up_first(pg_url: str) -> None:
    store = await open_store(pg_url, application="pilothouse-test")

    def settings(tx: Tx) -> list[str]:
        names = ("application_name", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        return [tx.exec_driver_sql(f"show {name}").scalar_one() for name in names]

    assert await store.write(settings) == ["pilothouse-test", "30s", "10s", "1min"]
    await store.close()


async def test_an_unreachable_server_is_an_error_within_seconds(tmp_path: object) -> None:
    with pytest.raises(OSError):
        await asyncio.wait_for(open_store(f"postgresql://nobody@/nothing?host={tmp_path}"), 10)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u:p@db/x?sslmode=require", "postgresql+asyncpg://u:p@db/x?ssl=require"),
        ("postgresql://u@db:6432/x", "postgresql+asyncpg://u@db:6432/x"),
        ("postgresql+asyncpg://u@/x?host=/run/pg", "postgresql+asyncpg://u@/x?host=/run/pg"),
    ],
)
def test_a_url_as_everybody_writes_it_is_made_fit_for_the_driver(given: str, used: str) -> None:
    assert _for_asyncpg(make_url(given)) == make_url(used)


@pytest.mark.parametrize("error", [TimeoutError(), ValueError(), LookupError()])
def test_what_will_not_pass_is_not_tried_again(error: Exception) -> None:
    assert not is_passing(error)


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(), asyncpg.InterfaceError("connection is closed"), asyncpg.CannotConnectNowError()]
)
def test_a_connection_that_could_not_be_made_may_pass(error: Exception) -> None:
    assert is_passing(error)
