"""Cells to days and instants. An order of day and month that the column does not show is asked for, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from portfolio.errors import Invalid, problem
from sheets.periods import first_day, month_of

_NUMERIC = re.compile(r"(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4})(?:\s*,?\s+|T|$)(.*)")
_SLASHED_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2})(?:\s*,?\s+|$)(.*)")
_DOTTED_SHORT = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})(?:\s*,?\s+|$)(.*)")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:\s*,?\s+|T|$)(.*)")
_DAY_NAMED = re.compile(r"(\d{1,2})[\s./-]+([^\W\d_]+)[\s.,/-]+(\d{4}|\d{2})(?:\s*,?\s+|$)(.*)")
_MONTH_NAMED = re.compile(r"([^\W\d_]+)[\s.]+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\s*,?\s+|$)(.*)")
_WEEKDAY = re.compile(
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mo|di|mi|do|fr|sa|so"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)\.?,?\s+(?=\w)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap]\.?m\.?)|\s*Uhr)?\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
_CENTURY_TURNS = 70
"""Two digits of a year below this are 20.., from it on 19.. (POSIX has 69; nobody's cases are that old)."""

_FRACTION = re.compile(r"(?<=:\d\d)[.,]\d+")


class Order(StrEnum):
    """Which comes first where the year comes last."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A day as it was written, and the instant: midnight for a day alone, UTC where no zone was written."""

    day: date
    at: datetime
    timed: bool
    zoned: bool

    @property
    def whole_day(self) -> "Stamp":
        """The day alone, without its time."""
        return _midnight(self.day)


def order_of(name: str, texts: Iterable[str], asked: Order | None) -> Order | None:
    """The order of a column's dates such as 3/4/2026; None where it does not matter.

    Invalid when no cell shows it, or when two cells show different ones. Dots are day first everywhere they are used. Of
    1/25/26 the middle can be a day only; in 25/1/26 the year may come first, too, so it shows nothing.
    """
    shown: dict[Order, str] = {}
    unclear: list[str] = []
    for text in texts:
        if match := _SLASHED_SHORT.fullmatch(text):
            if int(match[2]) > 12 >= int(match[1]):
                shown[Order.MONTH_FIRST] = min(text, shown.get(Order.MONTH_FIRST, text))
            else:
                unclear.append(text)
            continue
        match = _NUMERIC.fullmatch(text)
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            shown[Order.DAY_FIRST] = min(text, shown.get(Order.DAY_FIRST, text))
        elif second > 12 >= first:
            shown[Order.MONTH_FIRST] = min(text, shown.get(Order.MONTH_FIRST, text))
        elif first != second:
            unclear.append(text)
    if asked is not None:
        return asked
    if len(shown) == 2:
        day, month = shown[Order.DAY_FIRST], shown[Order.MONTH_FIRST]
        raise Invalid(problem("column", "dates_contradict", name=name, day=day, month=month))
    if not shown and unclear:
        raise Invalid(problem("column", "date_order_unknown", name=name, text=min(unclear)))
    return next(iter(shown), None)


def shape(text: str) -> str | None:
    """How a date is written: 3/4/2026 and 25/12/2026 alike, 2026-04-03 not. None for what no order would make a date of."""
    if all(read_stamp(text, order) is None for order in Order):
        return None
    whole = _FRACTION.sub("", text)
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", lambda run: "Y" if len(run[0]) == 4 else "0", whole))


def read_stamp(text: str, order: Order | None) -> Stamp | None:
    """A date with or without a time, or the first day of a period; None when it is none.

    Years have four digits, or two where the form leaves no doubt which part is the year: 3.4.26, 3-Apr-26, and 3/4/26 in a
    column with an order.
    """
    try:
        return _read(_WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text, order)
    except (ValueError, OverflowError):
        return None


def _read(text: str, order: Order | None) -> Stamp | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _with_time(date(int(match[1]), int(match[3]), int(match[4])), match[5])
    if match := _NUMERIC.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if order is Order.MONTH_FIRST and match[2] != ".":
            first, second = second, first
        return _with_time(date(int(match[4]), second, first), match[5])
    if order is not None and (match := _SLASHED_SHORT.fullmatch(text)):
        day, month = (2, 1) if order is Order.MONTH_FIRST else (1, 2)
        return _with_time(date(_year(match[3]), int(match[month]), int(match[day])), match[4])
    if match := _DOTTED_SHORT.fullmatch(text):
        return _with_time(date(_year(match[3]), int(match[2]), int(match[1])), match[4])
    if match := _DAY_NAMED.fullmatch(text):
        return _with_time(date(_year(match[3]), month_of(match[2]), int(match[1])), match[4])
    if match := _MONTH_NAMED.fullmatch(text):
        return _with_time(date(int(match[3]), month_of(match[1]), int(match[2])), match[4])
    if re.fullmatch(r"\d{8}(T\d{4,6}Z?)?", text):
        at = datetime.fromisoformat(text)
        return Stamp(day=at.date(), at=at.replace(tzinfo=UTC), timed=len(text) > 8, zoned=at.tzinfo is not None)
    period = first_day(text)
    return None if period is None else _with_time(period, "")


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < _CENTURY_TURNS else 1900)


def _midnight(day: date) -> Stamp:
    return Stamp(day=day, at=datetime(day.year, day.month, day.day, tzinfo=UTC), timed=False, zoned=False)


def _with_time(day: date, time: str) -> Stamp | None:
    whole = _midnight(day)
    if not time:
        return whole
    match = _TIME.fullmatch(time)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[5]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[5][0] in "pP" else 0)
    micro = int((match[4] or "").ljust(6, "0")[:6])
    at = whole.at.replace(hour=hour, minute=minute, second=second, microsecond=micro)
    return Stamp(day=day, at=at - _offset(match[6]), timed=True, zoned=match[6] is not None)


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone[0] not in "+-":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return size if zone[0] == "+" else -size
