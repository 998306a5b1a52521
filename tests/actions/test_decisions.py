"""Deciding at a gate, the second signature, overrides (R4, R6, R8, R9, R10; F6)."""

from datetime import timedelta
from typing import Any

import pytest

from actions import decisions
from actions.gates import take_step
from portfolio.commands import Decide
from portfolio.decisions import Piece
from portfolio.errors import Conflict, NotFound, NotYours, Refused
from portfolio.gates import GateState, Origin, Step
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.verdicts import Choice
from portfolio.views.gates import CountersignForm, Decided, DecisionForm
from tests.actions.pieces import REASON, RECORDED, problems, set_piece
from tests.actions.world import World, object_id


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


@pytest.mark.parametrize(
    ("choice", "stage"), [(Choice.NARROW, Stage.PILOTING), (Choice.RETIRE, Stage.RETIRING)]
)
async def test_narrowing_and_retiring_need_no_signature_and_take_effect_at_once(
    world: World, dana: Actor, one: str, choice: Choice, stage: Stage
) -> None:
    gate = await world.gate(one)
    made = await world.decide(dana, gate.id, choice)
    assert not made.pending and made.by == "Dana Whitfield" and made.reason == REASON
    assert (await world.read(one)).stage is stage
    after = await world.gate(one)
    if choice is Choice.NARROW:
        assert (after.number, after.due, after.state) == (2, made.on, GateState.PLANNED)
    else:
        assert (after.id, after.state) == (gate.id, GateState.DECIDED)


async def test_funding_with_pieces_missing_waits_for_its_second_signature(world: World, dana: Actor, one: str) -> None:
    rita = await world.meet("Rita Reviewer")
    await world.install(rita)
    gate = await world.gate(one)
    made = await world.fund(dana, gate.id)
    assert made.pending and made.second == "Rita Reviewer" and Piece.SAMPLE in made.pieces
    assert (await world.gate(one)).state is GateState.PENDING_REVIEW
    assert (await world.read(one)).stage is Stage.AT_GATE, "a decision counts once it is signed"
    asked = [parcel.view for parcel in await world.deliver() if parcel.kind is Kind.COUNTERSIGN]
    assert [(view.by, view.pieces, view.expires) for view in asked if isinstance(view, CountersignForm)] == [
        ("Dana Whitfield", made.pieces, made.expires)
    ]
    signed = await world.sign(rita, made.reference)
    assert not signed.pending and (await world.read(one)).stage is Stage.FUNDED
    assert (await world.gate(one)).origin is Origin.YEARLY
    told = [parcel.view for parcel in await world.deliver() if parcel.kind is Kind.DECIDED]
    assert [view.pending for view in told if isinstance(view, Decided)] == [False]


@pytest.mark.parametrize("piece", [None, *RECORDED])
async def test_each_missing_piece_blocks_funding_without_an_override(
    world: World, dana: Actor, one: str, piece: Piece | None
) -> None:
    await world.meet("Rita Reviewer")
    await set_piece(world, one, piece)
    shown = (await form(world, dana, one)).missing_to_fund
    assert [found for found in shown if found in RECORDED] == ([piece] if piece else [])
    found = await problems(world, dana, one, Choice.FUND)
    assert found == [("expires", "expiry_needed"), ("second", "second_needed")]
    made = await world.fund(dana, (await world.gate(one)).id)
    assert made.pieces == shown


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"second": "Dana Whitfield"}, [("second", "second_is_you")]),
        ({"second": "Nobody Met"}, [("second", "not_met")]),
        ({"second": "Paul Proposer"}, [("second", "second_has_no_role")]),
        ({"second": "Adam Admin"}, [("second", "second_has_no_role")]),
        ({"expires": 0}, [("expires", "expiry_out_of_range")]),
        ({"expires": 61}, [("expires", "expiry_out_of_range")]),
        ({"reason": "Because."}, [("reason", "reason_too_short")]),
        ({"on": -1}, [("on", "date_in_past")]),
        ({"on": 366}, [("on", "date_too_far")]),
    ],
)
async def test_an_override_needs_a_reason_another_person_in_a_role_and_an_end_within_60_days(
    world: World, dana: Actor, one: str, changes: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    await world.meet("Rita Reviewer")
    await world.meet("Adam Admin")
    today = world.now.date()
    values: dict[str, Any] = {"second": "Rita Reviewer", "expires": 60, "on": 20, "reason": REASON} | changes
    values["second"] = object_id(values["second"])
    values |= {name: today + timedelta(days=values[name]) for name in ("expires", "on")}
    assert await problems(world, dana, one, Choice.FUND, **values) == found


@pytest.mark.parametrize("name", ["Rita Reviewer", "Olga Office", "Lea Leader"])
async def test_reviewer_programme_office_and_leadership_may_sign_an_override(
    world: World, dana: Actor, one: str, name: str
) -> None:
    signer = await world.meet(name)
    made = await world.fund(dana, (await world.gate(one)).id, name)
    await world.sign(signer, made.reference)
    assert (await world.read(one)).stage is Stage.FUNDED


async def test_every_problem_of_the_form_is_said_at_once(world: World, dana: Actor, one: str) -> None:
    found = await problems(world, dana, one, Choice.FUND, days=-1, reason="No.")
    assert {field for field, _ in found} == {"on", "reason", "expires", "second"}


async def test_pressing_twice_gives_the_same_receipt(world: World, dana: Actor, one: str) -> None:
    await world.meet("Rita Reviewer")
    gate = await world.gate(one)
    first = await world.fund(dana, gate.id)
    before = await world.noted()
    world.pass_(minutes=3)
    assert await world.fund(dana, gate.id) == first and await world.noted() == before


async def test_another_choice_after_the_decision_is_refused(world: World, dana: Actor, one: str) -> None:
    await world.meet("Rita Reviewer")
    gate = await world.gate(one)
    await world.fund(dana, gate.id)
    with pytest.raises(Refused) as refused:
        await world.decide(dana, gate.id, Choice.RETIRE)
    assert refused.value.code == "gate_pending"


async def test_another_choice_after_a_final_decision_is_refused(world: World, dana: Actor, one: str) -> None:
    gate = await world.gate(one)
    await world.decide(dana, gate.id, Choice.RETIRE)
    with pytest.raises(Refused) as refused:
        await world.decide(dana, gate.id, Choice.NARROW)
    assert refused.value.code == "gate_decided"
    shown = await world.store.read(decisions.form, dana, gate.id, world.company, world.now)
    assert isinstance(shown, Decided) and shown.choice is Choice.RETIRE


async def test_an_older_card_is_a_conflict(world: World, dana: Actor, one: str) -> None:
    gate = await world.gate(one)
    await world.store.write(take_step, gate.id, Step.OVERDUE, world.company, world.now)
    old = Decide(gate=gate.id, revision=gate.revision, choice=Choice.RETIRE, on=world.now.date(), reason=REASON,
                 second=None, expires=None)
    before = await world.noted()
    with pytest.raises(Conflict):
        await world.store.write(decisions.decide, dana, old, world.company, world.now)
    assert await world.noted() == before


async def test_nothing_is_decided_before_its_date(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    gate = await world.gate(one)
    for attempt in (decisions.form, None):
        with pytest.raises(Refused) as refused:
            if attempt:
                await world.store.read(attempt, dana, gate.id, world.company, world.now)
            else:
                await world.decide(dana, gate.id, Choice.RETIRE)
        assert (refused.value.code, refused.value.params) == ("gate_not_open", {"on": gate.due})


@pytest.mark.parametrize(
    ("name", "error"),
    [("Olga Office", NotYours), ("Rita Reviewer", NotYours), ("Lea Leader", NotYours), ("Adam Admin", NotFound),
     ("Eve Other", NotFound)],
)
async def test_only_its_sponsor_decides(
    world: World, dana: Actor, one: str, name: str, error: type[Exception]
) -> None:
    other = await world.meet(name)
    gate = await world.gate(one)
    with pytest.raises(error):
        await world.decide(other, gate.id, Choice.RETIRE)
    with pytest.raises(error):
        await world.store.read(decisions.form, other, gate.id, world.company, world.now)
    assert (await world.gate(one)).state is GateState.OPEN


async def test_a_gate_that_does_not_exist_is_not_found(world: World, dana: Actor) -> None:
    said = Decide(gate="g-nothing", revision=1, choice=Choice.RETIRE, on=world.now.date(), reason=REASON, second=None,
                  expires=None)
    with pytest.raises(NotFound):
        await world.store.write(decisions.decide, dana, said, world.company, world.now)
    with pytest.raises(NotFound):
        await world.store.read(decisions.form, dana, "g-nothing", world.company, world.now)
