"""The methods against tables that others published."""

from math import exp

import pytest

from portfolio.statistics.counts import exact
from portfolio.statistics.shares import Share, change, relative_change, wilson

NEWCOMBE_1998_METHOD_10 = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]
"""Newcombe, Interval estimation for the difference between independent proportions, Stat Med 17:873, table II, 95 %."""


@pytest.mark.parametrize(("x1", "n1", "x0", "n0", "low", "high"), NEWCOMBE_1998_METHOD_10)
def test_a_difference_of_shares_is_newcombes_method_10(
    x1: int, n1: int, x0: int, n0: int, low: float, high: float
) -> None:
    moved = change(Share(hits=x0, n=n0), Share(hits=x1, n=n1), 1.0, 0.025)
    assert moved.est == pytest.approx(x1 / n1 - x0 / n0)
    assert (round(moved.low, 4), round(moved.high, 4)) == (low, high)


@pytest.mark.parametrize(("hits", "n", "low", "high"), [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
])  # fmt: skip
def test_one_share_is_wilsons_score_interval(hits: int, n: int, low: float, high: float) -> None:
    """Newcombe, Two-sided confidence intervals for the single proportion, Stat Med 17:857, table I, method 3, 95 %."""
    assert wilson(Share(hits=hits, n=n), 0.025) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_ratio_of_shares_is_the_mover_of_wilsons_intervals() -> None:
    """Perondi 2004, 7 of 34 v 1 of 34, in Fagerland, Lydersen, Laake, Statistical Analysis of Contingency Tables, chapter 4:
    MOVER-R Wilson for the ratio, Newcombe's hybrid score for the difference, 95 %."""
    before, after = Share(hits=1, n=34), Share(hits=7, n=34)
    ratio = relative_change(before, after, 0.025)
    assert ratio.estimate == pytest.approx(6) and ratio.low is not None and ratio.high is not None
    assert (round(1 + ratio.low, 4), round(1 + ratio.high, 4)) == (1.1537, 41.9763)
    moved = change(before, after, 1.0, 0.025)
    assert (round(moved.low, 4), round(moved.high, 4)) == (0.0189, 0.3404)


@pytest.mark.parametrize(("hits", "n", "low", "high"), [
    (81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776),
])  # fmt: skip
def test_a_rate_ratio_stands_on_clopper_and_pearson(hits: int, n: int, low: float, high: float) -> None:
    """The share of the events that fall on one side: Newcombe as above, table I, method 5, 95 %."""
    shares = [1 / (1 + exp(-log_ratio)) for log_ratio in exact(n - hits, 1.0, hits, 1.0, 0.025)]
    assert shares == [pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5)]


def test_a_rate_ratio_is_exact() -> None:
    """Breast cancer after fluoroscopy (Boice and Monson 1977), 41 in 28,010 v 15 in 19,017 woman-years, as in textbooks."""
    low, high = exact(15, 19017, 41, 28010, 0.025)
    assert (exp(low), exp(high)) == (pytest.approx(1.005684, abs=5e-6), pytest.approx(3.6093, abs=5e-4))
