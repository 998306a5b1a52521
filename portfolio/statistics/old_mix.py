"""The after-side as it would be with the kinds of work of the before-side (docs/statistics.md, 1c)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt

from portfolio.statistics.common import mean, variance
from portfolio.statistics.estimates import NO_SPREAD, Estimate
from portfolio.statistics.items import Case

EACH_SIDE = 3
COVERED = 0.8
MOVED = 0.5
"""The mix has moved when the estimates differ by more than this many standard errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldMix:
    """The difference at the old mix of kinds, its standard error and degrees of freedom."""

    est: float
    se: float
    df: float


def old_mix(before: Sequence[Case], after: Sequence[Case]) -> OldMix | None:
    """The kinds' own differences, weighted by their share of the before-cases.

    None without a kind column, or when kinds with 3 cases on each side cover less than 80 % of the before-cases.
    """
    if any(case.kind is None for side in (before, after) for case in side):
        return None
    old, new = _by_kind(before), _by_kind(after)
    kinds = [kind for kind in sorted(old) if len(old[kind]) >= EACH_SIDE and len(new.get(kind, ())) >= EACH_SIDE]
    shares = {kind: len(old[kind]) / len(before) for kind in kinds}
    covered = sum(len(old[kind]) for kind in kinds) / len(before)  # not the sum of the shares: .8 has to be .8
    if covered < COVERED:
        return None
    est = fsum(w * (mean(new[kind]) - mean(old[kind])) for kind, w in shares.items()) / covered
    own = [(w, side[kind]) for side in (old, new) for kind, w in shares.items()]
    parts = [(w * w * variance(ys) / len(ys), len(ys)) for w, ys in own]
    total = fsum(part for part, _ in parts)
    lost = fsum(part**2 / (n - 1) for part, n in parts)
    return OldMix(est=est, se=sqrt(total) / covered, df=total**2 / lost if total > NO_SPREAD**2 else 0.0)


def moved(est: float, crude: float, se: float | None) -> bool:
    """Whether an adjusted estimate is further from the crude one than half a standard error."""
    return se is not None and abs(est - crude) > MOVED * se


def at_old_mix(crude: Estimate, mix: OldMix | None) -> Estimate:
    """The crude interval moved to the old mix where the mix has moved; else the crude estimate as it is."""
    if mix is None or not moved(mix.est, crude.est, crude.se):
        return crude
    shift = mix.est - crude.est
    return replace(crude, est=mix.est, low=crude.low + shift, high=crude.high + shift)


def _by_kind(cases: Sequence[Case]) -> dict[str, list[float]]:
    kinds: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        kinds[case.kind or ""].append(case.y)
    return kinds
