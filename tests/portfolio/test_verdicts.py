"""DOMAIN.md's verdict table: what the rules make of the evidence, and what opposing it takes."""

from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.verdicts import Advice, Choice, Interval, Policy, Verdict, opposes, recommend

TABLE: dict[Verdict, tuple[Advice | None, Advice | None, Advice | None]] = {
    # balanced, strict, and either of them where more time would settle something and is to be had
    Verdict.NOT_MEASURED: (None, None, Advice.COUNT_ON),
    Verdict.PROVEN: (Advice.FUND, Advice.FUND, None),
    Verdict.LIKELY: (Advice.FUND, Advice.NARROW, None),
    Verdict.SHORT: (Advice.NARROW, Advice.NARROW, None),
    Verdict.IMPROVED: (Advice.NARROW, Advice.NARROW, Advice.NARROW_OR_EXTEND),
    Verdict.WORSE: (Advice.RETIRE, Advice.RETIRE, None),
    Verdict.NO_EFFECT: (Advice.RETIRE, Advice.RETIRE, None),
    Verdict.UNCLEAR: (Advice.RETIRE, Advice.RETIRE, Advice.EXTEND),
}
FOLLOWED: dict[Advice | None, set[Choice]] = {
    None: set(Choice),
    Advice.COUNT_ON: set(Choice),
    Advice.FUND: {Choice.FUND},
    Advice.NARROW: {Choice.NARROW},
    Advice.RETIRE: {Choice.RETIRE},
    Advice.NARROW_OR_EXTEND: {Choice.NARROW},
    Advice.EXTEND: set(),
}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_recommends_what_the_table_says(verdict: Verdict) -> None:
    balanced, strict, extended = TABLE[verdict]
    for policy, plain in ((Policy.BALANCED, balanced), (Policy.STRICT, strict)):
        assert recommend(verdict, policy) is plain
        assert recommend(verdict, policy, more_time=True) is (extended or plain)


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("more_time", [False, True])
def test_a_broken_guardrail_takes_funding_away_and_nothing_else(verdict: Verdict, policy: Policy, more_time: bool) -> None:
    whole = recommend(verdict, policy, more_time=more_time)
    broken = recommend(verdict, policy, broken=True, more_time=more_time)
    assert broken is (Advice.NARROW if whole is Advice.FUND else whole)


@pytest.mark.parametrize("chosen", list(Choice))
@pytest.mark.parametrize("recommended", [None, *Advice])
def test_a_choice_opposes_what_recommends_something_else_and_never_what_recommends_none(
    recommended: Advice | None, chosen: Choice
) -> None:
    assert opposes(recommended, chosen) is (chosen not in FOLLOWED[recommended])


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
