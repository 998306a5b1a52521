"""Simulated pilots with a known truth: how often the product is wrong. A fast part of benchmarks/honesty.py, same bars.

Few runs scatter, so each bar is met within two binomial standard errors of it. Every seed is named: a run is repeatable.
"""

from math import sqrt

import numpy as np
import pytest

from portfolio.statistics.concentration import concentration
from portfolio.statistics.fade import Fade, fades
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judged import Question
from portfolio.verdicts import Advice, Policy, Verdict, recommend
from tests.statistics.coverage import COVERED, covered
from tests.statistics.foreseen import calibration
from tests.statistics.pilots import GATE, START, midnight
from tests.statistics.worlds import GOAL, LOOKS, World, dashboard_of_values, flow, looked_at, sample, team_use, weekly_use

AT_GATE = Question(start=START, until=midnight(GATE), goal=GOAL, alpha=LOOKS[-1][1])


def scatter(bar: float, runs: int) -> float:
    """Two standard errors of a rate at the bar."""
    return 2 * sqrt(bar * (1 - bar) / runs)


def verdicts(seed: int, runs: int, *, before: int, after: int, ratio: float, spread: float) -> tuple[list[Verdict], int]:
    """The verdicts at the gate, and how often the dashboard says "on target"."""
    rng = np.random.default_rng(seed)
    pilots = [sample(rng, before=before, after=after, ratio=ratio, spread=spread) for _ in range(runs)]
    return [judge_durations(pilot, AT_GATE).verdict for pilot in pilots], sum(map(dashboard_of_values, pilots))


def funded(found: list[Verdict], policy: Policy) -> float:
    return sum(recommend(verdict, policy) is Advice.FUND for verdict in found) / len(found)


@pytest.mark.parametrize(("before", "after", "seed", "fooled"), [(60, 60, 101, 0.15), (300, 120, 102, 0.05)])
def test_a_pilot_that_changed_nothing_is_hardly_ever_funded(before: int, after: int, seed: int, fooled: float) -> None:
    runs = 250
    found, naive = verdicts(seed, runs, before=before, after=after, ratio=1.0, spread=1.0)
    assert funded(found, Policy.STRICT) <= 0.02
    assert funded(found, Policy.BALANCED) <= 0.045
    assert naive / runs > fooled


def test_a_real_improvement_of_forty_percent_is_found() -> None:
    found, _ = verdicts(103, 200, before=300, after=120, ratio=0.6, spread=1.0)
    assert funded(found, Policy.BALANCED) >= 0.8
    assert funded(found, Policy.STRICT) >= 0.6


@pytest.mark.parametrize(("world", "bar", "runs", "seed"), [
    (World(ratio=0.8, per_week=5), 0.05, 150, 104),
    (World(ratio=0.8, per_week=20, week_spread=0.35, people=8), 0.09, 60, 105),
], ids=["five a week", "densest and clustered"])  # fmt: skip
def test_a_pilot_exactly_at_its_target_is_seldom_proven_over_three_looks(
    world: World, bar: float, runs: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    looks = [looked_at(flow(rng, world)) for _ in range(runs)]
    assert sum(one.ever_proven for one in looks) / runs <= bar + scatter(bar, runs)
    assert sum(one.dashboard_ever for one in looks) / runs > 0.8


def test_of_the_pilots_given_a_chance_of_30_to_40_percent_as_many_get_there() -> None:
    """F13: within 5 points over many; here within what so few scatter as well. So do the tenths beside it."""
    told = calibration(np.random.default_rng(107), 1500)
    for n, chance, reached in told[2:8]:
        assert n > 20 and abs(reached - chance) <= 0.05 + scatter(chance, n)
    assert told[0][2] < 0.05 and told[9][2] > 0.9


def test_an_easier_mix_that_changed_nothing_is_not_funded() -> None:
    rng = np.random.default_rng(106)
    world = World(per_week=10, easy_before=0.4, easy_after=0.65, easy_ratio=0.3)
    looks = [looked_at(flow(rng, world)) for _ in range(60)]
    assert sum(one.funded(Policy.BALANCED) for one in looks) / 60 <= 0.045 + scatter(0.045, 60)
    assert sum(one.dashboard_gate for one in looks) / 60 > 0.5


@pytest.mark.parametrize("name", COVERED)
def test_intervals_hold_the_truth(name: str) -> None:
    runs = 60 if "520" in name else 150 if "series" in name or "300" in name else 300
    share = covered(COVERED[name], np.random.default_rng(107), runs)
    assert share >= 0.85 - scatter(0.85, runs)


def test_healthy_teams_are_seldom_called_heroes_and_heroes_are_found() -> None:
    for users in (10, 12, 20, 40):
        rng = np.random.default_rng(108)
        healthy = [concentration(team_use(rng, users=users)) for _ in range(1500)]
        assert sum(one is not None and one.hero for one in healthy) / 1500 <= 0.09
        heroes = [concentration(team_use(rng, users=users, hero=0.6)) for _ in range(100)]
        assert all(one is not None and one.hero for one in heroes)


@pytest.mark.parametrize("users", [15, 30, 100])
def test_steady_use_seldom_turns_red_and_dropping_out_does(users: int) -> None:
    rng = np.random.default_rng(109)

    def red(runs: int, weeks: int, *, leaving: float = 0.0, spike: bool = False) -> float:
        teams = [fades(weekly_use(rng, users=users, weeks=weeks, leaving=leaving, spike=spike)) for _ in range(runs)]
        return sum(Fade.RED in colours for colours in teams) / runs

    assert red(400, 20) <= 0.07
    assert red(400, 20, spike=True) <= 0.12
    assert red(100, 28, leaving=0.06) >= 0.7


def test_the_dashboard_is_fooled_by_open_items_and_the_verdict_is_not() -> None:
    """Nothing changed, and slow work: what has closed so far is the fast part of it."""
    rng = np.random.default_rng(110)
    world = World(median=14, per_week=12)
    pilots = [flow(rng, world) for _ in range(40)]
    looks = [looked_at(pilot) for pilot in pilots]
    assert sum(one.dashboard_ever for one in looks) >= 35
    assert sum(one.funded(Policy.BALANCED) for one in looks) <= 4
