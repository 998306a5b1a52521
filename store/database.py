"""The record's front door: plain functions in, committed results out.

    number = await store.write(actions.checkins.submit, actor, command, now)

A transaction function is `def fn(tx, ...)` over a SQLAlchemy Core connection. It cannot await, so it cannot hold a lock
across the network, and it may be run again (PostgreSQL retries), so it has no effects but rows. It returns values, never
a result that still reads from `tx`, and never commits or rolls back by itself; `tx.begin_nested()` is allowed.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from portfolio.errors import Refused
from store import ledger

Tx = Connection
P = ParamSpec("P")
T = TypeVar("T")


class _Engine(Protocol):
    version: str
    alone: bool

    async def write(self, work: Callable[[Tx], Any]) -> Any: ...
    async def read(self, work: Callable[[Tx], Any]) -> Any: ...
    async def close(self) -> None: ...


class Store:
    """An open record. Made by `open_store`; safe to use from many tasks of one event loop."""

    def __init__(self, engine: _Engine) -> None:
        self._engine = engine

    @property
    def version(self) -> str:
        """The engine and its version, such as "SQLite 3.40.1"; for health checks."""
        return self._engine.version

    @property
    def alone(self) -> bool:
        """Whether no other process can have this record open, so that every former sender is surely dead."""
        return self._engine.alone

    async def read(self, fn: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(tx, ...)` on one snapshot. Writing in it is refused by the data base."""
        result: T = await self._engine.read(partial(_call, fn, args, kwargs))
        return result

    async def write(self, fn: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `fn(tx, ...)` in a transaction of its own and return its result once that is durable.

        What it noted for the ledger is appended as the transaction's last step. When this raises an error of `fn`,
        nothing of it was stored. When the caller is cancelled or the connection is lost in COMMIT, it may have been:
        every write is idempotent by a unique key.
        """
        result: T = await self._engine.write(partial(ledger.recorded, partial(_call, fn, args, kwargs)))
        return result

    async def close(self) -> None:
        """Finish what is under way, then close. Further calls are refused."""
        await self._engine.close()


def _call(fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], tx: Tx) -> T:
    return fn(tx, *args, **kwargs)


async def open_store(url: str, *, application: str = "pilothouse") -> Store:
    """Open the record at `url`, migrated forward: `sqlite:///relative.db`, `sqlite:////absolute.db`, `postgresql://...`.

    `application` is the name PostgreSQL's administrator sees. Refused with "record_url" (not such a URL),
    "record_in_use" (another process has the SQLite file), "record_on_network_drive", "record_newer" (written by a newer
    Pilothouse). Driver errors (unreachable server, wrong password) pass through.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Refused("record_url") from None
    backend = parsed.get_backend_name()
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        from store.sqlite import open_sqlite  # each engine brings 10 MB along, and one is enough

        return Store(await asyncio.to_thread(open_sqlite, Path(parsed.database)))
    if backend in ("postgresql", "postgres"):
        from store.postgres import open_postgres

        return Store(await open_postgres(_for_asyncpg(parsed), application))
    raise Refused("record_url")


def exists(url: str) -> bool:
    """False where there is surely no record yet: a SQLite file that is not there. Nothing is opened."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Refused("record_url") from None
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        return Path(parsed.database).exists()
    return True


def _for_asyncpg(url: URL) -> URL:
    """The same data base for asyncpg, which says `ssl` where libpq's URLs say `sslmode`."""
    if "sslmode" in url.query:
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})
    return url.set(drivername="postgresql+asyncpg")
