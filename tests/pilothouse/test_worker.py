"""The worker over the real record, on both engines: what it plans and sends, and what it survives."""

import asyncio
import logging
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
from store import Store, Tx, gates, initiatives
from tests.actions.world import World, company
from tests.pilothouse.office import WAVE, Moody, Recorder, arrived, logged, rows, sponsors, until, worker


@pytest.fixture
async def world(store: Store) -> World:
    return World(store, company())


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
