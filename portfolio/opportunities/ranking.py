"""A ranking that says how sure it is (FEATURES E6). Whole numbers only and nothing random: the same answers, the same ranks.

**Merit.** The three scores (risk turned round), each 0 to 12, weighted with whole percent: 0 to 1200, shown as 0 to 100.
Where questions are unanswered it is a range; the middle of the range decides the place.

**Surely above.** One is surely above another when its merit is higher by at least `MARGIN`; two that are nearer than that
are tied. The rank is 1 + how many are surely above.

**Best and worst.** The same count over every weighting of `lattice`: at the best with the unknown answers of this one at
their best and everybody else's at their worst, and at the worst the other way round.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portfolio.errors import Problem, problem
from portfolio.opportunities.questions import Score
from portfolio.opportunities.scores import Scores, Span, merits

WHOLE = 100
"""Percent: what the three weights add up to."""
SCALE = 12
"""Weighted points to one point of merit as it is shown: 1200 to 100."""
MARGIN = 5 * SCALE
"""Five of the 100 points of merit: what one answer that is one point off may move while no weight is over 60 %."""
STEP = 5
REACH = 4
"""The lattice: weights moved by steps of 5 percent, up to 20 from what leadership has chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each score counts, in whole percent that add up to 100. `risk` weighs how little there is of it."""

    value: int
    feasibility: int
    risk: int

    def of(self, score: Score) -> int:
        """The weight of one score."""
        return {Score.VALUE: self.value, Score.FEASIBILITY: self.feasibility, Score.RISK: self.risk}[score]


USUAL = Weights(value=40, feasibility=30, risk=30)
"""Until leadership has chosen. Value a little ahead: what is easy and harmless but worth nothing fades (DOMAIN.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is ranked."""

    id: str
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Its place among `of`, the best and the worst it could be, and the others it is `tied` with, in the order of the list.

    `merit` is its range under the chosen weights, 0 to 1200 (`SCALE` to a point of 100).
    """

    id: str
    rank: int
    best: int
    worst: int
    tied: tuple[str, ...]
    merit: Span
    of: int


def weight_problems(weights: Weights) -> list[Problem]:
    """What is wrong with weights that were typed."""
    found = [
        problem(score.value, "weight_unlikely") for score in Score if not 0 <= weights.of(score) <= WHOLE
    ]
    total = sum(weights.of(score) for score in Score)
    return found or ([problem("risk", "weights_total", total=total)] if total != WHOLE else [])


def lattice(centre: Weights) -> tuple[Weights, ...]:
    """Every weighting that is tried: 61 around the centre, fewer where a weight would be below 0. The centre is one."""
    steps = range(-REACH, REACH + 1)
    moved = [
        Weights(
            value=centre.value + STEP * one, feasibility=centre.feasibility + STEP * two,
            risk=centre.risk - STEP * (one + two),
        )
        for one in steps
        for two in steps
        if abs(one + two) <= REACH
    ]
    return tuple(one for one in moved if all(one.of(score) >= 0 for score in Score))


def rank(candidates: Iterable[Candidate], weights: Weights = USUAL) -> tuple[Ranked, ...]:
    """Everybody's place, by merit and then by id. ValueError for weights that are none."""
    if weight_problems(weights):
        raise ValueError("weights are percent that add up to 100")
    counted = {one.id: merits(one.scores) for one in candidates}
    merit = {id: merit_of(scores, weights) for id, scores in counted.items()}
    order = sorted(merit, key=lambda id: (-_middle(merit[id]), id))
    behind = [-_middle(merit[id]) for id in order]
    best, worst = _ends(counted, lattice(weights))
    found = []
    for at, id in enumerate(order):
        above = bisect_right(behind, behind[at] - 2 * MARGIN)
        tied = order[above : bisect_left(behind, behind[at] + 2 * MARGIN)]
        found.append(Ranked(
            id=id, rank=1 + above, best=best[id], worst=worst[id], merit=merit[id], of=len(order),
            tied=tuple(other for other in tied if other != id),
        ))
    return tuple(found)


def merit_of(scores: Mapping[Score, Span], weights: Weights) -> Span:
    """The weighted sum of scores of which more is better."""
    low = sum(weights.of(score) * one.low for score, one in scores.items())
    return Span(low=low, high=sum(weights.of(score) * one.high for score, one in scores.items()))


def _middle(merit: Span) -> int:
    """Twice the middle, which is a whole number."""
    return merit.low + merit.high


def _ends(counted: Mapping[str, Scores], tried: Iterable[Weights]) -> tuple[dict[str, int], dict[str, int]]:
    """The best and the worst rank of each."""
    best = [len(counted)] * len(counted)
    worst = [1] * len(counted)
    # Plain numbers: for a few hundred candidates this is done thousands of times in a turn.
    lowest = [tuple(scores[score].low for score in Score) for scores in counted.values()]
    highest = [tuple(scores[score].high for score in Score) for scores in counted.values()]
    for weights in tried:
        value, feasibility, risk = weights.value, weights.feasibility, weights.risk
        lows = [value * a + feasibility * b + risk * c for a, b, c in lowest]
        highs = [value * a + feasibility * b + risk * c for a, b, c in highest]
        up, down = sorted(lows), sorted(highs)
        for at, (low, high) in enumerate(zip(lows, highs, strict=True)):
            best[at] = min(best[at], 1 + len(up) - bisect_left(up, high + MARGIN))
            # Its own highest is not somebody else's.
            worst[at] = max(worst[at], 1 + len(down) - bisect_left(down, low + MARGIN) - (high >= low + MARGIN))
    return dict(zip(counted, best, strict=True)), dict(zip(counted, worst, strict=True))
