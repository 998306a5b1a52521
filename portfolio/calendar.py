"""Working days, zones and the month's dates. Holidays come in as a set of dates; nothing here asks what time it is."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
MORNING = time(9, 30)         # DOMAIN.md: 09:30 local by default
CHECK_IN_DAY = 2              # working day of the month
DIGEST_DAY = 5
Holidays = AbstractSet[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When somebody works: days of the week (Monday is 0), from one time of day to a later one, where they are."""

    days: frozenset[int]
    starts: time
    ends: time


OFFICE = Hours(days=frozenset(range(5)), starts=time(9, 0), ends=time(17, 30))
"""The hours of whoever's own are not known."""


def is_working(day: date, holidays: Holidays, hours: Hours = OFFICE) -> bool:
    """Monday to Friday, or the days of somebody's own, and no holiday."""
    return day.weekday() in hours.days and day not in holidays


def working_on_or_after(day: date, holidays: Holidays) -> date:
    """The day itself when people work on it, else the next one they do."""
    while not is_working(day, holidays):
        day += DAY
    return day


def working_on_or_before(day: date, holidays: Holidays) -> date:
    """The day itself when people work on it, else the last one before that they did."""
    while not is_working(day, holidays):
        day -= DAY
    return day


def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """The count-th working day after `day` (count >= 0); `day` itself need not be one."""
    for _ in range(count):
        day = working_on_or_after(day + DAY, holidays)
    return day


def working_day_of_month(year: int, month: int, nth: int, holidays: Holidays) -> date:
    """The nth working day of a month, counted from 1."""
    return add_working_days(date(year, month, 1) - DAY, nth, holidays)


def instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant of a local wall-clock time.

    A time that the clocks skip becomes the first instant after the gap; one that comes twice is the first of the two.
    """
    tz = ZoneInfo(zone)
    wall = datetime.combine(day, at.replace(fold=0))
    utc = wall.replace(tzinfo=tz).astimezone(UTC)      # fold=0: the first of two
    if _wall(utc, tz) == wall:
        return utc
    # In a gap fold=0 lands behind its end and fold=1 before it: the first instant past `wall` lies in between.
    gone = wall.replace(microsecond=0, tzinfo=tz)
    before, utc = gone.replace(fold=1).astimezone(UTC), gone.astimezone(UTC)
    while utc - before > SECOND:
        middle = before + (utc - before) // SECOND // 2 * SECOND
        before, utc = (middle, utc) if _wall(middle, tz) < wall else (before, middle)
    return utc


def _wall(utc: datetime, tz: ZoneInfo) -> datetime:
    return utc.astimezone(tz).replace(tzinfo=None, fold=0)


def local_date(now: datetime, zone: str) -> date:
    """Today, where the zone is."""
    return now.astimezone(ZoneInfo(zone)).date()


def in_working_hours(now: datetime, zone: str, holidays: Holidays, hours: Hours = OFFICE) -> bool:
    """R14: outside of these hours nothing unsolicited is sent."""
    there = now.astimezone(ZoneInfo(zone))
    return is_working(there.date(), holidays, hours) and hours.starts <= there.time() < hours.ends


def next_morning(now: datetime, zone: str, holidays: Holidays, hours: Hours = OFFICE) -> datetime:
    """The next morning of a working day there, strictly after now."""
    day = local_date(now, zone)
    while True:
        at = morning(day, zone, holidays, hours)
        if at > now:
            return at
        day += DAY


def morning(day: date, zone: str, holidays: Holidays, hours: Hours = OFFICE) -> datetime:
    """09:30 there on that day, or on the next one people work on; whoever does not work then is met when they begin."""
    at_work = MORNING if hours.starts <= MORNING < hours.ends else hours.starts
    while True:
        while not is_working(day, holidays, hours):
            day += DAY
        at = instant(day, at_work, zone)
        if in_working_hours(at, zone, holidays, hours):    # always but where a zone skips a whole day (Samoa, 2011)
            return at
        day += DAY


def midnight(day: date, zone: str) -> datetime:
    """The instant that day begins there."""
    return instant(day, time(0), zone)


def digest_after(day: date, holidays: Holidays) -> date:
    """The day of the digest about the month of `day`: sponsors have had their card three working days earlier (R18)."""
    first = next_first(day)
    return working_day_of_month(first.year, first.month, DIGEST_DAY, holidays)


def next_first(day: date) -> date:
    """The first of the next month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def next_quarter(day: date) -> date:
    """The first of the next quarter."""
    for _ in range(3 - (day.month - 1) % 3):
        day = next_first(day)
    return day


def period_of(day: date) -> str:
    """The month a day belongs to, as "2026-10"."""
    return f"{day.year:04d}-{day.month:02d}"


def month_of(period: str) -> tuple[int, int]:
    """Year and month of a period."""
    year, month = period.split("-")
    return int(year), int(month)


def known_zone(name: str | None) -> str | None:
    """The IANA name if this machine knows it, else None."""
    if not name:
        return None
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        return None
