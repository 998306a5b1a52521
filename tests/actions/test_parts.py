"""A list read in parts: whole after several runs, by its changes from then on, and whole again when it has to start over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions import baselines, evidence
from actions import observations as actions
from actions.parts import record_part
from portfolio.errors import Refused
from portfolio.observations import Observation, Observed, Origin, Part, RawRow, Rejected, Table, ThrottledUntil
from portfolio.people import Actor
from portfolio.sources import Cursor, How, Seen, Source, Trouble, failure_of
from store import observations, open_store
from store import sources as stored
from store.observations import Batch
from tests.actions.evidence import BINDING, REF, case, enable, number
from tests.actions.world import World, company

DAY = date(2026, 6, 1)


def rows(first: int, last: int, days: float = 5) -> list[Observation]:
    return [case(f"{at}", DAY + timedelta(days=at % 60), days) for at in range(first, last)]


@pytest.fixture
async def source(world: World, dana: Actor) -> Source:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    return await enable(world, one)


async def now(world: World, source: Source) -> Source:
    found = await world.store.read(stored.get, source.id)
    assert found is not None
    return found


async def take(
    world: World, source: Source, said: Iterable[Observation] = (), *, deleted: Iterable[str] = (), begins: bool = False,
    ends: bool = True, after: Cursor | str | None = "as it stands", bad: Iterable[str] = (),
) -> Batch | None:
    """One part, read from where the source stands."""
    said, bad = tuple(said), tuple(bad)
    content = repr([(row.key, row.start, row.end, row.value) for row in said])
    origin = Origin(source=REF, fetched_at=world.now, sha256=sha256(content.encode()).hexdigest())
    table = Table(origin=origin, columns=(), rows=tuple(RawRow(number=1, key=row.key, cells=()) for row in said))
    part = Part(
        table=table, named=frozenset([*(row.key for row in said), *bad]), deleted=frozenset(deleted),
        link=f"link-{world.now.isoformat()}-{len(said)}-{ends}", begins=begins, ends=ends,
    )
    observed = Observed(observations=said, rejected=tuple(Rejected(row=1, why="not_a_date", value=key) for key in bad))
    where = (await now(world, source)).cursor if isinstance(after, str) else after
    return await world.store.write(record_part, source.id, where, part, observed, world.now)


async def keys(world: World, source: Source) -> set[str]:
    return {row.key for row in await world.store.read(observations.live, source.id)}


async def test_a_list_is_whole_after_its_last_part_and_no_evidence_before(world: World, dana: Actor, source: Source) -> None:
    await take(world, source, rows(0, 30), begins=True, ends=False)
    half = await now(world, source)
    assert half.cursor is not None and half.cursor.more and half.cursor.sweeping and half.read_at is None
    assert [one.id for one in await world.store.read(actions.due, world.now)] == [source.id], "there is more to read now"
    assert await world.store.read(evidence.due, world.now) == ()
    assert not await world.store.write(evidence.refresh, source.initiative, world.now)
    with pytest.raises(Refused, match="no_history_yet"):
        await world.store.write(baselines.propose_baseline, dana, source.initiative, world.now)
    await take(world, source, rows(30, 50))
    whole = await now(world, source)
    assert await keys(world, source) == {row.key for row in rows(0, 50)}
    assert whole.read_at == world.now and whole.cursor is not None and not whole.cursor.more and not whole.cursor.sweeping
    assert await world.store.read(actions.due, world.now) == ()
    assert (await world.noted())["source:batch:recorded"] == 2


async def test_changes_touch_what_they_name_and_nothing_else(world: World, source: Source) -> None:
    first = await take(world, source, rows(0, 50), begins=True)
    world.pass_(days=1)
    batch = await take(world, source, [*rows(3, 4, days=9), *rows(50, 51)], deleted=["7", "unknown"], bad=["8"])
    assert first is not None and batch is not None
    assert (batch.added, batch.changed, batch.gone, batch.refused) == (1, 1, 2, 1)
    assert await keys(world, source) == {str(at) for at in range(51)} - {"7", "8"}
    then, _ = await world.store.read(observations.then_and_now, source.id, first.id)
    assert {row.key for row in then} == {str(at) for at in range(50)}, "what it said before can be read again"


async def test_a_part_that_says_nothing_new_is_a_good_look_and_no_batch(world: World, source: Source) -> None:
    await take(world, source, rows(0, 50), begins=True)
    await world.store.write(actions.failed, source.id, failure_of(ThrottledUntil(at=world.now), world.now), world.now)
    before = await world.noted()
    world.pass_(days=1)
    assert await take(world, source) is None and await take(world, source, rows(0, 5)) is None
    assert (await now(world, source)).read_at == world.now
    assert await world.noted() - before == {"source:look:recovered": 1}


async def test_of_two_workers_that_read_the_same_part_one_takes_it(world: World, source: Source) -> None:
    await take(world, source, rows(0, 30), begins=True, ends=False)
    assert await take(world, source, rows(0, 20), begins=True, ends=False, after=None) is None
    assert await take(world, source, rows(30, 50)) is not None
    assert len(await keys(world, source)) == 50


async def test_starting_over_ends_what_came_in_no_part_of_it(world: World, source: Source) -> None:
    await take(world, source, rows(0, 50), begins=True)
    world.pass_(days=1)
    await take(world, source, rows(0, 20), begins=True, ends=False)
    assert len(await keys(world, source)) == 50, "until it is through nothing is missed"
    batch = await take(world, source, rows(25, 50))
    assert batch is not None and batch.gone == 5
    assert await keys(world, source) == {str(at) for at in [*range(20), *range(25, 50)]}


async def test_a_pass_that_is_begun_again_forgets_what_the_broken_one_saw(world: World, source: Source) -> None:
    await take(world, source, rows(0, 50), begins=True)
    world.pass_(days=1)
    await take(world, source, rows(0, 10), begins=True, ends=False)
    await take(world, source, rows(10, 40), begins=True)
    assert await keys(world, source) == {str(at) for at in range(10, 40)}


@pytest.mark.parametrize("begins", [True, False], ids=["not in the list", "deleted"])
async def test_when_most_is_gone_at_once_the_source_is_not_believed(world: World, source: Source, begins: bool) -> None:
    await take(world, source, rows(0, 50), begins=True)
    stood = (await now(world, source)).cursor
    world.pass_(days=1)
    deleted = () if begins else [str(at) for at in range(30)]
    assert await take(world, source, rows(49, 50), begins=begins, deleted=deleted) is None
    after = await now(world, source)
    assert after.failure is not None and after.failure.trouble is Trouble.VANISHED and after.cursor == stood
    assert len(await keys(world, source)) == 50


async def test_a_day_of_a_series_has_one_point_whichever_part_it_came_in(world: World, dana: Actor) -> None:
    one = await world.initiative(dana, "Series")
    await world.metric(dana, one)
    binding = replace(BINDING, shape="number", start=None, end=None, at="Day", value="Hours", person=None, kind=None)
    source = await enable(world, one, binding=binding, how=How.SERIES)
    await take(world, source, [number("1", DAY, 4)], begins=True, ends=False)
    batch = await take(world, source, [number("2", DAY, 9), number("3", DAY + timedelta(days=1), 5)])
    assert batch is not None and batch.refused == 1
    assert await keys(world, source) == {"1", "3"}


async def test_a_service_that_wants_to_be_left_alone_is(world: World, source: Source) -> None:
    await take(world, source, rows(0, 30), begins=True, ends=False)
    until = world.now + timedelta(hours=3)
    for _ in range(2):
        await world.store.write(actions.failed, source.id, failure_of(ThrottledUntil(at=until), world.now), world.now)
    world.pass_(hours=2)
    assert await world.store.read(actions.due, world.now) == ()
    world.pass_(hours=1)
    assert [one.id for one in await world.store.read(actions.due, world.now)] == [source.id]


Says = dict[str, int]
"""What a list says: keys, and how many days each took."""


@given(
    st.lists(st.tuples(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4)), st.integers(1, 3), st.booleans()),
             min_size=1, max_size=5))
@settings(max_examples=25)
def test_whatever_the_list_said_the_record_says_it_after_the_last_part(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[Says, int, bool]]
) -> None:
    """By its changes, or whole again; in one part or in several."""
    import asyncio

    async def story() -> None:
        store = await open_store(f"sqlite:///{tmp_path_factory.mktemp('parts') / 'record.db'}")
        world = World(store, company())
        dana = await world.meet("Dana Whitfield")
        one = await world.initiative(dana)
        await world.metric(dana, one)
        source = await enable(world, one)
        before: Says | None = None
        for says, size, over in history:
            world.pass_(days=1)
            whole = before is None or over
            told = says if before is None or over else {k: d for k, d in says.items() if before.get(k) != d}
            gone = [] if before is None or over else sorted(before.keys() - says.keys())
            found = [case(key, DAY, days) for key, days in sorted(told.items())]
            pieces = [found[at : at + size] for at in range(0, len(found), size)] or [[]]
            for at, piece in enumerate(pieces):
                last = at == len(pieces) - 1
                world.pass_(seconds=1)
                await take(world, source, piece, begins=whole and at == 0, ends=last, deleted=gone if last else ())
            before = says
            live: list[Seen] = await store.read(observations.live, source.id)
            assert {row.key: (row.closed - row.opened).days for row in live if row.closed and row.opened} == says
        await store.close()

    asyncio.run(story())


