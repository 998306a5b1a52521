"""Telling two listed entries apart: once, for good, with one ledger entry; on both engines."""

from dataclasses import replace

import pytest

from actions import overlaps
from portfolio.errors import NotFound
from tests.actions.test_searching import ENTRY, bring
from tests.actions.world import World


async def test_a_pair_told_apart_is_gone_and_stays_gone(world: World) -> None:
    await bring(world, *(replace(ENTRY, row=n, key=f"x|{n}", name=f"Letter {word}") for n, word in enumerate(
        ("triage", "triages", "sorting"), start=1
    )))
    (pair,) = await world.store.read(overlaps.found)
    assert (pair.first, pair.second) == ("x|1", "x|2")
    assert await world.store.write(overlaps.tell_apart, pair.id, world.now) == pair
    assert await world.store.read(overlaps.found) == ()
    with pytest.raises(NotFound):
        await world.store.write(overlaps.tell_apart, pair.id, world.now)
    assert (await world.noted())["cli:overlap:told_apart"] == 1
    await bring(world, replace(ENTRY, key="x|1", name="Triage of letters"))
    assert await world.store.read(overlaps.found) == (), "another wording of the same two"
