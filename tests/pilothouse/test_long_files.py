"""A file of many rows is recorded in several transactions, so that people's answers come in between, and counts as one."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

import pytest

import actions.parts
import pilothouse.ingest
from actions import baselines, evidence
from actions import observations as recording
from actions.parts import record_part, split
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.errors import Refused
from portfolio.observations import Observation, Observed, Origin, SourceKind, SourceRef, Table
from portfolio.people import Actor
from portfolio.sources import Source, Trouble
from store import Store, observations
from store import sources as stored
from tests.actions.evidence import case, enable
from tests.actions.world import START, World, company
from tests.pilothouse.office import Recorder

FILE = SourceRef(kind=SourceKind.DROP, locator="rfp.csv")


@pytest.fixture(autouse=True)
def twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long is what has more than twenty rows."""
    for module in (actions.parts, pilothouse.ingest):
        monkeypatch.setattr(module, "LONG", 20)


@pytest.fixture
async def world(store: Store) -> World:
    return World(store, company())


@pytest.fixture
async def dana(world: World) -> Actor:
    return await world.meet("Dana Whitfield")


@pytest.fixture
async def source(world: World, dana: Actor) -> Source:
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    return await enable(world, one, ref=FILE)


def rows(first: int, last: int, days: float = 4) -> list[Observation]:
    return [
        case(f"c{at}", START.date() - timedelta(days=100 - at), days + at % 3) for at in range(first, last)
    ]  # fmt: skip


async def read(world: World, source: Source, said: Iterable[Observation]) -> bool:
    """The file is read as the worker reads it."""
    said = tuple(said)
    worker = Worker(world.store, Recorder(), lambda _: world.company, lambda: world.now, readers=Readers())
    current = await world.store.read(stored.get, source.id)
    assert current is not None
    return await worker._ingest._record_long(current, table(world, said), Observed(observations=said, rejected=()))


def table(world: World, said: Iterable[Observation]) -> Table:
    content = repr([(row.key, row.start, row.end) for row in said])
    origin = Origin(source=FILE, fetched_at=world.now, sha256=sha256(content.encode()).hexdigest())
    return Table(origin=origin, columns=(), rows=())


async def live(world: World, source: Source) -> dict[str, float]:
    found = await world.store.read(observations.live, source.id)
    return {row.key: (row.closed - row.opened) / timedelta(days=1) for row in found if row.closed and row.opened}


async def state(world: World, source: Source) -> Source:
    found = await world.store.read(stored.get, source.id)
    assert found is not None
    return found


def lengths(said: Iterable[Observation]) -> dict[str, float]:
    return {row.key: (row.end - row.start) / timedelta(days=1) for row in said if row.end and row.start}


async def test_it_is_whole_after_its_last_part_and_the_same_bytes_bring_nothing_new(world: World, source: Source) -> None:
    said = rows(0, 55)
    assert await read(world, source, said)
    assert await live(world, source) == lengths(said)
    assert (await world.noted())["source:batch:recorded"] == 3
    after = await state(world, source)
    assert after.whole and after.read_at == world.now and await world.store.read(recording.due, world.now) == ()
    world.pass_(days=1)
    assert not await read(world, source, said)
    assert (await world.noted())["source:batch:recorded"] == 3


async def test_what_changed_supersedes_and_what_is_gone_ends_with_it(world: World, source: Source) -> None:
    await read(world, source, rows(0, 55))
    world.pass_(days=1)
    said = [*rows(0, 10), *rows(12, 40, days=9), *rows(40, 60)]
    assert await read(world, source, said)
    assert await live(world, source) == lengths(said)


async def test_a_file_that_was_cut_off_is_not_believed_and_nothing_of_it_is_taken(world: World, source: Source) -> None:
    said = rows(0, 55)
    await read(world, source, said)
    world.pass_(days=1)
    assert not await read(world, source, rows(0, 25, days=8))
    failure = (await state(world, source)).failure
    assert failure is not None and failure.trouble is Trouble.VANISHED
    assert await live(world, source) == lengths(said)


async def test_half_a_file_is_no_evidence_and_is_read_again_to_its_end(world: World, dana: Actor, source: Source) -> None:
    await read(world, source, rows(0, 55))
    world.pass_(days=1)
    said = rows(0, 55, days=9)
    first = next(split(await state(world, source), table(world, said), Observed(observations=tuple(said), rejected=())))
    cursor = (await state(world, source)).cursor
    await world.store.write(record_part, source.id, cursor, *first, world.now)
    half = await state(world, source)
    assert not half.whole and [one.id for one in await world.store.read(recording.due, world.now)] == [source.id]
    assert await world.store.read(evidence.due, world.now) == ()
    with pytest.raises(Refused, match="no_history_yet"):
        await world.store.write(baselines.propose_baseline, dana, source.initiative, world.now)
    assert await read(world, source, said)
    assert (await state(world, source)).whole and await live(world, source) == lengths(said)


async def test_a_shorter_file_ends_a_pass_that_was_stopped(world: World, source: Source) -> None:
    said = rows(0, 30)
    first = next(split(source, table(world, said), Observed(observations=tuple(said), rejected=())))
    await world.store.write(record_part, source.id, None, *first, world.now)
    short = rows(0, 18)
    await world.store.write(
        recording.record, source.id, table(world, short).origin, Observed(observations=tuple(short), rejected=()), world.now
    )
    assert (await state(world, source)).whole and await live(world, source) == lengths(short)
