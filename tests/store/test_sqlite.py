import asyncio
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portfolio.errors import Refused
from portfolio.ledger import verify
from store import Store, Tx, ledger, open_store
from store.tables import attempts, occurrences

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def add(tx: Tx, key: str) -> str:
    tx.execute(occurrences.insert().values(key=key, claimed_at=NOW))
    return key


def keys(tx: Tx) -> set[str]:
    return set(tx.execute(select(occurrences.c.key)).scalars())


def exported(tx: Tx) -> list[str]:
    return list(ledger.export(tx))


class Gate:
    """A transaction function that keeps the writer busy, so that what is queued meanwhile becomes one group."""

    def __init__(self) -> None:
        self.entered, self.opened = threading.Event(), threading.Event()

    def __call__(self, tx: Tx) -> None:
        self.entered.set()
        assert self.opened.wait(5)


async def in_one_group(store: Store, *calls: tuple[object, ...]) -> list[object]:
    """The results of calls that share one COMMIT."""
    gate = Gate()
    held = asyncio.create_task(store.write(gate))
    await asyncio.to_thread(gate.entered.wait, 5)
    await asyncio.sleep(0.06)  # past the moment when a further caller could join the gate's own group
    tasks = [asyncio.create_task(store.write(*call)) for call in calls]  # type: ignore[arg-type]
    await asyncio.sleep(0)
    gate.opened.set()
    await held
    return await asyncio.gather(*tasks, return_exceptions=True)


def break_a_reference_at_commit(tx: Tx) -> None:
    tx.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    tx.execute(attempts.insert().values(outbox_id=404, n=1, at=NOW, outcome="sent"))


def give_up_the_transaction(tx: Tx) -> None:
    add(tx, "twice")
    tx.exec_driver_sql("insert or rollback into occurrences values ('twice', '2026-11-25')")


def give_it_up_silently(tx: Tx) -> None:
    with pytest.raises(IntegrityError):
        give_up_the_transaction(tx)


def commit_by_itself(tx: Tx) -> None:
    add(tx, "own")
    tx.commit()


@pytest.mark.parametrize(
    "culprit", [break_a_reference_at_commit, give_up_the_transaction, give_it_up_silently, commit_by_itself]
)
async def test_when_the_transaction_fails_every_caller_of_the_group_hears_it(sqlite_store: Store, culprit: object) -> None:
    results = await in_one_group(sqlite_store, (add, "before"), (culprit,))
    assert all(isinstance(result, Exception) for result in results), results
    assert await sqlite_store.write(add, "after") == "after"
    assert "after" in await sqlite_store.read(keys)


async def test_a_refused_commit_leaves_nothing_of_the_group(sqlite_store: Store) -> None:
    await in_one_group(sqlite_store, (add, "before"), (break_a_reference_at_commit,), (add, "behind"))
    assert await sqlite_store.read(keys) == set()


async def test_a_caller_hears_its_own_error_when_the_group_fails_too(sqlite_store: Store) -> None:
    def refuse(tx: Tx) -> None:
        raise LookupError("mine")

    own, _ = await in_one_group(sqlite_store, (refuse,), (break_a_reference_at_commit,))
    assert isinstance(own, LookupError)


async def test_a_function_that_raises_stop_iteration_leaves_no_caller_waiting(sqlite_store: Store) -> None:
    def stop(tx: Tx) -> None:
        next(iter(()))

    stopped, added = await asyncio.wait_for(in_one_group(sqlite_store, (stop,), (add, "a")), 5)
    assert isinstance(stopped, RuntimeError)
    assert added == "a"


async def test_a_caller_cancelled_in_the_queue_is_never_run(sqlite_store: Store) -> None:
    gate = Gate()
    held = asyncio.create_task(sqlite_store.write(gate))
    await asyncio.to_thread(gate.entered.wait, 5)
    cancelled = asyncio.create_task(sqlite_store.write(add, "cancelled"))
    await asyncio.sleep(0)
    cancelled.cancel()
    await asyncio.sleep(0)
    gate.opened.set()
    await held
    await sqlite_store.write(add, "next")
    assert await sqlite_store.read(keys) == {"next"}


async def test_closing_finishes_what_is_queued(sqlite_url: str) -> None:
    store = await open_store(sqlite_url)
    calls = [asyncio.create_task(store.write(add, f"k{number}")) for number in range(300)]
    await asyncio.sleep(0)
    await store.close()
    assert len(set(await asyncio.gather(*calls))) == 300


async def test_a_reader_is_not_kept_waiting_by_the_writer(sqlite_store: Store) -> None:
    gate = Gate()
    held = asyncio.create_task(sqlite_store.write(gate))
    await asyncio.to_thread(gate.entered.wait, 5)
    assert await asyncio.wait_for(sqlite_store.read(keys), 2) == set()
    gate.opened.set()
    await held


async def test_a_second_opening_is_refused_and_a_later_one_is_not(sqlite_url: str) -> None:
    first = await open_store(sqlite_url)
    with pytest.raises(Refused) as caught:
        await open_store(sqlite_url)
    assert caught.value.code == "record_in_use"
    assert str(caught.value.params["path"]).endswith("record.db")
    await first.close()
    await (await open_store(sqlite_url)).close()


async def test_a_relative_path_with_odd_characters_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = await open_store("sqlite:///new folder/100%25 sure%3F.db")
    await store.write(add, "a")
    await store.close()
    assert (tmp_path / "new folder" / "100% sure?.db").stat().st_size > 0


async def test_nothing_durable_is_left_to_chance(sqlite_store: Store) -> None:
    def pragmas(tx: Tx) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete", "query_only")
        return {name: tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    writing, reading = await sqlite_store.write(pragmas), await sqlite_store.read(pragmas)
    assert writing == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "query_only": 0,
    }
    assert reading["query_only"] == 1


WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from store import ledger, open_store
from store.tables import occurrences
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)

def add(tx, key):
    tx.execute(occurrences.insert().values(key=key, claimed_at=NOW))
    ledger.note(tx, at=NOW, actor=None, action="test:row:added", subject=key)

async def main():
    store = await open_store(sys.argv[1])
    async def caller(name):
        for number in range(100_000):
            await store.write(add, f"{sys.argv[2]}-{name}-{number}")
            print(f"{sys.argv[2]}-{name}-{number}", flush=True)
    await asyncio.gather(*map(caller, range(8)))

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
async def test_kill_9_in_the_middle_of_writing_loses_nothing_confirmed(sqlite_url: str) -> None:
    confirmed: list[str] = []
    for life in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, sqlite_url, str(life)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert child.stdout is not None
        confirmed.append(child.stdout.readline())
        if life == 0:  # while it lives, nobody else gets in
            with pytest.raises(Refused):
                await open_store(sqlite_url)
        await asyncio.sleep(0.05 + 0.07 * life)
        child.send_signal(signal.SIGKILL)
        confirmed += child.stdout.readlines()
        child.wait()
        child.stdout.close()
    whole = {line.strip() for line in confirmed if line.endswith("\n")}
    assert len(whole) > 100
    store = await open_store(sqlite_url)  # at once: a dead process holds no lock
    try:
        assert whole <= await store.read(keys)
        found = verify(await store.read(exported))
        assert found.problem is None
        assert found.entries == len(await store.read(keys))
    finally:
        await store.close()


FULL_DISK = """
import asyncio, os, resource, sys
from store import open_store
from store.tables import texts

def add(tx, size):
    tx.execute(texts.insert().values(salt=b"s" * 16, body="x" * size))

async def main():
    path = sys.argv[1]
    store = await open_store("sqlite:///" + path)
    await store.write(add, 10)
    used = os.path.getsize(path + "-wal")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (used + 20_000, hard))
    results = await asyncio.gather(*(store.write(add, 9_000) for _ in range(8)), return_exceptions=True)
    failed = sum(isinstance(result, Exception) for result in results)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    await store.write(add, 10)
    kept = await store.read(lambda tx: len(tx.execute(texts.select()).all()))
    await store.close()
    print(failed, kept)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file size are POSIX")
def test_a_full_disk_is_told_to_every_caller_it_hits_and_survived(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=60
    )
    assert done.returncode == 0, done.stderr
    failed, kept = map(int, done.stdout.split())
    assert failed > 0
    assert kept == 2 + 8 - failed


async def test_many_callers_share_one_commit(sqlite_store: Store, tmp_path: Path) -> None:
    wal = Path(str(tmp_path / "record.db") + "-wal")
    await sqlite_store.write(add, "first")
    before = os.path.getsize(wal)
    await in_one_group(sqlite_store, *((add, f"k{number}") for number in range(50)))
    pages_written = (os.path.getsize(wal) - before) / 4120
    assert pages_written < 20  # 50 separate commits would write 100 pages and more
