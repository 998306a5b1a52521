"""A programme office's workbook: a title and groups of columns above the header, cells that rows share, and a cap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from graph import workbook_parts
from pilothouse import workbook
from pilothouse.cli import main
from pilothouse.workbook import read_xlsx
from portfolio.errors import Invalid
from sheets.bounds import LISTED


def made() -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (
        ["KI-Vorhaben 2026"], ["Stand", "01.11.2026"], [None, "Allgemein", None, "Verlauf"],
        ["Vorhaben", "Bereich", "Phase", "Start"],
        ["Angebote", "Vertrieb", "Pilot", date(2026, 4, 3)], ["Belege", None, "Idee", None], ["Post", None, "Pilot", None],
        ["Berichte", "Finanzen", "Idee", None], [None, None, None, date(2026, 5, 1)],
    ):
        sheet.append(row)
    for cells in ("A1:D1", "D3:E3", "B5:B7", "A8:A9", "B8:B9"):
        sheet.merge_cells(cells)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def test_the_header_is_found_below_titles_and_shared_cells_hold_for_each_row() -> None:
    table = read_xlsx(made())
    assert (table.header, table.above) == (("Vorhaben", "Bereich", "Phase", "Start"), 3)
    assert [row[1] for row in table.rows] == ["Vertrieb"] * 3 + ["Finanzen"] * 2
    assert [row[0] for row in table.rows] == ["Angebote", "Belege", "Post", "Berichte", ""]


def test_merged_groups_stand_before_the_names_below_them() -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["KI-Vorhaben 2026"], ["Vorhaben", "Verantwortlich", None, "Termine", None, "Phase"],
        [None, "Name", "E-Mail", "Start", "Entscheidung"],
        *([f"Briefe {n}", "Dana Weber", f"d{n}@x.test", date(2026, n, 3), None, "Pilot"] for n in range(1, 5)),
    ):
        sheet.append(row)
    for cells in ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"):
        sheet.merge_cells(cells)
    data = BytesIO()
    book.save(data)
    table = read_xlsx(data.getvalue())
    assert (table.above, len(table.rows)) == (1, 4)
    assert table.header == (
        "Vorhaben", "Verantwortlich: Name", "Verantwortlich: E-Mail", "Termine: Start", "Termine: Entscheidung", "Phase",
    )


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as found:
        read_xlsx(data)
    return found.value.problems[0].code


def test_cells_are_counted_before_anything_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LISTED", replace(LISTED, cells=10))
    assert refused(made()) == "sheet_too_many_cells"


def test_texts_shared_cells_and_parts_read_whole_are_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    data = BytesIO(made())
    with ZipFile(data, "a") as file:
        file.writestr("xl/sharedStrings.xml", "<sst>" + "<si><t>1</t></si>" * 60 + "</sst>")
    monkeypatch.setattr(workbook, "LISTED", replace(LISTED, cells=50))
    assert refused(data.getvalue()) == "sheet_too_many_cells"
    assert read_xlsx(made()).above == 3
    with monkeypatch.context() as patch:
        patch.setattr(workbook_parts, "MOST_AROUND", 6)
        assert refused(made()) == "sheet_expands"


def changed(part: str, change: Callable[[str], bytes], **more: str) -> bytes:
    data = BytesIO()
    with ZipFile(BytesIO(made())) as old, ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name).decode()) if name == part else old.read(name))
        for name, said in more.items():
            new.writestr(f"xl/{name}.xml", said)
    return data.getvalue()


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_part_that_declares_entities_is_refused(part: str) -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    assert refused(changed(part, lambda said: f"{declared}{said}".encode())) == "workbook_broken"
    ahead = f"<!--{' ' * (2**20 - 11)}-->"  # it lies across two of the chunks that a sheet is read in
    assert refused(changed(part, lambda said: f"{ahead}<!DOCTYPE x>{said}".encode())) == "workbook_broken"


def test_texts_are_limited_whatever_their_part_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/other.xml" ContentType="{kind}"/></Types>'
    texts = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + "<si><t>1</t></si>" * 60 + "</sst>"
    book = changed("[Content_Types].xml", lambda said: said.replace("</Types>", listed).encode(), other=texts)
    assert read_xlsx(book).above == 3
    monkeypatch.setattr(workbook, "LISTED", replace(LISTED, cells=50))
    assert refused(book) == "sheet_too_many_cells"


def sheets(*each: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in each:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


LIST: list[list[object]] = [["Initiative", "Status", "Owner"], ["Letters", "Pilot", "Dana Weber"]]


def test_a_cover_before_the_list_is_passed_over_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cover.xlsx").write_bytes(sheets(("Cover", [["AI inventory"], ["confidential"]]), ("Empty", []), ("List", LIST)))
    assert main(["import", "cover.xlsx", "--dry-run"]) == 0
    assert "The first sheet holds no list; “List” was read." in capsys.readouterr().out
    assert read_xlsx(sheets(("List", LIST), ("Old", LIST))).sheet == "", "the first one needs no word"


def test_a_table_of_names_is_not_the_list() -> None:
    odd = [["Wert", "Menge"], ["x", "1"], ["y", "2"]]
    assert read_xlsx(sheets(("Odd", odd), ("Lookup", [["Name", "Code"], ["Pilot", "P"]]))).header == ("Wert", "Menge")
