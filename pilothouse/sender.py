"""The worker's second half: sends what is queued, several messages at a time, each claimed only when it leaves."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from actions import delivery
from actions.delivery import Parcel
from bot.journal import note
from pilothouse.pace import Pace
from portfolio.company import Company
from portfolio.delivery import Outcome, Throttled, Unknown
from store import Store
from store.ids import new_id

SEND_SECONDS = 60
"""A send that takes longer is given up as unknown. The connector's own limits (30 s a request) come first."""
LEASE = timedelta(seconds=90)
"""Longer than any send, so that only a dead sender's rows are recovered."""
SETTLE_PAUSES = (0.2, 2.0)


class Courier(Protocol):
    """Brings one message to where it goes: into Teams, or onto the demo's console."""

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send it, or update the message it once became."""


class Sender:
    """Sends until idle, or until `stopping` is set and nothing is in flight. `news` makes it look for more at once.

    `senders` bounds what is in flight, and so what a crash leaves in doubt. At most one message per recipient is in
    flight: the record sees to that.
    """

    def __init__(
        self,
        store: Store,
        courier: Courier,
        company_of: Callable[[datetime], Company],
        now: Callable[[], datetime],
        stopping: asyncio.Event,
        news: asyncio.Event,
        *,
        owner: str,
        senders: int,
        pace: Pace,
        jitter: Callable[[], float],
    ) -> None:
        self._store = store
        self._courier = courier
        self._company_of = company_of
        self._now = now
        self._stopping = stopping
        self._news = news
        self._senders = senders
        self._pace = pace
        self._jitter = jitter
        self._owner = owner

    async def until_idle(self) -> int:
        """Send what may be sent now, until nothing is left or in flight; how many messages were tried."""
        tried = lanes = 0

        async def lane() -> None:
            nonlocal tried, lanes
            while (parcel := await self._claim()) is not None:
                tried += 1
                open_lane()  # where there was one there may be more; their commits are shared
                await self._send(parcel)
            lanes -= 1
            if lanes == 0:
                watch.cancel()

        def open_lane() -> None:
            nonlocal lanes
            if lanes < self._senders:
                lanes += 1
                group.create_task(lane())

        async def look_again() -> None:
            while True:
                self._news.clear()
                open_lane()
                await self._news.wait()

        async with asyncio.TaskGroup() as group:
            watch = group.create_task(look_again())
        return tried

    async def _claim(self) -> Parcel | None:
        """The next message, once the pace allows one: a claimed message is being sent, so it never waits."""
        await asyncio.sleep(self._pace.reserve(asyncio.get_running_loop().time()))
        if self._stopping.is_set():
            return None
        now = self._now()
        try:
            return await self._store.write(delivery.claim, self._owner, self._company_of(now), now, LEASE)
        except Exception:
            note("claim_failed", failure=True, reference=new_id("e"))
            return None

    async def _send(self, parcel: Parcel) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                outcome = await self._courier.deliver(parcel)
        except TimeoutError:
            outcome = Unknown(detail=f"no answer in {SEND_SECONDS} s")
        except Exception:  # it may have left before that: nobody knows
            reference = new_id("e")
            note("courier_failed", failure=True, reference=reference, message=parcel.id, kind=parcel.kind.value)
            outcome = Unknown(detail=f"reference {reference}")
        if isinstance(outcome, Throttled):
            self._pace.throttled(asyncio.get_running_loop().time())
        await self._settle(parcel, outcome)

    async def _settle(self, parcel: Parcel, outcome: Outcome) -> None:
        """Record the outcome. Where repeating does not help either, the lease ends and the row is flagged as ambiguous."""
        for pause in (*SETTLE_PAUSES, None):
            try:
                await self._store.write(delivery.settle, parcel, outcome, self._jitter(), self._now())
            except Exception:
                note("settle_failed", failure=True, reference=new_id("e"), message=parcel.id, outcome=type(outcome).__name__)
                if pause is not None:
                    await asyncio.sleep(pause)
            else:
                return
