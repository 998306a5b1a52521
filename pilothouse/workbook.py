"""An .xlsx as the table a CSV of its first sheet would be: cells as text, dates as ISO 8601."""

from datetime import date, datetime, time
from decimal import Decimal

from graph.gaps import GapError
from graph.workbooks import MOST_COLUMNS, MOST_EXPANDED, MOST_ROWS, Place, read_workbook
from portfolio.errors import Invalid, problem
from portfolio.observations import Cell, Unreadable
from sheets.merged import filled
from sheets.tables import Table

MARK = b"PK\x03\x04"
"""How a file of this kind begins."""
MOST_CELLS = 1_000_000
"""Cells of a list's sheet, empty ones with a format too: so many take seven seconds of a processor, and somebody waits."""
_WHY = {
    "too_big": ("sheet_expands", MOST_EXPANDED // 2**20),
    "too_long": ("sheet_too_long", MOST_ROWS),
    "too_wide": ("sheet_too_wide", MOST_COLUMNS),
    "too_many_cells": ("sheet_too_many_cells", MOST_CELLS),
    "no_header": ("sheet_empty", None),
}


def read_xlsx(data: bytes) -> Table:
    """The first sheet, below a title. Invalid when it cannot be read, is too large, or has no rows under a header."""
    try:
        grid = read_workbook(data, Place(), most=MOST_CELLS, titled=True)
    except GapError as error:
        why = error.gap.why if isinstance(error.gap, Unreadable) else ""
        code, most = _WHY.get(why, ("workbook_broken", None))
        raise Invalid(problem("file", code, **({} if most is None else {"most": most}))) from error
    if not grid.rows:
        raise Invalid(problem("file", "sheet_empty"))
    rows = tuple(tuple(as_text(cell) for cell in row) for _, row in grid.rows)
    numbers = tuple(number for number, _ in grid.rows)
    table = Table(
        header=grid.header, rows=rows, separator=",", encoding="xlsx", too_wide=0, above=grid.above, groups=grid.groups,
        numbers=numbers,
    )
    if not grid.merged:
        return table
    shared = ((one.column - 1, one.first, one.last) for one in grid.merged)
    return filled(table, numbers, shared)


def as_text(cell: Cell) -> str:
    """A cell as a CSV would have it: dates as ISO 8601, numbers without a separator."""
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
    return cell.strip()
