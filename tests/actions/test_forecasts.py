"""The forecast to the gate: once a week from the fourth on, by the worker, and gone once the evidence is sealed (F13)."""

from datetime import timedelta

import pytest

from actions import checkins, forecasts
from portfolio.observations import Observation
from portfolio.people import Actor
from portfolio.statistics.forecast import Chance
from portfolio.views.checkins import CheckInForm
from tests.actions.verdicts import FIRST_USE, HISTORY, after, armed, panel, read_list
from tests.actions.world import START, World


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """Its baseline was taken from half a year of history, and its rules are locked; first use is today."""
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await read_list(world, one, HISTORY)
    await armed(world, dana, one)
    return one


async def made(world: World) -> list[str]:
    """What the worker does."""
    due = await world.store.read(forecasts.due, world.now)
    return [one for one in due if await world.store.write(forecasts.make, one, world.now)]


async def on_day(world: World, one: str, days: int, rows: list[Observation]) -> list[str]:
    """The list is read so many days after first use."""
    world.now = START + timedelta(days=days)
    await read_list(world, one, [*HISTORY, *rows])
    return await made(world)


async def test_it_is_made_once_in_each_week_from_the_fourth_on(world: World, one: str) -> None:
    rows = after(2.5)
    assert [await on_day(world, one, days, rows) for days in (20, 27, 28, 31, 34, 35)] == [[], [], [one], [], [], [one]]
    assert (await world.noted())["source:forecast:made"] == 2
    told = (await panel(world, one)).foreseen
    assert told is not None and (told.until, told.gate_on) == (FIRST_USE + timedelta(days=35), (await world.gate(one)).due)


@pytest.mark.parametrize(("typical", "chance"), [(2.5, Chance.LIKELY), (5.0, Chance.UNLIKELY)])
async def test_it_is_what_the_numbers_say_between_two_looks(
    world: World, one: str, typical: float, chance: Chance
) -> None:
    await on_day(world, one, 56, after(typical))
    told = (await panel(world, one)).foreseen
    assert told is not None and told.chance is chance and not told.early


async def test_the_check_in_shows_it(world: World, dana: Actor, one: str) -> None:
    await on_day(world, one, 49, after(2.5))
    form = await world.store.write(checkins.open_mine, dana, world.company, world.now)
    assert isinstance(form, CheckInForm)
    told = form.rows[0].panel.foreseen if form.rows[0].panel else None
    assert told is not None and told == (await panel(world, one)).foreseen


async def test_it_is_no_look_and_ends_with_the_seal(world: World, dana: Actor, one: str) -> None:
    rows = after(2.5)
    await on_day(world, one, 49, rows)
    looks = (await world.noted())["source:verdict:judged"]
    await on_day(world, one, 56, rows)
    assert (await world.noted())["source:verdict:judged"] == looks, "the verdict of day 30 stands until day 60"
    await world.walk((await world.gate(one)).due)
    assert (await panel(world, one)).foreseen is None
    world.pass_(days=1)
    assert await made(world) == []


async def test_without_a_locked_baseline_nothing_is_foreseen(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    assert await on_day(world, one, 40, after(2.5)) == []


async def test_where_nobody_can_say_it_is_tried_again_next_week(world: World, one: str) -> None:
    assert await on_day(world, one, 28, []) == [one]
    assert (await panel(world, one)).foreseen is None
    assert await made(world) == []
    assert await on_day(world, one, 49, after(2.5)) == [one]
    assert (await panel(world, one)).foreseen is not None
