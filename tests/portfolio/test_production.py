"""After funding (R24): when the next gate is, and what brings it forward."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.gates import Gate, GateState, Origin
from portfolio.looks import LookName, look_on
from portfolio.production import AFTER_FUNDING, BROUGHT_FORWARD, SETTLED, brought_forward, review_after
from portfolio.verdicts import Verdict

FUNDED = date(2026, 12, 1)
GATE = Gate(
    id="g-2", initiative="i", number=2, due=FUNDED + timedelta(days=365), state=GateState.PLANNED, retire_only=False,
    armed_at=None, sealed_evidence=None, revision=1, origin=Origin.YEARLY,
)  # fmt: skip
DAYS = st.integers(0, 700).map(lambda days: FUNDED + timedelta(days=days))


def test_what_was_only_likely_is_checked_in_90_days_and_everything_else_in_a_year() -> None:
    assert review_after(Verdict.LIKELY, FUNDED) == (date(2027, 3, 1), Origin.CHECK)
    assert {review_after(verdict, FUNDED)[1] for verdict in (*Verdict, None) if verdict is not Verdict.LIKELY} == {
        Origin.YEARLY
    }
    assert review_after(Verdict.PROVEN, FUNDED)[0] == date(2027, 12, 1)


@given(DAYS, st.sampled_from(Origin), st.sampled_from(GateState))
def test_a_gate_only_ever_moves_forward_and_leaves_time_to_prepare(today: date, origin: Origin, state: GateState) -> None:
    due = brought_forward(replace(GATE, origin=origin, state=state), FUNDED, today)
    if due is None:
        return
    assert origin in AFTER_FUNDING and state in (GateState.PLANNED, GateState.ARMED)
    assert today + BROUGHT_FORWARD == due < GATE.due and today >= FUNDED + SETTLED


def test_a_fresh_decision_is_left_alone_and_a_near_gate_stays() -> None:
    assert brought_forward(GATE, FUNDED, FUNDED + timedelta(days=89)) is None
    assert brought_forward(GATE, FUNDED, FUNDED + timedelta(days=90)) == FUNDED + timedelta(days=120)
    assert brought_forward(GATE, FUNDED, GATE.due - BROUGHT_FORWARD) is None


@pytest.mark.parametrize(
    ("today", "on", "then"),
    [
        (date(2027, 2, 1), date(2027, 2, 1), date(2027, 3, 1)),
        (date(2027, 2, 28), date(2027, 2, 1), date(2027, 3, 1)),
        (date(2027, 11, 20), date(2027, 11, 1), date(2027, 11, 24)),
    ],
)
def test_in_production_a_month_begins_with_a_look_at_thirteen_weeks(today: date, on: date, then: date) -> None:
    look = look_on(date(2026, 9, 1), GATE, today)
    assert (look.name, look.on, look.then) == (LookName.MONTH, on, then)
    assert look.since == on - timedelta(weeks=13) and not look.early


@pytest.mark.parametrize(
    ("origin", "back"), [(Origin.CHECK, None), (Origin.YEARLY, 365), (Origin.FADING, 91), (Origin.GUARDRAIL, 91)]
)
def test_its_gate_looks_back_as_far_as_its_question_reaches(origin: Origin, back: int | None) -> None:
    look = look_on(date(2026, 9, 1), replace(GATE, origin=origin), GATE.due)
    assert look.name is LookName.GATE
    assert look.since == (None if back is None else look.on - timedelta(days=back))
