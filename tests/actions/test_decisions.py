"""Deciding at a gate, the second signature, overrides (R4, R6, R8, R9, R10; F6)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from actions import decisions, digests, records
from actions.gates import take_step
from portfolio.commands import Decide
from portfolio.decisions import Piece
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Refused
from portfolio.gates import GateState, Step
from portfolio.initiatives import Stage
from portfolio.messages import Kind
from portfolio.metrics import BaselineState, Provenance
from portfolio.people import Actor, Role
from portfolio.verdicts import Choice, Policy, Verdict
from portfolio.views.gates import CountersignForm, Decided, DecisionForm
from store import Tx
from store import decisions as stored
from store import gates as stored_gates
from store.values import dump
from tests.actions.world import World, company, object_id

REASON = "The gain holds in all four practices."


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


async def problems(world: World, dana: Actor, one: str, choice: Choice, **changes: Any) -> list[tuple[str, str]]:
    """What is refused, after seeing that nothing was stored."""
    before, gate = await world.noted(), await world.gate(one)
    with pytest.raises(Invalid) as invalid:
        await world.decide(dana, gate.id, choice, **changes)
    assert await world.noted() == before and await world.gate(one) == gate
    assert await world.store.read(stored.of_gate, gate.id) is None
    return [(found.field, found.code) for found in invalid.value.problems]


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
    assert (await world.gate(one)).state is GateState.DECIDED
    told = [parcel.view for parcel in await world.deliver() if parcel.kind is Kind.DECIDED]
    assert [view.pending for view in told if isinstance(view, Decided)] == [False]


async def set_piece(world: World, one: str, piece: Piece | None) -> None:
    """Everything recordable is in place but this piece, as if it had been measured and locked."""
    ada = await world.meet("Ada Adoption")

    def change(tx: Tx) -> None:
        state = BaselineState.PROPOSED if piece is Piece.BASELINE else BaselineState.LOCKED
        provenance = Provenance.REPORTED if piece is Piece.PROVENANCE else Provenance.MEASURED
        tx.exec_driver_sql(f"update metrics set baseline_state = '{state}', baseline_provenance = '{provenance}'")
        lead = "null" if piece is Piece.ADOPTION_LEAD else ada.number
        integration = "standalone" if piece is Piece.INTEGRATION else "office"
        tx.exec_driver_sql(f"update initiatives set adoption_lead = {lead}, integration = '{integration}'")

    await world.store.write(change)


RECORDED = (Piece.BASELINE, Piece.PROVENANCE, Piece.ADOPTION_LEAD, Piece.INTEGRATION)


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


# --- R8: against the recommendation -------------------------------------------------------------------------------------


async def seal(world: World, one: str, verdict: Verdict) -> None:
    """As if the evidence sealed at T-7 had this verdict."""
    def change(tx: Tx) -> None:
        gate = stored_gates.current(tx, one)
        assert gate is not None
        shown = decisions.evidence(tx, gate)
        assert shown is not None
        stored_gates.change(tx, gate, sealed_evidence=dump(replace(shown, verdict=verdict, because=None)))

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


# --- R9: twice, and at most 60 days -------------------------------------------------------------------------------------


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


# --- The second signature -----------------------------------------------------------------------------------------------


async def test_handing_back_opens_the_gate_again_and_the_sponsor_reads_why(world: World, dana: Actor, one: str) -> None:
    rita = await world.meet("Rita Reviewer")
    gate = await world.gate(one)
    made = await world.fund(dana, gate.id)
    with pytest.raises(Invalid) as invalid:
        await world.sign(rita, made.reference, agree=False, remark="No.")
    assert [(found.field, found.code) for found in invalid.value.problems] == [("remark", "reason_too_short")]
    assert (await world.gate(one)).state is GateState.PENDING_REVIEW
    remark = "No budget cap: please agree one with Finance first"
    back = await world.sign(rita, made.reference, agree=False, remark=remark)
    assert back.handed_back and not back.pending and back.remark == remark
    assert (await world.gate(one)).state is GateState.OPEN and (await world.read(one)).stage is Stage.AT_GATE
    told = [parcel.view for parcel in await world.deliver() if parcel.kind is Kind.DECIDED]
    assert [view.remark for view in told if isinstance(view, Decided)] == [remark]
    again = await world.fund(dana, gate.id)
    assert again.pending and again.reference != made.reference
    await world.sign(rita, again.reference)
    assert (await world.read(one)).stage is Stage.FUNDED


async def test_signing_twice_is_one_entry_and_a_changed_mind_is_refused(world: World, dana: Actor, one: str) -> None:
    rita = await world.meet("Rita Reviewer")
    made = await world.fund(dana, (await world.gate(one)).id)
    first = await world.sign(rita, made.reference)
    before = await world.noted()
    assert await world.sign(rita, made.reference) == first
    with pytest.raises(Refused) as refused:
        await world.sign(rita, made.reference, agree=False, remark="I have changed my mind about it")
    assert refused.value.code == "decision_settled" and await world.noted() == before


@pytest.mark.parametrize(("name", "error"), [("Lea Leader", NotYours), ("Eve Other", NotFound), ("Adam Admin", NotFound)])
async def test_only_whoever_was_asked_signs(
    world: World, dana: Actor, one: str, name: str, error: type[Exception]
) -> None:
    await world.meet("Rita Reviewer")
    made = await world.fund(dana, (await world.gate(one)).id)
    for who, expected in ((await world.meet(name), error), (dana, NotYours)):
        with pytest.raises(expected):
            await world.sign(who, made.reference)
    with pytest.raises(NotFound):
        await world.sign(dana, "d-nothing")
    assert (await world.gate(one)).state is GateState.PENDING_REVIEW


async def test_whoever_has_lost_their_role_signs_nothing_and_is_asked_nothing(world: World, dana: Actor, one: str) -> None:
    rita = await world.meet("Rita Reviewer")
    await world.install(rita)
    made = await world.fund(dana, (await world.gate(one)).id)
    world.company = company(roles={object_id("Olga Office"): frozenset({Role.PROGRAMME_OFFICE})})
    rita = await world.meet("Rita Reviewer")
    assert [parcel for parcel in await world.deliver() if parcel.kind is Kind.COUNTERSIGN] == []
    with pytest.raises(NotYours) as refused:
        await world.sign(rita, made.reference)
    assert refused.value.code == "role_needed"
    assert (await world.gate(one)).state is GateState.PENDING_REVIEW


async def test_the_second_person_answers_from_a_card_drawn_again(world: World, dana: Actor, one: str) -> None:
    rita = await world.meet("Rita Reviewer")
    made = await world.fund(dana, (await world.gate(one)).id)
    again = await world.store.read(decisions.countersign_again, rita, made.reference)
    assert (again.by, again.choice, again.reason) == ("Dana Whitfield", Choice.FUND, REASON)


# --- Overrides that end -------------------------------------------------------------------------------------------------


async def funded(world: World, dana: Actor, one: str, days: int = 30) -> Decided:
    rita = await world.meet("Rita Reviewer")
    expires = world.now.date() + timedelta(days=days)
    made = await world.fund(dana, (await world.gate(one)).id, expires=expires)
    return await world.sign(rita, made.reference)


async def test_an_override_that_ends_uncured_opens_one_more_gate_at_once(world: World, dana: Actor, one: str) -> None:
    made = await funded(world, dana, one)
    assert made.expires is not None
    await world.walk(made.expires)
    assert (await world.gate(one)).number == 1 and (await world.read(one)).stage is Stage.FUNDED
    day = made.expires + timedelta(days=1)
    await world.walk(day)
    gate = await world.gate(one)
    assert (gate.number, gate.due, gate.state) == (2, day, GateState.OPEN)
    assert (await world.read(one)).stage is Stage.AT_GATE
    assert not await world.store.write(decisions.reopen_expired, made.reference, world.company, world.now)
    assert (await world.noted())["calendar:gate:reopened"] == 1


async def test_a_cured_override_opens_nothing_and_is_printed_no_more(
    world: World, dana: Actor, one: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await funded(world, dana, one)
    cured = set(made.pieces)

    async def printed() -> list[tuple[Piece, ...]]:
        digest = await world.store.read(digests.build, "2026-11", world.company, world.now)
        return [line.pieces for line in digest.overrides]

    assert await printed() == [made.pieces]
    await world.meet("Ada Adoption")
    await set_piece(world, one, None)
    left = tuple(piece for piece in made.pieces if piece not in RECORDED)
    assert await printed() == [left], "what is mended is no longer printed"
    # The other pieces have no record in this version, so that they are all mended is said here by hand.
    for module in (digests, decisions):
        monkeypatch.setattr(module, "missing_to_fund", lambda *_: tuple(set(Piece) - cured))
    assert await printed() == []
    world.pass_(days=31)
    assert not await world.store.write(decisions.reopen_expired, made.reference, world.company, world.now)
    assert (await world.gate(one)).number == 1


async def test_the_evidence_of_a_decision_stays_as_it_was(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)                        # never armed, so never sealed
    gate = await world.at_gate(dana, one)
    await world.decide(dana, gate, Choice.NARROW)
    await world.metric(dana, one, target=Decimal("1.0"), floor=None)
    shown = await world.store.read(decisions.form, dana, gate, world.company, world.now)
    assert isinstance(shown, Decided) and shown.panel is not None and shown.panel.target == Decimal("4.0")


async def test_a_decision_shows_in_the_history_and_in_the_months_digest(world: World, dana: Actor, one: str) -> None:
    await world.decide(dana, (await world.gate(one)).id, Choice.RETIRE)
    shown = await world.store.read(records.show, dana, one, world.now)
    assert (shown.history[0].action, shown.history[0].by) == ("decision_final", "Dana Whitfield")
    world.pass_(days=7)
    digest = await world.store.read(digests.build, "2026-11", world.company, world.now)
    assert [(line.choice, line.by_policy) for line in digest.decided] == [(Choice.RETIRE, False)]
    assert digest.outcomes == () and digest.owed == ()
