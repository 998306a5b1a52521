"""An .xlsx as rows: one named table, or one sheet with its header in the first row that has anything in it.

Values only, as they are shown: a formula counts with the value it was saved with, one that was saved without any is no empty
cell, and 0.45 in a cell of percents is 45, as it is in a CSV of the same sheet. Blocking and slow (openpyxl); the reader
calls it in a thread. Size, expansion and length are limited before anything is parsed.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any, Generic, TypeVar
from xml.etree import ElementTree

from graph.gaps import GapError
from graph.workbook_parts import MOST_NUMBERED
from graph.workbook_sheets import Layout, Merged, laid_out, sheets_of, targets, visible, xml
from portfolio.errors import Invalid
from portfolio.observations import Cell, Unreadable
from sheets.bounds import WORKBOOK, Bounds
from sheets.heading_rows import heading_of
from sheets.title_rows import LOOKED_AT

MOST_PARTS = 2_000
MOST_COLUMNS = 500
MOST_STYLED = 100
"""Rows with empty cells beyond these: LibreOffice writes a row that is formatted as a whole to its 16,384th column."""
C = TypeVar("C")
_Cells = tuple[int | None, int | None, int | None, int | None]
WHOLE: _Cells = (None, None, None, None)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
UNCALCULATED = "#NOT_CALCULATED"
"""What stands for the value of a formula that was saved without one."""
ERROR = re.compile(
    rf"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|EXTERNAL!|BUSY!|UNKNOWN!|PYTHON!|"
    rf"TIMEOUT!|GETTING_DATA)|{UNCALCULATED}"
)
_LITERAL = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the rows are: a named table (by itself enough, its name is unique in a file), or a sheet; or the first one."""

    sheet: str | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Generic[C]):
    """The header and the rows under it, each with its number in the sheet. Rows that are empty are left out. `merged` are
    cells that are one, `separator` is that of a CSV, `above` counts the rows above the header, `groups` are those of its
    columns (sheets.heading_rows)."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[C, ...]], ...]
    merged: tuple[Merged, ...] = ()
    above: int = 0
    groups: tuple[str, ...] = ()
    separator: str = ""


def as_they_are(rows: Iterable[tuple[Cell, ...]]) -> Iterable[tuple[Cell, ...]]:
    """Rows of values."""
    return rows


def read_workbook(
    data: bytes, place: Place, kept: Callable[[Iterable[tuple[Cell, ...]]], Iterable[tuple[C, ...]]], *,
    bounds: Bounds = WORKBOOK, titled: bool = False,
) -> Grid[C]:
    """The rows of a table or sheet, as `kept` makes them of their values; it may refuse them while they are read.

    `titled`: a title may stand above them. Raises `GapError`.
    """
    from openpyxl.reader.excel import ExcelReader

    _check(data, bounds)
    sheet_name, cells = place.sheet, WHOLE
    if place.table is not None:
        sheet_name, cells = _table(data, place.table)
    layout = laid_out(data, sheet_name, bounds)
    try:
        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.read_chartsheet = lambda *_: None  # it would be read whole, its pictures too, and has no cells
        reader.read()
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise GapError(Unreadable(why="not_a_workbook")) from error
    book = reader.wb
    try:
        if sheet_name is not None and sheet_name not in book.sheetnames:
            raise GapError(Unreadable(why="sheet_missing", column=sheet_name))
        sheet = book[sheet_name] if sheet_name is not None else book.worksheets[0]
        return _grid(_rows(sheet, cells, layout), layout.merged, kept, titled=titled)
    except (GapError, Invalid):
        raise
    except Exception as error:
        raise GapError(Unreadable(why="workbook_broken")) from error
    finally:
        book.close()


def tables_of(data: bytes) -> tuple[str, ...]:
    """The names of the tables in a workbook, for choosing."""
    _check(data, WORKBOOK)
    return tuple(name for name, _, _ in _tables(data))


def sheet_names(data: bytes, bounds: Bounds) -> tuple[str, ...]:
    """The names of the sheets that somebody sees, in their order. Raises `GapError`."""
    _check(data, bounds)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return visible(file)


def _check(data: bytes, bounds: Bounds) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
    except Exception as error:  # zipfile raises whatever it meets in a table of contents
        raise GapError(Unreadable(why="not_a_workbook")) from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or (bounds.unpacked is not None and unpacked > bounds.unpacked):
        raise GapError(Unreadable(why="too_big"))


def _tables(data: bytes) -> list[tuple[str, str, str]]:
    """Every table: its name, its sheet's name, its range."""
    found: list[tuple[str, str, str]] = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for sheet, part in sheets_of(file):
            for target in targets(file, part).values():
                if posixpath.dirname(target) == "xl/tables":
                    table = xml(file, target)
                    found.append((table.get("displayName", ""), sheet, _without_totals(table)))
    return found


def _without_totals(table: ElementTree.Element) -> str:
    """The range of a table down to its last case."""
    ref, totals = table.get("ref", ""), table.get("totalsRowCount", "0")
    cells = _RANGE.fullmatch(ref)
    if cells is None or not totals.isdecimal():
        return ref
    return f"{cells[1]}{cells[2]}:{cells[3]}{int(cells[4]) - int(totals)}"


def _table(data: bytes, name: str) -> tuple[str, _Cells]:
    from openpyxl.utils import column_index_from_string

    for own, sheet, ref in _tables(data):
        cells = _RANGE.fullmatch(ref)
        if own.casefold() == name.casefold() and cells is not None:
            left, right = column_index_from_string(cells[1]), column_index_from_string(cells[3])
            return sheet, (int(cells[2]), int(cells[4]), left, right)
    raise GapError(Unreadable(why="table_missing", column=name))


def _rows(sheet: Any, cells: _Cells, layout: Layout) -> Iterator[tuple[int, tuple[Any, ...]]]:
    first, last, left, right = cells
    unknown, styled = {row for _, row in layout.uncalculated}, 0
    if right is None:
        sheet.reset_dimensions()  # some writers state a dimension that is wrong
    for number, row in enumerate(
        sheet.iter_rows(min_row=first, max_row=last, min_col=left, max_col=right), first or 1
    ):
        if number - (first or 1) > MOST_NUMBERED:
            raise GapError(Unreadable(why="too_long"))
        if len(row) > MOST_COLUMNS:
            styled += 1
            if styled > MOST_STYLED or any(cell.value is not None for cell in row[MOST_COLUMNS:]):
                raise GapError(Unreadable(why="too_wide"))
            row = row[:MOST_COLUMNS]
        shown = tuple([_shown(cell) for cell in row])
        if number in unknown:
            shown = tuple([
                UNCALCULATED if (at, number) in layout.uncalculated else one for at, one in enumerate(shown, left or 1)
            ])
        if any(cell is not None and cell != "" for cell in shown):
            yield number, shown


def _shown(cell: Any) -> Any:
    """A cell's value: of percents as many as are shown."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in _LITERAL.sub("", cell.number_format):
        return Decimal(repr(value)) * 100
    return value


def _grid(
    rows: Iterator[tuple[int, tuple[Any, ...]]], merged: tuple[Merged, ...],
    kept: Callable[[Iterable[tuple[Cell, ...]]], Iterable[tuple[C, ...]]], *, titled: bool,
) -> Grid[C]:
    first = tuple(islice(rows, LOOKED_AT if titled else 1))
    wide: dict[int, list[tuple[int, int]]] = {}
    for one in merged:
        if one.until > one.column:
            wide.setdefault(one.first, []).append((one.column - 1, one.until - 1))
    said = [["" if cell is None else str(cell).strip() for cell in row] for _, row in first]
    heading = heading_of(said, [number for number, _ in first], wide)
    rows, header = chain(first[heading.until :], rows), heading.names
    if not header:
        raise GapError(Unreadable(why="no_header"))
    width = len(header)
    numbers: list[int] = []

    def values() -> Iterator[tuple[Cell, ...]]:
        for number, row in rows:
            numbers.append(number)
            yield tuple([_cell(one) for one in row[:width]]) + (None,) * (width - len(row))

    found = list(kept(values()))
    return Grid(
        header=header, rows=tuple(zip(numbers, found, strict=True)), merged=merged, above=heading.above,
        groups=heading.groups,
    )


def _cell(raw: Any) -> Cell:
    if raw is None or isinstance(raw, bool | datetime | date):
        return raw
    if isinstance(raw, int | float):
        return Decimal(repr(raw))
    return raw if isinstance(raw, Decimal) else str(raw).strip() or None
