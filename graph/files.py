"""A CSV or an .xlsx in a document library: downloaded, since the workbook API is not for applications."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from graph.allowed import Allowed
from graph.client import Graph
from graph.gaps import GapError, answers
from graph.permissions import FILES
from graph.workbooks import ERROR, UNCALCULATED, Grid, Place, as_they_are, read_workbook, tables_of
from portfolio.errors import Invalid
from portfolio.observations import Cell, Origin, RawRow, Rejected, SourceKind, SourceRef, Table, Unreadable
from sheets.bounds import CASES, WORKBOOK
from sheets.tables import read_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRef:
    """A file by its ids. `place` is for a workbook."""

    drive: str
    item: str
    place: Place | None = None

    @property
    def source(self) -> SourceRef:
        """Its address as an observation keeps it."""
        where = ""
        if self.place is not None:
            where = f"#{self.place.table or ''}!{self.place.sheet or ''}"
        kind = SourceKind.CSV if self.place is None else SourceKind.WORKBOOK
        return SourceRef(kind=kind, locator=f"{self.enabled}{where}")

    @property
    def enabled(self) -> str:
        """What an admin enables: the file, whatever is read in it."""
        return f"drives/{self.drive}/items/{self.item}"


_LOCATOR = re.compile(r"drives/([^/#]+)/items/([^/#]+)(?:#(.*)!([^!]*))?")


def at_locator(locator: str) -> FileRef | None:
    """The file behind what `FileRef.source` says; None for anything else."""
    found = _LOCATOR.fullmatch(locator)
    if found is None:
        return None
    drive, item, table, sheet = found.groups()
    place = None if table is None else Place(table=table or None, sheet=sheet or None)
    return FileRef(drive=drive, item=item, place=place)


async def content(graph: Graph, ref: FileRef, allowed: Allowed, limit: int) -> bytes:
    """The file as it is, up to `limit` bytes. Raises `GapError`."""
    allowed.check(ref.enabled)
    url = graph.url(
        lambda sdk: sdk.drives.by_drive_id(ref.drive).items.by_drive_item_id(ref.item).content.to_get_request_information()
    )
    return await graph.body(url, FILES, limit=limit)


def csv_grid(data: bytes, columns: Iterable[str] | None = None) -> tuple[Grid[Cell], int]:
    """A CSV as a grid of text, and how many rows had more cells than the header. `columns`: only what is called so, since
    half a million rows of all a file has would take 400 MB. Raises `GapError`."""
    names = None if columns is None else frozenset(map(_folded, columns))
    try:
        table = read_csv(data, wanted=lambda name: names is None or _folded(name) in names)
    except Invalid as error:
        raise GapError(Unreadable(why=error.problems[0].code)) from error
    rows = tuple((number, tuple([cell or None for cell in row])) for number, row in enumerate(table.rows, 1))
    return Grid(header=table.header, rows=rows, separator=table.separator), table.too_wide


def _folded(name: str) -> str:
    return name.strip().casefold()


def _position(header: Sequence[str], name: str) -> int:
    """Where a column is: by its name without regard to case and outer spaces, never by where it was last time."""
    found = [at for at, own in enumerate(header) if _folded(own) == _folded(name)]
    if len(found) != 1:
        raise GapError(Unreadable(why="column_twice" if found else "column_missing", column=name))
    return found[0]


def table_of(grid: Grid[Cell], columns: Sequence[str], origin: Origin, *, key: str | None, too_wide: int = 0) -> Table:
    """The bound columns of a grid. `key` names the column that identifies a row: without one its number does, and a row
    whose key is empty or was there before is rejected. A cell with one of Excel's errors in it rejects its row.
    """
    at = [_position(grid.header, name) for name in columns]
    key_at = None if key is None else _position(grid.header, key)
    rows: list[RawRow] = []
    bad = [Rejected(row=0, why="too_wide")] * too_wide
    seen: set[Cell] = set()
    for number, row in grid.rows:
        cells = tuple([row[index] for index in at])
        broken = next((i for i, cell in enumerate(cells) if isinstance(cell, str) and ERROR.fullmatch(cell)), None)
        name: Cell = str(number) if key_at is None else row[key_at]
        if broken is not None:
            why = "not_calculated" if cells[broken] == UNCALCULATED else "cell_error"
            bad.append(Rejected(row=number, why=why, column=columns[broken], value=str(cells[broken])))
        elif name is None or name in seen:
            why = "key_missing" if name is None else "key_twice"
            bad.append(Rejected(row=number, why=why, column=key, value=str(name or "")))
        else:
            seen.add(name)
            rows.append(RawRow(number=number, key=str(name), cells=cells))
    return Table(
        origin=origin, columns=tuple(columns), rows=tuple(rows), rejected=tuple(bad), separator=grid.separator
    )


def bound(columns: Iterable[str], key: str | None) -> tuple[str, ...]:
    """What is read of a file: the columns, and the one that tells its rows apart."""
    return (*columns, *([] if key is None else [key]))


def _origin(graph: Graph, ref: FileRef, data: bytes) -> Origin:
    return Origin(source=ref.source, fetched_at=graph.clock(), sha256=sha256(data).hexdigest())


@answers
async def read_file(
    graph: Graph, ref: FileRef, columns: Sequence[str], *, allowed: Allowed, key: str | None = None
) -> Table:
    """The bound columns of a CSV (any usual encoding and separator) or, with a `place`, of a workbook."""
    data = await content(graph, ref, allowed, CASES.size if ref.place is None else WORKBOOK.size)

    def parsed() -> Table:
        if ref.place is None:
            grid, too_wide = csv_grid(data, bound(columns, key))
        else:
            grid, too_wide = read_workbook(data, ref.place, as_they_are), 0
        return table_of(grid, columns, _origin(graph, ref, data), key=key, too_wide=too_wide)

    return await asyncio.to_thread(parsed)


@answers
async def file_columns(graph: Graph, ref: FileRef, *, allowed: Allowed) -> tuple[str, ...]:
    """The columns of a file, for choosing: names only, no cell."""
    data = await content(graph, ref, allowed, CASES.size if ref.place is None else WORKBOOK.size)
    place = ref.place
    grid = await asyncio.to_thread(lambda: csv_grid(data)[0] if place is None else read_workbook(data, place, as_they_are))
    return grid.header


@answers
async def workbook_tables(graph: Graph, ref: FileRef, *, allowed: Allowed) -> tuple[str, ...]:
    """The names of a workbook's tables, for choosing."""
    return await asyncio.to_thread(tables_of, await content(graph, ref, allowed, WORKBOOK.size))
