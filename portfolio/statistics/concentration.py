"""Whether use rests on a few people (docs/statistics.md section 8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

TEN = 10
_TOP, _EFFECTIVE = 0.5, 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How use is spread over the people who use it at all. Below 10 users `effective` and `gini` are None: no index.

    `effective` is 1 / sum(share^2): 3.3 effective users means as concentrated as three equal ones. `hero`: one person does
    half of it, or fewer than a quarter of the users are effective.
    """

    users: int
    top: float
    effective: float | None
    gini: float | None
    hero: bool


def concentration(use: Iterable[float]) -> Concentration | None:
    """From the use of each person (actions, or better: cases done with it). None when nobody used it."""
    amounts = sorted(amount for amount in use if amount > 0)
    n = len(amounts)
    if n == 0:
        return None
    whole = fsum(amounts)
    shares = [amount / whole for amount in amounts]
    if n < TEN:
        return Concentration(users=n, top=shares[-1], effective=None, gini=None, hero=False)
    effective = 1 / fsum(share**2 for share in shares)
    return Concentration(
        users=n,
        top=shares[-1],
        effective=effective,
        gini=fsum((2 * i - n - 1) * share for i, share in enumerate(shares, 1)) / n,
        hero=shares[-1] >= _TOP or effective < n * _EFFECTIVE,
    )
