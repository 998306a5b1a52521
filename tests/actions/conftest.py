"""A company with a record on each engine in turn."""

import pytest

from store import Store
from tests.actions.world import World, company


@pytest.fixture
def world(store: Store) -> World:
    """Nobody has been met, nothing is registered, nothing is sent."""
    return World(store, company())
