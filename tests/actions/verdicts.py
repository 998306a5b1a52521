"""An initiative whose list is read and judged, for the tests of it."""

from datetime import date

from actions import panels
from portfolio.evidence import Evidence
from portfolio.observations import Observation
from portfolio.people import Actor
from portfolio.sources import Source
from portfolio.views.numbers import Panel
from tests.actions.evidence import cases, closed_by, enable, propose, record, refresh
from tests.actions.world import World

FIRST_USE = date(2026, 9, 1)        # the day the world begins; the gate is due on 30 November
HISTORY = cases(date(2026, 3, 1), FIRST_USE, 5.0, each_week=12)


def after(typical: float, seed: int = 2) -> list[Observation]:
    return cases(FIRST_USE, date(2026, 12, 31), typical, each_week=12, seed=seed, name="a")


async def source_of(world: World, one: str) -> Source:
    return await enable(world, one)


async def read_list(world: World, one: str, rows: list[Observation]) -> list[str]:
    """The list is read, and what is due is judged."""
    await record(world, await source_of(world, one), closed_by(rows, world.now))
    return await refresh(world)


async def panel(world: World, one: str) -> Panel:
    found = await world.store.read(panels.panel, one)
    assert found is not None
    return found


async def found(world: World, one: str) -> Evidence:
    why = (await panel(world, one)).why
    assert why is not None
    return why


async def armed(world: World, dana: Actor, one: str) -> None:
    await propose(world, dana, one)
    await world.arm(dana, one)


# --- The baseline -------------------------------------------------------------------------------------------------------
