"""The worker as it runs: ticks, nudges, waiting, stopping, dying."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from pilothouse.worker import Worker
from portfolio.delivery import Outcome, Throttled
from portfolio.messages import Kind
from store import Store, ledger
from tests.actions.world import World, company
from tests.pilothouse.office import (
    FAST,
    WAVE,
    Moody,
    Recorder,
    arrived,
    logged,
    reach,
    rows,
    running,
    sponsors,
    until,
    worker,
)

LOOKED = 0.6  # seconds in which also a busy machine's worker has looked at what is due


@pytest.fixture
async def world(store: Store) -> World:
    return World(store, company())


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
        await asyncio.sleep(LOOKED)
        world.now = WAVE
        one.nudge()
        await until(lambda: len(courier.brought) == 1)


async def test_a_nudge_sends_what_is_new_while_another_message_is_still_in_flight(world: World) -> None:
    late = await world.meet("Zoe Newcomer")
    await reach(world, late)
    await sponsors(world, 2)
    courier = Recorder(hold=asyncio.Event())
    one = worker(world, courier, tick=timedelta(hours=1))
    async with running(one):
        await until(lambda: len(courier.flying) == 2)
        await world.initiative(late, "Newest", accept=False)  # she is asked to sponsor it
        one.nudge()
        await until(lambda: len(courier.flying) == 3)
        assert courier.hold is not None
        courier.hold.set()
    assert len(courier.brought) == 3


async def test_after_a_turn_it_sends_what_is_ready_and_leaves_planning_to_the_tick(world: World) -> None:
    asked = await world.meet("Zoe Newcomer")
    await reach(world, asked)
    await sponsors(world, 1)
    world.now = WAVE - timedelta(hours=2)
    courier = Recorder()
    one = worker(world, courier, tick=timedelta(hours=1))
    async with running(one):
        await asyncio.sleep(LOOKED)
        world.now = WAVE  # check-ins are due now
        await world.initiative(asked, "Newest", accept=False)
        one.post()
        await until(lambda: len(courier.brought) == 1)
        await asyncio.sleep(0.1)
    assert [parcel.kind for parcel in courier.brought] == [Kind.ACCEPTANCE]


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
