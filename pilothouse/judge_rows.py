"""The rows of a file as `pilothouse judge` was told to read them. What cannot be read is counted, never silently dropped."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portfolio.errors import Invalid, problem
from sheets.dates import Order, Stamp, order_of, read_stamp
from sheets.numbers import Decimals, decimals_of, is_blank, read_length, read_number, read_yes_no, unit_in
from sheets.tables import Table


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """How many rows, and the first of their cells in the alphabet: the same after the rows are shuffled."""

    code: Left
    n: int
    text: str = ""


class _BadCell(Exception):
    """A row that is left out: why, and the cell."""

    def __init__(self, code: Left, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


def read_entries(table: Table, family: Family, columns: Columns) -> tuple[list[Entry], list[Note]]:
    """The entries in the order of the file, and what was odd about the rows.

    Invalid when a column is missing, can be read in two ways, or is not what it was said to be.
    """
    at = {role: table.column(name) for role, name in _named(columns).items()}
    rows, notes = _without_duplicates(table, set(at.values()), family)
    texts = {role: [row[index] for row in rows] for role, index in at.items()}
    stamp: dict[str, Callable[[str], Stamp | None]] = {
        role: _stamps(columns, role, texts[role]) for role in ("date", "end") if role in at
    }
    value = _values(table, family, columns, texts)
    bad: dict[Left, list[str]] = {}
    entries: list[Entry] = []
    for number in range(len(rows)):
        cell = {role: column[number] for role, column in texts.items()}
        try:
            entries.append(_entry(cell, stamp, value))
        except _BadCell as left:
            bad.setdefault(left.code, []).append(left.text)
    _must_be_readable(columns, len(rows), bad)
    _one_clock(columns, entries)
    if table.too_wide:
        notes.append(Note(code=Left.TOO_WIDE, n=table.too_wide))
    notes += [Note(code=code, n=len(found), text=min(found)) for code, found in sorted(bad.items())]
    if family is Family.DURATION and "value" in texts:
        units = {unit_in(text) for text in texts["value"] if not is_blank(text)}
        if len(units) > 1:
            notes.append(Note(code=Left.UNITS_MIXED, n=len(units), text=", ".join(sorted(unit for unit in units if unit))))
    return entries, notes


def _named(columns: Columns) -> dict[str, str]:
    roles = ("date", "value", "end", "person", "kind", "group", "exposure")
    return {role: name for role in roles if (name := getattr(columns, role)) is not None}


def _without_duplicates(table: Table, used: set[int], family: Family) -> tuple[list[tuple[str, ...]], list[Note]]:
    """Rows that are the same in every cell are duplicates where some column tells all other rows apart.

    Without such a column two cases may well look the same: both are kept, and that is said.
    """
    distinct = list(dict.fromkeys(table.rows))
    again = len(table.rows) - len(distinct)
    if not again:
        return list(table.rows), []
    free = [index for index in range(len(table.header)) if index not in used]
    named = any(len({row[index] for row in distinct}) == len(distinct) for index in free)
    if named or family in (Family.COUNT, Family.SERIES):
        return distinct, [Note(code=Left.DUPLICATES, n=again)]
    return list(table.rows), [Note(code=Left.POSSIBLE_DUPLICATES, n=again)] if family is Family.DURATION else []


def _stamps(columns: Columns, role: str, texts: Sequence[str]) -> Callable[[str], Stamp | None]:
    order = order_of(_named(columns)[role], texts, columns.order)
    return lambda text: read_stamp(text, order)


def _values(
    table: Table, family: Family, columns: Columns, texts: dict[str, list[str]]
) -> Callable[[str, str], float | None]:
    """How a cell of the value column, or of the exposure column, becomes a number."""
    names = _named(columns)
    decimals: dict[str, Decimals] = {
        role: decimals_of(names[role], texts[role], columns.decimals, separator=table.separator)
        for role in ("value", "exposure")
        if role in texts
    }

    def read(role: str, text: str) -> float | None:
        if role == "exposure":
            exposure = read_number(text, decimals[role])
            return exposure if exposure is not None and exposure > 0 else None
        if family is Family.DURATION:
            return read_length(text, decimals[role], columns.unit)
        if family is Family.SHARE and "exposure" not in texts:
            said = read_yes_no(text)
            return None if said is None else float(said)
        number = read_number(text, decimals[role])
        if number is None or family is Family.SERIES:
            return number
        return number if number >= 0 and number == int(number) else None

    return read


def _entry(
    cell: dict[str, str], stamp: dict[str, Callable[[str], Stamp | None]], value: Callable[[str, str], float | None]
) -> Entry:
    if is_blank(cell["date"]):
        raise _BadCell(Left.NO_DATE)
    opened = stamp["date"](cell["date"])
    if opened is None:
        raise _BadCell(Left.BAD_DATE, cell["date"])
    closed = None
    if "end" in cell and not is_blank(cell["end"]):
        closed = stamp["end"](cell["end"])
        if closed is None:
            raise _BadCell(Left.BAD_END, cell["end"])
    if "value" in cell and is_blank(cell["value"]):
        raise _BadCell(Left.NO_VALUE)
    numbers = {}
    for role, code in (("value", Left.BAD_VALUE), ("exposure", Left.BAD_EXPOSURE)):
        if role in cell:
            numbers[role] = value(role, cell[role])
            if numbers[role] is None:
                raise _BadCell(code, cell[role])
    return Entry(
        opened=opened,
        closed=closed,
        value=numbers.get("value"),
        exposure=numbers.get("exposure"),
        person=cell.get("person"),
        kind=cell.get("kind"),
        group=cell.get("group"),
    )


_MOSTLY = {
    Left.BAD_DATE: ("date", "mostly_bad_date"),
    Left.BAD_END: ("end", "mostly_bad_end"),
    Left.BAD_VALUE: ("value", "mostly_bad_value"),
    Left.BAD_EXPOSURE: ("exposure", "mostly_bad_exposure"),
}
"""The column of a bad cell, and the refusal when most of its cells are."""


def _must_be_readable(columns: Columns, rows: int, bad: dict[Left, list[str]]) -> None:
    """A column of which most cells are unreadable is not what it was said to be."""
    for code, texts in bad.items():
        if code in _MOSTLY and 2 * len(texts) > rows:
            role, refusal = _MOSTLY[code]
            name = _named(columns)[role]
            raise Invalid(problem("column", refusal, name=name, bad=len(texts), rows=rows, text=min(texts)))
    if sum(len(texts) for texts in bad.values()) == rows:
        raise Invalid(problem("column", "no_usable_row", rows=rows))


def _one_clock(columns: Columns, entries: Sequence[Entry]) -> None:
    """Times with a zone and times without one cannot be subtracted."""
    stamps = [one for entry in entries for one in (entry.opened, entry.closed) if one is not None and one.timed]
    if len(Counter(one.zoned for one in stamps)) > 1:
        raise Invalid(problem("column", "zones_mixed", name=columns.date))
