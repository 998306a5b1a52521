"""People who can be reached, a courier that writes down what it brings, and a clock that only the test moves."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from actions import installations
from actions.delivery import Parcel
from pilothouse.worker import Worker
from portfolio.delivery import Outcome, Sent
from portfolio.people import Actor
from store import Store, Tx, outbox, people
from store.addresses import Reference
from store.outbox import OutboxRow
from tests.actions.world import TENANT, World

WAVE = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)  # ten o'clock in Berlin on the second working day
FAST = timedelta(milliseconds=20)
SERVICE = "https://smba.trafficmanager.net/emea/"


async def reach(world: World, actor: Actor, service_url: str = SERVICE) -> None:
    """The app is installed for them, and they are out of shadow mode."""
    reference = Reference(
        person=actor.number, channel=None, team=None, tenant=TENANT, conversation_id=f"a:{actor.number}",
        service_url=service_url, bot_id="28:bot", member_id=f"29:{actor.number}", raw="{}", installed=True, at=world.now,
    )  # fmt: skip

    def install(tx: Tx) -> None:
        installations.keep(tx, reference, world.now)
        people.change(tx, actor.number, released=True)

    await world.store.write(install)


@dataclass
class Recorder:
    """A courier. `answer` says what becomes of a parcel; `hold` keeps everything in flight until it is set."""

    answer: Callable[[Parcel], Outcome] | None = None
    hold: asyncio.Event | None = None
    brought: list[Parcel] = field(default_factory=list)
    flying: set[str] = field(default_factory=set)
    most: int = 0
    taken: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, parcel: Parcel) -> Outcome:
        lane = parcel.channel or str(parcel.address.member_id)
        assert lane not in self.flying, "two messages to one recipient at the same time"
        self.flying.add(lane)
        self.most = max(self.most, len(self.flying))
        self.taken.set()
        try:
            await asyncio.sleep(0)
            if self.hold is not None:
                await self.hold.wait()
            self.brought.append(parcel)
            return self.answer(parcel) if self.answer else arrived(parcel)
        finally:
            self.flying.discard(lane)


def arrived(parcel: Parcel) -> Sent:
    return Sent(activity_id=f"m{parcel.id}", conversation_id=str(parcel.address.conversation_id))


async def sponsors(world: World, count: int) -> list[Actor]:
    """Sponsors with an initiative each, reachable, on the morning of their check-in; nothing else is queued."""
    found = []
    for number in range(count):
        one = await world.meet(f"S{number:02} Porter")
        await world.initiative(one, f"Pilot {number}", by=one)
        await reach(world, one)
        found.append(one)
    world.now = WAVE
    return found


def worker(world: World, courier: Recorder, **options: Any) -> Worker:
    return Worker(
        world.store, courier, lambda now: world.company, lambda: world.now, **({"rate": float("inf")} | options)
    )


async def rows(store: Store) -> list[OutboxRow]:
    def read(tx: Tx) -> list[OutboxRow]:
        return [row for number in range(1, 400) if (row := outbox.get(tx, number)) is not None]

    return await store.read(read)


@asynccontextmanager
async def running(one: Worker) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(one.run())
    try:
        yield task
    except BaseException:
        task.cancel()
        raise
    one.stop()
    await asyncio.wait_for(task, 20)


async def until(true: Callable[[], Awaitable[bool]] | Callable[[], bool]) -> None:
    """Waits for the worker's own tasks to get there."""
    async with asyncio.timeout(20):
        while True:
            found = true()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)


def logged(caplog: pytest.LogCaptureFixture, event: str) -> list[dict[str, Any]]:
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == "pilothouse.teams"]
    return [line for line in lines if line["event"] == event]


class Moody:
    """A record that cannot be reached for a while."""

    def __init__(self, store: Store, *, failures: int, of: str) -> None:
        self._store, self.failures, self._of = store, failures, of
        self.alone = store.alone

    async def read(self, fn: Any, *args: Any, **named: Any) -> Any:
        return await self._store.read(fn, *args, **named)

    async def write(self, fn: Any, *args: Any, **named: Any) -> Any:
        if fn.__name__ == self._of and self.failures > 0:
            self.failures -= 1
            raise OSError("the record is away")
        return await self._store.write(fn, *args, **named)
