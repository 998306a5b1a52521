"""What would settle it: about how many times as much data, before and after (docs/statistics.md section 6).

Never "n more items": in inconclusive cases with equal samples, after-items alone reach the power in 0 to 3 %.
"""

from dataclasses import dataclass
from math import inf

from portfolio.statistics.estimates import Estimate, Source
from portfolio.statistics.special import normal_quantile

POWER = 0.8
REALISTIC = 5.0
"""Beyond this factor more data is not a realistic way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """`factor` times the data of both sides; `source` says of what: more people is not more items of the same people."""

    factor: float
    source: Source

    @property
    def realistic(self) -> bool:
        """Whether anybody could wait for it."""
        return self.factor <= REALISTIC


def settle(estimate: Estimate, target_log: float) -> Settle:
    """The factor at the level in force; infinite right at the target, or without a standard error."""
    factor = settle_factor(estimate.est - target_log, estimate.se, estimate.item_variance, estimate.alpha)
    return Settle(factor=factor, source=estimate.binding)


def settle_factor(distance: float, se: float | None, item_variance: float, alpha: float) -> float:
    """(z_{1-alpha} + z_.8)^2 x the larger variance / distance^2, never below 1."""
    if se is None or abs(distance) < 1e-9:
        return inf
    both = normal_quantile(1 - alpha) + normal_quantile(POWER)
    return max(1.0, both**2 * max(se * se, item_variance) / distance**2)
