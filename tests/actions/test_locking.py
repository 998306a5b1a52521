"""What a card says of numbers that were read while nothing was locked, the moment something is."""

from datetime import timedelta

import pytest

from actions import decisions, evidence
from portfolio.commands import Decide
from portfolio.looks import LookName
from portfolio.people import Actor
from portfolio.verdicts import Choice, NotMeasured, Verdict
from tests.actions.evidence import closed_by, enable, propose, record, refresh
from tests.actions.verdicts import HISTORY, after, armed, found, panel, read_list
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


async def judged_open(world: World, dana: Actor, one: str, *, days: int) -> None:
    """A baseline is proposed, the list is read and looked at, and only then are the rules locked."""
    await propose(world, dana, one)
    world.now += timedelta(days=days)
    await read_list(world, one, [*HISTORY, *after(2.0)])
    before = await panel(world, one)
    assert (before.verdict, before.because) == (Verdict.NOT_MEASURED, NotMeasured.NO_BASELINE)
    await world.arm(dana, one)


async def test_before_the_first_look_locked_rules_are_seen_at_once(world: World, dana: Actor, one: str) -> None:
    await judged_open(world, dana, one, days=25)
    shown = await panel(world, one)
    assert (shown.because, shown.verdict) == (NotMeasured.BEFORE_LOOK, Verdict.NOT_MEASURED)
    assert shown.current is not None, "the number stays"
    await refresh(world)
    assert (await panel(world, one)).because is NotMeasured.BEFORE_LOOK, "the next judging finds the same"


async def test_once_a_look_has_come_the_numbers_wait_to_be_judged_and_then_are(
    world: World, dana: Actor, one: str
) -> None:
    await judged_open(world, dana, one, days=61)
    shown = await panel(world, one)
    assert (shown.because, shown.verdict, shown.interval) == (NotMeasured.UNJUDGED, Verdict.NOT_MEASURED, None)
    assert await refresh(world) == [one]
    shown = await panel(world, one)
    assert (shown.because, shown.verdict) == (None, Verdict.PROVEN)


async def test_what_else_is_short_is_said_once_the_rules_are_locked(world: World, dana: Actor, one: str) -> None:
    await propose(world, dana, one)
    world.now += timedelta(days=61)
    await read_list(world, one, HISTORY)
    await world.arm(dana, one)
    at_once = await panel(world, one)
    await refresh(world)
    assert at_once.because is (await panel(world, one)).because is NotMeasured.TOO_FEW


async def test_showing_it_stores_nothing(world: World, dana: Actor, one: str) -> None:
    await judged_open(world, dana, one, days=61)
    before = await world.ledger()
    await panel(world, one)
    assert await world.ledger() == before
    assert await world.store.read(evidence.due, world.now) == (one,), "judging is left to the worker"


async def test_open_rules_of_an_earlier_decision_are_no_verdict_of_this_one(world: World, dana: Actor, one: str) -> None:
    """A gate that was never armed is judged "rules open"; the next one, whose rules are locked, is not."""
    await propose(world, dana, one)
    world.now += timedelta(days=84)
    await read_list(world, one, [*HISTORY, *after(2.0)])
    assert (await found(world, one)).look is LookName.GATE
    first = await world.at_gate(dana, one)
    gate = await world.gate(one)
    narrow = Decide(
        gate=first, choice=Choice.NARROW, on=world.now.date() + timedelta(days=50), reason="Only Consulting keeps it on",
        second=None, expires=None, revision=gate.revision,
    )
    await world.store.write(decisions.decide, dana, narrow, world.company, world.now)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await armed(world, dana, one)
    world.pass_(hours=1)
    await read_list(world, one, [*HISTORY, *after(2.0)])
    why = await found(world, one)
    assert (why.look, why.because) == (LookName.NONE, NotMeasured.BEFORE_LOOK)
    assert why.then == (await world.gate(one)).due - timedelta(days=7)
