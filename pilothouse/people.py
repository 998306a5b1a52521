"""The worker's daily looks at the tenant: at whoever is to answer for an initiative, in the directory and their mailbox, and
at what it may read at all.

Read outside of any transaction, recorded in one; without a directory nobody is looked at.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime

from actions import accounts, granted
from bot.journal import note
from pilothouse.readers import ReadGranted, ReadPerson
from portfolio.company import Company
from portfolio.people import Person
from store import Store
from store.ids import new_id


class People:
    """Looks at whoever is due, or until `stopping` is set. A look that fails holds up no other."""

    def __init__(
        self, store: Store, read: ReadPerson | None, granted: ReadGranted | None,
        company_of: Callable[[datetime], Company], now: Callable[[], datetime], stopping: asyncio.Event,
    ) -> None:
        self._store = store
        self._read = read
        self._granted = granted
        self._company_of = company_of
        self._now = now
        self._stopping = stopping

    async def until_idle(self, *, asked: bool = False) -> int:
        """Look at everybody who is due; with `asked` only at those who wait for it; how many looks brought news."""
        done = 0
        if self._read is None:
            return done
        for person in await self._store.read(accounts.due, self._company_of(self._now()), self._now(), asked):
            if self._stopping.is_set():
                return done
            done += await self._look_at(self._read, person)
        return done

    async def look_at_permissions(self) -> bool:
        """See once a day what may be read; whether that is news."""
        if self._granted is None or not await self._store.read(granted.due, self._company_of(self._now()), self._now()):
            return False
        try:
            return await self._store.write(granted.record, await self._granted(self._now()))
        except Exception:  # a fault of ours: the next tick tries again
            note("look_failed", failure=True, reference=new_id("e"), person=0)
            return False

    async def _look_at(self, read: ReadPerson, person: Person) -> bool:
        try:
            seen = await read(person, self._now())
            if seen.failure is not None:
                note("account_not_seen", person=person.number, trouble=seen.failure.trouble.value)
            return await self._store.write(accounts.record, person.number, seen, self._now())
        except Exception:  # a fault of ours: the next tick tries again
            note("look_failed", failure=True, reference=new_id("e"), person=person.number)
            return False
