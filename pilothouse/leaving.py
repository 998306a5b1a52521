"""The worker's part in sending a file: made from the record, put where Teams said, and recorded, each step by itself.

It may be killed at any moment: what was not recorded is done again once the lease has ended.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from hashlib import sha256

from actions import leaving
from bot.journal import note
from portfolio.errors import PilothouseError
from portfolio.leaving import LEASE, MOST_BYTES, Leaving
from portfolio.observations import NotAllowed, ReadResult, Value
from store import Store
from store import leaving as stored
from store.ids import new_id

Put = Callable[[str, bytes, datetime], Awaitable[ReadResult[None]]]
"""Puts a file at an address, outside of any transaction."""


class Files:
    """Works until no file waits, one at a time."""

    def __init__(self, store: Store, put: Put, now: Callable[[], datetime], stopping: asyncio.Event) -> None:
        self._store = store
        self._put = put
        self._now = now
        self._stopping = stopping

    async def until_idle(self) -> int:
        """Send what was agreed to, and end the offers whose time is over; how many there were."""
        done = 0
        if await self._store.read(stored.late, self._now()):
            done = await self._store.write(leaving.expire, self._now())
        for id in await self._store.read(stored.waiting, self._now(), LEASE):
            if self._stopping.is_set():
                break
            one = await self._store.write(leaving.take, id, self._now())
            done += one is not None and await self._one(one)
        return done

    async def _one(self, one: Leaving) -> bool:
        try:
            made = await self._store.read(leaving.make, one, self._now())
            data = await asyncio.to_thread(made.write)
            if len(data) > MOST_BYTES:
                return await self._failed(one, "file_too_big")
            assert one.place is not None, "it was agreed to"
            said = await self._put(one.place.upload_url, data, self._now())
        except PilothouseError:
            return await self._failed(one, "file_refused")
        except Exception:  # a fault of ours: whoever waits is told, and the next file has its turn
            reference = new_id("e")
            note("file_failed", failure=True, reference=reference, file=one.id, kind=one.kind)
            return await self._failed(one, "file_fault", reference=reference)
        if isinstance(said, Value):
            hash = sha256(data).hexdigest()
            return await self._store.write(leaving.left, one.id, len(data), hash, self._now())
        note("file_not_taken", file=one.id, outcome=type(said).__name__, why=getattr(said, "why", None))
        return await self._failed(one, "file_elsewhere" if isinstance(said, NotAllowed) else "file_not_taken")

    async def _failed(self, one: Leaving, code: str, **params: str) -> bool:
        said: Mapping[str, object] = params
        return await self._store.write(leaving.not_left, one.id, code, said, self._now())
