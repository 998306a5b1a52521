"""Against the recommendation, and choices that are used up (R8, R9, R10)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from actions import decisions
from portfolio.errors import Refused
from portfolio.gates import GateState
from portfolio.initiatives import Stage
from portfolio.people import Actor
from portfolio.verdicts import Advice, Choice, Policy, Verdict
from portfolio.views.gates import DecisionForm
from store import Tx
from store import gates as stored_gates
from store.values import dump
from tests.actions.pieces import problems
from tests.actions.world import World, company, object_id
from tests.cards.panels import WHY


@pytest.fixture
async def dana(world: World) -> Actor:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    return dana


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """Armed, and its decision is due today."""
    one = await world.initiative(dana)
    await world.metric(dana, one)
    await world.arm(dana, one)
    await world.at_gate(dana, one)
    return one


async def form(world: World, dana: Actor, one: str) -> DecisionForm:
    view = await world.store.read(decisions.form, dana, (await world.gate(one)).id, world.company, world.now)
    assert isinstance(view, DecisionForm)
    return view


async def seal(world: World, one: str, verdict: Verdict, factor: str | None = None) -> None:
    """As if the evidence sealed at T-7 had this verdict, and `factor` times as much of what was read would settle it."""
    def change(tx: Tx) -> None:
        gate = stored_gates.current(tx, one)
        assert gate is not None
        shown = decisions.evidence(tx, gate)
        assert shown is not None
        why = None if factor is None else replace(WHY, verdict=verdict, factor=Decimal(factor))
        stored_gates.change(tx, gate, sealed_evidence=dump(replace(shown, verdict=verdict, because=None, why=why)))

    await world.store.write(change)


@pytest.mark.parametrize(
    ("verdict", "policy", "choice", "opposed"),
    [
        (Verdict.WORSE, Policy.BALANCED, Choice.RETIRE, False),
        (Verdict.WORSE, Policy.BALANCED, Choice.NARROW, True),
        (Verdict.PROVEN, Policy.BALANCED, Choice.RETIRE, True),
        (Verdict.LIKELY, Policy.BALANCED, Choice.NARROW, True),
        (Verdict.LIKELY, Policy.STRICT, Choice.NARROW, False),
        (Verdict.NOT_MEASURED, Policy.BALANCED, Choice.NARROW, False),
    ],
)
async def test_a_choice_against_the_sealed_recommendation_waits_for_a_reviewer(
    world: World, dana: Actor, one: str, verdict: Verdict, policy: Policy, choice: Choice, opposed: bool
) -> None:
    world.company = company(policy=policy)
    rita = await world.meet("Rita Reviewer")
    await world.meet("Lea Leader")
    await seal(world, one, verdict)
    gate = await world.gate(one)
    if not opposed:
        assert not (await world.decide(dana, gate.id, choice)).pending
        return
    assert await problems(world, dana, one, choice) == [("second", "second_needed")]
    leader = await problems(world, dana, one, choice, second=object_id("Lea Leader"))
    assert leader == [("second", "second_has_no_role")], "confirming takes a reviewer"
    made = await world.decide(dana, gate.id, choice, second=object_id("Rita Reviewer"))
    assert made.pending and made.pieces == () and made.expires is None
    await world.sign(rita, made.reference)
    assert (await world.gate(one)).state in (GateState.DECIDED, GateState.PLANNED)
    assert (await world.read(one)).stage is not Stage.AT_GATE


@pytest.mark.parametrize(
    ("verdict", "factor", "advice", "alone"),
    [
        (Verdict.UNCLEAR, "2.4", Advice.EXTEND, set()),
        (Verdict.UNCLEAR, "5.1", Advice.RETIRE, {Choice.RETIRE}),
        (Verdict.IMPROVED, "5.0", Advice.NARROW_OR_EXTEND, {Choice.NARROW}),
        (Verdict.IMPROVED, "5.1", Advice.NARROW, {Choice.NARROW}),
        (Verdict.LIKELY, "2.4", Advice.FUND, set()),
        (Verdict.NOT_MEASURED, "2.4", Advice.COUNT_ON, {Choice.NARROW, Choice.RETIRE}),
    ],
)
async def test_where_more_time_would_settle_it_the_extension_is_what_is_recommended(
    world: World, dana: Actor, one: str, verdict: Verdict, factor: str, advice: Advice, alone: set[Choice]
) -> None:
    """`alone`: what its sponsor may then choose without a second signature; funding lacks pieces here, so it never is."""
    await seal(world, one, verdict, factor)
    shown = await form(world, dana, one)
    assert shown.recommended is advice
    assert shown.extendable is (advice in (Advice.EXTEND, Advice.NARROW_OR_EXTEND, Advice.COUNT_ON))
    for choice in (Choice.NARROW, Choice.RETIRE):
        if choice not in alone:
            assert await problems(world, dana, one, choice) == [("second", "second_needed")]
    for choice in sorted(alone)[:1]:
        assert not (await world.decide(dana, shown.gate, choice)).pending


async def test_an_extension_that_was_had_is_no_longer_recommended(world: World, dana: Actor, one: str) -> None:
    def had_one(tx: Tx) -> None:
        gate = stored_gates.current(tx, one)
        assert gate is not None
        stored_gates.change(tx, gate, was_due=gate.due - timedelta(days=20))

    await seal(world, one, Verdict.UNCLEAR, "2.4")
    await world.store.write(had_one)
    shown = await form(world, dana, one)
    assert shown.recommended is Advice.RETIRE and not shown.extendable


async def test_a_narrowing_of_61_days_is_refused(world: World, dana: Actor, one: str) -> None:
    assert await problems(world, dana, one, Choice.NARROW, days=61) == [("on", "narrowing_too_long")]


async def test_the_third_narrowing_is_refused_and_no_longer_offered(world: World, dana: Actor, one: str) -> None:
    for number in (1, 2):
        gate = await world.gate(one)
        assert gate.number == number
        await world.decide(dana, gate.id, Choice.NARROW, days=60)
        await world.at_gate(dana, one)
    assert (await form(world, dana, one)).choices == (Choice.FUND, Choice.RETIRE)
    gate = await world.gate(one)
    before = await world.noted()
    with pytest.raises(Refused) as refused:
        await world.decide(dana, gate.id, Choice.NARROW, days=10)
    assert refused.value.code == "choice_used_up" and await world.noted() == before
    assert (gate.due - (await world.read(one)).first_use).days <= 90 + 2 * 60


async def test_after_a_pause_it_can_only_be_retired(world: World, dana: Actor, one: str) -> None:
    def retire_only(tx: Tx) -> None:
        gate = stored_gates.current(tx, one)
        assert gate is not None
        stored_gates.change(tx, gate, retire_only=True)

    await world.store.write(retire_only)
    gate = await world.gate(one)
    for choice in (Choice.FUND, Choice.NARROW):
        with pytest.raises(Refused) as refused:
            await world.decide(dana, gate.id, choice)
        assert refused.value.code == "retire_only"
    await world.decide(dana, gate.id, Choice.RETIRE)
