"""Whether a month's spend will pass its budget (docs/statistics.md section 9). Licences are a fixed line elsewhere.

Chosen in simulation 10: a straight line from the month's first days cries wolf in up to 99 % of months with one dear day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum, sqrt
from statistics import median

from portfolio.statistics.special import t_probability, t_quantile

LATE_DAYS = 2
"""Spend arrives 8 to 24 hours late, so the last two days are not complete."""

_LAST, _LEAST, _CAP = 10, 4, 3.0
_RED = 0.8


class Colour(StrEnum):
    """Red notifies; amber is a colour."""

    NONE = "none"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendForecast:
    """The month's total as forecast, and its 80 % range, in the unit of the spend."""

    total: float
    low: float
    high: float
    se: float
    df: int

    def over(self, budget: float) -> float:
        """The probability that the month ends above a budget."""
        return 1 - t_probability((budget - self.total) / max(self.se, 1e-9), self.df)


def forecast_spend(spend: Sequence[float], weights: Sequence[float]) -> SpendForecast | None:
    """From the spend of each day so far, today included, and a weight for every day of the month (1; .2 on days off).

    Days of more than three times the median day count as three times. None below four complete days.
    """
    complete = spend[: max(len(spend) - LATE_DAYS, 0)]
    n = len(complete)
    if n < _LEAST:
        return None
    last = min(n, _LAST)
    used = weights[n - last : n]
    rates = [amount / weight for amount, weight in zip(complete[n - last :], used, strict=True)]
    cap = _CAP * median([rate for rate, weight in zip(rates, used, strict=True) if weight > 0.5] or rates)
    rates = [min(rate, cap) for rate in rates]
    whole = fsum(used)
    mu = fsum(rate * weight for rate, weight in zip(rates, used, strict=True)) / whole
    squares = fsum(weight * (rate - mu) ** 2 for rate, weight in zip(rates, used, strict=True))
    sd = sqrt(squares / whole * last / (last - 1))
    rest = weights[n:]
    ahead = fsum(rest)
    unsure = ahead**2 * fsum(weight**2 for weight in used) / whole**2 + fsum(weight**2 for weight in rest)
    se = sd * sqrt(1.4 / 0.6) * sqrt(unsure)
    df = max(last - 2, 3)
    total = fsum(complete) + ahead * mu
    half = t_quantile(0.9, df) * se
    return SpendForecast(total=total, low=total - half, high=total + half, se=se, df=df)


def colour(spend: Sequence[float], weights: Sequence[float], budget: float) -> Colour:
    """Amber when the forecast is above the budget; red when that is more than 80 % likely today and was yesterday."""
    today, yesterday = forecast_spend(spend, weights), forecast_spend(spend[:-1], weights)
    if today is None:
        return Colour.NONE
    if yesterday is not None and min(today.over(budget), yesterday.over(budget)) > _RED:
        return Colour.RED
    return Colour.AMBER if today.total > budget else Colour.NONE


def unit_cost_alert(monthly: Sequence[float], at_gate: float) -> bool:
    """Cost per accepted outcome: three months rising strictly, the last more than 25 % above the gate's."""
    last = monthly[-3:]
    return len(last) == 3 and last[0] < last[1] < last[2] and last[2] > 1.25 * at_gate
