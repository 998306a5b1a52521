"""R4's breadth: at its threshold as far as may be told, or a single-role case; unknown is never broad."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.adoption import Adoption, Figure, Hidden
from portfolio.breadth import USUAL, Narrow, breadth_of, breadth_problems, threshold
from portfolio.decisions import Piece, missing_to_fund
from portfolio.statistics.groups import LEAST, apart
from tests.cards.uses import CONCEALED, FEW, HEALTHY, HERO, SMALL
from tests.portfolio.values import gate, initiative, metric

TODAY = date(2026, 11, 25)


def of(active: Figure, eligible: int = 40) -> Adoption:
    return replace(HEALTHY, eligible=Figure(value=Decimal(eligible)), active=active)


@pytest.mark.parametrize(("use", "narrow"), [
    (None, Narrow.UNFOLLOWED),
    (CONCEALED, Narrow.UNKNOWN),
    (SMALL, Narrow.UNKNOWN),
    (replace(HEALTHY, on=TODAY - timedelta(days=15)), Narrow.UNKNOWN),
    (replace(HEALTHY, on=TODAY - timedelta(days=14)), None),
    (of(Figure(value=Decimal(19))), Narrow.BELOW),
    (of(Figure(value=Decimal(20))), None),
    (FEW, Narrow.BELOW),
    (HERO, Narrow.HERO),
    (of(Figure(hidden=Hidden.NEARLY_ALL), 12), Narrow.BELOW),
    (of(Figure(hidden=Hidden.NEARLY_ALL), 40), None),
])  # fmt: skip
def test_breadth_is_judged_by_what_may_be_told(use: Adoption | None, narrow: Narrow | None) -> None:
    assert breadth_of(metric(), use, TODAY).narrow is narrow


@given(eligible=st.integers(LEAST, 400), active=st.integers(0, 400), least=st.integers(5, 100))
def test_a_hidden_number_never_counts_for_more_people_than_there_are(eligible: int, active: int, least: int) -> None:
    active = min(active, eligible)
    if apart([eligible, active])[1]:
        figure = Figure(value=Decimal(active))
    else:
        figure = Figure(hidden=Hidden.FEW if active < LEAST else Hidden.NEARLY_ALL)
    found = breadth_of(metric(breadth=Decimal(least) / 100), of(figure, eligible), TODAY)
    assert found.narrow is not None or active * 100 >= least * eligible


def test_a_single_role_case_asks_for_no_breadth_and_nothing_else_does_so() -> None:
    case = metric(single_role="Only the two treasury analysts do this work")
    assert breadth_of(case, None, TODAY).narrow is None
    assert Piece.BREADTH not in missing_to_fund(initiative(), case, gate(), None, breadth_of(case, None, TODAY))
    assert Piece.BREADTH in missing_to_fund(initiative(), metric(), gate(), None, breadth_of(metric(), None, TODAY))


def test_half_is_asked_where_nothing_else_was_agreed() -> None:
    assert threshold(metric()) == threshold(None) == USUAL == Decimal("0.5")
    assert threshold(metric(breadth=Decimal("0.8"))) == Decimal("0.8")
    assert breadth_of(metric(breadth=Decimal("0.8")), HEALTHY, TODAY).narrow is Narrow.BELOW


def test_a_criterion_that_asks_for_nothing_or_gives_no_reason_is_refused() -> None:
    assert breadth_problems(None, None) == breadth_problems(Decimal("0.05"), "x" * 20) == ()
    found = breadth_problems(Decimal("0.01"), "one role")
    assert {one.field: one.code for one in found} == {
        "breadth": "breadth_out_of_range", "single_role": "case_too_short",
    }  # fmt: skip
    assert [one.code for one in breadth_problems(Decimal("1.01"), None)] == ["breadth_out_of_range"]
