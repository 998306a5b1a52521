"""An .xlsx as rows: one named table, or one sheet with its header in the first row that has anything in it.

Values only: a formula counts with the value it was saved with, and one that was saved without is an empty cell. Blocking
and slow (openpyxl); the reader calls it in a thread. Size, expansion and length are limited before anything is parsed.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from graph.gaps import GapError
from portfolio.observations import Cell, Unreadable

MOST_EXPANDED = 256 * 2**20  # bytes: a zip of a few kilobytes can hold gigabytes
MOST_PARTS = 2_000
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 4_000_000
"""Cells of the rows that are kept, each some hundred bytes once it is read: what limits rows and columns apart would let a
sheet of both have a hundred million."""
_Cells = tuple[int | None, int | None, int | None, int | None]
WHOLE: _Cells = (None, None, None, None)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
ERROR = re.compile(r"#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the rows are: a named table (by itself enough, its name is unique in a file), or a sheet; or the first one."""

    sheet: str | None = None
    table: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The header and the rows under it, each with its number in the sheet. Rows that are empty are left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_workbook(data: bytes, place: Place) -> Grid:
    """The rows of a table or sheet. Raises `GapError`."""
    from openpyxl import load_workbook

    _check(data)
    sheet_name, cells = place.sheet, WHOLE
    if place.table is not None:
        sheet_name, cells = _table(data, place.table)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise GapError(Unreadable(why="not_a_workbook")) from error
    try:
        if sheet_name is not None and sheet_name not in book.sheetnames:
            raise GapError(Unreadable(why="sheet_missing", column=sheet_name))
        sheet = book[sheet_name] if sheet_name is not None else book.worksheets[0]
        return _grid(_rows(sheet, cells))
    except GapError:
        raise
    except Exception as error:
        raise GapError(Unreadable(why="workbook_broken")) from error
    finally:
        book.close()


def tables_of(data: bytes) -> tuple[str, ...]:
    """The names of the tables in a workbook, for choosing."""
    _check(data)
    return tuple(name for name, _, _ in _tables(data))


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = file.infolist()
    except zipfile.BadZipFile as error:
        raise GapError(Unreadable(why="not_a_workbook")) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_EXPANDED:
        raise GapError(Unreadable(why="too_big"))


def _xml(file: zipfile.ZipFile, name: str) -> ElementTree.Element:
    text = file.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:  # no workbook has them, and they are how a parser is attacked
        raise GapError(Unreadable(why="workbook_broken"))
    return ElementTree.fromstring(text)  # noqa: S314 - no entities, size limited above


def _targets(file: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Relations of a part: id to the part it names."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in file.namelist():
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip("/")
        if not one.get("Target", "").startswith("/") else one.get("Target", "").lstrip("/")
        for one in _xml(file, rels)
    }  # fmt: skip


def _tables(data: bytes) -> list[tuple[str, str, str]]:
    """Every table: its name, its sheet's name, its range."""
    found: list[tuple[str, str, str]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            sheets = _targets(file, "xl/workbook.xml")
            for sheet in _xml(file, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
                part = sheets.get(sheet.get(_REL, ""), "")
                for target in _targets(file, part).values():
                    if posixpath.dirname(target) == "xl/tables":
                        table = _xml(file, target)
                        found.append((table.get("displayName", ""), sheet.get("name", ""), table.get("ref", "")))
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile) as error:
        raise GapError(Unreadable(why="workbook_broken")) from error
    return found


def _table(data: bytes, name: str) -> tuple[str, _Cells]:
    from openpyxl.utils import column_index_from_string

    for own, sheet, ref in _tables(data):
        cells = _RANGE.fullmatch(ref)
        if own.casefold() == name.casefold() and cells is not None:
            left, right = column_index_from_string(cells[1]), column_index_from_string(cells[3])
            return sheet, (int(cells[2]), int(cells[4]), left, right)
    raise GapError(Unreadable(why="table_missing", column=name))


def _rows(sheet: Any, cells: _Cells) -> Iterator[tuple[int, tuple[Any, ...]]]:
    first, last, left, right = cells
    if right is None:
        sheet.reset_dimensions()  # some writers state a dimension that is wrong
    for number, row in enumerate(
        sheet.iter_rows(min_row=first, max_row=last, min_col=left, max_col=right, values_only=True), first or 1
    ):
        if number - (first or 1) > MOST_ROWS:
            raise GapError(Unreadable(why="too_long"))
        if len(row) > MOST_COLUMNS:
            raise GapError(Unreadable(why="too_wide"))
        if any(cell is not None and cell != "" for cell in row):
            yield number, row


def _grid(rows: Iterator[tuple[int, tuple[Any, ...]]]) -> Grid:
    _, names = next(rows, (0, ()))
    header = tuple("" if name is None else str(name).strip() for name in names)
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise GapError(Unreadable(why="no_header"))
    width = len(header)
    kept: list[tuple[int, tuple[Cell, ...]]] = []
    for number, row in rows:
        if (len(kept) + 1) * width > MOST_CELLS:
            raise GapError(Unreadable(why="too_many_cells"))
        kept.append((number, tuple([_cell(one) for one in row[:width]]) + (None,) * (width - len(row))))
    return Grid(header=header, rows=tuple(kept))


def _cell(raw: Any) -> Cell:
    if raw is None or isinstance(raw, bool | datetime | date):
        return raw
    if isinstance(raw, int | float):
        return Decimal(repr(raw))
    return str(raw).strip() or None
