"""What a design can prove, shown before the metric is saved (docs/statistics.md section 6).

`spread` is the standard deviation of the log durations. For independent items: multiply by 1.3 to 2 when they hang together.
"""

from math import log1p, sqrt

from portfolio.statistics.special import normal_probability, t_quantile


def power_at(*, spread: float, target: float, real: float, before: int, after: int, alpha: float) -> float:
    """The probability of proving the target when the real change is `real`."""
    se, df = _expected(spread, before, after)
    return normal_probability((log1p(target) - log1p(real)) / se - t_quantile(1 - alpha, df))


def _expected(spread: float, before: int, after: int) -> tuple[float, int]:
    return spread * sqrt(1 / before + 1 / after), before + after - 2
