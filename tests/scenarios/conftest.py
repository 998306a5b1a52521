"""The composed product, on each engine in turn."""

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.scene import Scene, opened_scene


@pytest.fixture
async def scene(store_url: str) -> AsyncIterator[Scene]:
    async with opened_scene(store_url) as opened:
        yield opened
