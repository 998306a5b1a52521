"""How a number went, period by period, from the very rows that a verdict was made of (B15, R6).

A period is that in which a case was opened. Its median is known once no case of it that is still open could move it; a
period that is not known, that has fewer than 5 cases, or that is about fewer than 10 people where the rows name people
(R13), has no point. There is no zero where nothing was seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import inf
from statistics import median

from portfolio.judging import own_rows
from portfolio.observations import Observation, Shape
from portfolio.sources import How, Seen, Source, day_of
from portfolio.statistics.groups import LEAST

FEWEST = 5
"""Cases of a period. Fewer say more of themselves than of the period."""
BY_MONTH_FROM = timedelta(days=120)
"""A shorter course is told week by week."""
MOST = 18
"""Points of one side: a year and a half of months."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: its first day, its value in the raw unit of the source (days of a case, a share from 0 to 1), and how many
    rows made it."""

    first: date
    value: Decimal
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What came before first use and after it, oldest first; `monthly`, else weekly."""

    before: tuple[Point, ...]
    after: tuple[Point, ...]
    monthly: bool


def course_of(before: Sequence[Seen], after: Sequence[Seen], source: Source, until: datetime) -> Course:
    """The course of an initiative's own rows, as they stood at `until`."""
    times = [row.opened or row.at for row in (*before, *after)]
    monthly = bool(times) and max(times) - min(times) >= BY_MONTH_FROM
    return Course(
        before=_points(before, source, until, monthly=monthly), after=_points(after, source, until, monthly=monthly),
        monthly=monthly,
    )


def course_seen(rows: Iterable[Observation], source: Source, until: datetime) -> Course:
    """The same of rows that are only looked at, all on the side after. People are not told apart here: who looks sees each
    row, and nobody else sees any of this."""
    seen = (
        Seen(key=row.key, at=row.at, opened=row.start, closed=row.end, value=row.value, n=row.n, person=None, work=row.kind,
             group=row.group, batch=0, ended=None)
        for row in rows
    )  # fmt: skip
    return course_of((), own_rows(seen, source), source, until)


def _points(rows: Iterable[Seen], source: Source, until: datetime, *, monthly: bool) -> tuple[Point, ...]:
    periods: dict[date, list[Seen]] = defaultdict(list)
    for row in rows:
        day = day_of(row, source)
        periods[day.replace(day=1) if monthly else day - timedelta(days=day.weekday())].append(row)
    told = (
        (first, _value(mine, source, until), sum(row.n for row in mine))
        for first, mine in sorted(periods.items())
        if _enough(mine, source)
    )
    return tuple(Point(first=first, value=value, n=n) for first, value, n in told if value is not None)[-MOST:]


def _enough(rows: Sequence[Seen], source: Source) -> bool:
    people = {row.person for row in rows if row.person is not None}
    few = bool(people) and len(people) < LEAST
    return not few and (source.how is How.SERIES or sum(row.n for row in rows) >= FEWEST)


def _value(rows: Sequence[Seen], source: Source, until: datetime) -> Decimal | None:
    if source.binding.shape is Shape.CASE:
        found = _length(rows, until)
    else:
        values = [float(row.value) for row in rows if row.value is not None]
        rate = source.how in (How.SHARE, How.COUNTS)
        found = sum(values) / sum(row.n for row in rows) if rate else median(values)
    return None if found is None else Decimal(repr(round(found, 6)))


def _length(rows: Sequence[Seen], until: datetime) -> float | None:
    """The median length in days; None while a case that is still open could move it."""
    closed = [(row.closed - row.opened) / _DAY for row in rows if row.opened is not None and row.closed is not None]
    open_ = [(until - row.opened) / _DAY for row in rows if row.opened is not None and row.closed is None]
    if len(closed) <= len(open_):
        return None
    middle = median([*closed, *(inf for _ in open_)])
    return None if any(age < middle for age in open_) else middle
