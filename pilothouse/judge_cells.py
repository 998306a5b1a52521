"""Columns of a file as `pilothouse judge` was told to read them, cell by cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sheets.dates import Order, Stamp, order_of, read_stamp
from sheets.numbers import Decimals, decimals_of, is_blank, read_length, read_number, read_yes_no

_YEARS = range(1700, 2200)
_CASE_YEARS = range(1900, 2200)
"""A series may be older than any tracker."""

_NEVER = frozenset(
    date(*day)
    for day in (
        (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1970, 1, 1), (2099, 12, 31), (2999, 12, 31),
    )
)  # fmt: skip
_NEVER_YEARS = (1, 9999)
"""The first and last days that databases and spreadsheets know, written where there is no date. No case is of that day."""

_STILL_OPEN = frozenset(
    {"open", "still open", "not closed", "ongoing", "pending", "in progress", "offen", "noch offen", "laufend", "in arbeit"}
)
"""What people write into a closing date instead of leaving it empty. Left out, the slow cases would be missing."""


class Family(StrEnum):
    """What a row is: a case with a length, a case that is yes or no, a period with a count, a period with a value."""

    DURATION = "duration"
    SHARE = "share"
    COUNT = "count"
    SERIES = "series"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds what, by name; None where there is no such column."""

    date: str
    value: str | None = None
    end: str | None = None
    person: str | None = None
    kind: str | None = None
    group: str | None = None
    exposure: str | None = None
    unit: str = "days"
    order: Order | None = None
    decimals: Decimals | None = None

    def named(self) -> dict[str, str]:
        """The name of each column there is, by its role."""
        roles = ("date", "value", "end", "person", "kind", "group", "exposure")
        return {role: name for role in roles if (name := getattr(self, role)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One readable row. `value` is a length, a number, or 1 and 0 for yes and no."""

    opened: Stamp
    closed: Stamp | None
    value: float | None
    exposure: float | None
    person: str | None
    kind: str | None
    group: str | None


class Left(StrEnum):
    """Why rows were left out, or what is odd about the rows that were kept."""

    TOO_WIDE = "too_wide"
    DUPLICATES = "duplicates"
    POSSIBLE_DUPLICATES = "possible_duplicates"
    NO_DATE = "no_date"
    BAD_DATE = "bad_date"
    BAD_END = "bad_end"
    NO_VALUE = "no_value"
    BAD_VALUE = "bad_value"
    BAD_EXPOSURE = "bad_exposure"
    UNITS_MIXED = "units_mixed"
    DATES_MIXED = "dates_mixed"
    TIMES_DROPPED = "times_dropped"
    FAR_END = "far_end"


class BadCell(Exception):
    """A row that is left out: why, and the cell."""

    def __init__(self, code: Left, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


Read = Callable[[Mapping[str, str]], Entry]


def reader(texts: Mapping[str, Sequence[str]], family: Family, columns: Columns, separator: str) -> Read:
    """A function from the cells of a row, by role, to an entry; it raises BadCell.

    Invalid when a column as a whole can be read in two ways.
    """
    names = columns.named()
    orders = {role: order_of(names[role], texts[role], columns.order) for role in ("date", "end") if role in texts}
    whole = {"value": family in (Family.COUNT, Family.SHARE), "exposure": family is Family.SHARE}
    decimals = {
        role: decimals_of(names[role], texts[role], columns.decimals, separator=separator, whole=whole[role])
        for role in whole
        if role in texts
    }
    cases = family in (Family.DURATION, Family.SHARE)

    def read(cell: Mapping[str, str]) -> Entry:
        opened = _stamp(cell["date"], orders["date"], Left.BAD_DATE, cases=cases)
        if opened is None:
            raise BadCell(Left.NO_DATE)
        return Entry(
            opened=opened,
            closed=_closed(cell["end"], orders["end"]) if "end" in cell else None,
            value=_value(cell, family, columns.unit, decimals["value"]) if "value" in cell else None,
            exposure=_exposure(cell["exposure"], decimals["exposure"]) if "exposure" in cell else None,
            person=cell.get("person"),
            kind=cell.get("kind"),
            group=cell.get("group"),
        )

    return read


def _closed(text: str, order: Order | None) -> Stamp | None:
    """None for a case that is open."""
    return None if text.casefold() in _STILL_OPEN else _stamp(text, order, Left.BAD_END, cases=True)


def _stamp(text: str, order: Order | None, bad: Left, *, cases: bool) -> Stamp | None:
    """None for a blank cell, and for the days that stand for one; BadCell for what is no date, or of no possible year."""
    if is_blank(text) or text.startswith("0000-00-00"):
        return None
    stamp = read_stamp(text, order)
    if stamp is not None and (stamp.day.year in _NEVER_YEARS or (cases and stamp.day in _NEVER)):
        return None
    if stamp is None or stamp.day.year not in (_CASE_YEARS if cases else _YEARS):
        raise BadCell(bad, text)
    return stamp


def _value(cell: Mapping[str, str], family: Family, unit: str, decimals: Decimals) -> float:
    text = cell["value"]
    if is_blank(text):
        raise BadCell(Left.NO_VALUE)
    value: float | None
    if family is Family.DURATION:
        value = read_length(text, decimals, unit)
    elif family is Family.SHARE and "exposure" not in cell:
        said = read_yes_no(text)
        value = None if said is None else float(said)
    else:
        value = read_number(text, decimals)
        if value is not None and family is not Family.SERIES and not (value >= 0 and value == int(value)):
            value = None
    if value is None:
        raise BadCell(Left.BAD_VALUE, text)
    return value


def _exposure(text: str, decimals: Decimals) -> float:
    exposure = read_number(text, decimals)
    if exposure is None or exposure <= 0:
        raise BadCell(Left.BAD_EXPOSURE, text)
    return exposure
