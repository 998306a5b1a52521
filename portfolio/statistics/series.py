"""Weekly or monthly series (docs/statistics.md section 4).

Neighbouring points resemble each other, and in a short series nobody can say how much. So the change is averaged over every
autocorrelation from -.3 to .95 by its restricted likelihood, instead of plugging one in: intervals that assume one are far
too narrow (.60 to .86 for a nominal .90, docs/statistics.md).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from portfolio.statistics.estimates import Estimate, Source
from portfolio.statistics.special import t_quantile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

RHOS = tuple(round(-0.30 + 0.05 * step, 2) for step in range(26))
LEAST = (6, 4)
LEAST_WITH_TREND = (8, 8)
"""Points before and after from which a series is computed; a verdict needs more (minimums.py)."""

_EXACT_FIT = 1e-20
_SMALLEST_RSS = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """For each autocorrelation its weight, effect and scale, and the degrees of freedom they share."""

    weights: "Vector"
    effects: "Vector"
    scales: "Vector"
    df: int


def level_change(before: Sequence[float], after: Sequence[float], alpha: float, *, trend: bool = False) -> Estimate | None:
    """The change of level of y, points already on the oriented log scale and closed up over the settling-in weeks.

    With `trend` both sides have a slope of their own and the effect is that in the middle of the after-points. None for too
    few points, and for a series that the model fits exactly: it shows no spread.
    """
    least = LEAST_WITH_TREND if trend else LEAST
    if len(before) < least[0] or len(after) < least[1]:
        return None
    parts = level_parts(before, after, trend=trend)
    if parts is None:
        return None
    est = float(parts.weights @ parts.effects)
    low, high = (mixture_quantile(p, parts.weights, parts.effects, parts.scales, parts.df) for p in (alpha, 1 - alpha))
    return Estimate(
        est=est,
        low=min(low, est),
        high=max(high, est),
        se=(high - low) / (2 * t_quantile(1 - alpha, parts.df)),
        df=parts.df,
        alpha=alpha,
        binding=Source.PERIODS,
    )


def against(pilot: Sequence[float], comparison: Sequence[float]) -> list[float]:
    """ln pilot - ln comparison, point by point: what is left when both went the same way. Values are above zero."""
    return [log(one) - log(other) for one, other in zip(pilot, comparison, strict=True)]


def mixture_quantile(p: float, weights: "Vector", means: "Vector", scales: "Vector", df: "Vector | float") -> float:
    """The quantile of a weighted mixture of shifted, scaled t distributions, by bisection to 1e-10."""
    import numpy as np
    from scipy.special import stdtr, stdtrit

    own = means + stdtrit(df, np.full(len(means), p)) * scales
    return bisect(lambda x: float(weights @ stdtr(df, (x - means) / scales)) - p, float(own.min()), float(own.max()))


def bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero between two bounds, to 1e-10."""
    while high - low > 1e-10:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def level_parts(before: Sequence[float], after: Sequence[float], *, trend: bool) -> Parts | None:
    """What is averaged; None for a series that the model fits exactly."""
    import numpy as np

    t0, t1 = len(before), len(after)
    points = np.arange(t0 + t1, dtype=float)
    post = (points >= t0).astype(float)
    columns = [np.ones(t0 + t1), points, post, post * (points - t0)] if trend else [np.ones(t0 + t1), post]
    x, y = np.column_stack(columns), np.array([*before, *after])
    y = y - y[0]
    c = np.array([0.0, 0.0, 1.0, (t1 - 1) / 2] if trend else [0.0, 1.0])
    df = len(y) - x.shape[1]
    rhos = np.array(RHOS)
    xw, yw = whitened(x, rhos), whitened(y[:, None], rhos)
    normal = xw.transpose(0, 2, 1) @ xw
    b = np.linalg.solve(normal, xw.transpose(0, 2, 1) @ yw)[:, :, 0]
    left = yw[:, :, 0] - (xw @ b[:, :, None])[:, :, 0]
    rss = (left * left).sum(axis=1)
    if rss[RHOS.index(0.0)] <= _EXACT_FIT * max(1.0, float(y @ y)):
        return None
    rss = np.maximum(rss, _SMALLEST_RSS)
    reach = np.linalg.solve(normal, np.broadcast_to(c[:, None], (len(rhos), len(c), 1)))[:, :, 0] @ c
    logs = -0.5 * (df * np.log(rss) + (len(y) - 1) * np.log(1 - rhos**2) + np.linalg.slogdet(normal)[1])
    return Parts(weights=weights_of(logs), effects=b @ c, scales=np.sqrt(rss / df * reach), df=df)


def weights_of(logs: "Vector") -> "Vector":
    """Weights that sum to 1, from their logs."""
    import numpy as np

    raw = np.exp(logs - logs.max())
    shares: Vector = raw / raw.sum()
    return shares


def whitened(columns: "Vector", rhos: "Vector") -> "Vector":
    """For each rho the columns times a root of V^-1, V_ij = rho^|i-j|: what is left of them has no autocorrelation."""
    import numpy as np

    rho = rhos[:, None, None]
    first = np.broadcast_to(columns[:1], (len(rhos), 1, columns.shape[1]))
    return np.concatenate([first, (columns[1:] - rho * columns[:-1]) / np.sqrt(1 - rho**2)], axis=1)
