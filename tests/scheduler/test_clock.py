"""The clock on a real loop: it nudges, survives a blocked loop, and stops."""

import asyncio
import threading
import time
from datetime import timedelta

from scheduler.clock import Clock

SOON = timedelta(milliseconds=20)


async def ticks(event: asyncio.Event, count: int) -> None:
    for _ in range(count):
        await asyncio.wait_for(event.wait(), 5)
        event.clear()


async def test_it_sets_the_event_again_and_again() -> None:
    event = asyncio.Event()
    clock = Clock(event, SOON)
    clock.start()
    await ticks(event, 3)
    await clock.stop()


async def test_a_tick_that_a_blocked_loop_delays_by_more_than_a_second_is_not_dropped() -> None:
    event = asyncio.Event()
    clock = Clock(event, timedelta(seconds=1.5))
    clock.start()
    time.sleep(2.65)  # the tick is 1.15 s late: by default APScheduler would drop it and wait for the next one
    await asyncio.wait_for(event.wait(), 0.2)
    await clock.stop()


async def test_after_stop_no_tick_comes_and_nothing_is_left_in_the_loop() -> None:
    event = asyncio.Event()
    clock = Clock(event, SOON)
    clock.start()
    await ticks(event, 1)
    await clock.stop()
    event.clear()
    await asyncio.sleep(3 * SOON.total_seconds())
    assert not event.is_set()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_it_ticks_in_the_loops_own_thread() -> None:
    threads = []

    class Heard(asyncio.Event):
        def set(self) -> None:
            threads.append(threading.get_ident())
            super().set()

    event = Heard()
    clock = Clock(event, SOON)
    clock.start()
    await ticks(event, 2)
    await clock.stop()
    assert set(threads) == {threading.get_ident()}


async def test_it_waits_one_interval_before_its_first_tick() -> None:
    event = asyncio.Event()
    clock = Clock(event, timedelta(hours=1))
    clock.start()
    await asyncio.sleep(0)
    assert not event.is_set()
    await clock.stop()
