"""Who uses it: breadth, stickiness, habit (docs/statistics.md). A census of named days, so nothing here has an interval.

`Days` holds, for each person, the dates on which they used it. People outside `eligible` (licensed and in the registered
role) are never counted. Figures are for groups of 10 and more: see groups.py, which decides what may be shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Days = Mapping[str, Collection[date]]

RECENT_WEEKS = 4
HABIT_WEEKS, HABIT_LEAST = 12, 9
"""Habitual: active in 9 of the last 12 weeks, the words of Microsoft's Viva Insights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadth:
    """How many of the eligible were active in the last 28 days. `share` None without anybody eligible."""

    active: int
    eligible: int

    @property
    def share(self) -> float | None:
        """active / eligible, 0 to 1."""
        return self.active / self.eligible if self.eligible else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stickiness:
    """`days_a_week`: active working days per active person and week.

    `weekly_of_monthly`: the mean number of weekly active people per person active in the 28 days.
    """

    days_a_week: float
    weekly_of_monthly: float


def breadth(days: Days, eligible: Collection[str], as_of: date) -> Breadth:
    """Active in the 28 days up to and including `as_of`, out of everybody eligible."""
    people = set(eligible)
    return Breadth(active=len(_active(days, people, as_of, RECENT_WEEKS)), eligible=len(people))


def stickiness(days: Days, eligible: Collection[str], as_of: date, days_off: Collection[date] = ()) -> Stickiness | None:
    """Over the last four weeks; weekends and `days_off` are no working days. None when nobody was active.

    A person counts in the weeks they were active in at all. (Daily / monthly active misleads wherever there are weekends.)
    """
    people = set(eligible)
    monthly = _active(days, people, as_of, RECENT_WEEKS)
    if not monthly:
        return None
    used = [(person, day) for person in monthly for day in set(days[person]) if _within(day, as_of, RECENT_WEEKS)]
    person_weeks = len({(person, (as_of - day).days // 7) for person, day in used})
    working = sum(day.weekday() < 5 and day not in days_off for _, day in used)
    return Stickiness(
        days_a_week=working / person_weeks, weekly_of_monthly=person_weeks / RECENT_WEEKS / len(monthly)
    )


def habitual(days: Days, eligible: Collection[str], as_of: date) -> frozenset[str]:
    """Who was active in at least 9 of the last 12 weeks, counted back from `as_of`."""
    return frozenset(
        person
        for person in set(eligible)
        if len({(as_of - day).days // 7 for day in days.get(person, ()) if _within(day, as_of, HABIT_WEEKS)}) >= HABIT_LEAST
    )


def _active(days: Days, people: Collection[str], as_of: date, weeks: int) -> list[str]:
    return sorted(person for person in people if any(_within(day, as_of, weeks) for day in days.get(person, ())))


def _within(day: date, as_of: date, weeks: int) -> bool:
    return timedelta(0) <= as_of - day < timedelta(weeks=weeks)
