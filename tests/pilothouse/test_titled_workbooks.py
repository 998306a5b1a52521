"""A programme office's workbook: a title and groups of columns above the header, cells that rows share, and a cap."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from pilothouse import workbook
from pilothouse.workbook import read_xlsx
from portfolio.errors import Invalid


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


def test_cells_are_counted_before_anything_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 10)
    with pytest.raises(Invalid) as refused:
        read_xlsx(made())
    assert refused.value.problems[0].code == "sheet_too_many_cells"
