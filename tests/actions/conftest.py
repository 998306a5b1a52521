"""A company with a record on each engine in turn."""

import pytest

from portfolio.people import Actor
from store import Store
from tests.actions.planning import Desk, planning
from tests.actions.world import World, company


@pytest.fixture
def world(store: Store) -> World:
    """Nobody has been met, nothing is registered, nothing is sent."""
    return World(store, company())


@pytest.fixture
async def dana(world: World) -> Actor:
    """Somebody who will sponsor something; the app is not installed for her."""
    return await world.meet("Dana Whitfield")


@pytest.fixture
async def desk(sqlite_store: Store) -> Desk:
    """An office that plans its first roadmap."""
    return await planning(sqlite_store)
