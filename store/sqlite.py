"""The record in a SQLite file: one writer thread, four readers, one process."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from store import revisions
from store.snapshot import snapshot
from store.sqlite_place import ProcessLock, refuse_network_drive
from store.sqlite_writer import SqliteWriter

READERS = 4
BUSY_MS = 10_000

_COMMON = (
    "PRAGMA journal_mode=WAL",
    # NORMAL may lose the last commits at a power cut: an answer already confirmed to a person.
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA journal_size_limit=67108864",  # 64 MB
)
_WRITER = (
    *_COMMON,
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # otherwise INSERT OR REPLACE deletes past the append-only triggers
    "PRAGMA secure_delete=ON",  # erased words are overwritten, not only unlinked
)
_READER = (*_COMMON, "PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0")
# Foreign keys off: a batch migration drops and renames whole tables. They are checked before its COMMIT instead.
_MIGRATION = (*_COMMON, "PRAGMA foreign_keys=OFF")


def sqlite_engine(path: Path, pragmas: tuple[str, ...], begin: str, **pool: Any) -> Engine:
    """An engine whose connections run `pragmas` once and start every transaction with `begin`."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        hide_parameters=True,  # otherwise error texts, and so logs, hold people's words
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": BUSY_MS / 1000},
        **pool,
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(pragma)

    def do_begin(connection: Any) -> None:
        connection.driver_connection.execute(begin)

    # A listener for "begin" would do it too, and make every statement look for listeners: a tenth of what one costs.
    engine.dialect.do_begin = do_begin  # type: ignore[assignment, method-assign]
    return engine


class SqliteEngine:
    """The SQLite half of Store. Made by `open_sqlite`."""

    alone = True  # by the process lock

    def __init__(self, path: Path, lock: ProcessLock) -> None:
        self.version = f"SQLite {sqlite3.sqlite_version}"
        self._lock = lock
        self._writing = sqlite_engine(path, _WRITER, "BEGIN IMMEDIATE", poolclass=NullPool)
        self._writer = SqliteWriter(self._writing)
        self._reading = sqlite_engine(
            path, _READER, "BEGIN", poolclass=QueuePool, pool_size=READERS, max_overflow=0, pool_reset_on_return=None
        )
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="record-reader")

    async def write(self, work: Callable[[Connection], Any]) -> Any:
        return await self._writer.write(work)

    async def read(self, work: Callable[[Connection], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    def _read(self, work: Callable[[Connection], Any]) -> Any:
        with self._reading.connect() as connection, connection.begin():
            return work(connection)

    async def close(self) -> None:
        await self._writer.close()
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.dispose()
        self._writing.dispose()
        self._lock.release()


def open_sqlite(path: Path) -> SqliteEngine:
    """Lock the file for this process, migrate it forward (after a snapshot), and open it. Blocking.

    Refused with "record_in_use" when another process has it, "record_on_network_drive" on a network file system,
    "record_newer" when a newer Pilothouse wrote it.
    """
    path = path.absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    refuse_network_drive(path)
    lock = ProcessLock(path)
    try:
        _migrate(path)
        return SqliteEngine(path, lock)
    except BaseException:
        lock.release()
        raise


def _migrate(path: Path) -> None:
    engine = sqlite_engine(path, _MIGRATION, "BEGIN IMMEDIATE", poolclass=NullPool)
    with engine.connect() as connection:
        with connection.begin():
            before = revisions.current(connection)
        if before == revisions.newest():
            return
        from store import migrate  # Alembic, where it is needed

        if before is not None:
            snapshot(path, path.with_name(f"{path.stem}.before-{before}{path.suffix}"))
        with connection.begin():
            migrate.upgrade(connection)
            migrate.check_foreign_keys(connection)
