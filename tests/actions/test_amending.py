"""Changing what was locked, on the clock: a reason always, a second person in the last 30 days, never after the seal."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from actions import amending, decisions, evidence, gates, guardrails, metrics
from portfolio.commands import SaveGuardrail
from portfolio.criteria import AmendmentState, Change
from portfolio.errors import Conflict, Invalid, NotYours, Refused
from portfolio.gates import Step
from portfolio.metrics import BaselineState
from portfolio.people import Actor
from portfolio.views.amending import Amended
from portfolio.views.gates import DecisionForm
from store import amendments, initiatives
from store import guardrails as rails
from store import metrics as stored
from tests.actions.amending import REASON, amend, answer, asked
from tests.actions.world import World, object_id


@pytest.fixture
async def one(world: World, dana: Actor) -> str:
    """Locked rules; the gate is due on 30 November."""
    initiative = await world.initiative(dana)
    await world.metric(dana, initiative)
    await world.arm(dana, initiative)
    return initiative


def before_gate(world: World, days: int) -> None:
    """The morning so many days before 30 November."""
    world.now = world.now.replace(year=2026, month=11, day=30) - timedelta(days=days)


async def test_a_sponsor_changes_locked_rules_with_a_reason_and_one_entry(world: World, dana: Actor, one: str) -> None:
    before = sum((await world.noted()).values())
    made = await amend(world, dana, one, target=Decimal("4.4"))
    assert (made.state, made.changes, made.loosened) == (AmendmentState.FINAL, (Change.TARGET,), (Change.TARGET,))
    assert sum((await world.noted()).values()) == before + 1
    metric = await world.store.read(stored.latest, one)
    assert metric is not None and (metric.target, metric.version) == (Decimal("4.4"), 2)
    assert metric.baseline is not None and metric.baseline.state is BaselineState.LOCKED
    assert (await world.gate(one)).armed_at is not None, "the rules stay locked"
    shown = await world.store.read(metrics.rules, dana, one, world.now)
    assert [(line.was.target, line.now.target) for line in shown.amended] == [(Decimal("4.0"), Decimal("4.4"))]


async def test_without_a_sponsor_no_change_is_offered_and_none_is_taken(world: World, dana: Actor, one: str) -> None:
    olga, command = await world.meet("Olga Office"), await asked(world, one, target=Decimal("4.4"))
    assert (await world.store.read(metrics.rules, olga, one, world.now)).may_amend
    await world.store.write(initiatives.change, await world.read(one), sponsor=None, sponsor_state="none")
    assert not (await world.store.read(metrics.rules, olga, one, world.now)).may_amend
    with pytest.raises(Refused, match="rules_unowned"):
        await world.store.write(amending.save, olga, command, world.now)
    with pytest.raises(Refused, match="rules_unowned"):
        await world.store.read(amending.form, olga, one, world.now)


async def test_the_same_press_again_is_the_same_change(world: World, dana: Actor, one: str) -> None:
    command = await asked(world, one, target=Decimal("4.4"))
    made = await world.store.write(amending.save, dana, command, world.now)
    before = await world.noted()
    assert await world.store.write(amending.save, dana, command, world.now) == made
    assert await world.noted() == before
    with pytest.raises(Refused) as refused:
        await amend(world, dana, one, reason="Another reason for nothing at all.")
    assert refused.value.code == "nothing_changed"
    with pytest.raises(Conflict):
        await world.store.write(amending.save, dana, replace(command, target=Decimal("4.5")), world.now)


@pytest.mark.parametrize(("days", "needed"), [(31, False), (30, True), (8, True)])
async def test_loosening_in_the_last_30_days_takes_a_second_person(
    world: World, dana: Actor, one: str, days: int, needed: bool
) -> None:
    before_gate(world, days)
    if not needed:
        assert (await amend(world, dana, one, target=Decimal("4.4"))).state is AmendmentState.FINAL
        return
    before = await world.noted()
    with pytest.raises(Invalid) as invalid:
        await amend(world, dana, one, target=Decimal("4.4"))
    assert [(found.field, found.code) for found in invalid.value.problems] == [("second", "cosigner_needed")]
    assert await world.noted() == before
    assert (await amend(world, dana, one, target=Decimal("3.8"))).state is AmendmentState.FINAL, "harder to meet is free"


async def test_the_old_rules_hold_until_the_second_person_has_signed(world: World, dana: Actor, one: str) -> None:
    rita, eve = await world.meet("Rita Reviewer"), await world.meet("Eve Other")
    before_gate(world, 10)
    made = await amend(world, dana, one, target=Decimal("4.4"), second=object_id("Rita Reviewer"))
    assert made.state is AmendmentState.PENDING and not made.may_sign
    metric = await world.store.read(stored.latest, one)
    assert metric is not None and metric.target == Decimal("4.0")
    with pytest.raises(Refused) as refused:
        await amend(world, dana, one, target=Decimal("4.3"), second=object_id("Rita Reviewer"))
    assert refused.value.code == "amendment_waits"
    for who in (dana, await world.meet("Lea Leader")):
        with pytest.raises(NotYours):
            await answer(world, who, made)
    with pytest.raises(Exception, match="not_found"):
        await answer(world, eve, made)
    with pytest.raises(Invalid):
        await answer(world, rita, made, agree=False, remark="no")
    signed = await answer(world, rita, made)
    assert (signed.state, signed.second) == (AmendmentState.FINAL, "Rita Reviewer")
    assert await answer(world, rita, made) == signed
    noted = await world.noted()
    assert noted["teams:amendment:pending"] == noted["teams:amendment:final"] == 1
    gate = await world.at_gate(dana, one)
    form = await world.store.read(decisions.form, dana, gate, world.company, world.now)
    assert isinstance(form, DecisionForm)
    (line,) = form.amended
    assert (line.was.target, line.now.target, line.days_before) == (Decimal("4.0"), Decimal("4.4"), 10)
    assert (line.by, line.second, line.reason) == ("Dana Whitfield", "Rita Reviewer", REASON)


@pytest.mark.parametrize(("second", "code"), [
    ("Dana Whitfield", "second_is_you"), ("Paul Proposer", "second_has_no_role"), ("Nobody Met", "not_met"),
])  # fmt: skip
async def test_the_second_person_is_somebody_else_in_another_role(
    world: World, dana: Actor, one: str, second: str, code: str
) -> None:
    before_gate(world, 10)
    with pytest.raises(Invalid) as invalid:
        await amend(world, dana, one, target=Decimal("4.4"), second=second)
    assert [found.code for found in invalid.value.problems] == [code]


async def test_who_prepares_cannot_decide_and_the_sponsor_cannot_be_passed_by(world: World, dana: Actor, one: str) -> None:
    olga = await world.meet("Olga Office")
    await world.install(dana)
    made = await amend(world, olga, one, floor=Decimal("4.8"))
    assert made.state is AmendmentState.PREPARED and not made.may_accept
    with pytest.raises(NotYours):
        await answer(world, olga, made)
    await world.deliver()
    question = next(parcel.view for parcel in world.sent if isinstance(parcel.view, Amended))
    assert question.may_accept and question.why is not None
    assert (await answer(world, dana, made)).state is AmendmentState.FINAL
    again = await amend(world, olga, one, floor=Decimal("4.9"))
    assert (await answer(world, dana, again, agree=False)).state is AmendmentState.DECLINED
    metric = await world.store.read(stored.latest, one)
    assert metric is not None and metric.floor == Decimal("4.8")


async def test_what_was_prepared_early_takes_a_second_person_once_the_last_30_days_have_begun(
    world: World, dana: Actor, one: str
) -> None:
    olga = await world.meet("Olga Office")
    bare = await amend(world, olga, one, floor=Decimal("4.8"))
    before_gate(world, 20)
    with pytest.raises(Refused) as refused:
        await answer(world, dana, bare)
    assert refused.value.code == "amendment_needs_second"
    await answer(world, dana, bare, agree=False)
    await world.meet("Rita Reviewer")
    signed = await amend(world, olga, one, floor=Decimal("4.8"), second="Rita Reviewer", reason=REASON + " Really.")
    assert (await answer(world, dana, signed)).state is AmendmentState.PENDING
    back = await answer(world, await world.meet("Rita Reviewer"), signed, agree=False, remark="That decides nothing.")
    assert (back.state, back.remark) == (AmendmentState.HANDED_BACK, "That decides nothing.")


async def test_from_the_seal_on_nothing_changes_and_what_waits_has_lapsed(world: World, dana: Actor, one: str) -> None:
    olga = await world.meet("Olga Office")
    made = await amend(world, olga, one, floor=Decimal("4.8"))
    before_gate(world, 7)
    with pytest.raises(Refused) as refused:
        await answer(world, dana, made)
    assert (refused.value.code, refused.value.params["on"]) == ("rules_sealed", date(2026, 11, 23))
    with pytest.raises(Refused):
        await world.store.read(amending.form, dana, one, world.now)
    before = sum((await world.noted()).values())
    await world.store.write(gates.take_step, (await world.gate(one)).id, Step.SEAL, world.company, world.now)
    assert sum((await world.noted()).values()) == before + 1, "the seal's entry tells of it"
    kept = await world.store.read(amendments.get, made.amendment)
    assert kept is not None and kept.state is AmendmentState.LAPSED
    assert (await answer(world, dana, made)).state is AmendmentState.LAPSED


async def test_a_margin_is_a_criterion_like_the_target(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    command = SaveGuardrail(
        initiative=one, number=None, name="Rework", unit="%", lower_is_better=True, margin=Decimal("0.05"),
        revision=(await world.read(one)).revision,
    )
    await world.store.write(guardrails.save, dana, command, world.now)
    await world.arm(dana, one)
    before_gate(world, 12)
    with pytest.raises(Invalid) as invalid:
        await amend(world, dana, one, margins={1: Decimal("0.1")})
    assert [found.code for found in invalid.value.problems] == ["cosigner_needed"]
    made = await amend(world, dana, one, margins={1: Decimal("0.02")})
    assert made.changes == (Change.GUARDRAILS,) and made.state is AmendmentState.FINAL
    (rail,) = await world.store.read(rails.in_force, one)
    assert (rail.margin, rail.version) == (Decimal("0.02"), 2)


async def test_another_definition_takes_a_reason_and_leaves_no_baseline(world: World, dana: Actor, one: str) -> None:
    made = await amend(world, dana, one, name="RFP receipt to submission")
    assert made.redefined and made.now.baseline is None
    assert await world.store.read(evidence.shown, {}) == {}
    metric = await world.store.read(stored.latest, one)
    assert metric is not None and metric.baseline is None
    was = await world.store.read(stored.version, one, 1)
    assert was is not None and was.baseline is not None and was.baseline.state is BaselineState.SUPERSEDED


async def test_open_rules_are_simply_written(world: World, dana: Actor) -> None:
    one = await world.initiative(dana)
    await world.metric(dana, one)
    with pytest.raises(Refused) as refused:
        await world.store.read(amending.form, dana, one, world.now)
    assert refused.value.code == "rules_open"
