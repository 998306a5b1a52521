"""A decision that comes back keeps the rules it was locked with; a new one needs rules of its own (R4, R6, R10)."""

from datetime import timedelta

import pytest

from actions import decisions, defaults, metrics
from portfolio.commands import ReverseDefault
from portfolio.decisions import Piece
from portfolio.errors import Refused
from portfolio.gates import GateState, Origin
from portfolio.people import Actor
from portfolio.verdicts import Choice, Verdict
from portfolio.views.gates import DecisionForm
from tests.actions.evidence import closed_by, enable, record
from tests.actions.ladder import on
from tests.actions.verdicts import HISTORY, after, armed
from tests.actions.world import World


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


async def asked(world: World, dana: Actor, one: str) -> DecisionForm:
    gate = await world.gate(one)
    form = await world.store.read(decisions.form, dana, gate.id, world.company, world.now)
    assert isinstance(form, DecisionForm)
    return form


async def came_back(world: World, dana: Actor, one: str) -> DecisionForm:
    """Funded with an override of 30 days, of which nothing was mended."""
    rita = await world.meet("Rita Reviewer")
    made = await world.fund(dana, (await world.gate(one)).id)
    await world.sign(rita, made.reference)
    assert made.expires is not None
    await world.walk(made.expires + timedelta(days=1))
    return await asked(world, dana, one)


async def test_after_an_override_the_rules_are_still_locked_and_the_evidence_still_recommends(
    world: World, dana: Actor
) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None)
    await record(world, await enable(world, one), closed_by(HISTORY, world.now))
    await armed(world, dana, one)
    locked = (await world.gate(one)).armed_at
    world.now += timedelta(days=83, hours=2)
    await record(world, await enable(world, one), closed_by([*HISTORY, *after(2.5)], world.now))
    await world.at_gate(dana, one)
    seal = (await world.gate(one)).sealed_evidence
    form = await came_back(world, dana, one)
    gate = await world.gate(one)
    assert (form.origin, form.armed, form.recommended) == (Origin.OVERRIDE, True, Choice.FUND)
    assert form.panel is not None and form.panel.verdict is Verdict.PROVEN
    assert Piece.RULES not in form.missing_to_fund and form.missing_to_fund
    assert (gate.armed_at, gate.sealed_evidence) == (locked, seal)
    with pytest.raises(Refused) as refused:
        await world.store.read(metrics.form, dana, one)
    assert refused.value.code == "criteria_locked", "what was locked cannot be made easier on the way back"


async def test_what_was_never_locked_comes_back_as_it_was(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.at_gate(dana, one)
    assert (await asked(world, dana, one)).missing_to_fund[0] is Piece.RULES
    form = await came_back(world, dana, one)
    assert (form.armed, form.recommended) == (False, None)
    assert form.missing_to_fund[0] is Piece.RULES


async def test_a_default_taken_back_is_decided_by_the_same_rules(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    gate = await world.gate(one)
    await world.walk(on(17))
    assert (await world.gate(one)).origin is Origin.PAUSED
    reason = "Dana was ill; the numbers for a decision are there."
    await world.store.write(
        defaults.reverse, dana, ReverseDefault(gate=gate.id, reason=reason), world.company, world.now
    )
    back = await world.gate(one)
    assert (back.origin, back.state, back.armed_at) == (Origin.REVERSED, GateState.SEALED, gate.armed_at)
    await world.morning(world.now.date() + timedelta(days=1))
    assert (await asked(world, dana, one)).armed


async def test_after_a_narrowing_the_rules_are_open_until_they_are_locked(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    await world.decide(dana, await world.at_gate(dana, one), Choice.NARROW)
    narrowed = await world.gate(one)
    assert (narrowed.origin, narrowed.unlocked) == (Origin.NARROWED, True)
    await world.at_gate(dana, one)
    form = await asked(world, dana, one)
    assert (form.origin, form.armed) == (Origin.NARROWED, False) and form.missing_to_fund[0] is Piece.RULES
