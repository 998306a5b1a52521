"""What a design can prove, shown before the metric is saved (docs/statistics.md section 6).

`spread` is the standard deviation of the log durations. For independent items: multiply by 1.3 to 2 when they hang together.
"""

from math import ceil, exp, log1p, sqrt

from portfolio.statistics.settle import POWER
from portfolio.statistics.special import normal_probability, normal_quantile, t_quantile


def cases_each(*, spread: float, target: float, real: float, alpha: float) -> int | None:
    """Cases needed on each side to prove the target 4 times in 5 when the real change is `real` (both relative changes).

    None when the real change does not beat the target: no number of cases would do.
    """
    ahead = log1p(target) - log1p(real)
    return ceil(2 * spread**2 * (_both(alpha) / ahead) ** 2) if ahead > 0 else None


def cases_after(*, spread: float, target: float, real: float, before: int, alpha: float) -> int | None:
    """Cases needed after the start, given those before; None when no number of them would do."""
    ahead = log1p(target) - log1p(real)
    left = (ahead / _both(alpha)) ** 2 - spread**2 / before
    return ceil(spread**2 / left) if ahead > 0 and left > 0 else None


def smallest_provable(*, spread: float, target: float, before: int, after: int, alpha: float) -> float:
    """The ratio after/before that is proven 4 times in 5; needs two cases a side."""
    se, df = _expected(spread, before, after)
    return exp(log1p(target) - (t_quantile(1 - alpha, df) + normal_quantile(POWER)) * se)


def power_at(*, spread: float, target: float, real: float, before: int, after: int, alpha: float) -> float:
    """The probability of proving the target when the real change is `real`."""
    se, df = _expected(spread, before, after)
    return normal_probability((log1p(target) - log1p(real)) / se - t_quantile(1 - alpha, df))


def _both(alpha: float) -> float:
    return normal_quantile(1 - alpha) + normal_quantile(POWER)


def _expected(spread: float, before: int, after: int) -> tuple[float, int]:
    return spread * sqrt(1 / before + 1 / after), before + after - 2
