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
SETTLING_WEEKS = 2
BEFORE_LEAST = 6
_RHOS = (-0.2, 0.0, 0.2, 0.4, 0.6, 0.8)
_AS_NOW = 0.75
_LIKELY, _UNLIKELY = 0.8, 0.2
_EARLY = 6


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


def forecast(before: Sequence[float], after: Sequence[float], target_log: float) -> Forecast | None:
    """From weekly y on the oriented log scale, the after-weeks counted from the start, settling-in included.

    None below 6 weeks before, below 2 assessed weeks after, and from the gate week on.
    """
    import numpy as np
    from scipy.special import stdtr

    m = len(after)
    if len(before) < BEFORE_LEAST or m - SETTLING_WEEKS < 2 or m >= GATE_WEEK:
        return None
    slope = m - SETTLING_WEEKS >= 3
    parts = [(_AS_NOW if slope else 1.0, _model(before, after, slope=False))]
    if slope:
        parts.append((1 - _AS_NOW, _model(before, after, slope=True)))
    weights = np.concatenate([share * model[0] for share, model in parts])
    means, scales, dfs = (np.concatenate([model[k] for _, model in parts]) for k in (1, 2, 3))
    low, median, high = (mixture_quantile(p, weights, means, scales, dfs) for p in (0.1, 0.5, 0.9))
    probability = float(weights @ stdtr(dfs, (target_log - means) / scales))
    chance = Chance.LIKELY if probability >= _LIKELY else Chance.UNLIKELY if probability <= _UNLIKELY else Chance.OPEN
    return Forecast(
        low=low, median=median, high=high, probability=probability, chance=chance, too_early=m < _EARLY
    )


def _model(before: Sequence[float], after: Sequence[float], *, slope: bool) -> "tuple[Vector, Vector, Vector, Vector]":
    """For each autocorrelation its weight, mean, scale and degrees of freedom: the statistic given what has been seen."""
    import numpy as np

    t0, m, ahead = len(before), len(after), GATE_WEEK - SETTLING_WEEKS
    seen = t0 + m - SETTLING_WEEKS
    post = np.concatenate([np.zeros(t0), np.ones(ahead)])
    week = np.concatenate([np.zeros(t0), np.arange(SETTLING_WEEKS, GATE_WEEK)])
    x = np.column_stack([np.ones(t0 + ahead), post, *([post * (week - m / 2)] if slope else [])])
    c = np.where(post == 1, 1 / ahead, -1 / t0)
    y = np.array([*before, *after[SETTLING_WEEKS:]])
    lags = np.abs(np.subtract.outer(np.arange(t0 + ahead), np.arange(t0 + ahead)))
    xo, xf, cf = x[:seen], x[seen:], c[seen:]
    df = seen - x.shape[1]
    logs, means, scales = [], [], []
    for rho in _RHOS:
        v = np.power(rho, lags)
        solved = np.linalg.solve(v[:seen, :seen], np.column_stack([xo, y, v[:seen, seen:]]))
        q = xo.shape[1]
        k = solved[:, q + 1 :].T
        normal = xo.T @ solved[:, :q]
        b = np.linalg.solve(normal, xo.T @ solved[:, q])
        e = y - xo @ b
        rss = max(float(e @ (solved[:, q] - solved[:, :q] @ b)), 1e-12)
        d = xf - k @ xo
        covered = v[seen:, seen:] - k @ v[:seen, seen:] + d @ np.linalg.solve(normal, d.T)
        means.append(float(c[:seen] @ y + cf @ (xf @ b + k @ e)))
        scales.append(float(np.sqrt(max(rss / df * float(cf @ covered @ cf), 1e-12))))
        dets = float(np.linalg.slogdet(v[:seen, :seen])[1] + np.linalg.slogdet(normal)[1])
        logs.append(-0.5 * (df * float(np.log(rss)) + dets))
    return weights_of(np.array(logs)), np.array(means), np.array(scales), np.full(len(_RHOS), float(df))
