"""Cells that name a whole period: a month, a quarter, a week, a year. And the names of months."""

import re
from datetime import date

from portfolio.imports.entries import Precision

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january januar jänner", "feb february februar", "mar march mär mrz märz maerz", "apr april", "may mai",
            "jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober",
            "nov november", "dec december dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_YEAR = re.compile(r"(\d{4})(?:\.0)?")  # a column of years with a gap in it becomes floats on the way
_WEEK = re.compile(r"(\d{4})[- ]?W(\d{2})", re.IGNORECASE)
_WEEK_FIRST = re.compile(r"KW ?(\d{1,2})[-/ ](\d{4})", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})(?:[-/]|M)(\d{1,2})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(r"(\d{4})[-/ ]?Q([1-4])", re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"(?:Q([1-4])[-/ ]|([1-4])\. ?Quartal )(\d{4})", re.IGNORECASE)
_NAMED = re.compile(r"([^\W\d_]+)[.,]?[\s/-]+(\d{4})")
_NAMED_LAST = re.compile(r"(\d{4})[\s/-]+([^\W\d_]+)\.?")


def month_of(name: str) -> int:
    """1 to 12 for the name of a month, English or German, long or short. ValueError when it is none."""
    month = _MONTHS.get(name.casefold())
    if month is None:
        raise ValueError(name)
    return month


def first_day(text: str) -> date | None:
    """The first day of the period a cell names: 2026-04, Apr 2026, 2026-Q2, 2026-W14, 2026. None when it names none.

    ValueError when the period does not exist.
    """
    named = named_period(text)
    return None if named is None else named[1]


def named_period(text: str) -> tuple[Precision, date] | None:
    """What kind of period a cell names, and its first day. None when it names none, ValueError when it does not exist."""
    if match := _YEAR.fullmatch(text):
        return Precision.YEAR, date(int(match[1]), 1, 1)
    if match := _WEEK.fullmatch(text):
        return Precision.WEEK, date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if match := _WEEK_FIRST.fullmatch(text):
        return Precision.WEEK, date.fromisocalendar(int(match[2]), int(match[1]), 1)
    if match := _QUARTER.fullmatch(text):
        return Precision.QUARTER, date(int(match[1]), 3 * int(match[2]) - 2, 1)
    if match := _QUARTER_FIRST.fullmatch(text):
        return Precision.QUARTER, date(int(match[3]), 3 * int(match[1] or match[2]) - 2, 1)
    month = _month(text)
    return None if month is None else (Precision.MONTH, date(month[0], month[1], 1))


def _month(text: str) -> tuple[int, int] | None:
    """The year and the month."""
    if match := _MONTH.fullmatch(text):
        return int(match[1]), int(match[2])
    if match := _MONTH_FIRST.fullmatch(text):
        return int(match[2]), int(match[1])
    if match := _NAMED.fullmatch(text):
        return int(match[2]), month_of(match[1])
    if match := _NAMED_LAST.fullmatch(text):
        return int(match[1]), month_of(match[2])
    return None
