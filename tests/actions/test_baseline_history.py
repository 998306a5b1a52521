"""A baseline from history: proposed, refused when there is too little, locked with the rules."""

from datetime import date
from decimal import Decimal

import pytest

from actions import baselines, metrics
from portfolio.commands import ArmGate
from portfolio.errors import Conflict, Invalid, Refused
from portfolio.metrics import BaselineState, Provenance
from portfolio.people import Actor
from store import metrics as stored
from tests.actions.evidence import closed_by, enable, propose, record
from tests.actions.verdicts import HISTORY, armed, panel
from tests.actions.world import World


@pytest.fixture
async def dana(world: World) -> Actor:
    return await world.meet("Dana Whitfield")


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """An initiative whose list has been read once, with 26 weeks of history."""
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative, baseline=None, baseline_source=None)
    await record(world, await enable(world, initiative), closed_by(HISTORY, world.now))
    return initiative


async def test_a_baseline_is_proposed_from_history_and_locked_with_the_rules(world: World, dana: Actor, one: str) -> None:
    told = await propose(world, dana, one)
    assert told.proposal.n > 280 and Decimal("4.4") < told.proposal.middle < Decimal("5.6")
    assert told.proposal.slow is not None and told.proposal.slow > Decimal(8) and told.proposal.season
    assert (told.proposal.first, told.version) == (date(2026, 3, 1), 2)
    shown = await panel(world, one)
    assert shown.baseline is not None and shown.baseline.provenance is Provenance.MEASURED
    assert (shown.baseline.value, shown.baseline.by, shown.baseline.source) == (told.proposal.middle, None, "RFP list")
    await world.arm(dana, one)
    kept = await world.store.read(stored.latest, one)
    assert kept is not None and kept.baseline is not None and kept.baseline.window is not None
    assert kept.baseline.state is BaselineState.LOCKED
    proposed = next(entry for entry in await world.ledger() if entry["action"] == "teams:baseline:proposed")
    assert proposed["data"]["rows"] == kept.baseline.window.hash


async def test_the_same_history_again_proposes_nothing_new(world: World, dana: Actor, one: str) -> None:
    first = await propose(world, dana, one)
    before = await world.noted()
    assert await propose(world, dana, one) == first
    assert await world.noted() == before


async def test_too_little_history_is_refused_with_the_number_needed(world: World, dana: Actor) -> None:
    bare = await world.initiative(dana, "Bare")
    await world.metric(dana, bare, baseline=None, baseline_source=None)
    with pytest.raises(Refused) as refused:
        await propose(world, dana, bare)
    assert refused.value.code == "no_history_yet"
    source = await enable(world, bare)
    await record(world, source, closed_by(HISTORY[:17], world.now))
    with pytest.raises(Refused) as refused:
        await propose(world, dana, bare)
    assert (refused.value.code, refused.value.params) == ("history_too_few_before", {"have": 17, "need": 20})
    world.pass_(hours=1)
    await record(world, source, closed_by(HISTORY[:30], world.now))
    with pytest.raises(Refused) as refused:
        await propose(world, dana, bare)
    assert (refused.value.code, refused.value.params["need"]) == ("history_too_few_weeks", 6)


async def test_a_target_that_is_no_improvement_on_history_is_refused(world: World, dana: Actor, one: str) -> None:
    await world.metric(dana, one, baseline=None, baseline_source=None, target=Decimal(9), floor=None)
    with pytest.raises(Invalid) as invalid:
        await propose(world, dana, one)
    assert [each.code for each in invalid.value.problems] == ["target_not_better"]


async def test_a_baseline_is_not_proposed_once_the_rules_are_locked(world: World, dana: Actor, one: str) -> None:
    await armed(world, dana, one)
    with pytest.raises(Refused) as refused:
        await world.store.write(baselines.propose_baseline, dana, one, world.now)
    assert refused.value.code == "criteria_locked"


async def test_an_older_card_of_the_rules_cannot_lock_the_new_baseline(world: World, dana: Actor, one: str) -> None:
    seen = await world.store.read(metrics.rules, dana, one, world.now)
    await propose(world, dana, one)
    with pytest.raises(Conflict):
        await world.store.write(metrics.arm, dana, ArmGate(gate=seen.gate, revision=seen.gate_revision), world.now)


async def test_the_rules_offer_history_until_it_is_taken_and_say_what_was_found(
    world: World, dana: Actor, one: str
) -> None:
    assert (await world.store.read(metrics.rules, dana, one, world.now)).history == "RFP list"
    taken = await world.store.write(baselines.take, dana, one, world.now)
    assert taken.history is None and taken.proposed is not None
    assert taken.panel.baseline is not None and taken.panel.baseline.value == taken.proposed.middle
    lea = await world.meet("Lea Leader")
    await world.metric(dana, one, baseline=None, baseline_source=None)
    seen = await world.store.read(metrics.rules, lea, one, world.now)
    assert seen.history is None, "leadership reads and prepares nothing"
    await world.arm(dana, one)
    assert (await world.store.read(metrics.rules, dana, one, world.now)).history is None


# --- The looks ----------------------------------------------------------------------------------------------------------
