"""Files in a library: what Excel saves is read whole, and what cannot be read is named."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table as ExcelTable

from graph.allowed import Allowed
from graph.files import FileRef, file_columns, read_file, table_of, workbook_tables
from graph.gaps import GapError
from graph.sample_tenant.manners import Mishap
from graph.sample_tenant.sharepoint import CSV_FILE, DRIVE, XLSX_FILE
from graph.workbooks import Grid, Place, as_they_are, read_workbook
from portfolio.observations import (
    MissingPermission,
    NotAllowed,
    NotFound,
    Origin,
    Rejected,
    SourceKind,
    SourceRef,
    Unavailable,
    Unreadable,
)
from tests.graph.reading import EVERYTHING, NOW, WORKS, Reading, value

CSV = FileRef(drive=DRIVE, item=CSV_FILE)
XLSX = FileRef(drive=DRIVE, item=XLSX_FILE, place=Place(table="Cases"))


async def test_a_csv_that_a_german_excel_saved_is_read_whole(at: Reading) -> None:
    cases = at.tenant.model.cases(WORKS)
    table = value(await read_file(at.graph, CSV, ("Closed", "Bearbeitungsgebühr"), allowed=EVERYTHING, key="Case"))
    assert [row.key for row in table.rows] == [f"C-{case.id:05d}" for case in cases]
    assert table.rows[0].cells == (f"{cases[0].closed:%d.%m.%Y %H:%M}", "1,50")
    assert [row.cells[0] is None for row in table.rows] == [case.closed is None for case in cases]
    assert table.origin.source.kind is SourceKind.CSV and table.origin.fetched_at == NOW
    again = value(await read_file(at.graph, CSV, ("Closed",), allowed=EVERYTHING))
    assert again.origin.batch_key == table.origin.batch_key


async def test_a_table_of_a_workbook_keeps_its_types(at: Reading) -> None:
    cases = at.tenant.model.cases(WORKS)
    assert value(await workbook_tables(at.graph, XLSX, allowed=EVERYTHING)) == ("Cases",)
    table = value(await read_file(at.graph, XLSX, ("Opened", "Closed", "Right first time"), allowed=EVERYTHING, key="Case"))
    assert len(table.rows) == len(cases) and table.rejected == ()
    opened, closed, right = table.rows[0].cells
    assert isinstance(opened, datetime) and isinstance(closed, datetime)
    assert (opened, right) == (cases[0].opened.replace(tzinfo=None), cases[0].right)
    by_sheet = FileRef(drive=DRIVE, item=XLSX_FILE, place=Place(sheet="Log"))
    assert value(await read_file(at.graph, by_sheet, ("Opened",), allowed=EVERYTHING)).rows[0].number == 2


async def test_the_token_never_follows_a_redirect(at: Reading) -> None:
    value(await file_columns(at.graph, CSV, allowed=EVERYTHING))
    assert at.tenant.tokens_at_download == [""]


async def test_a_download_address_that_expired_is_asked_for_again(at: Reading) -> None:
    at.tenant.manners.next(403, on="/download", html=True)
    assert "Closed" in value(await file_columns(at.graph, CSV, allowed=EVERYTHING))
    assert [path.split("/")[1] for path in at.tenant.requests] == ["drives", "download"] * 2


async def test_a_download_host_that_refuses_for_good_is_named(at: Reading) -> None:
    at.tenant.manners.next(403, on="/download", html=True, times=9)
    assert await file_columns(at.graph, CSV, allowed=EVERYTHING) == Unavailable(why="download_refused")
    assert at.slept == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("target", ["https://elsewhere.example/file", "ftp://elsewhere.example/file"])
async def test_a_redirect_to_another_scheme_is_not_followed(at: Reading, target: str) -> None:
    at.tenant.manners.mishaps.append(Mishap(status=302, headers={"Location": target}))
    assert await file_columns(at.graph, CSV, allowed=EVERYTHING) == Unreadable(why="unsafe_redirect")


async def test_a_redirect_to_nowhere_is_asked_again(at: Reading) -> None:
    at.tenant.manners.mishaps.append(Mishap(status=302, headers={"Location": "http://[::1/"}))
    assert "Closed" in value(await file_columns(at.graph, CSV, allowed=EVERYTHING))


@pytest.mark.parametrize("ref", [CSV, XLSX])
async def test_a_renamed_column_is_a_gap(at: Reading, ref: FileRef) -> None:
    at.tenant.manners.renamed = {"Closed": "Done"}
    gap = Unreadable(why="column_missing", column="Closed")
    assert await read_file(at.graph, ref, ("Opened", "Closed"), allowed=EVERYTHING) == gap


async def test_what_cannot_be_had_is_named(at: Reading) -> None:
    elsewhere = FileRef(drive="drive-hr", item="salaries")
    assert await read_file(at.graph, elsewhere, ("A",), allowed=EVERYTHING) == NotAllowed(why="not_enabled")
    assert await file_columns(at.graph, CSV, allowed=Allowed(locators=frozenset())) == NotAllowed(why="not_enabled")
    assert at.tenant.requests == []
    gone = FileRef(drive=DRIVE, item="gone")
    assert await read_file(at.graph, gone, ("A",), allowed=EVERYTHING) == NotFound(what="file_source")
    not_a_book = FileRef(drive=DRIVE, item=CSV_FILE, place=Place())
    assert await read_file(at.graph, not_a_book, ("A",), allowed=EVERYTHING) == Unreadable(why="not_a_workbook")
    a_book = FileRef(drive=DRIVE, item=XLSX_FILE)
    assert await read_file(at.graph, a_book, ("A",), allowed=EVERYTHING) == Unreadable(why="sheet_is_a_workbook")
    at.tenant.manners.withheld = {"Files"}
    missing = MissingPermission(permission="Files.SelectedOperations.Selected", feature="file_source")
    assert await read_file(at.graph, CSV, ("A",), allowed=EVERYTHING) == missing


def book(*rows: tuple[Any, ...]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_workbook_without_the_sheet_or_table_says_so() -> None:
    data = book(("A",), (1,))
    for place, why in ((Place(sheet="X"), "sheet_missing"), (Place(table="X"), "table_missing")):
        with pytest.raises(GapError) as caught:
            read_workbook(data, place, as_they_are)
        assert caught.value.gap == Unreadable(why=why, column="X")
    assert read_workbook(data, Place(), as_they_are).rows == ((2, (Decimal(1),)),)


def test_a_formula_that_was_saved_without_a_result_is_no_empty_cell() -> None:
    """A program wrote it and no Excel ever saved it: a case with such an end is not open."""
    grid = read_workbook(book(("Id", "End"), (1, "=TODAY()"), (2, None), (3, '="" & A3')), Place(), as_they_are)
    origin = Origin(source=SourceRef(kind=SourceKind.WORKBOOK, locator="x"), fetched_at=NOW, sha256="")
    table = table_of(grid, ("End",), origin, key="Id")
    assert [(row.key, row.cells) for row in table.rows] == [("2", (None,))]
    assert [(one.row, one.why, one.column) for one in table.rejected] == [
        (2, "not_calculated", "End"), (4, "not_calculated", "End"),
    ]  # fmt: skip


def test_percents_are_as_many_as_are_shown_and_a_row_of_totals_is_no_case() -> None:
    made = Workbook()
    for row in (("Week", "Rate", "Fee"), ("2026-W01", 0.45, 0.45), ("2026-W02", 0.07, 7), ("Total", 0.26, 7.45)):
        made.active.append(row)
    for at, form in (("B2", "0%"), ("B3", "0.0 %"), ("C2", '0.00" %"')):
        made.active[at].number_format = form
    table = ExcelTable(displayName="T", ref="A1:C4", totalsRowCount=1)
    made.active.add_table(table)
    out = io.BytesIO()
    made.save(out)
    assert read_workbook(out.getvalue(), Place(table="T"), as_they_are).rows == (
        (2, ("2026-W01", Decimal(45), Decimal("0.45"))), (3, ("2026-W02", Decimal(7), Decimal(7))),
    )  # fmt: skip


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(3):
            file.writestr(f"xl/{number}.xml", b"\0" * 100 * 2**20)
    assert len(out.getvalue()) < 2**20
    with pytest.raises(GapError) as caught:
        read_workbook(out.getvalue(), Place(), as_they_are)
    assert caught.value.gap == Unreadable(why="too_big")


def with_half_a_sheet(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part[:-40] if name.startswith("xl/worksheets/sheet") else part)
    return out.getvalue()


@pytest.mark.parametrize("spoil", [lambda d: d[:300], lambda d: d[:-100], lambda d: b"", with_half_a_sheet])
def test_half_a_workbook_is_a_gap_and_no_crash(spoil: Any) -> None:
    with pytest.raises(GapError):
        read_workbook(spoil(book(("A",), (1,))), Place(), as_they_are)


def test_rows_that_cannot_be_used_are_kept_with_their_reason() -> None:
    grid = Grid(header=("Id", "V"), rows=((2, ("a", "1")), (3, ("a", "2")), (4, (None, "3")), (5, ("b", "#N/A"))))
    origin = Origin(source=SourceRef(kind=SourceKind.CSV, locator="x"), fetched_at=NOW, sha256="")
    table = table_of(grid, ("V",), origin, key="id", too_wide=1)
    assert [row.key for row in table.rows] == ["a"]
    assert table.rejected == (
        Rejected(row=0, why="too_wide"), Rejected(row=3, why="key_twice", column="id", value="a"),
        Rejected(row=4, why="key_missing", column="id"), Rejected(row=5, why="cell_error", column="V", value="#N/A"),
    )  # fmt: skip
