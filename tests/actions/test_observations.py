"""Ingest: idempotent, superseded and never overwritten, with its lineage; a source in trouble invents nothing."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions import observations as actions
from actions import records
from portfolio.errors import NotFound, Refused
from portfolio.observations import MissingPermission, Rejected, Shape, Unavailable, Unreadable
from portfolio.people import Actor
from portfolio.sources import How, Source, Trouble, failure_of
from store import observations
from store import sources as stored
from tests.actions.evidence import BINDING, REF, case, enable, number, record
from tests.actions.world import World

DAY = date(2026, 6, 1)
ROWS = [case(f"c{day}", DAY + timedelta(days=day), 5) for day in range(40)]


@pytest.fixture
async def dana(world: World) -> Actor:
    return await world.meet("Dana Whitfield")


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative)
    return initiative


@pytest.fixture
async def source(world: World, one: str) -> Source:
    return await enable(world, one)


async def test_a_reading_is_kept_with_its_lineage_and_one_entry(world: World, source: Source) -> None:
    batch = await record(world, source, ROWS, rejected=[Rejected(row=7, why="no_date", column="Received", value="soon")])
    assert batch is not None
    assert (batch.added, batch.changed, batch.gone, batch.refused, batch.fetched_at) == (40, 0, 0, 1, world.now)
    live = await world.store.read(observations.live, source.id)
    assert {row.key for row in live} == {row.key for row in ROWS} and {row.batch for row in live} == {batch.id}
    entry = (await world.ledger())[-1]
    assert (entry["action"], entry["subject"]) == ("source:batch:recorded", source.id)
    assert entry["data"]["sha256"] == batch.sha256 and entry["data"]["added"] == 40


async def test_the_same_batch_twice_changes_nothing(world: World, source: Source) -> None:
    await record(world, source, ROWS)
    before = await world.ledger()
    world.pass_(days=1)
    assert await record(world, source, ROWS) is None
    assert await world.ledger() == before
    assert len(await world.store.read(observations.live, source.id)) == 40
    looked = await world.store.read(stored.get, source.id)
    assert looked is not None and looked.looked_at == world.now


async def test_what_was_said_once_and_is_said_again_after_something_else_counts_again(world: World, source: Source) -> None:
    changed = [case("c0", DAY, 9), *ROWS[1:]]
    for rows in (ROWS, changed, ROWS):
        world.pass_(days=1)
        assert await record(world, source, rows) is not None
    live = {row.key: row for row in await world.store.read(observations.live, source.id)}
    assert live["c0"].closed == ROWS[0].end


async def test_a_reading_older_than_the_last_one_is_not_taken(world: World, source: Source) -> None:
    await record(world, source, ROWS)
    world.now -= timedelta(hours=1)
    assert await record(world, source, ROWS[:30]) is None
    assert len(await world.store.read(observations.live, source.id)) == 40


async def test_a_changed_row_supersedes_and_what_was_said_before_can_be_read_again(world: World, source: Source) -> None:
    first = await record(world, source, ROWS)
    world.pass_(days=1)
    second = await record(world, source, [case("c0", DAY, 9), *ROWS[1:39], case("new", DAY, 4)])
    assert first is not None and second is not None
    assert (second.added, second.changed, second.gone, second.same) == (1, 1, 1, 38)
    then, live = (
        {row.key: row for row in rows}
        for rows in await world.store.read(observations.then_and_now, source.id, first.id)
    )
    assert list(live.values()) == await world.store.read(observations.live, source.id)
    assert "c39" not in live and "new" in live and live["c0"].closed != ROWS[0].end
    assert set(then) == {row.key for row in ROWS} and then["c0"].closed == ROWS[0].end
    assert then["c0"].ended == then["c39"].ended == second.id


async def test_a_file_that_was_cut_off_is_not_believed(world: World, source: Source) -> None:
    await record(world, source, ROWS)
    world.pass_(days=1)
    assert await record(world, source, ROWS[:19]) is None
    assert len(await world.store.read(observations.live, source.id)) == 40
    kept = await world.store.read(stored.get, source.id)
    assert kept is not None and kept.failure is not None
    assert (kept.failure.trouble, kept.failure.about) == (Trouble.VANISHED, "21")


async def test_a_renamed_column_is_one_failure_and_no_rows(world: World, source: Source) -> None:
    await record(world, source, ROWS)
    told = []
    for _ in range(3):
        world.pass_(days=1)
        failure = failure_of(Unreadable(why="no_column", column="First draft"), world.now)
        told.append(await world.store.write(actions.failed, source.id, failure, world.now))
    assert told == [True, False, False]
    assert (await world.noted())["source:look:failed"] == 1
    kept = await world.store.read(stored.get, source.id)
    assert kept is not None and kept.failure is not None
    assert (kept.failure.trouble, kept.failure.about) == (Trouble.COLUMN, "First draft")
    assert kept.failure.since == world.now - timedelta(days=2) and kept.looked_at == world.now
    assert len(await world.store.read(observations.live, source.id)) == 40


async def test_a_source_that_can_be_read_again_is_well_again(world: World, source: Source) -> None:
    await record(world, source, ROWS)
    failure = failure_of(Unreadable(why="not_json"), world.now)
    await world.store.write(actions.failed, source.id, failure, world.now)
    assert await record(world, source, ROWS) is None
    kept = await world.store.read(stored.get, source.id)
    assert kept is not None and kept.failure is None
    assert (await world.noted())["source:look:recovered"] == 1


async def test_people_are_hashed_with_a_salt_of_the_source(world: World, one: str, source: Source) -> None:
    other = await enable(world, one, ref=replace(REF, locator="site/another"))
    for each in (source, other):
        await record(world, each, [case("a", DAY, 1, person="Ada Lovelace"), case("b", DAY, 1, person="Ada Lovelace")])
    mine, theirs = [await world.store.read(observations.live, each.id) for each in (source, other)]
    assert mine[0].person == mine[1].person != theirs[0].person
    assert mine[0].person is not None and len(mine[0].person) == 64
    assert "Ada" not in repr(mine)


@pytest.mark.parametrize(
    ("how", "shape", "row", "why"),
    [
        (How.SHARE, Shape.YES_NO, number("a", DAY, 2), "more_than_all"),
        (How.COUNTS, Shape.NUMBER, replace(number("a", DAY, 2), n=0), "no_exposure"),
        (How.COUNTS, Shape.NUMBER, replace(number("a", DAY, 2), value=Decimal("1.5")), "not_a_count"),
        (How.SERIES, Shape.NUMBER, number("a", DAY, 3), "day_twice"),
        (How.SERIES, Shape.NUMBER, replace(number("a", DAY, 3), value=None), "no_value"),
        (How.CASES, Shape.NUMBER, replace(number("first", DAY, 3), value=Decimal(9)), "twice"),
    ],
)
async def test_a_row_the_statistics_cannot_read_is_refused_with_its_reason(
    world: World, one: str, how: How, shape: Shape, row: object, why: str
) -> None:
    binding = replace(BINDING, shape=shape, at="Day", value="Value", start=None, end=None)
    source = await enable(world, one, how=how, binding=binding)
    batch = await record(world, source, [number("first", DAY, 1), row])  # type: ignore[list-item]
    assert batch is not None and (batch.added, batch.refused) == (1, 1)
    assert [one.why for one in await world.store.read(observations.rejected, batch.id)] == [why]


async def test_the_same_binding_again_changes_nothing(world: World, one: str, source: Source) -> None:
    before = await world.noted()
    assert (await enable(world, one)).id == source.id
    assert await world.noted() == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"how": How.SHARE}, "source_shape"),
        ({"binding": replace(BINDING, zone="Mars/Olympus")}, "source_zone"),
    ],
)
async def test_a_binding_that_cannot_work_is_refused(
    world: World, one: str, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        await enable(world, one, **changes)
    assert refused.value.code == code


async def test_a_length_of_time_needs_a_unit_of_time(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one, unit="apples")
    with pytest.raises(Refused) as refused:
        await enable(world, one)
    assert refused.value.code == "unit_no_time"


async def test_nothing_can_be_bound_before_there_is_a_metric(world: World, dana: Actor) -> None:
    bare = await world.initiative(dana, "Bare")
    with pytest.raises(Refused) as refused:
        await enable(world, bare)
    assert refused.value.code == "no_metric_yet"


async def test_a_source_stays_bound_to_the_same_number_and_not_to_another(world: World, dana: Actor, one: str) -> None:
    source = await enable(world, one)
    await world.metric(dana, one, target=Decimal("3.5"))
    assert [each.id for each in await world.store.read(actions.due, world.now)] == [source.id]
    await world.metric(dana, one, name="Something else entirely")
    assert await world.store.read(actions.due, world.now) == ()


async def test_a_source_nobody_knows_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        await record(world, Source(
            id="s-unknown", initiative="i", metric=1, ref=REF, label="x", binding=BINDING, how=How.CASES, pilot=None,
            enabled_by=1, enabled_at=world.now,
        ), ROWS)


async def test_a_source_is_read_once_a_day_and_sooner_after_a_trouble_that_passes(world: World, source: Source) -> None:
    async def is_due() -> bool:
        return bool(await world.store.read(actions.due, world.now))

    assert await is_due()
    await record(world, source, ROWS)
    assert not await is_due()
    world.pass_(hours=13, minutes=59)
    assert not await is_due()
    world.pass_(minutes=1)
    assert await is_due(), "midnight where the source is"
    for gap, hours in ((Unavailable(why="no_connection"), 1), (Unreadable(why="not_text"), 10)):
        await world.store.write(actions.failed, source.id, failure_of(gap, world.now), world.now)
        assert not await is_due()
        world.pass_(hours=hours)
        assert await is_due() is (hours == 1)


async def test_a_source_in_trouble_shows_on_the_record_for_as_long_as_it_lasts(
    world: World, dana: Actor, one: str, source: Source
) -> None:
    failure = failure_of(MissingPermission(permission="Sites.Selected", feature="lists"), world.now)
    await world.store.write(actions.failed, source.id, failure, world.now)
    since = world.now.date()
    world.pass_(days=3)
    shown = (await world.store.read(records.show, dana, one, world.now)).trouble
    assert shown is not None
    assert (shown.source, shown.since, shown.trouble, shown.about) == (
        "RFP list", since, Trouble.PERMISSION, "Sites.Selected"
    )
    await record(world, source, ROWS)
    assert (await world.store.read(records.show, dana, one, world.now)).trouble is None


async def test_two_workers_that_read_the_same_at_the_same_time_record_it_once(world: World, source: Source) -> None:
    done = await asyncio.gather(*(record(world, source, ROWS) for _ in range(4)))
    assert sum(batch is not None for batch in done) == 1
    assert len(await world.store.read(observations.live, source.id)) == 40
    assert (await world.noted())["source:batch:recorded"] == 1
