"""Late and unreadable sources: a condition, a line in the digest, and word to the admin on the first and third morning."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions import adoption, digests, lateness, observations, records
from cards.render import render
from dialogs.adoption import follow
from portfolio.conditions import Condition
from portfolio.errors import NotYours
from portfolio.messages import Reason
from portfolio.observations import MissingPermission, SourceKind, SourceRef
from portfolio.people import Actor
from portfolio.sources import Source, failure_of
from portfolio.views.sources import Sources
from store import adoption as groups
from tests.actions.evidence import case, enable, record
from tests.actions.world import World

GAP = MissingPermission(permission="Lists.SelectedOperations.Selected", feature="list_source")
ROWS = [case(f"c{day}", date(2026, 6, 1) + timedelta(days=day), 5) for day in range(40)]


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative)
    return initiative


@pytest.fixture
async def source(world: World, one: str) -> Source:
    return await enable(world, one)


async def fails(world: World, source: Source) -> None:
    await world.store.write(observations.failed, source.id, failure_of(GAP, world.now), world.now)


async def conditions(world: World, dana: Actor, one: str) -> tuple[Condition, ...]:
    return (await world.store.read(records.show, dana, one, world.now)).conditions


async def seen(world: World) -> Sources:
    return await world.store.read(lateness.report, await world.meet("Adam Admin"), world.now)


async def test_a_list_is_late_after_three_days_and_a_file_after_a_month(world: World, dana: Actor, one: str) -> None:
    list_ = await enable(world, one)
    await record(world, list_, ROWS)
    world.pass_(days=3)
    assert Condition.STALE_DATA not in await conditions(world, dana, one)
    world.pass_(days=1)
    assert Condition.STALE_DATA in await conditions(world, dana, one)
    file = await enable(world, one, ref=SourceRef(kind=SourceKind.DROP, locator="rfp.csv"), label="RFP export")
    await record(world, file, ROWS)
    world.pass_(days=31)
    assert Condition.STALE_DATA not in await conditions(world, dana, one)
    world.pass_(days=1)
    assert Condition.STALE_DATA in await conditions(world, dana, one)


async def test_one_that_was_never_read_is_late_too_and_the_digest_names_it(world: World, source: Source) -> None:
    world.pass_(days=4)
    digest = await world.store.read(digests.build, "2026-08", world.company, world.now)
    assert [(line.source, line.name, line.known_on) for line in digest.late] == [
        ("RFP list", "Proposal drafting", date(2026, 9, 1))
    ]
    for language in ("en", "de"):
        assert "RFP list" in render(digest, language).text


async def test_an_admin_sees_what_is_missing_and_what_that_switches_off(world: World, source: Source, one: str) -> None:
    adam = await world.meet("Adam Admin")
    group = {"name": "Proposal drafting", "group": "22222222-0000-4000-8000-000000000001", "label": "Team"}
    await world.store.write(adoption.follow, adam, follow({**group, "product": "teams"}), world.now)
    found = await seen(world)
    assert found.troubled == 0 and [line.known_on for line in found.lines] == [None, None]
    cohort = (await world.store.read(groups.in_force, [one]))[one]
    gap = MissingPermission(permission="Reports.Read.All", feature="usage_reports")
    await world.store.write(adoption.failed, cohort.id, failure_of(gap, world.now), world.now)
    found = await seen(world)
    assert [(line.source, line.trouble and line.trouble.about) for line in found.lines] == [
        ("Team", "Reports.Read.All"), ("RFP list", None)
    ]
    text = render(found, "en").text
    assert "Reports.Read.All" in text and "reading usage reports is off" in text
    with pytest.raises(NotYours):
        await world.store.read(lateness.report, await world.meet("Dana Whitfield"), world.now)


async def test_the_admin_hears_on_the_first_and_on_the_third_morning_and_not_again(world: World, source: Source) -> None:
    adam = await world.meet("Adam Admin")
    await world.install(adam)
    await fails(world, source)
    days = await world.walk(date(2026, 9, 9))
    told = {day: keys for day, keys in days.items() if any(key.startswith("source_late") for key in keys)}
    assert list(told) == [date(2026, 9, 2), date(2026, 9, 4)]
    [first, _] = [parcel for parcel in world.sent if parcel.key.startswith("source_late")]
    assert isinstance(first.view, Sources) and first.view.why is Reason.SOURCE_LATE and first.view.troubled == 1


async def test_what_can_be_read_again_is_no_news(world: World, source: Source) -> None:
    await world.install(await world.meet("Adam Admin"))
    await fails(world, source)
    await record(world, source, ROWS)
    await world.walk(date(2026, 9, 3))
    assert not [parcel for parcel in world.sent if parcel.key.startswith("source_late")]


async def test_two_sources_in_trouble_on_a_day_are_one_message(world: World, dana: Actor, source: Source) -> None:
    await world.install(await world.meet("Adam Admin"))
    other = await world.initiative(dana, "Another")
    await world.metric(dana, other)
    second = await enable(world, other)
    await fails(world, source)
    await fails(world, second)
    await world.morning(date(2026, 9, 2))
    assert len([parcel for parcel in world.sent if parcel.key.startswith("source_late")]) == 1


async def test_who_is_no_admin_any_more_hears_nothing(world: World, source: Source) -> None:
    adam = await world.meet("Adam Admin")
    await world.install(adam)
    await fails(world, source)
    world.now = world.now.replace(day=2)
    await world.plan()
    world.company = replace(world.company, roles={})
    await world.meet("Adam Admin")
    await world.deliver()
    assert not [parcel for parcel in world.sent if parcel.key.startswith("source_late")]
