"""How often the verdict is wrong, in simulated pilots with a known truth, beside the naive dashboard rule.

    python -m benchmarks.honesty [--runs 4000] [--processes 1]

The bars are those of tests/statistics/test_honesty.py, with fifty times the runs. Every row names its seed: the same seed
gives the same row. The dashboard says "on target" when the mean after is 20 % below the mean before, open items left out.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import get_context

import numpy as np

from portfolio.statistics.concentration import concentration
from portfolio.statistics.fade import Fade, fades
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judged import Question
from portfolio.verdicts import Advice, Policy, recommend
from tests.statistics import worlds
from tests.statistics.coverage import COVERED, covered
from tests.statistics.foreseen import calibration
from tests.statistics.pilots import GATE, START, midnight
from tests.statistics.worlds import GOAL, LOOKS, World, dashboard_of_values, flow, looked_at

AT_GATE = Question(start=START, until=midnight(GATE), goal=GOAL, alpha=LOOKS[-1][1])
PLAIN, DENSE = World(per_week=5), World(per_week=20, week_spread=0.35, people=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A rate with its bar; `most` False means at least. `naive`: the dashboard's rate of the same pilots.

    `known`: docs/statistics.md section 9 names this row as a limit of the method.
    """

    claim: str
    rate: float
    bar: float
    naive: float | None = None
    most: bool = True
    known: bool = False

    def line(self) -> str:
        """One row of the table."""
        held = self.rate <= self.bar if self.most else self.rate >= self.bar
        naive = "" if self.naive is None else f"{100 * self.naive:.1f} %"
        word = "at most " if self.most else "at least"
        over = "" if held else "OVER, a known limit" if self.known else "OVER"
        return f"{self.claim:<82}{100 * self.rate:7.2f} %  {word}{100 * self.bar:6.1f} %{naive:>10}  {over}".rstrip()


Simulation = Callable[[int, int], list[Measured]]


def at_gate(before: int, after: int, ratio: float) -> Simulation:
    """One look at the gate's level, independent log-normal cases of log-spread 1."""

    def run(seed: int, runs: int) -> list[Measured]:
        rng = np.random.default_rng(seed)
        strict = balanced = naive = 0
        for _ in range(runs):
            pilot = worlds.sample(rng, before=before, after=after, ratio=ratio, spread=1.0)
            verdict = judge_durations(pilot, AT_GATE).verdict
            strict += recommend(verdict, Policy.STRICT) is Advice.FUND
            balanced += recommend(verdict, Policy.BALANCED) is Advice.FUND
            naive += dashboard_of_values(pilot)
        name = f"{before}+{after} cases, real change {100 * (ratio - 1):+.0f} %, seed {seed}"
        if ratio < 0.8:
            found = balanced / runs
            return [Measured(claim=f"funded, balanced: {name}", rate=found, bar=0.8, naive=naive / runs, most=False)]
        return [
            Measured(claim=f"funded, strict: {name}", rate=strict / runs, bar=0.02, naive=naive / runs),
            Measured(claim=f"funded, balanced: {name}", rate=balanced / runs, bar=0.045, naive=naive / runs),
        ]

    return run


def three_looks(name: str, world: World, bar: float, *, known: bool = False) -> Simulation:
    """The whole way of a tracker's items: open ones, follow-up, clustering, three looks; truth at the target and at none."""

    def run(seed: int, runs: int) -> list[Measured]:
        rng = np.random.default_rng(seed)
        at_target = [looked_at(flow(rng, replace(world, ratio=0.8))) for _ in range(runs)]
        nothing = [looked_at(flow(rng, world)) for _ in range(runs)]
        fooled = sum(one.dashboard_ever for one in nothing) / runs
        rows = [
            Measured(
                claim=f"ever Proven at the target: {name}, seed {seed}",
                rate=sum(one.ever_proven for one in at_target) / runs,
                bar=bar,
                naive=sum(one.dashboard_ever for one in at_target) / runs,
            )
        ]
        for policy, most in ((Policy.STRICT, 0.02), (Policy.BALANCED, 0.045)):
            rate = sum(one.funded(policy) for one in nothing) / runs
            claim = f"funded, {policy.value}, nothing changed: {name}, seed {seed}"
            rows.append(Measured(claim=claim, rate=rate, bar=most, naive=fooled, known=known))
        return rows

    return run


def cover(name: str) -> Simulation:
    """How often the nominal 90 % interval holds the truth."""

    def run(seed: int, runs: int) -> list[Measured]:
        rate = covered(COVERED[name], np.random.default_rng(seed), runs)
        return [Measured(claim=f"90 % interval covers: {name}, seed {seed}", rate=rate, bar=0.85, most=False)]

    return run


def heroes(users: int) -> Simulation:
    """Healthy teams with log-normal use of spread 1."""

    def run(seed: int, runs: int) -> list[Measured]:
        rng = np.random.default_rng(seed)
        found = [concentration(worlds.team_use(rng, users=users)) for _ in range(runs)]
        rate = sum(one is not None and one.hero for one in found) / runs
        return [Measured(claim=f"hero, falsely: {users} users, seed {seed}", rate=rate, bar=0.09)]

    return run


def red(users: int, *, spike: bool) -> Simulation:
    """Twenty steady weeks, or with a launch and a holiday; beside it "four-week mean under 80 % of the best"."""

    def run(seed: int, runs: int) -> list[Measured]:
        rng = np.random.default_rng(seed)
        false = naive = 0
        for _ in range(runs):
            weeks = worlds.weekly_use(rng, users=users, weeks=20, spike=spike)
            false += Fade.RED in fades(weeks)
            means = [sum(week.active for week in weeks[at - 4 : at]) for at in range(4, 21)]
            naive += any(one < 0.8 * max(means[: at + 1]) for at, one in enumerate(means))
        how = "holiday and launch" if spike else "steady"
        return [
            Measured(
                claim=f"fade red, falsely, in 20 weeks: {users} users, {how}, seed {seed}",
                rate=false / runs,
                bar=0.12 if spike else 0.07,
                naive=naive / runs,
            )
        ]

    return run


def foreseen(seed: int, runs: int) -> list[Measured]:
    """How far the share that reached its target is from the chance it was given, in each tenth of the chances."""
    return [
        Measured(
            claim=f"forecast off: {n} pilots given {100 * chance:.0f} %, {100 * met:.1f} % reached it, seed {seed}",
            rate=abs(met - chance), bar=0.05, known=not 0.3 <= chance < 0.4,
        )
        for n, chance, met in calibration(np.random.default_rng(seed), 5 * runs)
    ]  # fmt: skip


SIMULATIONS: tuple[Simulation, ...] = (
    at_gate(60, 60, 1.0),
    at_gate(120, 120, 1.0),
    at_gate(300, 120, 1.0),
    at_gate(300, 120, 0.6),
    *(red(users, spike=spike) for users in (8, 15, 30, 100) for spike in (False, True)),
    *(heroes(users) for users in (10, 12, 20, 40)),
    *map(cover, COVERED),
    three_looks("5 a week", PLAIN, 0.05),
    three_looks("15 a week", World(per_week=15), 0.05),
    three_looks("20 a week, sticky weeks (densest)", DENSE, 0.09, known=True),
    three_looks("9 people, a third new", World(per_week=10, people=9, new_people=True), 0.05),
    three_looks("easier mix after", World(per_week=10, easy_before=0.4, easy_after=0.65, easy_ratio=0.3), 0.05),
    foreseen,
)


def _numbered(task: tuple[int, int]) -> list[Measured]:
    at, runs = task
    return SIMULATIONS[at](1000 + at, runs)


def main() -> int:
    """Print every row; the exit code says nothing about them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=4000)
    parser.add_argument("--processes", type=int, default=1)
    args = parser.parse_args()
    began = time.perf_counter()
    print(f"{f'{args.runs} runs each':<109}{'dashboard':>10}", flush=True)
    tasks = [(at, args.runs) for at in range(len(SIMULATIONS))]
    with get_context("spawn").Pool(args.processes) as pool:
        for rows in pool.imap(_numbered, tasks):
            for row in rows:
                print(row.line(), flush=True)
    print(f"{time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
