"""The same people and the same kinds of work compared with themselves (docs/statistics.md, 1b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING

from portfolio.statistics.common import variance
from portfolio.statistics.crude import stickiness
from portfolio.statistics.estimates import NO_SPREAD, Estimate, Source, Spread, distinct, widest
from portfolio.statistics.items import Case
from portfolio.statistics.projection import Factor, rank, residuals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PEOPLE_ON_BOTH_SIDES = 5
THEIR_SHARE = 0.7
DEGREES_OF_FREEDOM = 10
_LEVERAGE_LEFT = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePeople:
    """The effect and what its interval may come from, the items' error first."""

    est: float
    spreads: tuple[Spread, ...]
    item_variance: float

    def interval(self, alpha: float) -> Estimate | None:
        """The widest of the intervals; None where the cases fit exactly and show no spread."""
        return widest(self.est, self.spreads, alpha, self.item_variance) if self.spreads[0].se > NO_SPREAD else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """Least squares of y on after/before with a level for each person and kind: what is left of each case."""

    effect: float
    spread: float
    dof: int
    moved: "NDArray[np.float64]"
    left: "NDArray[np.float64]"


def too_few_shared(before: Sequence[Case], after: Sequence[Case]) -> bool:
    """A person column exists, and fewer than 5 people worked on both sides or did less than 70 % of the after-cases."""
    if _without(before, after, "person"):
        return False
    both = {case.person for case in before} & {case.person for case in after}
    return len(both) < PEOPLE_ON_BOTH_SIDES or sum(case.person in both for case in after) < THEIR_SHARE * len(after)


def same_people(before: Sequence[Case], after: Sequence[Case]) -> SamePeople | None:
    """The change of people and kinds against themselves, with up to three errors; None where 1a has to do."""
    if len(before) < 2 or len(after) < 2 or too_few_shared(before, after):
        return None
    cases = (*before, *after)
    people = None if _without(before, after, "person") else _factor([case.person or "" for case in cases])
    kinds = None if _without(before, after, "kind") else _factor([case.kind or "" for case in cases])
    factors = [one for one in (people, kinds) if one is not None and (one is people or one.levels >= 2)]
    fit = _fit(cases, len(before), factors) if factors else None
    if fit is None:
        return None
    errors = (_item_error(fit), _week_error(fit, cases, len(before)), _people_error(fit, people))
    return SamePeople(
        est=fit.effect,
        spreads=tuple(one for one in errors if one is not None),
        item_variance=fsum(variance([case.y for case in side]) / len(side) for side in (before, after)),
    )


def _without(before: Sequence[Case], after: Sequence[Case], column: str) -> bool:
    return any(getattr(case, column) is None for side in (before, after) for case in side)


def _factor(labels: Sequence[str]) -> Factor:
    import numpy as np

    at = {label: index for index, label in enumerate(distinct(labels))}
    return Factor(codes=np.array([at[label] for label in labels]), levels=len(at))


def _fit(cases: Sequence[Case], n_before: int, factors: Sequence[Factor]) -> _Fit | None:
    import numpy as np

    dof = len(cases) - rank(factors) - 1
    if dof < DEGREES_OF_FREEDOM:
        return None
    after = np.arange(len(cases)) >= n_before
    ys = np.array([case.y for case in cases])
    moved, y = residuals(factors, after.astype(float)), residuals(factors, ys - ys[0])  # nearly alike, they would round off
    spread = float(moved @ moved)
    if spread < 1e-9:
        return None
    effect = float(moved @ y) / spread
    return _Fit(effect=effect, spread=spread, dof=dof, moved=moved, left=y - effect * moved)


def _item_error(fit: _Fit) -> Spread:
    return Spread(source=Source.ITEMS, se=sqrt(float(fit.left @ fit.left) / fit.dof / fit.spread), df=fit.dof)


def _pull(fit: _Fit) -> "NDArray[np.float64]":
    """g: what each case adds to the error of the effect."""
    return fit.moved * fit.left / fit.spread


def _week_error(fit: _Fit, cases: Sequence[Case], n_before: int) -> Spread | None:
    import numpy as np

    weeks = sorted({case.week for case in cases})
    groups = len(weeks)
    if groups <= 4:
        return None
    at = {week: index for index, week in enumerate(weeks)}
    pulls = np.bincount([at[case.week] for case in cases], weights=_pull(fit), minlength=groups)
    sides: tuple[dict[int, list[float]], dict[int, list[float]]] = ({}, {})
    for index, (case, left) in enumerate(zip(cases, fit.left.tolist(), strict=True)):
        sides[index >= n_before].setdefault(case.week, []).append(left)
    r = stickiness(sides)
    inflation = (1 + r) / (1 - r)
    spread = float(pulls @ pulls) * groups / (groups - 2)
    return Spread(source=Source.WEEKS, se=sqrt(spread * inflation), df=max((groups - 2) / inflation, 2.0))


def _people_error(fit: _Fit, people: Factor | None) -> Spread | None:
    """Jack-knife over people: how far the effect moves without each of them."""
    import numpy as np

    if people is None:
        return None
    leverage = np.bincount(people.codes, weights=fit.moved**2, minlength=people.levels) / fit.spread
    pulls = np.bincount(people.codes, weights=_pull(fit), minlength=people.levels)
    spread = float(np.sum((pulls / np.maximum(1 - leverage, _LEVERAGE_LEFT)) ** 2))
    return Spread(source=Source.PEOPLE, se=sqrt(spread), df=max(1 / float(leverage @ leverage) - 1, 1.0))
