"""Cells of a list to dates as exact as they were written: a day, a month, a quarter, a year. Nothing is guessed silently:
a date that can be read in two ways is None until somebody says which comes first."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from portfolio.errors import Invalid
from portfolio.imports.entries import Dated, Precision
from sheets.dates import Order, order_of, read_stamp
from sheets.periods import month_of, named_period

_SHORT_YEAR = re.compile(r"([^\W\d_]+)\.?\s?[-'’/](\d\d)")  # Jan-23, as Excel writes a month; "May 23" may be a day
_SHORT_QUARTER = re.compile(r"Q([1-4]) ?[-/'’ ](\d\d)", re.IGNORECASE)
_SHORT_DAY = re.compile(r"(\d{1,2}([/.-])\d{1,2}\2)(\d{2})(\D.*)?")
_SINCE = re.compile(r"(?:since|from|seit|ab) (?=\S)", re.IGNORECASE)
_SERIAL = re.compile(r"([2-6]\d{4})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0, as it counts from March 1900 on
_EARLIEST, _LATEST = 1950, 2150  # years; what lies outside is a typing error or another number


def read_loose(text: str, order: Order | None) -> Dated | None:
    """The date in a cell; None when it is none, or can be read in two ways."""
    text = _SINCE.sub("", " ".join(text.split()), count=1)
    try:
        found = _coarse(text) or _day(text, order)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and _EARLIEST <= found.day.year <= _LATEST else None


def loose_order(name: str, texts: Iterable[str], asked: Order | None) -> Order | None:
    """The order of day and month that a column shows; None when it shows none, or both."""
    try:
        return order_of(name, (_four_digits(" ".join(text.split())) for text in texts), asked)
    except Invalid:
        return None


def _coarse(text: str) -> Dated | None:
    if match := _SHORT_YEAR.fullmatch(text):
        return Dated(day=date(_century(match[2]), month_of(match[1]), 1), precision=Precision.MONTH)
    if match := _SHORT_QUARTER.fullmatch(text):
        return Dated(day=date(_century(match[2]), 3 * int(match[1]) - 2, 1), precision=Precision.QUARTER)
    named = named_period(text)
    if named is None:
        return None
    precision, first = named
    return Dated(day=first.replace(month=7) if precision is Precision.YEAR else first, precision=precision)


def _day(text: str, order: Order | None) -> Dated | None:
    if match := _SERIAL.fullmatch(text):
        return Dated(day=_SERIAL_ZERO + timedelta(days=int(match[1])), precision=Precision.DAY)
    full = _four_digits(text)
    stamps = [read_stamp(full, one) for one in ([order] if order is not None else list(Order))]
    days = {stamp.day for stamp in stamps if stamp is not None}
    return Dated(day=days.pop(), precision=Precision.DAY) if len(days) == 1 else None


def _four_digits(text: str) -> str:
    """3/4/26 as 3/4/2026."""
    match = _SHORT_DAY.fullmatch(text)
    return f"{match[1]}{_century(match[3])}{match[4] or ''}" if match else text


def _century(year: str) -> int:
    """Two digits are this century's up to 68, as POSIX reads them."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number <= 68 else 1900)
