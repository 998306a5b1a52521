"""Working days, zones and the month's dates. Holidays come in as a set of dates; nothing here asks what time it is."""

from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
MORNING = time(9, 30)         # DOMAIN.md: 09:30 local by default
WORK_STARTS = time(9, 0)
WORK_ENDS = time(17, 30)
CHECK_IN_DAY = 2              # working day of the month
DIGEST_DAY = 5
Holidays = AbstractSet[date]


def is_working(day: date, holidays: Holidays) -> bool:
    """Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in holidays


def working_on_or_after(day: date, holidays: Holidays) -> date:
    """The day itself when people work on it, else the next one they do."""
    while not is_working(day, holidays):
        day += DAY
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
    utc = datetime.combine(day, at, tzinfo=tz).astimezone(UTC)      # fold=0: the first of two
    if utc.astimezone(tz).time() != at:
        # In a gap fold=0 lands as far behind it as `at` lies inside it; the gap ends where the offset changed.
        offset = utc.astimezone(tz).utcoffset()
        while (utc - MINUTE).astimezone(tz).utcoffset() == offset:
            utc -= MINUTE
    return utc


def local_date(now: datetime, zone: str) -> date:
    """Today, where the zone is."""
    return now.astimezone(ZoneInfo(zone)).date()


def in_working_hours(now: datetime, zone: str, holidays: Holidays) -> bool:
    """R14: outside of these hours nothing unsolicited is sent."""
    there = now.astimezone(ZoneInfo(zone))
    return is_working(there.date(), holidays) and WORK_STARTS <= there.time() < WORK_ENDS


def next_morning(now: datetime, zone: str, holidays: Holidays) -> datetime:
    """The next 09:30 of a working day there, strictly after now."""
    day = local_date(now, zone)
    while True:
        day = working_on_or_after(day, holidays)
        at = instant(day, MORNING, zone)
        if at > now:
            return at
        day += DAY


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
