"""Shares, counts, series, forecasts and adoption: the worked examples the methods were fixed by, to six digits."""

from collections.abc import Sequence
from math import inf, log

import pytest

from portfolio.statistics.concentration import concentration
from portfolio.statistics.counts import Period, rate_ratio
from portfolio.statistics.estimates import Source
from portfolio.statistics.fade import Fade, Week, fades
from portfolio.statistics.forecast import Chance, forecast
from portfolio.statistics.power import power_at
from portfolio.statistics.series import RHOS, against, level_change, level_parts
from portfolio.statistics.settle import settle_factor
from portfolio.statistics.shares import Share, change, overdispersion, relative_change, wilson

BEFORE = [5.1, 4.8, 5.6, 5.9, 5.3, 4.9, 5.5, 5.2]
AFTER = [4.6, 4.1, 4.4, 3.9, 4.2, 4.5]


def six(value: float) -> object:
    """Equal to six decimals."""
    return pytest.approx(value, abs=5.01e-7)


def logs(values: Sequence[float]) -> list[float]:
    return [log(value) for value in values]


def test_a_share_and_the_change_of_two() -> None:
    before, after = Share(hits=18, n=120), Share(hits=9, n=110)
    assert wilson(before, 0.05) == (six(0.104137), six(0.211297))
    assert wilson(after, 0.05) == (six(0.048220), six(0.135493))
    one, less, clumped = (change(before, after, k, 0.05, phi) for k, phi in ((1.0, 1.0), (0.7, 1.0), (0.7, 1.5)))
    assert (one.est, one.low, one.high) == (six(-0.068182), six(-0.138083), six(0.002419))
    assert (less.est, less.low, less.high) == (six(-0.023182), six(-0.077679), six(0.039362))
    assert (clumped.low, clumped.high) == (six(-0.089687), six(0.055260))
    shown = relative_change(before, after, 0.05)
    assert shown.low is not None and shown.high is not None
    assert (1 + shown.low, 1 + shown.high) == (six(0.291720), six(1.020150))
    none = change(Share(hits=12, n=60), Share(hits=0, n=50), 0.7, 0.05)
    assert (none.est, none.low, none.high) == (six(-0.14), six(-0.207923), six(-0.068479))


def test_weekly_shares_spread_more_than_chance() -> None:
    def weeks(hits: Sequence[int], n: Sequence[int]) -> dict[int, Share]:
        return {at: Share(hits=hit, n=cases) for at, (hit, cases) in enumerate(zip(hits, n, strict=True))}

    before = weeks([5, 1, 4, 2, 6, 0], [20, 18, 22, 20, 21, 19])
    assert overdispersion([before]) == six(1.956257)
    assert overdispersion([before, weeks([1, 2, 0, 3, 1, 2], [18] * 6)]) == six(1.378129)


def periods(counts: Sequence[int], exposure: Sequence[float]) -> list[Period]:
    return [Period(count=count, exposure=of) for count, of in zip(counts, exposure, strict=True)]


def test_rate_ratios_take_the_wider_limit_on_each_side() -> None:
    calm = rate_ratio(periods([4, 7, 3, 6, 5, 8], [10] * 6), periods([2, 5, 1, 3, 2, 4], [10] * 6), 0.05)
    assert calm and (calm.est, calm.low, calm.high, calm.se) == (
        six(-0.663294), six(-1.210865), six(-0.122201), six(0.298541),
    )  # fmt: skip
    clumped = rate_ratio(
        periods([1, 9, 2, 12, 3, 8], [10, 12, 9, 11, 10, 12]), periods([0, 6, 1, 2, 7, 1], [10, 11, 10, 12, 9, 10]), 0.05
    )
    assert clumped and (clumped.est, clumped.low, clumped.high) == (six(-0.690386), six(-1.624779), six(0.244007))
    single = rate_ratio(periods([30], [3]), periods([18], [3]), 0.05)
    assert single and (single.est, single.low, single.high) == (six(-0.510826), six(-1.055069), six(0.015266))
    assert single.se is None and single.binding is Source.EVENTS
    none = rate_ratio(periods([6, 4, 5], [1] * 3), periods([0, 0, 0], [1] * 3), 0.05)
    assert none and (none.est, none.low, none.high) == (six(-3.401197), -inf, six(-0.336475))


def test_a_series_is_averaged_over_every_autocorrelation() -> None:
    estimate = level_change(logs(BEFORE), logs(AFTER), 0.05)
    assert estimate and (estimate.est, estimate.low, estimate.high, estimate.se) == (
        six(-0.196004), six(-0.276485), six(-0.092697), six(0.051560),
    )  # fmt: skip
    gate = level_change(logs(BEFORE), logs(AFTER), 0.035)
    assert gate and (gate.low, gate.high) == (six(-0.285692), six(-0.075532))
    parts = level_parts(logs(BEFORE), logs(AFTER), trend=False)
    assert parts is not None
    for rho, weight, effect, scale in (
        (-0.3, 0.037554, -0.218288, 0.028896), (0.0, 0.063767, -0.210109, 0.035852), (0.95, 0.007422, -0.123424, 0.093093),
    ):  # fmt: skip
        at = RHOS.index(rho)
        assert (parts.weights[at], parts.effects[at], parts.scales[at]) == (six(weight), six(effect), six(scale))


def test_a_series_against_a_comparison_and_with_a_trend() -> None:
    before = against(BEFORE, [6.0, 5.8, 6.4, 6.6, 6.1, 5.9, 6.3, 6.2])
    after = against(AFTER, [6.1, 5.7, 6.0, 5.8, 5.9, 6.2])
    net = level_change(before, after, 0.05)
    assert net and (net.est, net.low, net.high) == (six(-0.165659), six(-0.206235), six(-0.106439))
    longer = logs([*AFTER, 4.0, 3.8])
    level, trend = (level_change(logs(BEFORE), longer, 0.05, trend=trend) for trend in (False, True))
    assert level and (level.est, level.low, level.high) == (six(-0.220248), six(-0.298288), six(-0.120098))
    assert trend and (trend.est, trend.low, trend.high) == (six(-0.247289), six(-0.476676), six(-0.003114))


@pytest.mark.parametrize(("after", "low", "high", "median", "probability", "early"), [
    ([5.0, 4.9, 4.6, 4.1], -0.274033, -0.115009, -0.194198, 0.304517, True),
    ([5.0, 4.9, 4.6, 4.1, 4.4], -0.343070, -0.105183, -0.191884, 0.293894, True),
    ([5.0, 4.9, 4.6, 4.1, 4.4, 3.9, 4.2, 4.0], -0.301560, -0.201334, -0.235824, 0.685944, False),
])  # fmt: skip
def test_a_forecast_mixes_as_now_with_as_it_goes(
    after: list[float], low: float, high: float, median: float, probability: float, early: bool
) -> None:
    seen = forecast(logs(BEFORE), logs(after), log(0.8))
    assert seen and (seen.low, seen.high, seen.median) == (six(low), six(high), six(median))
    assert seen.probability == six(probability) and seen.chance is Chance.OPEN and seen.too_early is early


def test_how_much_more_data_would_settle_it() -> None:
    target, a = log(0.8), -0.510416328
    items = 0.14619022535**2
    assert settle_factor(a - target, 0.14619022535, items, 0.05) == six(1.601090)
    assert settle_factor(a - target, 0.14619022535, items, 0.035) == six(1.823460)
    assert settle_factor(a - target, 0.422682959515, items, 0.05) == pytest.approx(13.384701, abs=1e-6)
    assert settle_factor(0.0, 0.1, items, 0.05) == inf and settle_factor(1.0, None, 0.0, 0.05) == inf
    assert settle_factor(5.0, 0.1, 0.0, 0.05) == 1


def test_what_a_design_can_prove() -> None:
    assert power_at(spread=0.8, target=-0.2, real=-0.4, before=200, after=60, alpha=0.05) == six(0.785889)


def test_use_that_rests_on_one_person() -> None:
    hero = concentration([40, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0])
    assert hero and (hero.users, hero.top, hero.effective, hero.gini) == (12, six(0.526316), six(3.308133), six(0.563596))
    assert hero.hero
    team = concentration([10, 9, 8, 8, 7, 6, 6, 5, 5, 4, 3, 3])
    assert team and (team.top, team.effective, team.gini) == (six(0.135135), six(10.653696), six(0.202703)) and not team.hero
    few = concentration([50, 1, 1])
    assert few and few.effective is None and few.gini is None and not few.hero


def colours(active: str, short: dict[int, int] | None = None) -> dict[int, Fade]:
    weeks = [Week(active=int(n), working_days=(short or {}).get(at, 5)) for at, n in enumerate(active.split(), 1)]
    return {at: shown for at, shown in enumerate(fades(weeks), 1) if shown is not Fade.NONE}


def test_fading_use_turns_amber_and_then_red_and_short_weeks_do_not() -> None:
    falling = colours("30 28 25 24 26 25 24 25 26 24 23 20 17 15 14 13")
    assert falling == {14: Fade.AMBER, 15: Fade.AMBER, 16: Fade.RED}
    holiday = "30 28 25 24 26 25 24 25 26 24 12 13 24 25 24"
    assert colours(holiday, {11: 2, 12: 3}) == {}
    assert colours(holiday) == {12: Fade.AMBER, 13: Fade.AMBER, 14: Fade.RED}
