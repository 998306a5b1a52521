"""The worker's first half: does what is due, one transaction a thing, until nothing is left."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from bot.journal import note
from portfolio.company import Company
from portfolio.errors import Conflict
from scheduler import plan
from scheduler.tasks import CheckIn, Due
from store import Store
from store.ids import new_id

TOGETHER = 8
"""Check-ins planned at the same time, so that a wave shares its commits."""
FIRST_RETRY, LAST_RETRY = timedelta(seconds=30), timedelta(hours=1)
"""Pauses before an item that failed is tried again; each is twice the one before."""


class Planner:
    """Plans until idle, or until `stopping` is set. An item that fails is logged, put off, and holds up nothing."""

    def __init__(
        self,
        store: Store,
        company_of: Callable[[datetime], Company],
        now: Callable[[], datetime],
        stopping: asyncio.Event,
    ) -> None:
        self._store = store
        self._company_of = company_of
        self._now = now
        self._stopping = stopping
        self._put_off: dict[str, tuple[datetime, timedelta]] = {}

    async def until_idle(self) -> int:
        """Do what is due, and what becomes due by it; how many things were done."""
        done = 0
        tried: set[str] = set()
        while not self._stopping.is_set():
            now = self._now()
            company = self._company_of(now)
            found = await self._store.read(plan.pending, company, now)
            items = [item for item in found if item.key not in tried and self._is_time(item, now)]
            if not items:
                break
            for batch in _batches(items):
                if self._stopping.is_set():
                    break
                tried.update(item.key for item in batch)
                done += sum(await asyncio.gather(*(self._plan(item, company, now) for item in batch)))
        return done

    async def _plan(self, item: Due, company: Company, now: datetime) -> bool:
        try:
            done = await self._store.write(plan.plan_one, item, company, now)
        except Conflict:  # somebody was quicker: the next look sees how it stands then
            return False
        except Exception:
            _, pause = self._put_off.get(item.key, (now, FIRST_RETRY / 2))
            pause = min(pause * 2, LAST_RETRY)
            self._put_off[item.key] = (now + pause, pause)
            note("planning_failed", failure=True, reference=new_id("e"), key=item.key)
            return False
        self._put_off.pop(item.key, None)
        return done

    def _is_time(self, item: Due, now: datetime) -> bool:
        return item.key not in self._put_off or self._put_off[item.key][0] <= now


def _batches(items: Sequence[Due]) -> Iterator[Sequence[Due]]:
    """In the order given: one by one, but check-ins, which have nothing to do with each other, several at a time."""
    for together, group in groupby(items, key=lambda item: isinstance(item.task, CheckIn)):
        run, size = list(group), TOGETHER if together else 1
        yield from (run[start : start + size] for start in range(0, len(run), size))
