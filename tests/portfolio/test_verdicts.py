"""DOMAIN.md's verdict table: what the rules make of the evidence, and what opposing it takes."""

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.verdicts import Choice, Interval, Policy, Verdict, opposes, recommend

TABLE: dict[Verdict, tuple[Choice | None, Choice | None]] = {
    # balanced, strict
    Verdict.NOT_MEASURED: (None, None),
    Verdict.PROVEN: (Choice.FUND, Choice.FUND),
    Verdict.LIKELY: (Choice.FUND, Choice.NARROW),
    Verdict.SHORT: (Choice.NARROW, Choice.NARROW),
    Verdict.IMPROVED: (Choice.NARROW, Choice.NARROW),
    Verdict.WORSE: (Choice.RETIRE, Choice.RETIRE),
    Verdict.NO_EFFECT: (Choice.RETIRE, Choice.RETIRE),
    Verdict.UNCLEAR: (Choice.RETIRE, Choice.RETIRE),
}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_recommends_what_the_table_says(verdict: Verdict) -> None:
    assert (recommend(verdict, Policy.BALANCED), recommend(verdict, Policy.STRICT)) == TABLE[verdict]


@pytest.mark.parametrize("chosen", list(Choice))
@pytest.mark.parametrize("recommended", [None, *Choice])
def test_a_choice_opposes_every_other_recommendation_and_never_the_absence_of_one(
    recommended: Choice | None, chosen: Choice
) -> None:
    assert opposes(recommended, chosen) is (recommended is not None and recommended != chosen)


@pytest.mark.parametrize(("before", "after"), [(0, 5), (5, 0), (0, 0), (-1, 5)])
def test_an_interval_refuses_to_exist_without_observations(before: int, after: int) -> None:
    with pytest.raises(ValueError, match="observations"):
        Interval(low=Decimal("-0.3"), high=Decimal("-0.1"), level=Decimal(90), n_before=before, n_after=after)


@given(st.decimals("-5", "5"), st.decimals("-5", "5"), st.integers(-3, 300), st.integers(-3, 300))
def test_an_interval_that_exists_runs_from_low_to_high_over_observations(
    low: Decimal, high: Decimal, before: int, after: int
) -> None:
    try:
        made = Interval(low=low, high=high, level=Decimal(90), n_before=before, n_after=after)
    except ValueError:
        assert low > high or before < 1 or after < 1
    else:
        assert made.low <= made.high and made.n_before >= 1 and made.n_after >= 1


def test_an_interval_of_no_numbers_does_not_exist() -> None:
    with pytest.raises(InvalidOperation):
        Interval(low=Decimal("nan"), high=Decimal(1), level=Decimal(90), n_before=5, n_after=5)
