"""Items of work as they are read, and cases as they are compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portfolio.ordering import in_runs
from portfolio.statistics.common import Side, side_of, week_of

_DAY, _NOTHING = timedelta(days=1), timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of work. `opened` and `closed` are instants (aware); `day` is the opening date as it was written.

    `closed` None is still open; `value` is the number of an item that has no two dates. `person` and `kind` are None where
    there is no such column, and "" where the cell is blank: blank is one label of its own.
    """

    day: date
    opened: datetime
    closed: datetime | None = None
    value: float | None = None
    person: str | None = None
    kind: str | None = None

    @property
    def days(self) -> float | None:
        """Days from opening to closing; None while it is open. Negative when the dates are the wrong way round.

        From date to date whole days, whatever the clocks did in between; from time to time what really went by: two times of
        one zone would be subtracted as they stand on its clock, and a case of the hour that comes twice would end before it
        began.
        """
        if self.closed is None:
            return None
        length = self.closed - self.opened
        if self.closed.tzinfo is self.opened.tzinfo:
            moved = (self.closed.utcoffset() or _NOTHING) - (self.opened.utcoffset() or _NOTHING)
            if moved and not (is_a_date(self.opened) and is_a_date(self.closed)):
                length -= moved
        return in_days(length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One compared case: `y` on the oriented log scale, the week by its opening date, who did it and what it was."""

    y: float
    week: int
    person: str | None = None
    kind: str | None = None


def is_a_date(at: datetime) -> bool:
    """Whether it is a midnight: a day without a time."""
    return (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)


def in_days(length: timedelta) -> float:
    """A length of time in days."""
    return length / _DAY


def in_order(items: Iterable[Item]) -> list[Item]:
    """By opened, closed with open last, value, person, kind: the order every sum is taken in, so rows can be shuffled."""
    return in_runs(items, _place)


def _place(item: Item) -> tuple[object, ...]:
    return (
        item.opened, item.closed is None, item.closed or item.opened, 0.0 if item.value is None else item.value,
        item.person or "", item.kind or "", item.day,
    )  # fmt: skip


def split(items: Iterable[Item], start: date) -> tuple[list[Item], list[Item], list[Item]]:
    """The items before, in the settling-in weeks, and after, each in order."""
    sides: dict[Side, list[Item]] = {side: [] for side in Side}
    for item in in_order(items):
        sides[side_of(item.day, start)].append(item)
    return sides[Side.BEFORE], sides[Side.SETTLING], sides[Side.AFTER]


def weeks(items: Sequence[Item], start: date) -> int:
    """How many distinct weeks the items were opened in."""
    return len({week_of(item.day, start) for item in items})
