"""Durations: how much longer or shorter the typical case takes (docs/statistics.md section 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from portfolio.statistics.crude import crude
from portfolio.statistics.estimates import Estimate
from portfolio.statistics.items import Case
from portfolio.statistics.old_mix import at_old_mix, moved, old_mix
from portfolio.statistics.same_people import same_people, too_few_shared


class Way(StrEnum):
    """How the two sides were made comparable."""

    SAME_PEOPLE = "same_people"
    CRUDE = "crude"
    OLD_MIX = "old_mix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A change of durations. `estimate` None: the cases show no spread, so there is no interval to show.

    `crude` is the unadjusted estimate beside it. `mix_moved`: the two differ by more than half a standard error.
    `people_changed`: there is a person column, and too few people worked on both sides to compare them with themselves.
    """

    estimate: Estimate | None
    crude: Estimate | None
    way: Way
    mix_moved: bool
    people_changed: bool


def compare(before: Sequence[Case], after: Sequence[Case], alpha: float) -> Duration:
    """The change by the most careful way the cases allow: same people and kinds, else crude, else crude at the old mix."""
    plain = crude(before, after, alpha)
    fit = same_people(before, after)
    if fit is not None:
        estimate, way = fit.interval(alpha), Way.SAME_PEOPLE
    else:
        estimate, way = plain, Way.CRUDE
        if plain is not None:
            estimate = at_old_mix(plain, old_mix(before, after))
            way = Way.CRUDE if estimate is plain else Way.OLD_MIX
    return Duration(
        estimate=estimate,
        crude=plain,
        way=way,
        mix_moved=estimate is not None and plain is not None and moved(estimate.est, plain.est, estimate.se),
        people_changed=fit is None and too_few_shared(before, after),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What the change adds up to over the after-cases, in the unit of the values: saved where it is above zero."""

    best: float
    low: float
    high: float


def total(estimate: Estimate, *, cases: int, mean_before: float) -> Total:
    """Volume x mean before x (1 - ratio), with the ratio's interval; `mean_before` as compared (capped).

    For lower-is-better durations. Never a mean of its own: a skewed mean is proven by luck (docs/statistics.md).
    """
    volume = cases * mean_before
    return Total(
        best=volume * (1 - exp(estimate.est)),
        low=volume * (1 - exp(estimate.high)),
        high=volume * (1 - exp(estimate.low)),
    )
