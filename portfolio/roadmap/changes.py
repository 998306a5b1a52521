"""What changed between two roadmaps, as far as it is news: what starts on another day, came in, moved out or has begun."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.roadmap.values import Conflict, Item, Plan, Why


class Became(StrEnum):
    """What became of a candidate."""

    OTHER_DAY = "other_day"     # starts on `start` instead of `was`
    CAME_IN = "came_in"         # starts on `start` and had no date
    MOVED_OUT = "moved_out"     # has no date any more; `because` says why
    BEGUN = "begun"             # an initiative now
    UNRANKED = "unranked"       # an idea again: an answer was taken back
    GONE = "gone"               # rejected or merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One candidate's change."""

    id: str
    became: Became
    was: date | None = None
    start: date | None = None
    because: Conflict | None = None


def changes(
    before: Plan, after: Plan, begun: AbstractSet[str] = frozenset(), ideas: AbstractSet[str] = frozenset()
) -> tuple[Change, ...]:
    """By the place they had; those that came in last. `begun`: candidates that are initiatives by now; `ideas`: those that
    are not ranked any more."""
    now = {one.id: one for one in after.items}
    had = {one.id for one in before.items}
    told = [
        _of(was, now[was.id]) if was.id in now else _left(was, begun=was.id in begun, idea=was.id in ideas)
        for was in before.items
    ]
    new = [
        Change(id=one.id, became=Became.CAME_IN, start=one.start)
        for one in after.items if one.id not in had and one.start is not None
    ]
    return (*(one for one in told if one is not None), *new)


def _left(was: Item, *, begun: bool, idea: bool) -> Change | None:
    if begun:
        return Change(id=was.id, became=Became.BEGUN, was=was.start)
    if was.start is None:
        return None
    return Change(id=was.id, became=Became.UNRANKED if idea else Became.GONE, was=was.start)


def _of(was: Item, now: Item) -> Change | None:
    if was.start == now.start:
        return None
    if now.start is None:
        because = next((one for one in now.conflicts if one.why is not Why.UNANSWERED), None)
        return Change(id=was.id, became=Became.MOVED_OUT, was=was.start, because=because)
    if was.start is None:
        return Change(id=was.id, became=Became.CAME_IN, start=now.start)
    return Change(id=was.id, became=Became.OTHER_DAY, was=was.start, start=now.start)
