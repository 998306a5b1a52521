"""What a design can show by its gate, said before the metric is saved (FEATURES B11; docs/statistics.md section 6).

The question a sponsor asks: if it really gets as much better as we want, will anybody see it on the day of the decision? The
answer is a probability from how many cases there are and how much they differ. Simulated with the product's own verdicts it
is off by at most 12 points, mostly on the cautious side (tests/portfolio/test_prospects.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import exp, expm1, log1p, sqrt

from portfolio.gates import SEAL_BEFORE
from portfolio.history import WIDER, History
from portfolio.linter import Draft, draft_of
from portfolio.metrics import Family, Metric
from portfolio.sources import How, days_per, is_percent
from portfolio.statistics.common import SETTLING, Goal
from portfolio.statistics.followup import ENOUGH
from portfolio.statistics.judge_counts import EVENTS
from portfolio.statistics.judge_series import POINTS
from portfolio.statistics.judged import told
from portfolio.statistics.power import power_at
from portfolio.statistics.settle import POWER
from portfolio.statistics.shares import Share, change
from portfolio.statistics.special import normal_probability, normal_quantile, t_quantile
from portfolio.statistics.tallies import CASES

MONTH = 30.44
"""Days."""
USUAL_SPREAD = 0.8
"""Standard deviation of the logs of durations where nobody has counted yet: .5 to .9 (docs/statistics.md, s14)."""
USUAL_HISTORY = 6
"""Months of history that are assumed to be found."""
_SLOWEST = exp(1.2816 * USUAL_SPREAD)
"""The slowest tenth over the median at the usual spread."""
_STEPS = [Decimal(step) / 100 for step in range(1, 300)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A metric as far as it has been said, on a form or in the record; None is not said yet."""

    draft: Draft
    baseline: Decimal | None
    floor: Decimal | None
    per_month: Decimal | None


def sketch_of(metric: Metric, counted_in: str | None = None) -> Sketch:
    """A stored metric, sketched; `counted_in` is the source bound to it."""
    return Sketch(
        draft=draft_of(metric, counted_in), baseline=metric.baseline.value if metric.baseline else None, floor=metric.floor,
        per_month=metric.per_month,
    )


class Unknown(StrEnum):
    """Why nothing can be said."""

    NO_TARGET = "no_target"
    NO_START = "no_start"
    NO_HISTORY = "no_history"
    NOT_COMPARABLE = "not_comparable"
    NO_TIME = "no_time"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """The chance to see a change as large as the target by the gate; None, with the reason, where nobody can say.

    `change` and `smallest` are changes of the raw value: `smallest` is the least real one that proves the target 4 times in
    5, None where none does. `before` and `after` are the cases (points, periods) behind it, `need` the fewest after.
    `assumed`: the spread and the history are those that are usual, since nobody has counted yet.
    """

    gate_on: date
    per_month: Decimal | None = None
    change: Decimal | None = None
    probability: Decimal | None = None
    smallest: Decimal | None = None
    before: int = 0
    after: int = 0
    need: int = 0
    assumed: bool = False
    unknown: Unknown | None = None


def foreseen(sketch: Sketch, history: History | None, start: date, gate_on: date, alpha: float) -> Prospect:
    """The prospect of a design at the gate's one-sided error. `history` None: nothing has been read, so the expected cases
    have to do."""
    goal = _goal(sketch, history)
    if isinstance(goal, Unknown):
        return Prospect(gate_on=gate_on, unknown=goal)
    known = history or _usual(sketch)
    if known is None:
        return Prospect(gate_on=gate_on, unknown=Unknown.NO_HISTORY)
    a_month = Decimal(f"{known.n / known.days * MONTH:.0f}")
    span = (gate_on - SEAL_BEFORE - start - SETTLING).days - known.horizon
    after, need = int(known.n / known.days * max(span, 0.0)), _NEED[known.how]
    found = Prospect(
        gate_on=gate_on, per_month=a_month, change=Decimal(f"{goal.target:.4f}"), before=known.n, after=after, need=need,
        assumed=history is None,
    )
    if span <= 0 or after < need:
        return _unknown(found, Unknown.TOO_FEW if span > 0 else Unknown.NO_TIME)
    chance = _CHANCES[known.how](known, after, alpha, goal)
    least = goal.floor or 0.0
    smallest = next((real for real in _beyond(goal) if chance(float(real), goal.target) >= POWER), None)
    return Prospect(
        gate_on=gate_on, per_month=a_month, change=found.change, probability=told(chance(goal.target, least)),
        smallest=smallest, before=known.n, after=after, need=need, assumed=found.assumed,
    )


def _unknown(found: Prospect, why: Unknown) -> Prospect:
    return Prospect(
        gate_on=found.gate_on, per_month=found.per_month, change=found.change, before=found.before, after=found.after,
        need=found.need, assumed=found.assumed, unknown=why,
    )


def _goal(sketch: Sketch, history: History | None) -> Goal | Unknown:
    draft = sketch.draft
    before = sketch.baseline if sketch.baseline is not None else history.middle if history else None
    if draft.target is None or draft.lower_is_better is None:
        return Unknown.NO_TARGET
    if before is None:
        return Unknown.NO_HISTORY
    if before <= 0:
        return Unknown.NOT_COMPARABLE
    floor = None if sketch.floor is None else float(sketch.floor / before - 1)
    target, higher = float(draft.target / before - 1), not draft.lower_is_better
    # A floor that is no improvement on this history says nothing; the target still does.
    return _goal_or_none(target, floor, higher) or _goal_or_none(target, None, higher) or Unknown.NOT_COMPARABLE


def _goal_or_none(target: float, floor: float | None, higher: bool) -> Goal | None:
    try:
        return Goal(target=target, floor=floor, higher_is_better=higher)
    except ValueError:
        return None


def _usual(sketch: Sketch) -> History | None:
    """Half a year of the expected cases, with the usual spread; None where the kind of number does not tell enough."""
    draft, baseline = sketch.draft, sketch.baseline
    if sketch.per_month is None or baseline is None or draft.unit is None:
        return None
    n, days = int(sketch.per_month * USUAL_HISTORY), MONTH * USUAL_HISTORY
    a_unit = days_per(draft.unit)
    if draft.family in (Family.TIME, Family.CYCLE_TIME) and a_unit is not None and n >= 2:
        watched = float(baseline) * a_unit * _SLOWEST if draft.family is Family.CYCLE_TIME else 0.0
        return History(how=How.CASES, n=n, days=days, middle=baseline, spread=USUAL_SPREAD * WIDER, horizon=watched)
    if is_percent(draft.unit) and 0 < baseline < 100 and n > 0:
        hits = round(n * float(baseline) / 100)
        return History(how=How.SHARE, n=n, days=days, middle=baseline, hits=hits)
    return None


_NEED = {How.CASES: ENOUGH, How.SHARE: CASES, How.COUNTS: 6, How.SERIES: POINTS[1]}

Chance = Callable[[float, float], float]
"""The probability that a real change is seen to lie beyond a bar; both are changes of the raw value."""


def _lengths(known: History, after: int, alpha: float, goal: Goal) -> Chance:
    def chance(real: float, bar: float) -> float:
        way = [expm1(goal.orient(log1p(one))) for one in (bar, real)]
        return power_at(spread=known.spread, target=way[0], real=way[1], before=known.n, after=after, alpha=alpha)

    return chance


def _shares(known: History, after: int, alpha: float, goal: Goal) -> Chance:
    before = Share(hits=known.hits, n=known.n)
    sign = goal.orient(1.0)

    def chance(real: float, bar: float) -> float:
        there = min(max(before.p * (1 + real), 0.0), 1.0)
        moved = change(before, Share(hits=round(there * after), n=after), 1 + bar, alpha, known.phi)
        return normal_probability(sign * ((1 + bar) * before.p - there) / moved.se - normal_quantile(1 - alpha))

    return chance


def _rates(known: History, after: int, alpha: float, goal: Goal) -> Chance:
    expected = known.hits / known.n * after

    def chance(real: float, bar: float) -> float:
        se = sqrt(known.phi * (1 / max(known.hits, 0.5) + 1 / max(expected * (1 + real), 0.5)))
        ahead = goal.orient(log1p(bar) - log1p(real))
        return normal_probability(ahead / se - t_quantile(1 - alpha, known.n + after - 2))

    return chance if known.hits >= EVENTS else lambda real, bar: 0.0


_CHANCES: dict[How, Callable[[History, int, float, Goal], Chance]] = {
    How.CASES: _lengths, How.SERIES: _lengths, How.SHARE: _shares, How.COUNTS: _rates,
}  # fmt: skip


def _beyond(goal: Goal) -> list[Decimal]:
    """Real changes from the target on, one percent at a time."""
    sign = 1 if goal.higher_is_better else -1
    return [sign * step for step in _STEPS if float(step) >= abs(goal.target) and (sign > 0 or step < 1)]
