"""The record in PostgreSQL: asyncpg, plain functions by run_sync, passing failures tried again."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import asyncpg
from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from store import revisions

POOL = 10
CONNECT_SECONDS = 10
STATEMENT_MS = 30_000
LOCK_MS = 10_000
IDLE_MS = 60_000
COMMAND_SECONDS = 35  # above STATEMENT_MS: the server gives up first and says why
MIGRATION_LOCK = 0x70696C6F74  # "pilot": any constant will do, as long as every process uses the same

TRIES = 6
PAUSE_SECONDS = 0.05
"""First pause; each further one is twice as long, shortened at random by up to a half. In all at most 1.6 s."""

PASSING = frozenset(
    {
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
        "55P03",  # lock_not_available
        "57P01",  # admin_shutdown
        "57P02",  # crash_shutdown
        "57P03",  # cannot_connect_now
    }
)
"""PostgreSQL error codes (appendix A of its manual) after which the same transaction may succeed; also class 08."""


def is_passing(error: BaseException) -> bool:
    """Whether running the whole transaction again may help: lost connections, deadlocks, restarts."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = getattr(error, "sqlstate", None) or getattr(getattr(error, "orig", None), "sqlstate", None)
    if isinstance(state, str):
        return state in PASSING or state.startswith("08")
    # The driver's own errors reach us unwrapped only from the making of a connection, which may be cut as well.
    return isinstance(error, OSError | asyncpg.InterfaceError) and not isinstance(error, TimeoutError)


def _engine(url: URL, application: str, settings: dict[str, str], command_seconds: float | None, **pool: Any) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,  # otherwise error texts, and so logs, hold people's words
        connect_args={
            "timeout": CONNECT_SECONDS,
            "command_timeout": command_seconds,
            "server_settings": {"application_name": application, **settings},
        },
        **pool,
    )


class PostgresEngine:
    """The PostgreSQL half of Store. Made by `open_postgres`."""

    alone = False

    def __init__(self, url: URL, application: str, version: str) -> None:
        self.version = version
        settings = {
            "statement_timeout": str(STATEMENT_MS),
            "lock_timeout": str(LOCK_MS),
            "idle_in_transaction_session_timeout": str(IDLE_MS),
        }
        # READ COMMITTED for writing: the ledger reads its last entry after waiting for the ledger's lock, and must see
        # what the former holder committed.
        self._writing = _engine(
            url,
            application,
            settings,
            COMMAND_SECONDS,
            pool_size=POOL,
            max_overflow=0,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
        )
        # Readers see one snapshot and cannot write, as on SQLite.
        self._reading = self._writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def write(self, work: Callable[[Connection], Any]) -> Any:
        return await _again(self._writing, work)

    async def read(self, work: Callable[[Connection], Any]) -> Any:
        return await _again(self._reading, work)

    async def close(self) -> None:
        await self._writing.dispose()


async def _again(engine: AsyncEngine, work: Callable[[Connection], Any]) -> Any:
    pause = PAUSE_SECONDS
    for _ in range(TRIES - 1):
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(work)
        except Exception as error:
            if not is_passing(error):
                raise
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - spreads retries, guards nothing
        pause *= 2
    async with engine.begin() as connection:
        return await connection.run_sync(work)


async def open_postgres(url: URL, application: str) -> PostgresEngine:
    """Migrate the data base forward and open it. However many processes start at once, one of them migrates.

    Refused with "record_newer" when a newer Pilothouse wrote it.
    """
    engine = _engine(url, application, {}, None, poolclass=NullPool)
    try:
        version = await _again(engine, _migrate)
    finally:
        await engine.dispose()
    return PostgresEngine(url, application, version)


def _migrate(connection: Connection) -> str:
    version = connection.exec_driver_sql("show server_version").scalar_one()
    if revisions.current(connection) != revisions.newest():
        from store import migrate  # Alembic, where it is needed

        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        migrate.upgrade(connection)
    return f"PostgreSQL {version}"
