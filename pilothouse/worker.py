"""The worker: plans what is due, sends what is queued, and stops without leaving a message half sent.

Everything it knows is in the record, so it may be killed at any moment, and on PostgreSQL any number of them run at the
same time. One transaction per thing, and no network inside any.
"""

import asyncio
import contextlib
import random
import signal
from collections.abc import Callable
from datetime import date, datetime, timedelta

from actions import delivery
from bot.journal import note
from pilothouse.importing import Imports
from pilothouse.ingest import Ingest
from pilothouse.leaving import Files
from pilothouse.looking import Looks
from pilothouse.pace import MOST, Pace
from pilothouse.people import People
from pilothouse.planner import Planner
from pilothouse.readers import Read, Readers, ReadUse
from pilothouse.sender import Courier, Sender
from portfolio.company import Company
from scheduler.clock import EVERY, Clock
from store import Store, ledger
from store.ids import new_id

SENDERS = 8
"""Messages in flight at most; also the most that a crash can leave in doubt."""
DRAIN_SECONDS = 25
"""For what is in flight at SIGTERM; container platforms kill after 30."""
LOOK_AGAIN = timedelta(seconds=2)
"""When something waits that could not be sent: the pace per recipient (store.sending.PACE)."""

class Worker:
    """Made once per process. `now` and `company_of` are asked anew for every step, so that a movable clock works.

    `plan_until_idle` and its like may be called by themselves; `run` calls them for ever. `readers` read the sources of
    numbers (without them every source says that it is not there), or `read` and `use` in their place. `owner` names this
    process in the record, `rate` is messages a second, `jitter` gives random numbers from 0 to below 1.
    """

    def __init__(
        self,
        store: Store,
        courier: Courier,
        company_of: Callable[[datetime], Company],
        now: Callable[[], datetime],
        *,
        readers: Readers | None = None,
        read: Read | None = None,
        use: ReadUse | None = None,
        owner: str | None = None,
        senders: int = SENDERS,
        rate: float = MOST,
        tick: timedelta = EVERY,
        drain_seconds: float = DRAIN_SECONDS,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._now = now
        self._drain_seconds = drain_seconds
        self._stopping, self._due, self._news = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._clock = Clock(self._due, tick)
        self._look, self._asked = asyncio.Event(), asyncio.Event()
        own = readers or Readers()
        people = People(
            store, own.person if own.people else None, own.granted if own.graph else None, company_of, now, self._stopping
        )
        self._ingest = Ingest(store, read or own.read, use or own.use, people, company_of, now, self._stopping)
        self._looks = Looks(store, read or own.read, own.find, people, now, self._stopping)
        self._imports = Imports(store, own.fetch, now, self._stopping)
        self._files = Files(store, own.put, now, self._stopping)
        self._planner = Planner(store, company_of, now, self._stopping)
        self._sender = Sender(
            store, courier, company_of, now, self._stopping, self._news,
            owner=owner or new_id("w"), senders=senders, pace=Pace(rate), jitter=jitter,
        )  # fmt: skip
        self._head_logged: date | None = None

    def nudge(self) -> None:
        """Something may be due or ready to be sent: look now instead of at the next tick."""
        self._due.set()
        self.post()

    def post(self) -> None:
        """Something may be ready to be sent. After every turn: what is due, the next tick finds soon enough."""
        self._news.set()

    def look(self) -> None:
        """Somebody waits for a look into the tenant, or has bound a source that was never read."""
        self._asked.set()
        self._look.set()

    def stop(self) -> None:
        """Plan and claim nothing more. `run` returns once what is in flight has ended."""
        self._stopping.set()
        self.look()
        self.nudge()

    async def plan_until_idle(self) -> int:
        """Do what is due, and what becomes due by it, until nothing is left; how many things were done."""
        return await self._planner.until_idle()

    async def ingest_until_idle(self) -> int:
        """Read the sources that are due and judge what may have changed; how many things were done."""
        return await self._ingest.until_idle()

    async def look_until_idle(self) -> int:
        """Make the looks somebody waits for, send files, bring lists in, and end what took too long; how many there were."""
        return await self._looks.until_idle() + await self._files.until_idle() + await self._imports.until_idle()

    async def deliver_until_idle(self) -> int:
        """Send what may be sent now until nothing is left or in flight; how many messages were tried.

        A recipient gets one message in two seconds, by `now`: what waits for that counts as not sendable now.
        """
        return await self._sender.until_idle()

    async def recover(self, *, everything: bool = False) -> int:
        """Flag what dead senders left in flight, and make it due again; how many there were."""
        left = await self._store.write(delivery.recover, self._now(), everything=everything)
        if left:
            note("recovered", messages=left)
        return left

    async def run(self) -> None:
        """Work until `stop`, then end what is in flight (at most `drain_seconds`) and return."""
        await self.recover(everything=self._store.alone)
        self._clock.start()
        work = (self._plan_forever, self._ingest_forever, self._look_forever, self._deliver_forever)
        loops = [asyncio.create_task(one()) for one in work]
        try:
            await self._stopping.wait()
            await asyncio.wait(loops, timeout=self._drain_seconds)
        finally:
            for task in loops:
                task.cancel()
            await asyncio.gather(*loops, self._clock.stop(), return_exceptions=True)

    async def _plan_forever(self) -> None:
        while not self._stopping.is_set():
            self._due.clear()
            try:
                await self.recover()
                await self.plan_until_idle()
                await self._log_head()
            except Exception:  # the record cannot be reached: the next tick tries again
                note("planning_stopped", failure=True, reference=new_id("e"))
            self._news.set()
            self.look()
            await self._due.wait()

    async def _ingest_forever(self) -> None:
        """Beside planning and sending: a slow source holds up neither."""
        while True:
            await self._look.wait()
            if self._stopping.is_set():
                return
            self._look.clear()
            try:
                await self.ingest_until_idle()
            except Exception:  # the record cannot be reached: the next tick tries again
                note("ingest_stopped", failure=True, reference=new_id("e"))

    async def _look_forever(self) -> None:
        """Beside everything else: somebody waits."""
        while True:
            await self._asked.wait()
            if self._stopping.is_set():
                return
            self._asked.clear()
            try:
                if await self.look_until_idle():
                    self.post()
            except Exception:  # the record cannot be reached: the next tick tries again
                note("looks_stopped", failure=True, reference=new_id("e"))

    async def _deliver_forever(self) -> None:
        while not self._stopping.is_set():
            await self.deliver_until_idle()
            wake = None
            try:
                wake = await self._store.read(delivery.next_wake)
            except Exception:
                note("next_wake_failed", failure=True, reference=new_id("e"))
            pause = None if wake is None else max(wake - self._now(), LOOK_AGAIN).total_seconds()
            if self._stopping.is_set():  # its news may have been taken for a message's
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), pause)

    async def _log_head(self) -> None:
        """Once a day, outside of the record: a ledger cut short shows only against a head kept elsewhere."""
        today = self._now().date()
        if today != self._head_logged:
            head = await self._store.read(ledger.head)
            note("ledger_head", seq=head.seq, hash=head.hash)
            self._head_logged = today


def stop_on_signals(worker: Worker) -> None:
    """Have SIGTERM and SIGINT stop the worker in the running loop; where there are no such signals, nothing."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, worker.stop)
