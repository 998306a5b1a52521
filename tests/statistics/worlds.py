"""Simulated pilots, teams and months with a known truth, and the naive dashboard rule beside them.

Every world takes a numpy generator, so a seed names it. Used by test_honesty.py (few runs) and benchmarks/honesty.py (all).
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from math import exp

import numpy as np

from portfolio.statistics.common import EARLY_LOOK, Goal, gate_alpha
from portfolio.statistics.fade import Week
from portfolio.statistics.items import Item
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judged import Question
from portfolio.verdicts import Advice, Policy, Verdict, recommend
from tests.statistics.pilots import START, midnight, valued

TARGET = -0.2
GOAL = Goal(target=TARGET)
LOOKS = ((30, EARLY_LOOK), (60, EARLY_LOOK), (90, gate_alpha(2)))
"""Days after the start, and the one-sided error each look may spend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How work arrives and how long it takes. Standard deviations are of logs; `sticky` carries a week's level over."""

    ratio: float = 1.0
    per_week: int = 10
    weeks_before: int = 26
    median: float = 8.0
    spread: float = 0.8
    week_spread: float = 0.0
    sticky: float = 0.5
    people: int = 0
    person_spread: float = 0.3
    new_people: bool = False
    easy_before: float = 0.5
    easy_after: float = 0.5
    easy_ratio: float = 1.0


def flow(rng: np.random.Generator, world: World) -> list[Item]:
    """A tracker with every item's true opening and closing instant, 26 weeks before and 13 after the start."""
    weeks = np.arange(-world.weeks_before, 13)
    level = np.empty(len(weeks))
    level[0] = rng.normal()
    for at in range(1, len(weeks)):
        level[at] = world.sticky * level[at - 1] + np.sqrt(1 - world.sticky**2) * rng.normal()
    habits = rng.normal(0, world.person_spread, max(world.people, 1))
    items = []
    for week, shift in zip(weeks.tolist(), (level * world.week_spread).tolist(), strict=True):
        for day in np.sort(rng.uniform(0, 7, rng.poisson(world.per_week))).tolist():
            after = week >= 0
            who = _worker(rng, world, after)
            easy = rng.random() < (world.easy_after if after else world.easy_before)
            log = shift + habits[who] + rng.normal(0, world.spread)
            length = world.median * exp(log) * (world.ratio if after else 1) * (world.easy_ratio if easy else 1)
            opened = midnight(START) + timedelta(days=7 * week + day)
            items.append(
                Item(
                    day=opened.date(),
                    opened=opened,
                    closed=opened + timedelta(days=length),
                    person=f"p{who:02}" if world.people else None,
                    kind=("easy" if easy else "hard") if world.easy_ratio != 1 else None,
                )
            )
    return items


def _worker(rng: np.random.Generator, world: World, after: bool) -> int:
    """Anybody; with new people only the first two thirds before, and the last two thirds after."""
    if not world.new_people:
        return int(rng.integers(0, max(world.people, 1)))
    pool = world.people * 2 // 3
    first = world.people - pool if after else 0
    return int(rng.integers(first, first + pool))


def seen(items: list[Item], day: int) -> list[Item]:
    """What a tracker shows on a day after the start: nothing that opened later, and later closings are not known."""
    until = midnight(START) + timedelta(days=day)
    return [
        one if one.closed is not None and one.closed <= until else replace(one, closed=None)
        for one in items
        if one.opened <= until
    ]


def verdict_at(items: list[Item], day: int, alpha: float) -> Verdict:
    """The product's verdict on what can be seen that day."""
    question = Question(start=START, until=midnight(START) + timedelta(days=day), goal=GOAL, alpha=alpha)
    return judge_durations(items, question).verdict


def dashboard(items: list[Item]) -> bool:
    """The naive rule: the mean of what has closed after the start is 20 % below that before it."""
    return _on_target([(item, item.days) for item in items])


def dashboard_of_values(items: list[Item]) -> bool:
    """The same rule for cases that have a number of their own."""
    return _on_target([(item, item.value) for item in items])


def _on_target(lengths: list[tuple[Item, float | None]]) -> bool:
    before, after = (
        [length for item, length in lengths if length is not None and (item.day >= START) is late] for late in (False, True)
    )
    return bool(before and after) and float(np.mean(after)) < (1 + TARGET) * float(np.mean(before))


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What became of one pilot: Proven at any of its three looks, the verdict at the gate, the dashboard's two answers."""

    ever_proven: bool
    gate: Verdict
    dashboard_gate: bool
    dashboard_ever: bool

    def funded(self, policy: Policy) -> bool:
        """Recommended for funding at the gate, or announced earlier."""
        return self.ever_proven or recommend(self.gate, policy) is Advice.FUND


def looked_at(items: list[Item]) -> Looks:
    """Three looks at one pilot."""
    views = [(seen(items, day), day, alpha) for day, alpha in LOOKS]
    verdicts = [verdict_at(view, day, alpha) for view, day, alpha in views]
    naive = [dashboard(view) for view, _, _ in views]
    return Looks(
        ever_proven=Verdict.PROVEN in verdicts, gate=verdicts[-1], dashboard_gate=naive[-1], dashboard_ever=any(naive)
    )


def sample(rng: np.random.Generator, *, before: int, after: int, ratio: float, spread: float = 0.7) -> list[Item]:
    """Independent log-normal cases with values of their own, over 26 weeks before and the assessed 11 after."""
    days = [*rng.integers(-182, 0, before).tolist(), *rng.integers(14, 91, after).tolist()]
    logs = rng.normal(0, spread, before + after).tolist()
    return [valued(day, exp(log) * (ratio if day > 0 else 1)) for day, log in zip(days, logs, strict=True)]


def weekly_use(rng: np.random.Generator, *, users: int, weeks: int, leaving: float = 0.0, spike: bool = False) -> list[Week]:
    """Weekly active users of unequal habits; `leaving` drop out for good each week; `spike`: a launch and a holiday."""
    chance = 1 / (1 + np.exp(-rng.normal(0.8, 1.0, users)))
    staying = np.ones(users, dtype=bool)
    found = []
    for week in range(weeks):
        if week >= 8:
            staying &= rng.random(users) >= leaving
        days, lift = 5, 1.0
        if spike and week < 3:
            lift = 1.4 - 0.13 * week
        if spike and week in (12, 13):
            days = 2 if week == 12 else 3
        use = np.minimum(chance * lift * (1 - 0.9 * (1 - days / 5)), 1.0)
        found.append(Week(active=int(np.sum((rng.random(users) < use) & staying)), working_days=days))
    return found


def team_use(rng: np.random.Generator, *, users: int, hero: float = 0.0) -> list[float]:
    """How much each user does: log-normal with spread 1, and one who does the share `hero` of everything."""
    use = np.exp(rng.normal(0, 1.0, users))
    if hero:
        use[0] = use[1:].sum() * hero / (1 - hero)
    return [float(one) for one in use]

