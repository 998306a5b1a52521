"""Phases follow from what exists: a roadmap, digests that were read, a gate that is reached."""

from datetime import datetime

from actions import digests, installations, phases, records
from portfolio.discover.steps import Observation
from portfolio.discover.workflows import Workflow
from portfolio.metrics import Provenance
from portfolio.phases import Output, Phase
from store import Tx, watched, workflows
from tests.actions.planning import Desk


async def test_the_programme_is_in_map_again_once_its_roadmap_is_withdrawn(desk: Desk) -> None:
    async def phase() -> tuple[Phase, tuple[Output, ...]]:
        card = await desk.world.store.read(phases.show, desk.office, desk.world.company, desk.world.now)
        return card.standing.phase, card.standing.missing

    assert await phase() == (Phase.DISCOVER, (Output.OBSERVED, Output.CONSTRAINTS))
    await desk.register.limit("Residency first", None)
    await desk.world.store.write(_watch, desk.world.now)
    assert await phase() == (Phase.MAP, (Output.ROADMAP,))
    await desk.size()
    await desk.accept()
    assert await phase() == (Phase.ACTIVATE, (Output.BASELINES, Output.VERDICTS))
    await desk.withdraw(1)
    assert await phase() == (Phase.MAP, (Output.ROADMAP,))


def _watch(tx: Tx, now: datetime) -> None:
    workflow = Workflow(
        id="w-1", name="Month end", system_of_record=None, actors=(), owner_role=None, volume_per_month=None,
        volume_source=None, volume_provenance=None, registered_by=None, registered_at=now, revision=1,
    )
    assert workflows.insert(tx, workflow, "form w-1")
    watched.insert(tx, Observation(
        id="s-1", workflow="w-1", version=1, steps=(), observed_on=now.date(), cases=1, provenance=Provenance.REPORTED,
        by=None, at=now, revision=1,
    ))


async def test_three_digests_in_a_row_and_a_fresh_roadmap_are_what_optimize_leaves(desk: Desk) -> None:
    async def there() -> set[Output]:
        found = await desk.world.store.read(phases.programme, desk.world.company, desk.world.now)
        return {*next(mark.there for mark in found.marks if mark.phase is Phase.OPTIMIZE)}

    await desk.size()
    await desk.accept()
    await desk.world.channel(release=False)
    for period in ("2026-08", "2026-09", "2026-10"):
        assert await there() == {Output.ROADMAP_UPDATED}
        await desk.world.store.write(digests.prepare, period, desk.world.company, desk.world.now)
        desk.world.pass_(days=30)
    assert await there() == {Output.ROADMAP_UPDATED}, "shadow mode holds them back: nobody has read one"
    admin = await desk.world.meet("Adam Admin")
    await desk.world.store.write(installations.release, admin, "channel", "19:leadership", desk.world.now)
    assert len(await desk.world.deliver()) == 3
    assert await there() == {Output.REPORTS, Output.ROADMAP_UPDATED}       # 30 November
    desk.world.pass_(days=3)
    assert await there() == {Output.REPORTS}, "December's is still ahead, and the roadmap is older than a quarter"
    desk.world.pass_(days=40)
    assert await there() == set(), "November's was never posted"


async def test_an_initiative_says_which_phases_it_skipped_and_goes_on_to_its_gate(desk: Desk) -> None:
    world, dana = desk.world, await desk.world.meet("Dana Doe")
    id = await world.initiative(dana)
    skipped = await world.store.read(records.show, dana, id, world.now)
    assert skipped.phase is not None and skipped.phase.skipped == (Phase.DISCOVER, Phase.MAP)
    await world.metric(dana, id)
    await world.arm(dana, id)
    locked = await world.store.read(records.show, dana, id, world.now)
    assert locked.phase is not None and locked.phase.next is Output.DECIDED
