"""Yes-or-no cases, counted by day, and what they add up to on each side of the start."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio.statistics.common import Side, side_of, week_of
from portfolio.statistics.judged import Question, Reason, Shortfall
from portfolio.statistics.shares import Share, overdispersion

CASES = 20
EVENTS = 5
"""Cases needed on each side, and hits before (docs/statistics.md section 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """`hits` of `n` cases of one day: one case is 0 or 1 of 1."""

    day: date
    hits: int
    n: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group's two shares, their over-dispersion, and why they are not enough."""

    before: Share | None
    after: Share | None
    phi: float
    shortfall: Shortfall | None


def sides_of(tallies: Iterable[Tally], question: Question) -> dict[Side, list[Tally]]:
    """The tallies of each side, up to the last day that counts."""
    sides: dict[Side, list[Tally]] = {side: [] for side in Side}
    for one in tallies:
        if one.day <= question.until.date():
            sides[side_of(one.day, question.start)].append(one)
    return sides


def group_of(sides: Mapping[Side, Sequence[Tally]], question: Question) -> Group:
    """What the two sides add up to."""
    old, new = share_of(sides[Side.BEFORE]), share_of(sides[Side.AFTER])
    phi = overdispersion([weekly(sides[side], question.start) for side in (Side.BEFORE, Side.AFTER)])
    return Group(before=old, after=new, phi=phi, shortfall=_shortfall(old, new))


def share_of(tallies: Sequence[Tally]) -> Share | None:
    """All tallies as one share; None without a case."""
    n = sum(one.n for one in tallies)
    return Share(hits=sum(one.hits for one in tallies), n=n) if n else None


def weekly(tallies: Sequence[Tally], start: date) -> dict[int, Share]:
    """The share of each week that has cases, by its number from the start."""
    weeks: dict[int, list[Tally]] = defaultdict(list)
    for one in tallies:
        weeks[week_of(one.day, start)].append(one)
    return {week: share for week, own in weeks.items() if (share := share_of(own)) is not None}


def _shortfall(old: Share | None, new: Share | None) -> Shortfall | None:
    if old is None:
        return Shortfall(reason=Reason.NO_BASELINE)
    if old.n < CASES:
        return Shortfall(reason=Reason.TOO_FEW_BEFORE, have=old.n, need=CASES)
    if new is None or new.n < CASES:
        return Shortfall(reason=Reason.TOO_FEW_AFTER, have=new.n if new else 0, need=CASES)
    return Shortfall(reason=Reason.TOO_FEW_EVENTS, have=old.hits, need=EVENTS) if old.hits < EVENTS else None
