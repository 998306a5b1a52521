"""The picture of a series: an XmR chart with the baseline's limits and four signals (docs/statistics.md section 4).

It prompts a question and never gives a verdict: 13 to 39 % of unchanged series show a signal. Limits and
rules after NHSRplotthedots, without its automatic re-basing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from portfolio.statistics.common import mean

LIMIT = 2.66
SCREEN = 3.267
SURE = 13
"""Below this many baseline points the limits are trial limits."""

_RUN = 7


class Signal(StrEnum):
    """Why a point is marked."""

    BEYOND = "beyond"
    RUN = "run7"
    TREND = "trend7"
    TWO_OF_THREE = "2of3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Centre and limits from the baseline, and the signals of every point, in the unit of the values."""

    centre: float
    low: float
    high: float
    trial: bool
    signals: tuple[frozenset[Signal], ...]


def chart(points: Sequence[float], baseline: int) -> Chart | None:
    """The chart of all points, limits from the first `baseline` of them; None below two baseline points.

    Moving ranges above 3.267 times their mean are left out once, so that one slip does not widen the limits.
    """
    if baseline < 2 or len(points) < baseline:
        return None
    own = points[:baseline]
    centre = mean(own)
    ranges = [abs(second - first) for first, second in pairwise(own)]
    typical = mean(ranges)
    kept = [one for one in ranges if one < SCREEN * typical]
    half = LIMIT * (mean(kept) if kept else typical)
    off = [point - centre for point in points]
    marks: list[set[Signal]] = [set() for _ in points]
    for at, distance in enumerate(off):
        if abs(distance) > half:
            marks[at].add(Signal.BEYOND)
    steps = [second - first for first, second in pairwise(points)]
    _mark(marks, Signal.RUN, _RUN, len(off), lambda at: _one_side(off[at : at + _RUN]))
    _mark(marks, Signal.TREND, _RUN, len(off), lambda at: _one_side(steps[at : at + _RUN - 1]))
    for at in range(len(off) - 2):
        outer = [at + k for k in range(3) if 2 / 3 * half < abs(off[at + k]) <= half]
        if len(outer) >= 2 and _one_side(off[at : at + 3]):
            for index in outer:
                marks[index].add(Signal.TWO_OF_THREE)
    return Chart(
        centre=centre,
        low=centre - half,
        high=centre + half,
        trial=baseline < SURE,
        signals=tuple(frozenset(mark) for mark in marks),
    )


def _one_side(values: Sequence[float]) -> bool:
    return all(value > 0 for value in values) or all(value < 0 for value in values)


def _mark(marks: list[set[Signal]], signal: Signal, length: int, points: int, holds: Callable[[int], bool]) -> None:
    for at in range(points - length + 1):
        if holds(at):
            for mark in marks[at : at + length]:
                mark.add(signal)
