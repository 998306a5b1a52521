"""Spreading the gates of pilots that have none over the coming 90 days (R1; FEATURES F1, A8).

Even over working days; at most three in one week for one accepted sponsor. Where that does not fit, the date wins and what
is too much becomes a proposal to split. The same pilots and day give the same dates.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from portfolio.calendar import DAY, is_working
from portfolio.gates import LONGEST

PER_WEEK = 3
"""R1: gates in one week for one accepted sponsor."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A pilot that needs a gate: the sponsor who has accepted, None where nobody has, and the latest day it may be on.

    `wanted` is the day it has, where it has one already: then it stays as near to it as the week allows.
    """

    id: str
    sponsor: int | None
    latest: date
    wanted: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Proposed to the programme office: so many gates are more than the sponsor's weeks hold. `pilots` are those that could
    go to another sponsor; without them no week has more than three."""

    sponsor: int
    pilots: tuple[str, ...]

    @property
    def too_many(self) -> int:
        """How many gates are over the cap."""
        return len(self.pilots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A day for each pilot, by id, and what does not fit."""

    days: Mapping[str, date]
    splits: tuple[Split, ...]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def spread(
    pilots: Iterable[Pilot], today: date, holidays: AbstractSet[date], taken: Mapping[int, Iterable[date]] | None = None
) -> Spread:
    """A gate for each pilot, on a working day after today, at most 90 days ahead and not after its latest.

    A latest day before the next working day is the day itself. `taken` are the days of gates that each sponsor has besides
    and that stay: they count towards the three of a week.
    """
    days = [day for day in (today + n * DAY for n in range(1, LONGEST.days + 1)) if is_working(day, holidays)]
    found: dict[str, date] = {}
    free: list[Pilot] = []
    sponsored: dict[int, list[Pilot]] = defaultdict(list)
    for one in sorted(pilots, key=lambda one: (one.latest, one.id)):
        if not days or one.latest < days[0]:
            found[one.id] = max(one.latest, today)
        elif one.sponsor is None:
            free.append(one)
        else:
            sponsored[one.sponsor].append(one)
    found |= {one.id: one.wanted if one.wanted in days else day for one, day in _evenly(free, days)}
    splits = []
    for sponsor, own in sorted(sponsored.items()):
        week = _Weeks(days=days, held=Counter((taken or {}).get(sponsor, ())))
        over = tuple(one.id for one, day in _evenly(own, days) if not week.place(one, one.wanted or day))
        found |= week.found
        if over:
            splits.append(Split(sponsor=sponsor, pilots=over))
    return Spread(days=found, splits=tuple(splits))


def _evenly(pilots: Sequence[Pilot], days: Sequence[date]) -> Iterator[tuple[Pilot, date]]:
    """Pilots in the order of their latest days, each with the day that makes their number the most even.

    Where some have to be early, those and what comes before them share the days until then, as thinly as can be; the rest
    shares the days after. With one latest day for all, any two days' counts differ by at most one.
    """
    start, done = 0, 0
    fits = [sum(day <= one.latest for day in days) for one in pilots]
    while done < len(pilots):
        # The stretch that is the fullest when everything before its end has to be in it; the longest of equal ones.
        last = max(range(done, len(pilots)), key=lambda at: (Fraction(at + 1 - done, fits[at] - start), at))
        count, room = last + 1 - done, fits[last] - start
        for at in range(count):
            yield pilots[done + at], days[start + (2 * at + 1) * room // (2 * count)]
        start, done = fits[last], last + 1


@dataclass(slots=True, kw_only=True)
class _Weeks:
    """One sponsor's weeks as they fill up."""

    days: Sequence[date]
    held: Counter[date]
    found: dict[str, date] = field(default_factory=dict)

    def place(self, pilot: Pilot, ideal: date) -> bool:
        """Give it the nearest day whose week has room; without any, the nearest of the least full weeks. Whether it fits.

        Every pilot may come early, and those with the earliest latest day choose first: so whichever day one takes, a later
        one loses one day and no more, and nobody is too many who could have fitted.
        """
        open_ = [day for day in self.days if day <= pilot.latest]
        full = Counter(monday_of(day) for day in self.held.elements())
        room = [day for day in open_ if full[monday_of(day)] < PER_WEEK]
        least = min(full[monday_of(day)] for day in open_)
        choice = room or [day for day in open_ if full[monday_of(day)] == least]
        nearest = min(abs(day - ideal) for day in choice)
        week = monday_of(min(day for day in choice if abs(day - ideal) == nearest))
        day = min(
            (day for day in choice if monday_of(day) == week), key=lambda day: (self.held[day], abs(day - ideal), day)
        )
        if pilot.wanted in choice and monday_of(pilot.wanted) == week:
            day = pilot.wanted
        self.held[day] += 1
        self.found[pilot.id] = day
        return bool(room)


def weekly(days: Iterable[date]) -> Mapping[date, int]:
    """How many fall into each week, by its Monday; the weeks between them that have none included."""
    counts = Counter(monday_of(day) for day in days)
    if not counts:
        return {}
    first, last = min(counts), max(counts)
    return {first + n * _WEEK: counts[first + n * _WEEK] for n in range((last - first) // _WEEK + 1)}
