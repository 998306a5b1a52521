"""From items as they are read to durations that may be compared, and what was cleaned on the way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from portfolio.statistics import caveats
from portfolio.statistics.common import week_of
from portfolio.statistics.followup import ENOUGH, ZEROS_AT_MOST, Timed, follow, smallest_unit
from portfolio.statistics.items import Case, Item, split, weeks
from portfolio.statistics.judged import Caveat, Question, Reason, Shortfall, Warn, caveat

WEEKS = 6
"""Distinct weeks with cases that each side needs, beside its 20 cases (docs/statistics.md section 2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One group's durations on both sides, above zero; why no verdict can come of them; what was cleaned.

    Durations that may not be compared as such (many zeros) leave both sides empty; `counts` still says how many there are.
    """

    before: tuple[Timed, ...]
    after: tuple[Timed, ...]
    counts: tuple[int, int]
    shortfall: Shortfall | None
    cleaned: tuple[Caveat, ...]

    def cases(self, question: Question) -> tuple[list[Case], list[Case]]:
        """Both sides on the oriented log scale."""
        return _cases(self.before, question), _cases(self.after, question)


def prepare(items: Sequence[Item], question: Question) -> Prepared:
    """Items with a closing date get equal follow-up; items with a value of their own are taken as they are."""
    valued = any(item.value is not None for item in items)
    sound = [item for item in items if not _below_zero(item)]
    known = [item for item in sound if (item.day <= question.until.date() if valued else item.opened <= question.until)]
    before, settling, after = split(known, question.start)
    found = [
        caveats.counted(Warn.NEGATIVE, len(items) - len(sound)),
        caveats.counted(Warn.LATER, len(sound) - len(known)),
        caveats.counted(Warn.SETTLING, len(settling)),
    ]
    early = None
    if valued:
        old, new = ([Timed(item=item, length=item.value or 0.0) for item in side] for side in (before, after))
    else:
        watched = follow(before, after, question.until)
        if watched is None:
            return Prepared(
                before=(), after=(), counts=(0, 0), shortfall=Shortfall(reason=Reason.NO_BASELINE), cleaned=_said(found)
            )
        old, new, early = list(watched.before), list(watched.after), watched.readable_from
        found += [
            caveats.counted(Warn.IMMATURE, watched.immature, days=caveats.tenths(watched.horizon)),
            caveats.counted(Warn.STILL_OPEN, watched.open, days=caveats.tenths(watched.horizon)),
            None if any(item.closed is None or item.closed > question.until for item in known) else caveat(Warn.NONE_OPEN),
            caveats.bulk_close(known, question.until),
        ]
    counts = len(old), len(new)
    zeros = sum(one.length == 0 for side in (old, new) for one in side)
    unit = None if zeros == 0 else _unit([*old, *new], valued)
    shortfall = _shortfall(old, new, question)
    if shortfall is not None and shortfall.reason is Reason.TOO_FEW_AFTER and early is not None:
        shortfall = replace(shortfall, reason=Reason.TOO_EARLY, on=early)
    if zeros:
        if unit is None or zeros >= ZEROS_AT_MOST * (len(old) + len(new)):
            shortfall = shortfall or Shortfall(reason=Reason.MANY_ZEROS, have=zeros)
            return Prepared(before=(), after=(), counts=counts, shortfall=shortfall, cleaned=_said(found))
        found.append(caveats.counted(Warn.ZEROS, zeros))
        old, new = ([one if one.length else replace(one, length=unit / 2) for one in side] for side in (old, new))
    return Prepared(before=tuple(old), after=tuple(new), counts=counts, shortfall=shortfall, cleaned=_said(found))


def _below_zero(item: Item) -> bool:
    if item.value is not None:
        return item.value < 0
    return item.closed is not None and item.closed < item.opened and (item.days or 0.0) < 0


def _unit(timed: Sequence[Timed], valued: bool) -> float | None:
    """Half of this stands for a zero. Dates say nothing about the resolution of values of their own."""
    if valued:
        return min((one.length for one in timed if one.length > 0), default=None)
    return smallest_unit(timed)


def _shortfall(before: Sequence[Timed], after: Sequence[Timed], question: Question) -> Shortfall | None:
    if not before:
        return Shortfall(reason=Reason.NO_BASELINE)
    if len(before) < ENOUGH:
        return Shortfall(reason=Reason.TOO_FEW_BEFORE, have=len(before), need=ENOUGH)
    if len(after) < ENOUGH:
        return Shortfall(reason=Reason.TOO_FEW_AFTER, have=len(after), need=ENOUGH)
    fewest = min(weeks([one.item for one in side], question.start) for side in (before, after))
    return Shortfall(reason=Reason.TOO_FEW_WEEKS, have=fewest, need=WEEKS) if fewest < WEEKS else None


def _cases(side: Sequence[Timed], question: Question) -> list[Case]:
    sign = question.goal.orient(1.0)
    return [
        Case(
            y=sign * log(one.length),
            week=week_of(one.item.day, question.start),
            person=one.item.person,
            kind=one.item.kind,
        )
        for one in side
    ]


def _said(found: Sequence[Caveat | None]) -> tuple[Caveat, ...]:
    return tuple(one for one in found if one is not None)
