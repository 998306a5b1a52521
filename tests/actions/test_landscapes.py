"""What the tenant tells of a workflow: what is enabled for what belongs to it, and never "none" where nobody looked (E3)."""

import pytest

from actions import granted, landscapes
from portfolio.errors import NotYours
from portfolio.granted import Granted, Off
from portfolio.people import Actor
from store import workflows as stored
from tests.actions.discovering import put_down
from tests.actions.evidence import enable
from tests.actions.world import World


async def test_sources_of_what_belongs_to_it_are_told_with_the_permissions_that_are_missing(
    world: World, dana: Actor
) -> None:
    olga, rita = await world.meet("Olga Office"), await world.meet("Rita Reviewer")
    workflow = await put_down(world, olga)
    bare = await world.store.read(landscapes.show, rita, workflow, world.now)
    assert (bare.initiatives, bare.sources, bare.groups, bare.granted) == (0, (), (), None)

    one, other = await world.initiative(dana), await world.initiative(dana, "Letters")
    for initiative in (one, other):
        await world.metric(dana, initiative)
        await enable(world, initiative)
    await world.store.write(stored.attach, one, workflow, olga.number, world.now)
    found = Granted(at=world.now, total=9, off=(Off(permission="Reports.Read.All", feature="usage_reports"),))
    await world.store.write(granted.record, found)
    seen = await world.store.read(landscapes.show, rita, workflow, world.now)
    assert [line.name for line in seen.sources] == ["Proposal drafting"] and seen.initiatives == 1
    assert seen.granted == found
    with pytest.raises(NotYours):
        await world.store.read(landscapes.show, dana, workflow, world.now)
