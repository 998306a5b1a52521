"""The methods against other people's code: scipy.stats, and plain textbook matrices."""

from collections.abc import Callable
from itertools import pairwise
from math import exp, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from portfolio.statistics.counts import exact
from portfolio.statistics.crude import items_only
from portfolio.statistics.items import Case
from portfolio.statistics.projection import Factor, rank, residuals
from portfolio.statistics.same_people import same_people
from portfolio.statistics.series import RHOS, level_parts
from portfolio.statistics.special import beta_quantile, t_quantile

Cases = Callable[..., list[Case]]
logs = st.floats(-3, 3).map(lambda x: round(x, 6))


sides = st.lists(logs, min_size=2, max_size=30)


@given(sides, sides, st.sampled_from([0.05, 0.035, 0.005]))
def test_independent_items_are_welchs_t(before: list[float], after: list[float], alpha: float) -> None:
    assume(min(np.std(before), np.std(after)) > 1e-3)
    built = items_only([Case(y=y, week=-1) for y in before], [Case(y=y, week=2) for y in after], alpha)
    welch = stats.ttest_ind(after, before, equal_var=False).confidence_interval(1 - 2 * alpha)
    assert built is not None
    assert (built.low, built.high) == (pytest.approx(welch.low, abs=1e-9), pytest.approx(welch.high, abs=1e-9))


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.1, 50), st.floats(0.1, 50))
def test_an_exact_rate_ratio_is_clopper_and_pearsons_conditional_share(x0: int, x1: int, e0: float, e1: float) -> None:
    assume(x0 + x1)
    low, high = exact(x0, e0, x1, e1, 0.05)
    share = stats.binomtest(x1, x0 + x1).proportion_ci(0.9, method="exact")
    for ours, theirs in ((low, share.low), (high, share.high)):
        odds = np.inf if theirs == 1 else theirs / (1 - theirs)
        assert np.exp(ours) == pytest.approx(odds * e0 / e1, rel=1e-6)


@given(st.floats(0.001, 0.999), st.floats(1, 400))
def test_quantiles_are_scipys(p: float, df: float) -> None:
    assert t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-9, abs=1e-9)
    assert beta_quantile(p, 3, df) == pytest.approx(stats.beta.ppf(p, 3, df), rel=1e-7)


def test_below_one_degree_of_freedom_counts_as_one() -> None:
    assert t_quantile(0.95, 0.3) == t_quantile(0.95, 1)


labels = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5)), min_size=3, max_size=40)


@given(labels, st.data())
def test_levels_are_taken_out_as_by_least_squares_even_when_they_depend_on_each_other(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    codes = [np.unique(column, return_inverse=True)[1] for column in zip(*pairs, strict=True)]
    factors = [Factor(codes=code, levels=int(code.max()) + 1) for code in codes]
    dummies = np.column_stack([np.eye(factor.levels)[factor.codes] for factor in factors])
    y = np.array(data.draw(st.lists(logs, min_size=len(pairs), max_size=len(pairs))))
    assert rank(factors) == np.linalg.matrix_rank(dummies)
    expected = y - dummies @ np.linalg.lstsq(dummies, y, rcond=None)[0]
    assert np.allclose(residuals(factors, y), expected, atol=1e-9)


@pytest.mark.parametrize("seed", [7814, 9450, 14388, *range(40)])
def test_levels_are_taken_out_whatever_the_rounding_does(seed: int) -> None:
    """The named seeds are draws whose last step was once rounding alone, and went far astray."""
    random = np.random.default_rng(seed)
    n, many, few = (int(random.integers(low, high)) for low, high in ((5, 200), (2, 20), (2, 8)))
    codes = [np.unique(random.integers(0, k, n), return_inverse=True)[1] for k in (many, few)]
    if seed % 3 == 0:
        odd = (random.random(n) < 0.1) * random.integers(0, few, n)
        codes[1] = np.unique(codes[0] % few + odd, return_inverse=True)[1]
    factors = [Factor(codes=code, levels=int(code.max()) + 1) for code in codes]
    y = random.normal(size=n)
    dummies = np.column_stack([np.eye(factor.levels)[factor.codes] for factor in factors])
    expected = y - dummies @ np.linalg.lstsq(dummies, y, rcond=None)[0]
    assert np.allclose(residuals(factors, y), expected, atol=1e-10)


def test_a_long_chain_of_people_and_kinds_is_still_solved() -> None:
    """Each kind is done by two neighbours only: the hardest system for the iteration."""
    people = np.repeat(np.arange(150), 2)
    kinds = people + np.tile([0, 1], 150)
    factors = [Factor(codes=people, levels=150), Factor(codes=kinds, levels=151)]
    y = np.sin(np.arange(300.0) ** 2)
    dummies = np.column_stack([np.eye(factor.levels)[factor.codes] for factor in factors])
    expected = y - dummies @ np.linalg.lstsq(dummies, y, rcond=None)[0]
    assert rank(factors) == 300 and np.allclose(residuals(factors, y), expected, atol=1e-8)


@given(st.integers(0, 2**32 - 1), st.booleans(), st.booleans())
def test_the_same_people_effect_is_the_regression_coefficient(seed: int, with_people: bool, with_kinds: bool) -> None:
    assume(with_people or with_kinds)
    random = np.random.default_rng(seed)
    n = 60
    who, what = random.integers(0, 6, n), random.integers(0, 3, n)
    y, after = random.normal(size=n) + who * 0.5 - what * 0.3, np.arange(n) >= 30
    cases = [
        Case(
            y=float(y[i]),
            week=int(random.integers(-8, 0) if i < 30 else random.integers(2, 10)),
            person="PQRSTU"[who[i]] if with_people else None,
            kind="xyz"[what[i]] if with_kinds else None,
        )
        for i in range(n)
    ]
    fit = same_people(cases[:30], cases[30:])
    assume(fit is not None)
    assert fit is not None
    dummies = [np.eye(6)[who]] if with_people else []
    dummies += [np.eye(3)[what]] if with_kinds else []
    design = np.column_stack([after.astype(float), *dummies])
    coefficients, _, ranks, _ = np.linalg.lstsq(design, y, rcond=None)
    left = y - design @ coefficients
    variance = left @ left / (n - ranks) * np.linalg.pinv(design.T @ design)[0, 0]
    assert fit.est == pytest.approx(coefficients[0], abs=1e-9)
    assert fit.spreads[0].se == pytest.approx(np.sqrt(variance), abs=1e-9) and fit.spreads[0].df == n - ranks


@pytest.mark.parametrize("trend", [False, True])
def test_a_series_is_generalised_least_squares_at_each_autocorrelation(trend: bool) -> None:
    random = np.random.default_rng(7)
    before, after = random.normal(size=10), random.normal(size=9) - 0.4
    parts = level_parts(before.tolist(), after.tolist(), trend=trend)
    assert parts is not None
    t, y = np.arange(19), np.concatenate([before, after])
    post = (t >= 10).astype(float)
    x = np.column_stack([np.ones(19), t, post, post * (t - 10)] if trend else [np.ones(19), post])
    c = np.array([0, 0, 1, 4]) if trend else np.array([0, 1])
    densities = []
    for at, rho in enumerate(RHOS):
        inverse = np.linalg.inv(np.power(rho, np.abs(np.subtract.outer(t, t))) if rho else np.eye(19))
        normal = x.T @ inverse @ x
        b = np.linalg.solve(normal, x.T @ inverse @ y)
        rss = (y - x @ b) @ inverse @ (y - x @ b)
        df = 19 - x.shape[1]
        assert parts.effects[at] == pytest.approx(c @ b)
        assert parts.scales[at] == pytest.approx(np.sqrt(rss / df * (c @ np.linalg.inv(normal) @ c)))
        determinant = np.linalg.slogdet(np.linalg.inv(inverse))[1] + np.linalg.slogdet(normal)[1]
        densities.append(-0.5 * (df * log(rss) + determinant))
    ratios = [exp(second - first) for first, second in pairwise(densities)]
    assert [b / a for a, b in pairwise(parts.weights.tolist())] == pytest.approx(ratios)
