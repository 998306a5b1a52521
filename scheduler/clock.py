"""The clock: sets an event every 30 seconds, and nothing else. The only importer of APScheduler.

A tick only nudges: what is due is computed from the record, so a tick that is late, missing or repeated changes nothing.
APScheduler's own defaults would drop a tick that comes a second late, its persistent stores run jobs twice or lose them
at a crash, and its shutdown cancels running jobs; so its only job is this one, in memory, and the work runs elsewhere.
"""

import asyncio
from datetime import UTC, timedelta

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

EVERY = timedelta(seconds=30)


class Clock:
    """Ticks from `start` to `stop` in the running event loop."""

    def __init__(self, event: asyncio.Event, every: timedelta = EVERY) -> None:
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()}, executors={"default": AsyncIOExecutor()}, timezone=UTC
        )

        async def tick() -> None:  # a coroutine function: plain ones run in a thread, where an asyncio.Event must not be set
            event.set()

        self._scheduler.add_job(
            tick,
            IntervalTrigger(seconds=every.total_seconds(), timezone=UTC),
            id="tick",
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    def start(self) -> None:
        """Start ticking; the first tick comes after one interval."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, and wait until the last timer is gone."""
        self._scheduler.shutdown()
        await asyncio.sleep(0)  # it shuts down in a callback of the loop, which comes first
