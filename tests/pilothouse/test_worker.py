"""The worker over the real record, on both engines: what it sends, what it survives, how it stops."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from actions.delivery import Parcel
from pilothouse.planner import Planner
from pilothouse.worker import Worker
from portfolio.delivery import Blocked, Outcome, Throttled
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.people import Actor
from store import Store, Tx, gates, initiatives, ledger, outbox
from store.outbox import OutboxRow
from tests.actions.world import START, World, company
from tests.pilothouse.office import Recorder, arrived, reach

WAVE = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)  # ten o'clock in Berlin on the second working day
FAST = timedelta(milliseconds=20)


@pytest.fixture
async def world(store: Store) -> World:
    return World(store, company())


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


# --- Planning and sending ------------------------------------------------------------------------------------------------


async def test_a_wave_is_planned_and_sent_once_to_everybody(world: World) -> None:
    everybody = await sponsors(world, 20)
    courier = Recorder()
    one = worker(world, courier)
    assert await one.plan_until_idle() >= 20
    assert await one.deliver_until_idle() == 20
    assert await one.plan_until_idle() == await one.deliver_until_idle() == 0
    assert {parcel.kind for parcel in courier.brought} == {Kind.CHECK_IN}
    assert sorted(parcel.key for parcel in courier.brought) == sorted(f"check_in:2026-09:{who.number}" for who in everybody)
    assert {(row.state, row.ambiguous) for row in await rows(world.store)} == {("sent", 0)}


async def test_never_more_than_its_senders_are_in_flight(world: World) -> None:
    await sponsors(world, 12)
    courier = Recorder(hold=asyncio.Event())
    one = worker(world, courier, senders=3)
    await one.plan_until_idle()
    sending = asyncio.create_task(one.deliver_until_idle())
    await until(lambda: len(courier.flying) == 3)
    assert [row.state for row in await rows(world.store)].count("sending") == 3
    assert courier.hold is not None
    courier.hold.set()
    assert await sending == 12
    assert courier.most == 3


async def test_what_fails_to_be_planned_is_logged_and_blocks_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    (dana, *_) = await sponsors(world, 3)
    (broken,) = [one for one in await world.store.read(initiatives.in_flight) if one.sponsor == dana.number]

    def spoil(tx: Tx) -> None:  # an initiative that is over cannot stand at its gate
        gate = gates.current(tx, broken.id)
        assert gate is not None
        gates.change(tx, gate, due=WAVE.date())
        initiatives.change(tx, broken, stage=Stage.REJECTED.value)

    await world.store.write(spoil)
    courier = Recorder()
    one = worker(world, courier)
    await one.plan_until_idle()
    await one.deliver_until_idle()
    assert len(courier.brought) == 2
    (line,) = logged(caplog, "planning_failed")
    assert line["key"].startswith("gate:") and line["reference"]
    await one.plan_until_idle()
    assert len(logged(caplog, "planning_failed")) == 1  # put off
    world.pass_(seconds=31)
    await one.plan_until_idle()
    await one.plan_until_idle()
    assert len(logged(caplog, "planning_failed")) == 2


async def test_two_workers_on_one_record_plan_and_send_everything_once(pg_store: Store) -> None:
    world = World(pg_store, company())
    await sponsors(world, 16)
    couriers = [Recorder(), Recorder()]
    both = [worker(world, courier) for courier in couriers]
    await asyncio.gather(*(one.plan_until_idle() for one in both))
    await asyncio.gather(*(one.deliver_until_idle() for one in both))
    brought = [parcel.key for courier in couriers for parcel in courier.brought]
    assert len(brought) == len(set(brought)) == 16


async def test_a_courier_that_raises_leaves_its_message_in_doubt_and_the_rest_go_on(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    (dana, *_) = await sponsors(world, 4)

    def answer(parcel: Parcel) -> Outcome:
        if parcel.key.endswith(str(dana.number)):
            raise ZeroDivisionError
        return arrived(parcel)

    one = worker(world, Recorder(answer=answer))
    await one.plan_until_idle()
    assert await one.deliver_until_idle() == 4
    states = {row.recipient_person: (row.state, row.ambiguous) for row in await rows(world.store)}
    assert states.pop(dana.number) == ("due", 1)
    assert set(states.values()) == {("sent", 0)}
    (line,) = logged(caplog, "courier_failed")
    (row,) = [row for row in await rows(world.store) if row.ambiguous]
    assert line["reference"] in str(row.detail)


async def test_a_refused_message_waits_and_is_sent_when_the_clock_gets_there(world: World) -> None:
    await sponsors(world, 1)
    answers: list[Outcome] = [Throttled(retry_after=30.0)]
    courier = Recorder(answer=lambda parcel: answers.pop() if answers else arrived(parcel))
    one = worker(world, courier)
    await one.plan_until_idle()
    assert await one.deliver_until_idle() == 1
    assert await one.deliver_until_idle() == 0
    world.pass_(seconds=45)
    assert await one.deliver_until_idle() == 1
    assert [(row.state, row.attempts, row.ambiguous) for row in await rows(world.store)] == [("sent", 2, 0)]


async def test_a_refusal_slows_everything_down(world: World) -> None:
    await sponsors(world, 3)
    courier = Recorder(answer=lambda parcel: Throttled(retry_after=1.0))
    one = worker(world, courier, rate=40.0, senders=1)
    await one.plan_until_idle()
    begun = asyncio.get_running_loop().time()
    await one.deliver_until_idle()
    assert asyncio.get_running_loop().time() - begun >= 1 / 40 + 1 / 20


async def test_somebody_who_blocked_the_app_gets_nothing_more(world: World) -> None:
    await sponsors(world, 1)
    courier = Recorder(answer=lambda parcel: Blocked(detail="gone"))
    one = worker(world, courier)
    await one.plan_until_idle()
    await one.deliver_until_idle()
    world.now = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
    await one.plan_until_idle()
    assert await one.deliver_until_idle() == 0
    states = {row.key.split(":")[1]: (row.state, row.hold_reason) for row in await rows(world.store)}
    assert states == {"2026-09": ("undeliverable", None), "2026-10": ("held", "no_address")}


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


async def test_an_outcome_that_cannot_be_recorded_at_once_is_recorded_soon_after(world: World) -> None:
    await sponsors(world, 1)
    courier = Recorder()
    moody: Any = Moody(world.store, failures=1, of="settle")
    one = Worker(moody, courier, lambda now: world.company, lambda: world.now)
    await one.plan_until_idle()
    await one.deliver_until_idle()
    assert len(courier.brought) == 1
    assert [(row.state, row.ambiguous) for row in await rows(world.store)] == [("sent", 0)]


async def test_a_record_that_is_away_ends_the_round_and_the_next_one_sends(world: World) -> None:
    await sponsors(world, 2)
    courier = Recorder()
    moody: Any = Moody(world.store, failures=1, of="claim")
    one = Worker(moody, courier, lambda now: world.company, lambda: world.now)
    await one.plan_until_idle()
    assert await one.deliver_until_idle() == 0
    assert await one.deliver_until_idle() == 2


# --- Running and stopping ------------------------------------------------------------------------------------------------


async def test_it_plans_and_sends_by_itself_as_the_clock_moves(world: World) -> None:
    await sponsors(world, 3)
    world.now = WAVE - timedelta(hours=2)
    courier = Recorder()
    async with running(worker(world, courier, tick=FAST)):
        await asyncio.sleep(5 * FAST.total_seconds())
        assert courier.brought == []
        world.now = WAVE
        await until(lambda: len(courier.brought) == 3)


async def test_a_nudge_makes_it_look_before_the_next_tick(world: World) -> None:
    await sponsors(world, 1)
    world.now = WAVE - timedelta(hours=2)
    courier = Recorder()
    one = worker(world, courier, tick=timedelta(hours=1))
    async with running(one):
        await asyncio.sleep(0.1)
        world.now = WAVE
        one.nudge()
        await until(lambda: len(courier.brought) == 1)


async def test_a_nudge_sends_what_is_new_while_another_message_is_still_in_flight(world: World) -> None:
    await sponsors(world, 2)
    courier = Recorder(hold=asyncio.Event())
    one = worker(world, courier, tick=timedelta(hours=1))
    async with running(one):
        await until(lambda: len(courier.flying) == 2)
        late = await world.meet("Zoe Newcomer")
        await world.initiative(late, "Newest", by=late, first_use=START.date())
        await reach(world, late)
        one.nudge()
        await until(lambda: len(courier.flying) == 3)
        assert courier.hold is not None
        courier.hold.set()
    assert len(courier.brought) == 3


async def test_it_wakes_when_a_waiting_message_may_be_tried_again(world: World) -> None:
    await sponsors(world, 1)
    started = asyncio.get_running_loop().time()
    answers: list[Outcome] = [Throttled(retry_after=1.0)]
    courier = Recorder(answer=lambda parcel: answers.pop() if answers else arrived(parcel))
    one = Worker(
        world.store, courier, lambda now: world.company,
        lambda: WAVE + timedelta(seconds=asyncio.get_running_loop().time() - started),
        tick=timedelta(hours=1), jitter=lambda: 0.0,
    )  # fmt: skip
    async with running(one):
        await until(lambda: len(courier.brought) == 2)


async def test_stopping_sends_nothing_new_and_finishes_what_is_in_flight(world: World) -> None:
    await sponsors(world, 6)
    courier = Recorder(hold=asyncio.Event())
    one = worker(world, courier, senders=2)
    task = asyncio.create_task(one.run())
    await until(lambda: len(courier.flying) == 2)
    one.stop()
    await asyncio.sleep(0.1)
    assert not task.done()
    assert courier.hold is not None
    courier.hold.set()
    await asyncio.wait_for(task, 20)
    assert len(courier.brought) == 2
    assert sorted(row.state for row in await rows(world.store)) == ["due"] * 4 + ["sent"] * 2
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_does_not_end_in_time_is_left_and_flagged_by_the_next_worker(world: World) -> None:
    await sponsors(world, 3)
    stuck = Recorder(hold=asyncio.Event())
    one = worker(world, stuck, senders=2, drain_seconds=0.1)
    task = asyncio.create_task(one.run())
    await until(lambda: len(stuck.flying) == 2)
    one.stop()
    await asyncio.wait_for(task, 20)
    assert sorted(row.state for row in await rows(world.store)) == ["due", "sending", "sending"]
    if not world.store.alone:
        world.pass_(seconds=91)  # elsewhere a dead sender's lease has to run out
    courier = Recorder()

    async def all_sent() -> bool:
        return {row.state for row in await rows(world.store)} == {"sent"}

    async with running(worker(world, courier)):
        await until(all_sent)
    assert sorted(row.ambiguous for row in await rows(world.store)) == [0, 1, 1]
    assert len(courier.brought) == 3


async def test_another_workers_live_message_is_not_taken_for_dead(pg_store: Store) -> None:
    world = World(pg_store, company())
    await sponsors(world, 1)
    slow, other = Recorder(hold=asyncio.Event()), Recorder()
    async with running(worker(world, slow)):
        await until(lambda: len(slow.flying) == 1)
        async with running(worker(world, other, tick=FAST)):
            await asyncio.sleep(0.2)
        assert slow.hold is not None
        slow.hold.set()
        await until(lambda: len(slow.brought) == 1)
    assert other.brought == []
    assert [(row.state, row.ambiguous) for row in await rows(world.store)] == [("sent", 0)]


async def test_cancelling_it_leaves_no_task_behind(world: World) -> None:
    await sponsors(world, 2)
    courier = Recorder(hold=asyncio.Event())
    task = asyncio.create_task(worker(world, courier).run())
    await until(lambda: len(courier.flying) == 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_the_ledgers_head_is_logged_once_a_day(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await sponsors(world, 1)
    one = worker(world, Recorder(), tick=FAST)
    async with running(one):
        await until(lambda: len(logged(caplog, "ledger_head")) == 1)
        await asyncio.sleep(0.2)
        world.pass_(days=1)
        await until(lambda: len(logged(caplog, "ledger_head")) == 2)
    entries = [json.loads(line) for line in await world.store.read(lambda tx: list(ledger.export(tx)))]
    reached = {(entry["seq"], entry["hash"]) for entry in entries}
    assert {(head["seq"], head["hash"]) for head in logged(caplog, "ledger_head")} <= reached


async def test_a_record_that_is_away_does_not_end_the_worker(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await sponsors(world, 2)
    courier = Recorder()
    moody: Any = Moody(world.store, failures=3, of="plan_one")
    one = Worker(moody, courier, lambda now: world.company, lambda: world.now, tick=FAST, rate=float("inf"))
    async with running(one):
        await until(lambda: len(logged(caplog, "planning_failed")) >= 3)
        world.pass_(minutes=1)
        await until(lambda: len(courier.brought) == 2)


async def test_an_item_that_keeps_failing_is_tried_ever_more_rarely(
    sqlite_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    world = World(sqlite_store, company())
    moody: Any = Moody(world.store, failures=10**6, of="plan_one")
    planner = Planner(moody, lambda now: world.company, lambda: world.now, asyncio.Event())
    tries = []
    for minute in range(200):
        world.now = WAVE + timedelta(minutes=minute)
        before = len(logged(caplog, "planning_failed"))
        await planner.until_idle()
        if len(logged(caplog, "planning_failed")) > before:
            tries.append(minute)
    assert [b - a for a, b in pairwise(tries)] == [1, 1, 2, 4, 8, 16, 32, 60, 60]
