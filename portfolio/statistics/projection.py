"""Taking out a level for each person and each kind of work, when one may be a mixture of the others.

Dummies of two factors are linearly dependent once for every connected part of the graph that joins a person to the kinds
they worked on. So the rank is exact arithmetic on that graph, and no tolerance decides it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_PASSES = 2
"""The second pass solves for what the rounding of the first has left."""

_SOLVED = 1e-28
_FLAT = 1e-13
"""Relative squares: of the residual that is rounding noise, and of a direction that the other factor explains entirely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One label per case, as numbers from 0; every level occurs."""

    codes: "NDArray[np.int64]"
    levels: int


def rank(factors: Sequence[Factor]) -> int:
    """The dimension of the space that the dummies of one or two factors span, the constant included."""
    if len(factors) == 1:
        return factors[0].levels
    first, second = factors
    return first.levels + second.levels - _parts(first, second)


def residuals(factors: Sequence[Factor], values: "Vector") -> "Vector":
    """What is left of the values after one level for each label is taken out by least squares."""
    if len(factors) == 1:
        return values - _means(factors[0], values)[factors[0].codes]
    large, small = sorted(factors, key=lambda factor: -factor.levels)
    rest = _within(large, values)
    start = _norm(small, rest)
    for _ in range(_PASSES):
        rest = rest - _within(large, _levels(large, small, rest, start)[small.codes])
    return rest


def _levels(large: Factor, small: Factor, within: "Vector", start: float) -> "Vector":
    """The levels of the smaller factor, given the values within the larger: conjugate gradients on the normal equations.

    The system is singular where labels depend on each other, and consistent: the iteration stays in its range but for
    rounding, and any solution gives the same residuals. A direction that changes no residual is rounding alone, and a step
    along it has no bound: the iteration ends there. `start` is the size of the problem before the first pass.
    """
    import numpy as np

    counts = np.bincount(small.codes, minlength=small.levels).astype(float)
    levels = np.zeros(small.levels)
    left = np.bincount(small.codes, weights=within, minlength=small.levels)
    step = left / counts
    size = float(left @ step)
    direction = step
    for _ in range(20 * small.levels + 100):
        if size <= _SOLVED * start:
            break
        pushed = np.bincount(small.codes, weights=_within(large, direction[small.codes]), minlength=small.levels)
        curvature = float(direction @ pushed)
        if curvature <= _FLAT * float(direction @ (counts * direction)):
            break
        levels = levels + size / curvature * direction
        left = left - size / curvature * pushed
        step = left / counts
        before, size = size, float(left @ step)
        direction = step + size / before * direction
    return levels


def _norm(factor: Factor, values: "Vector") -> float:
    """The square of what the levels of a factor could take out, were it alone."""
    import numpy as np

    sums = np.bincount(factor.codes, weights=values, minlength=factor.levels)
    return float(sums @ (sums / np.bincount(factor.codes, minlength=factor.levels)))


def _within(factor: Factor, values: "Vector") -> "Vector":
    return values - _means(factor, values)[factor.codes]


def _means(factor: Factor, values: "Vector") -> "Vector":
    import numpy as np

    sums = np.bincount(factor.codes, weights=values, minlength=factor.levels)
    return sums / np.bincount(factor.codes, minlength=factor.levels)


def _parts(first: Factor, second: Factor) -> int:
    """How many connected parts the graph of two factors has."""
    parent = list(range(first.levels + second.levels))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in {(a, first.levels + b) for a, b in zip(first.codes.tolist(), second.codes.tolist(), strict=True)}:
        parent[root(one)] = root(other)
    return sum(parent[node] == node for node in range(len(parent)))
