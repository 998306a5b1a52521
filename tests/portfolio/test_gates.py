"""R1 and R3: a gate within 90 days of first use, and what keeps it from being armed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.calendar import is_working
from portfolio.gates import (
    BEFORE,
    LONGEST,
    OWED,
    Gate,
    GateState,
    Missing,
    days_overdue,
    latest_due,
    missing_to_arm,
    usual_due,
)
from portfolio.initiatives import Initiative, SponsorState
from portfolio.metrics import Metric
from tests.portfolio.values import TODAY, gate, initiative, metric

days = st.integers(-4000, 400)


@pytest.mark.parametrize(
    ("first_use", "due"),
    [
        (0, 90),        # starts today
        (30, 120),      # starts in a month
        (-30, 60),      # runs for a month
        (-89, 1),
        (-90, 0),       # 90 days old today: decided today
        (-91, 90),      # older than that: like an import, within 90 days from now
        (-400, 90),
    ],
)
def test_the_latest_day_a_gate_may_be_due(first_use: int, due: int) -> None:
    assert latest_due(TODAY + timedelta(days=first_use), TODAY) == TODAY + timedelta(days=due)


@given(days)
def test_a_gate_is_due_within_90_days_of_first_use_or_of_today_and_never_in_the_past(ago: int) -> None:
    first_use = TODAY + timedelta(days=ago)
    due = latest_due(first_use, TODAY)
    assert due >= TODAY
    assert due - first_use == LONGEST or (TODAY - first_use > LONGEST and due - TODAY == LONGEST)


@given(days, st.sets(st.integers(-10, 100).map(lambda n: TODAY + timedelta(days=n)), max_size=20))
def test_a_gate_nobody_chose_is_on_the_last_working_day_of_those_90(ago: int, holidays: set[date]) -> None:
    first_use = TODAY + timedelta(days=ago)
    due, latest = usual_due(first_use, TODAY, holidays), latest_due(first_use, TODAY)
    assert TODAY <= due <= latest
    assert due == TODAY or is_working(due, holidays)
    assert not any(is_working(due + timedelta(days=n), holidays) for n in range(1, (latest - due).days + 1))


@given(days)
def test_a_gate_moves_closer_as_first_use_moves_back_until_90_days_ago(ago: int) -> None:
    earlier, later = TODAY + timedelta(days=ago - 1), TODAY + timedelta(days=ago)
    if TODAY - earlier <= LONGEST:
        assert latest_due(earlier, TODAY) < latest_due(later, TODAY)


READY = (initiative(), metric(), gate())
PIECES: list[tuple[Initiative, Metric | None, Gate, tuple[Missing, ...]]] = [
    (*READY, ()),
    (initiative(sponsor_state=SponsorState.ASKED), metric(), gate(), (Missing.SPONSOR,)),
    (initiative(sponsor=None, sponsor_state=SponsorState.NONE), metric(), gate(), (Missing.SPONSOR,)),
    (initiative(), None, gate(), (Missing.METRIC,)),
    (initiative(), metric(target_on=date(2026, 12, 15)), gate(), (Missing.TARGET_DATE,)),
    (initiative(), metric(target_on=date(2026, 12, 14)), gate(), ()),
    (initiative(), metric(baseline=None), gate(), ()),                 # the gate can be armed, and nothing proven
    (initiative(retirement_plan=None), metric(), gate(), (Missing.RETIREMENT_PLAN,)),
    (initiative(retirement_plan=""), metric(), gate(), (Missing.RETIREMENT_PLAN,)),
    (
        initiative(sponsor=None, sponsor_state=SponsorState.DECLINED, retirement_plan=None), None, gate(),
        (Missing.SPONSOR, Missing.METRIC, Missing.RETIREMENT_PLAN),
    ),
]


@pytest.mark.parametrize(("one", "its_metric", "its_gate", "missing"), PIECES)
def test_each_piece_keeps_a_gate_from_being_armed_by_itself(
    one: Initiative, its_metric: Metric | None, its_gate: Gate, missing: tuple[Missing, ...]
) -> None:
    assert missing_to_arm(one, its_metric, its_gate) == missing


@pytest.mark.parametrize("state", list(GateState))
def test_only_a_gate_that_owes_a_decision_is_overdue(state: GateState) -> None:
    one = gate(state=state, due=TODAY - timedelta(days=27))
    assert days_overdue(one, TODAY) == (27 if state in BEFORE | OWED else 0)


@given(st.integers(-100, 100))
def test_overdue_counts_the_days_after_the_date(late: int) -> None:
    one = gate(state=GateState.OPEN, due=TODAY - timedelta(days=late))
    assert days_overdue(one, TODAY) == max(0, late)
