"""A trait is met by what is recorded and still holds; what runs out or loses its owner turns it back (A5, R4)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.conditions import Next, Standing, Trait, scorecard
from portfolio.decisions import Piece, missing_to_fund
from portfolio.errors import Problem
from portfolio.initiatives import Integration
from portfolio.plans import (
    NOTHING,
    Budget,
    Limit,
    Placement,
    Plans,
    Proof,
    Wave,
    budget_problems,
    proof,
    seen_problems,
    together,
    wave_problems,
)
from tests.portfolio.plans import ATTESTED, BUDGET, EXPANSION, OWNED, STATED, WAVE
from tests.portfolio.values import DANA, DELIA, NOW, TODAY, gate, initiative, metric

APART = {"integration": Integration.STANDALONE}

UNOWNED = replace(OWNED, needs=(replace(OWNED.needs[0], owner=None), *OWNED.needs[1:]))


def mark(trait: Trait, plans: Plans, days: int = 0, **changes: object) -> tuple[Standing, Next]:
    marks = scorecard(initiative(**changes), metric(), TODAY + timedelta(days=days), plans)
    (found,) = (one for one in marks if one.trait is trait)
    return found.standing, found.next


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in problems]


@pytest.mark.parametrize(
    ("plans", "days", "changes", "found"),
    [
        (NOTHING, 0, {}, (Standing.PARTLY, Next.STATE_INTEGRATION)),
        (Plans(integration=STATED), 0, {}, (Standing.PARTLY, Next.VERIFY_INTEGRATION)),
        (Plans(integration=ATTESTED), 0, {}, (Standing.MET, Next.NONE)),
        (Plans(integration=ATTESTED), 180, {}, (Standing.MET, Next.NONE)),
        (Plans(integration=ATTESTED), 181, {}, (Standing.PARTLY, Next.RENEW_INTEGRATION)),
        (Plans(integration=ATTESTED), 0, {"sponsor": DELIA}, (Standing.PARTLY, Next.VERIFY_INTEGRATION)),
        (Plans(integration=ATTESTED), 0, APART, (Standing.MISSING, Next.MOVE_INTO_WORKFLOW)),
    ],
)
def test_integration_is_met_by_what_a_lead_saw_in_the_last_180_days(
    plans: Plans, days: int, changes: dict[str, object], found: tuple[Standing, Next]
) -> None:
    assert mark(Trait.INTEGRATION, plans, days, **changes) == found


@pytest.mark.parametrize(
    ("plans", "retires", "found"),
    [
        (Plans(expansion=EXPANSION, needs=OWNED), None, (Standing.MISSING, Next.WRITE_RETIREMENT)),
        (Plans(needs=OWNED), "Archive it", (Standing.PARTLY, Next.WRITE_EXPANSION)),
        (Plans(expansion=EXPANSION), "Archive it", (Standing.PARTLY, Next.OWN_NEEDS)),
        (Plans(expansion=EXPANSION, needs=UNOWNED), "Archive it", (Standing.PARTLY, Next.OWN_NEEDS)),
        (Plans(expansion=EXPANSION, needs=OWNED), "Archive it", (Standing.MET, Next.NONE)),
    ],
)
def test_the_scale_plan_says_both_outcomes_and_who_owns_what_production_needs(
    plans: Plans, retires: str | None, found: tuple[Standing, Next]
) -> None:
    assert mark(Trait.SCALE_PLAN, plans, retirement_plan=retires) == found


def test_a_budget_and_owned_needs_are_pieces_of_funding_and_controls_stay_missing() -> None:
    def lacking(plans: Plans) -> set[Piece]:
        return set(missing_to_fund(initiative(), metric(), gate(armed_at=NOW), None, None, plans))

    whole = Plans(needs=OWNED, budget=BUDGET)
    assert lacking(NOTHING) - lacking(whole) == {Piece.BUDGET, Piece.PRODUCTION_NEEDS}
    assert Piece.PRODUCTION_NEEDS in lacking(replace(whole, needs=UNOWNED))
    assert Piece.CONTROLS in lacking(whole)


@given(st.sampled_from([STATED, ATTESTED]), st.none() | st.sampled_from([DANA, DELIA]), st.integers(0, 400))
def test_nobody_attests_what_they_answer_for_and_no_attestation_outlives_its_days(
    placed: Placement, sponsor: int | None, days: int
) -> None:
    found = proof(placed, sponsor, TODAY + timedelta(days=days))
    assert (found is Proof.ATTESTED) is (placed == ATTESTED and sponsor != DELIA and days <= 180)


@given(st.permutations([STATED, EXPANSION, OWNED, BUDGET, None]))
def test_parts_are_together_in_any_order(parts: list[object]) -> None:
    assert together(parts) == Plans(integration=STATED, expansion=EXPANSION, needs=OWNED, budget=BUDGET)  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "refused"), [(-31, True), (-30, False), (0, False), (1, True)])
def test_what_was_seen_long_ago_or_is_still_ahead_attests_nothing(days: int, refused: bool) -> None:
    found = codes(seen_problems(TODAY + timedelta(days=days), TODAY))
    assert found == ([("seen_on", "seen_out_of_range")] if refused else [])


def test_a_wave_begins_ahead_unless_it_was_planned_before() -> None:
    begun = replace(WAVE, on=TODAY - timedelta(days=1))
    far = Wave(who="All", where="Everywhere", on=TODAY + timedelta(days=731))
    assert codes(wave_problems((WAVE, begun), (), TODAY)) == [("wave.2.on", "date_in_past")]
    assert wave_problems((begun,), (begun,), TODAY) == ()
    assert codes(wave_problems((far,), (), TODAY)) == [("wave.1.on", "wave_too_far")]


@pytest.mark.parametrize(
    ("budget", "found"),
    [
        (BUDGET, []),
        (replace(BUDGET, limit=Limit.CAP, alert_at=None), []),
        (replace(BUDGET, alert_at=None), [("alert_at", "alert_needed")]),
        (replace(BUDGET, alert_at=Decimal("0.09")), [("alert_at", "alert_out_of_range")]),
        (replace(BUDGET, alert_at=Decimal("1.01")), [("alert_at", "alert_out_of_range")]),
        (replace(BUDGET, amount=Decimal(0)), [("amount", "budget_not_positive")]),
        (replace(BUDGET, currency="€"), [("currency", "not_a_currency")]),
        (replace(BUDGET, currency="E1R"), [("currency", "not_a_currency")]),
    ],
)
def test_a_budget_has_an_amount_a_currency_and_an_alert_or_a_cap(budget: Budget, found: list[tuple[str, str]]) -> None:
    assert codes(budget_problems(budget)) == found
