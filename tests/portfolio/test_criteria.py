"""What of the criteria may be changed freely, what takes a co-signer, and what is another number (R5; B3)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.criteria import (
    AMENDMENT_MOVES,
    DEFINITION,
    WAITING,
    AmendmentState,
    Change,
    Standing,
    criteria_of,
    differences,
    in_last_days,
    loosened,
    redefined,
    standing,
)
from portfolio.gates import GateState
from portfolio.guardrails import Guardrail
from portfolio.metrics import Family
from tests.portfolio.values import NOW, baseline, gate, metric

RAIL = Guardrail(
    initiative="i-1", number=1, version=1, name="Rework", unit="%", lower_is_better=True, margin=Decimal("0.05")
)
WAS = criteria_of(metric(), (RAIL,))
LOOSER: list[dict[str, Any]] = [
    {"target": Decimal("4.4")}, {"target_on": date(2026, 12, 15)}, {"floor": Decimal("4.8")}, {"floor": None},
    {"breadth": Decimal("0.4")}, {"single_role": "Two treasury analysts do this"},
    {"guardrails": (replace(RAIL, margin=Decimal("0.06")),)}, {"guardrails": ()}, {"baseline": Decimal("4.9")},
    {"baseline": Decimal("5.4")}, {"name": "Days to submission"}, {"unit": "hours"}, {"family": Family.CUSTOM},
    {"population": "Tax only"}, {"lower_is_better": False},
]  # fmt: skip
HARDER: list[dict[str, Any]] = [
    {"target": Decimal("3.8")}, {"target_on": date(2026, 12, 13)}, {"floor": Decimal("4.4")}, {"breadth": Decimal("0.6")},
    {"guardrails": (replace(RAIL, margin=Decimal("0.04")),)},
    {"guardrails": (RAIL, replace(RAIL, number=2, name="Complaints"))},
]  # fmt: skip


@pytest.mark.parametrize("change", LOOSER, ids=str)
def test_what_is_easier_to_meet_or_another_thing_takes_a_co_signer(change: dict[str, Any]) -> None:
    now = replace(WAS, **change)
    assert loosened(WAS, now) == differences(WAS, now) != ()


@pytest.mark.parametrize("change", HARDER, ids=str)
def test_what_is_harder_to_meet_takes_none(change: dict[str, Any]) -> None:
    now = replace(WAS, **change)
    assert differences(WAS, now) and loosened(WAS, now) == ()


@given(old=st.integers(1, 50), new=st.integers(1, 50), lower=st.booleans())
def test_a_target_is_loosened_one_way_only(old: int, new: int, lower: bool) -> None:
    was = replace(WAS, lower_is_better=lower, target=Decimal(old))
    now = replace(was, target=Decimal(new))
    there, back = bool(loosened(was, now)), bool(loosened(now, was))
    assert there is (new > old if lower else new < old)
    assert (there or back) is (old != new) and not (there and back)


def test_the_same_criteria_in_another_version_differ_in_nothing() -> None:
    assert differences(WAS, replace(WAS, version=9)) == ()
    assert differences(WAS, replace(WAS, guardrails=(replace(RAIL, version=4),))) == ()


def test_another_definition_is_another_number_and_another_target_is_not() -> None:
    assert redefined(metric(), metric(name="Days to submission")) and redefined(metric(), metric(unit="hours"))
    assert redefined(metric(population="Tax"), metric(population="Audit"))
    assert not redefined(metric(), metric(target=Decimal(3), baseline=baseline(value=Decimal(6)), population="Tax"))
    assert {Change.NAME, Change.UNIT, Change.DIRECTION, Change.FAMILY, Change.POPULATION} == DEFINITION


@pytest.mark.parametrize(("days", "last"), [(31, False), (30, True), (8, True), (0, True)])
def test_the_last_30_days_begin_30_days_before_the_gate(days: int, last: bool) -> None:
    assert in_last_days(gate(), gate().due - timedelta(days=days)) is last


@pytest.mark.parametrize(("state", "armed", "days", "expected"), [
    (GateState.ARMED, True, 8, Standing.AMENDABLE),
    (GateState.EXTENDED, True, 8, Standing.AMENDABLE),
    (GateState.ARMED, True, 7, Standing.SEALED),
    (GateState.SEALED, True, 6, Standing.SEALED),
    (GateState.OPEN, True, 0, Standing.SEALED),
    (GateState.DECIDED, True, 90, Standing.SEALED),
    (GateState.PLANNED, False, 8, Standing.AMENDABLE),
    (GateState.PLANNED, False, 7, Standing.OPEN),
])  # fmt: skip
def test_what_was_locked_changes_until_the_seal(state: GateState, armed: bool, days: int, expected: Standing) -> None:
    at = gate(state=state, armed_at=NOW if armed else None)
    assert standing(at, metric(), at.due - timedelta(days=days)) is expected


def test_rules_and_baseline_that_were_never_locked_are_simply_written() -> None:
    for one in (None, metric(baseline=None)):
        assert standing(gate(), one, gate().due - timedelta(days=50)) is Standing.OPEN


def test_a_change_that_was_answered_stays_as_it_is() -> None:
    assert set(AMENDMENT_MOVES) == WAITING
    assert all(AmendmentState.LAPSED in moves for moves in AMENDMENT_MOVES.values())
