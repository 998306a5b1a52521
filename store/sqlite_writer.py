"""The one thread that writes to a SQLite record, with group commit.

Callers queue plain functions. The thread opens BEGIN IMMEDIATE, runs each function in a SAVEPOINT of its own, and ends
with one COMMIT for all that were waiting: one fsync serves many callers (12 times the turns of a connection pool over
aiosqlite, measured). A caller hears of success only after COMMIT, so nothing confirmed is ever lost.

- A function that raises rolls back its own savepoint; the others in the group do not notice.
- When the transaction as a whole fails (disk full, COMMIT refused, a function that ended it) every caller of the group
  gets the error, the connection is thrown away, and the thread goes on with the next group.
- A caller cancelled while waiting in the queue is skipped; one cancelled later is still committed, unheard. That is the
  same doubt as a lost answer, so every write is idempotent by a unique key.
"""

import asyncio
import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine

GROUP_LIMIT = 128
"""Most callers joined in one COMMIT."""
GROUP_SECONDS = 0.05
"""No caller joins after this; keeps the first caller's wait short when functions are slow."""


class _Job:
    __slots__ = ("error", "future", "result", "work")

    def __init__(self, work: Callable[[Connection], Any], future: asyncio.Future[Any]) -> None:
        self.work = work
        self.future = future
        self.result: Any = None
        self.error: BaseException | None = None


class SqliteWriter:
    """A writer thread over `engine`, whose connections begin with BEGIN IMMEDIATE. Started at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._serve, name="record-writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[Connection], Any]) -> Any:
        """Run `work` in the writer thread and return its result once it is committed."""
        if self._closed:
            raise RuntimeError("the record is closed")
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._jobs.put(job)
        return await job.future

    async def close(self) -> None:
        """Finish what is queued, then end the thread. Writing afterwards is refused."""
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            stop = self._group(first)
            del first  # a list of a hundred thousand rows would be held until the next caller comes
            if stop:
                break
        self._forget_connection()

    def _group(self, first: _Job) -> bool:
        """One transaction for `first` and whoever is waiting; True when the order to stop came meanwhile."""
        group: list[_Job] = []
        job: _Job | None = first
        stop = False
        last_join = time.monotonic() + GROUP_SECONDS
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            with self._connection.begin():
                while job is not None:
                    group.append(job)
                    self._run(self._connection, job)
                    job = None
                    if len(group) < GROUP_LIMIT and time.monotonic() < last_join:
                        with contextlib.suppress(queue.Empty):
                            job = self._jobs.get_nowait()
                            stop = job is None
        except BaseException as error:  # the thread must outlive whatever happened: each caller is told
            for lost in group or [first]:
                lost.error = lost.error or error
            group = group or [first]
            self._forget_connection()
        self._answer(group)
        return stop

    @staticmethod
    def _run(connection: Connection, job: _Job) -> None:
        if job.future.cancelled():
            return
        # Said to the driver itself: SQLAlchemy's begin_nested costs as much as three queries.
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("SAVEPOINT caller")
        try:
            job.result = job.work(connection)
        except BaseException as error:  # belongs to this caller, whatever it is
            job.error = error
            driver.execute("ROLLBACK TO caller")  # raises when SQLite gave up the whole transaction: then the group fails
        driver.execute("RELEASE caller")

    def _forget_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.invalidate()
            with contextlib.suppress(Exception):
                connection.close()

    @staticmethod
    def _answer(group: list[_Job]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
        for job in group:
            by_loop.setdefault(job.future.get_loop(), []).append(job)
        for loop, jobs in by_loop.items():
            with contextlib.suppress(RuntimeError):  # that loop is closed: nobody is left to hear it
                loop.call_soon_threadsafe(_tell, jobs)


def _tell(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is None:
            job.future.set_result(job.result)
        elif isinstance(job.error, StopIteration):  # a future refuses to carry it
            job.future.set_exception(RuntimeError("a transaction function raised StopIteration"))
        else:
            job.future.set_exception(job.error)
