"""Making the roadmap: one candidate after the other, each in the first week that holds it (FEATURES E7).

In the order of the ranking with the moves people made. Whoever comes behind takes only what is left, so nobody is delayed by
one of a lower place; a place that stays free is used by the first one that fits. Not the shortest schedule there could be:
one that can be explained line by line, and in which moving up never means starting later. No random numbers: the same
register gives the same roadmap.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from portfolio.calendar import DAY, is_working, working_on_or_after
from portfolio.gates import LONGEST
from portfolio.roadmap.values import Candidate, Capacity, Conflict, Item, Limit, Plan, Running, Why
from portfolio.spreading import PER_WEEK, monday_of

HORIZON = timedelta(days=90)
_WEEK = timedelta(days=7)
SLACK_WEEKS = 4
"""So much earlier than planned a gate may be where its sponsor's weeks or the squads ask for it."""
LEAST_WEEKS = 3
"""From first use to a gate: less leaves no time to count between first use and the seal (R6)."""


def plan(
    ordered: Sequence[Candidate], capacity: Capacity, running: Iterable[Running], gates: Mapping[str, Iterable[date]],
    today: date, holidays: AbstractSet[date],
) -> Plan:
    """The roadmap of the coming 90 days. `gates` are the days of decisions each sponsor has already."""
    weeks = _weeks(today, holidays)
    busy = tuple(sorted(running, key=lambda one: (one.until, one.id)))
    board = _Board(
        squads=capacity.squads, weeks=capacity.weeks, holidays=holidays, held=[(today, one.until) for one in busy],
        full=defaultdict(Counter, {person: Counter(map(monday_of, days)) for person, days in gates.items()}),
    )
    items = [_placed(one, place, board, weeks) for place, one in enumerate(ordered, start=1)]
    return Plan(begins=weeks[0], capacity=capacity, running=busy, items=tuple(items))


def _weeks(today: date, holidays: AbstractSet[date]) -> list[date]:
    """The first working day of each week that begins after today, as long as it is within 90 days."""
    mondays = (monday_of(today) + n * _WEEK for n in range(1, HORIZON // _WEEK + 2))
    days = (working_on_or_after(monday, holidays) for monday in mondays)
    return sorted({day for day in days if day <= today + HORIZON})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    start: date
    first_use: date
    gates: tuple[date, ...]
    """The days its decision could be on, the latest first."""


@dataclass(slots=True, kw_only=True)
class _Board:
    """The squads and the sponsors' weeks as they fill up."""

    squads: int
    weeks: int
    holidays: AbstractSet[date]
    held: list[tuple[date, date]]
    slots: dict[tuple[timedelta, date], _Slot] = field(default_factory=dict)
    full: defaultdict[str, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))

    def slot(self, lead: timedelta, start: date) -> _Slot:
        """What a start on that day means."""
        if (lead, start) not in self.slots:
            self.slots[lead, start] = self._slot(lead, start)
        return self.slots[lead, start]

    def _slot(self, lead: timedelta, start: date) -> _Slot:
        first_use = working_on_or_after(start + lead, self.holidays)
        latest = first_use + min(self.weeks * _WEEK, LONGEST)
        earliest = first_use + max(LEAST_WEEKS, self.weeks - SLACK_WEEKS) * _WEEK
        days = (latest - n * DAY for n in range((latest - earliest).days + 1))
        return _Slot(
            start=start, first_use=first_use, gates=tuple(day for day in days if is_working(day, self.holidays))
        )

    def has_room(self, sponsor: str, day: date) -> bool:
        return self.full[sponsor][monday_of(day)] < PER_WEEK

    def is_free(self, start: date, gate: date) -> bool:
        """Whether a squad is free on each day from one to the other: the most at a time is reached where one begins."""
        over = [(since, until) for since, until in self.held if since <= gate and until >= start]
        days = {start, *(since for since, _ in over if since > start)}
        return all(sum(since <= day <= until for since, until in over) < self.squads for day in days)

    def take(self, one: Candidate, start: date, gate: date) -> None:
        self.held.append((start, gate))
        if one.sponsor is not None:
            self.full[one.sponsor][monday_of(gate)] += 1


def _placed(one: Candidate, place: int, board: _Board, weeks: Sequence[date]) -> Item:
    conflicts = list(_before_any_week(one, weeks))
    slot: _Slot | None = None
    gate: date | None = None
    if one.sponsor is not None:
        open_ = [day for day in weeks if all(limit.until is not None and limit.until < day for limit in one.limits)]
        roomy = [(found, days) for found in (board.slot(one.lead, day) for day in open_)
                 if (days := [day for day in found.gates if board.has_room(one.sponsor, day)])]
        started = [(found, days) for found, days in roomy if board.is_free(found.start, found.start)]
        fits = ((found, day) for found, days in started for day in days if board.is_free(found.start, day))
        slot, gate = next(fits, (None, None))
        if slot is not None and gate is not None:
            board.take(one, slot.start, gate)
        conflicts += _between(open_, [found.start for found, _ in roomy], slot)
    if one.unanswered:
        conflicts.append(Conflict(why=Why.UNANSWERED, count=one.unanswered))
    return Item(
        id=one.id, rank=one.rank, place=place, start=None if slot is None else slot.start,
        first_use=None if slot is None else slot.first_use, gate=gate, conflicts=tuple(conflicts),
    )


def _before_any_week(one: Candidate, weeks: Sequence[date]) -> Iterator[Conflict]:
    """What is in the way whatever the week: nobody to answer for it, and constraints that hold when the first one begins."""
    if one.sponsor is None:
        yield Conflict(why=Why.NO_SPONSOR if one.said else Why.NOT_SAID)
    holding = [limit for limit in one.limits if limit.until is None or limit.until >= weeks[0]]
    yield from (
        Conflict(why=Why.CONSTRAINT, until=limit.until, about=limit.id) for limit in sorted(holding, key=_longest_first)
    )


def _longest_first(limit: Limit) -> tuple[bool, int, str]:
    return limit.until is not None, -(limit.until or date.max).toordinal(), limit.id


def _between(open_: Sequence[date], roomy: Sequence[date], slot: _Slot | None) -> Iterator[Conflict]:
    """What kept it from the first week that its constraints leave open: the sponsor's weeks, then the squads."""
    if not open_:
        return
    if not roomy or roomy[0] > open_[0]:
        yield Conflict(why=Why.SPONSOR_FULL, until=roomy[0] if roomy else None)
    if roomy and (slot is None or slot.start > roomy[0]):
        yield Conflict(why=Why.CAPACITY, until=slot.start if slot else None)
