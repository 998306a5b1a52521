"""When a decision can be taken back, and when a gate can be extended (R9, R10; the verdict table)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.decisions import Decision, DecisionState
from portfolio.gates import Gate, GateState
from portfolio.second_thoughts import (
    LONGEST_EXTENSION,
    UNDO_WITHIN,
    extension_problems,
    keeps_from_extending,
    may_undo,
)
from portfolio.verdicts import Choice, Verdict
from tests.cards.panels import READ

AT = datetime(2026, 11, 24, 9, 32, tzinfo=UTC)
T = date(2026, 12, 14)
MADE = Decision(
    id="d", gate="g", initiative="i", choice=Choice.RETIRE, on=T, reason="", by=1, at=AT, state=DecisionState.FINAL,
    second=None, override=None,
)  # fmt: skip
GATE = Gate(
    id="g", initiative="i", number=1, due=T, state=GateState.OPEN, retire_only=False, armed_at=AT, sealed_evidence=None,
    revision=1,
)  # fmt: skip
assert READ.why is not None
FOUND = READ.why


@given(st.timedeltas(timedelta(0), timedelta(days=90)), st.timedeltas(timedelta(0), timedelta(days=90)))
def test_a_decision_can_be_taken_back_exactly_while_its_24_hours_last(later: timedelta, signed: timedelta) -> None:
    made = replace(MADE, signed_at=AT + signed)
    assert may_undo(made, 1, AT + signed + later) is (later <= UNDO_WITHIN)
    assert may_undo(replace(made, state=DecisionState.PENDING), 1, AT + later)
    assert not may_undo(made, 2, AT + signed)
    for over in (DecisionState.HANDED_BACK, DecisionState.LAPSED, DecisionState.WITHDRAWN):
        assert not may_undo(replace(made, state=over), 1, AT + signed)
    assert not may_undo(replace(made, by=None), 1, AT + signed), "policy's is reversed, not undone"


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("factor", [None, Decimal("1.4"), Decimal(5), Decimal("5.1")])
def test_more_time_is_given_where_the_table_says_it_would_settle_something(verdict: Verdict, factor: Decimal | None) -> None:
    found = replace(FOUND, verdict=verdict, factor=factor, rows=40)
    settles = verdict in (Verdict.IMPROVED, Verdict.UNCLEAR) and factor is not None and factor <= 5
    expected = None if settles or verdict is Verdict.NOT_MEASURED else "nothing_to_settle"
    assert keeps_from_extending(GATE, found, T, before=False) == expected


def test_other_reasons_come_first() -> None:
    open_ = replace(FOUND, verdict=Verdict.NOT_MEASURED, rows=3)
    assert keeps_from_extending(GATE, open_, T, before=False) is None
    assert keeps_from_extending(GATE, replace(open_, rows=0), T, before=False) == "nothing_counted"
    assert keeps_from_extending(GATE, None, T, before=False) == "nothing_counted"
    assert keeps_from_extending(GATE, open_, T, before=True) == "extended_before"
    assert keeps_from_extending(GATE, open_, T + LONGEST_EXTENSION, before=False) == "extension_over"
    assert keeps_from_extending(replace(GATE, retire_only=True), open_, T, before=False) == "retire_only"


@given(st.integers(-40, 60), st.integers(0, 29))
def test_an_extension_ends_within_30_days_of_the_date_and_after_today(days: int, late: int) -> None:
    today, on = T + timedelta(days=late), T + timedelta(days=days)
    assert (extension_problems(on, GATE, today) == ()) is (late < days <= 30)
