"""What a write costs in the record, beside raw drivers doing the same in the same run.

    python -m benchmarks.store_turns [--turns 3000]

A turn reads one row, inserts two, queues a message and notes a ledger entry, durably; 16 callers at once. The floors do
the same four statements by hand: sqlite3 in a thread with a COMMIT each, asyncpg with a pool of 10; neither hashes a
chain. Ratios mean something on a busy machine; absolute numbers do not.
"""

import argparse
import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from store import Tx, ledger, occurrences, open_store, outbox, texts
from tests.pg_server import Unavailable, serving

CONCURRENT = 16
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
Turn = Callable[[int], Awaitable[object]]

READ = "select key from occurrences where key = '{0}'"
WRITES = (
    "insert into occurrences (key, claimed_at) values ('{0}', '2026-11-25 09:30:00')",
    "insert into texts (salt, body) values ('0123456789abcdef', 'some words')",
    "insert into outbox (key, kind, recipient_person, lane, view, view_version, revision, revision_out, reason, due_at, "
    "state, attempts, rejections, ambiguous, created_at) values ('{0}', 'check_in', 7, 'person:7', '{{}}', 1, 1, 0, "
    "'monthly', '2026-11-25 09:30:00', 'due', 0, 0, 0, '2026-11-25 09:30:00')",
)


def turn(tx: Tx, key: str, *, chained: bool) -> None:
    """The measured work, as an action would do it."""
    occurrences.claim(tx, key, NOW)
    ref = texts.put(tx, "some words")
    outbox.put(
        tx, key=key, kind="check_in", person=7, view="{}", view_version=1, reason="monthly", due_at=NOW, now=NOW
    )
    if chained:
        ledger.note(tx, at=NOW, actor=7, action="bench:turn:done", subject=key, data={"note": ref.hash})


@asynccontextmanager
async def record(url: str, *, chained: bool) -> AsyncIterator[Turn]:
    store = await open_store(url)
    yield lambda number: store.write(turn, f"{chained}-{number}", chained=chained)
    await store.close()


@asynccontextmanager
async def raw_sqlite(path: Path) -> AsyncIterator[Turn]:
    with ThreadPoolExecutor(1) as thread:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

        def by_hand(key: str) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(READ.format(key)).fetchone()
            for statement in WRITES:
                connection.execute(statement.format(key))
            connection.execute("COMMIT")

        yield lambda number: asyncio.get_running_loop().run_in_executor(thread, by_hand, f"raw-{number}")
        connection.close()


@asynccontextmanager
async def raw_asyncpg(url: str) -> AsyncIterator[Turn]:
    async with asyncpg.create_pool(url, min_size=10, max_size=10) as pool:

        async def by_hand(number: int) -> None:
            async with pool.acquire() as connection, connection.transaction():
                await connection.fetch(READ.format(f"raw-{number}"))
                for statement in WRITES:
                    await connection.execute(statement.format(f"raw-{number}"))

        yield by_hand


async def measured(name: str, one: Turn, turns: int, floor: float | None = None) -> float:
    """Turns a second at 16 callers; printed with the waiting times and the ratio to the floor."""
    waits: list[float] = []
    numbers = iter(range(turns))

    async def caller() -> None:
        for number in numbers:
            began = time.perf_counter()
            await one(number)
            waits.append(time.perf_counter() - began)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(caller() for _ in range(CONCURRENT)))
    rate = turns / (time.perf_counter() - began)
    cpu = (time.process_time() - cpu) / turns * 1000
    p50, p99 = statistics.median(waits) * 1000, statistics.quantiles(waits, n=100)[98] * 1000
    ratio = "floor" if floor is None else f"{rate / floor:.2f} x"
    print(f"{name:32} {rate:8.0f} turns/s   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   cpu {cpu:.2f} ms   {ratio}")
    return rate


async def compare(url: str, name: str, floor: AbstractAsyncContextManager[Turn], turns: int) -> None:
    await (await open_store(url)).close()
    async with floor as one:
        base = await measured(f"{name}: raw driver", one, turns)
    for chained, label in ((False, "record"), (True, "record with ledger")):
        async with record(url, chained=chained) as one:
            await measured(f"{name}: {label}", one, turns, base)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=3000)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "record.db"
        asyncio.run(compare(f"sqlite:///{path}", "SQLite", raw_sqlite(path), turns))
    try:
        with serving(durable=True) as url:
            asyncio.run(compare(url, "PostgreSQL", raw_asyncpg(url), turns))
    except Unavailable as reason:
        print(f"PostgreSQL: not measured, {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
