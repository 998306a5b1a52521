"""An .xlsx as the table a CSV of the sheet with its list would be: cells as text, dates as ISO 8601."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from graph.gaps import GapError
from graph.workbooks import MOST_COLUMNS, UNCALCULATED, Place, read_workbook, sheet_names
from portfolio.errors import Invalid, problem
from portfolio.imports.entries import Field
from portfolio.observations import Cell, Unreadable
from sheets.bounds import LISTED, MEGABYTE, bounded
from sheets.columns import guess
from sheets.merged import filled
from sheets.tables import Table

MARK = b"PK\x03\x04"
"""How a file of this kind begins."""
MOST_SHEETS = 12
"""Sheets that are looked at."""
_A_LIST = 3
"""Columns, its name among them, that are understood where a sheet behind the first one is taken for the list."""
_WHY = {
    "too_big": ("sheet_expands", (LISTED.unpacked or 0) // MEGABYTE),
    "too_long": ("sheet_too_long", LISTED.rows),
    "too_wide": ("sheet_too_wide", MOST_COLUMNS),
    "too_much_text": ("sheet_too_much_text", LISTED.text),
    "too_many_cells": ("sheet_too_many_cells", LISTED.cells),
    "no_header": ("sheet_empty", None),
}


def read_xlsx(data: bytes) -> Table:
    """The first sheet that somebody sees, below a title; where it has no column of names, as a cover has none, the next one
    that looks like a list, and the table says which. Invalid when it cannot be read, is too large, or has no rows under a
    header."""
    first, *others = _sheets(data)
    for name in (first, *others):
        try:
            table = _table(data, name)
        except Invalid as error:
            if name == first and error.problems[0].code != "sheet_empty":
                raise
            continue
        found = guess(table)
        if Field.NAME in found and (name == first or len(found) >= _A_LIST):
            return table if name == first else replace(table, sheet=name or "")
        del table  # one at a time: each may be as large as the bounds allow
    return _table(data, first)


def _sheets(data: bytes) -> tuple[str | None, ...]:
    try:
        return sheet_names(data, LISTED)[:MOST_SHEETS] or (None,)
    except GapError:
        return (None,)


def _table(data: bytes, sheet: str | None) -> Table:
    try:
        grid = read_workbook(data, Place(sheet=sheet), _as_texts, bounds=LISTED, titled=True)
    except GapError as error:
        why = error.gap.why if isinstance(error.gap, Unreadable) else ""
        code, most = _WHY.get(why, ("workbook_broken", None))
        raise Invalid(problem("file", code, **({} if most is None else {"most": most}))) from error
    filled_in = [(number, row) for number, row in grid.rows if any(row)]
    if not filled_in:
        raise Invalid(problem("file", "sheet_empty"))
    numbers = tuple(number for number, _ in filled_in)
    table = Table(
        header=grid.header, rows=tuple(row for _, row in filled_in), separator=",", encoding="xlsx", too_wide=0,
        above=grid.above, groups=grid.groups, numbers=numbers,
    )
    if not grid.merged:
        return table
    shared = ((one.column - 1, one.first, one.last) for one in grid.merged)
    return filled(table, numbers, shared)


def _as_texts(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[str, ...]]:
    return bounded((tuple(map(as_text, row)) for row in rows), LISTED)


def as_text(cell: Cell) -> str:
    """A cell as a CSV would have it: dates as ISO 8601, numbers without a separator, and nothing for a
    formula that nobody calculated."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell.normalize():f}"
    return "" if cell == UNCALCULATED else cell.strip()
