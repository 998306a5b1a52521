"""Where a weekly series will stand at the gate (docs/statistics.md section 5): 3 parts "as now", 1 part "as it goes".

A forecast, never a verdict. Chosen in simulation 8 over either part alone: "as now" misses a fading pilot, a slope alone
misses everything else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from portfolio.statistics.series import mixture_quantile, weights_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

GATE_WEEK = 13
"""The week of a gate 90 days after the start."""
SETTLING_WEEKS = 2
BEFORE_LEAST = 6
_RHOS = (-0.2, 0.0, 0.2, 0.4, 0.6, 0.8)
_AS_NOW = 0.75
_LIKELY, _UNLIKELY = 0.8, 0.2
_ENOUGH = 4
"""Assessed weeks after the start; with fewer it is early."""


class Chance(StrEnum):
    """The word for the probability of reaching the target."""

    LIKELY = "likely"
    OPEN = "open"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The 80 % range of the log change at the gate, its middle, and the probability of ending at the target or past it."""

    low: float
    median: float
    high: float
    probability: float
    chance: Chance
    too_early: bool


def forecast(
    before: Sequence[float], after: Sequence[float | None], target_log: float, gate_week: int = GATE_WEEK
) -> Forecast | None:
    """From weekly y on the oriented log scale, the after-weeks counted from the start, settling-in included; None is a week
    of which nothing is known. What is foreseen is the mean of the assessed weeks up to `gate_week` against the mean before.

    None below 6 weeks before, below 2 assessed weeks after, and from the gate week on.
    """
    import numpy as np
    from scipy.special import stdtr

    assessed = sum(y is not None for y in after[SETTLING_WEEKS:])
    if len(before) < BEFORE_LEAST or assessed < 2 or len(after) >= gate_week:
        return None
    slope = assessed >= 3
    parts = [(_AS_NOW if slope else 1.0, _model(before, after, gate_week, slope=False))]
    if slope:
        parts.append((1 - _AS_NOW, _model(before, after, gate_week, slope=True)))
    weights = np.concatenate([share * model[0] for share, model in parts])
    means, scales, dfs = (np.concatenate([model[k] for _, model in parts]) for k in (1, 2, 3))
    low, median, high = (mixture_quantile(p, weights, means, scales, dfs) for p in (0.1, 0.5, 0.9))
    probability = float(weights @ stdtr(dfs, (target_log - means) / scales))
    chance = Chance.LIKELY if probability >= _LIKELY else Chance.UNLIKELY if probability <= _UNLIKELY else Chance.OPEN
    return Forecast(
        low=low, median=median, high=high, probability=probability, chance=chance, too_early=assessed < _ENOUGH
    )


def _model(
    before: Sequence[float], after: Sequence[float | None], gate_week: int, *, slope: bool
) -> "tuple[Vector, Vector, Vector, Vector]":
    """For each autocorrelation its weight, mean, scale and degrees of freedom: the statistic given what has been seen."""
    import numpy as np

    t0, m, ahead = len(before), len(after), gate_week - SETTLING_WEEKS
    known = [*before, *after[SETTLING_WEEKS:]]
    seen = [at for at, value in enumerate(known) if value is not None]
    # What has been seen first, then what is still to come and the weeks of which nothing is known.
    place = np.array([*seen, *(at for at in range(t0 + ahead) if at >= len(known) or known[at] is None)])
    post = np.where(place < t0, 0.0, 1.0)
    x = np.column_stack([np.ones(t0 + ahead), post, *([post * (place - t0 + SETTLING_WEEKS - m / 2)] if slope else [])])
    c = np.where(post == 1, 1 / ahead, -1 / t0)
    y = np.array([value for value in known if value is not None])
    lags = np.abs(np.subtract.outer(place, place))
    o = len(seen)
    xo, xf, cf = x[:o], x[o:], c[o:]
    df = o - x.shape[1]
    logs, means, scales = [], [], []
    for rho in _RHOS:
        v = np.power(rho, lags)
        solved = np.linalg.solve(v[:o, :o], np.column_stack([xo, y, v[:o, o:]]))
        q = xo.shape[1]
        k = solved[:, q + 1 :].T
        normal = xo.T @ solved[:, :q]
        b = np.linalg.solve(normal, xo.T @ solved[:, q])
        e = y - xo @ b
        rss = max(float(e @ (solved[:, q] - solved[:, :q] @ b)), 1e-12)
        d = xf - k @ xo
        covered = v[o:, o:] - k @ v[:o, o:] + d @ np.linalg.solve(normal, d.T)
        means.append(float(c[:o] @ y + cf @ (xf @ b + k @ e)))
        scales.append(float(np.sqrt(max(rss / df * float(cf @ covered @ cf), 1e-12))))
        dets = float(np.linalg.slogdet(v[:o, :o])[1] + np.linalg.slogdet(normal)[1])
        logs.append(-0.5 * (df * float(np.log(rss)) + dets))
    return weights_of(np.array(logs)), np.array(means), np.array(scales), np.full(len(_RHOS), float(df))
