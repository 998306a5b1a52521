"""What openpyxl would hold of a workbook is known, and limited, before it opens one."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from graph.gaps import GapError
from graph.workbooks import Place, as_they_are, read_workbook
from portfolio.observations import Unreadable
from sheets.bounds import LISTED

SHEET, OTHER, TEXTS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "xl/_rels/workbook.xml.rels"


def made() -> Mapping[str, str]:
    book = Workbook()
    book.active.append(["Name"])
    book.active.append(["Angebote"])
    book.create_sheet("Other").append(["x"])
    data = BytesIO()
    book.save(data)
    with ZipFile(data) as file:
        return {TEXTS: f'<sst xmlns="{MAIN}"></sst>'} | {name: file.read(name).decode() for name in file.namelist()}


def zipped(parts: Mapping[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as file:
        for name, said in parts.items():
            file.writestr(name, said)
    return data.getvalue()


def refused(part: str, old: str, new: str) -> str:
    parts = made()
    assert old in parts[part]
    with pytest.raises(GapError) as found:
        read_workbook(zipped({**parts, part: parts[part].replace(old, new, 1)}), Place(), as_they_are, bounds=LISTED)
    assert isinstance(found.value.gap, Unreadable)
    return found.value.gap.why


def test_a_workbook_with_nothing_odd_is_read() -> None:
    grid = read_workbook(zipped(made()), Place(), as_they_are, bounds=LISTED)
    assert (grid.header, grid.rows) == (("Name",), ((2, ("Angebote",)),))


HOSTILE = {
    "a row of very many cells": (SHEET, "</row>", "<c/>" * 70_000 + "</row>", "too_big"),
    "a cell of megabytes": (SHEET, "</row>", f"<c t='inlineStr'><is><t>{'x' * (4 * 2**20)}</t></is></c></row>", "too_big"),
    "elements between rows": (SHEET, "</sheetData>", "<v/>" * 160_000 + "</sheetData>", "too_big"),
    "rows and rows": (SHEET, "</sheetData>", "<row/>" * 200_000 + "</sheetData>", "too_long"),
    "cells written oddly": (SHEET, "<sheetData>", "<sheetData>" + f"<row>{'<c />' * 50_000}</row>" * 11, "too_many_cells"),
    "another sheet": (OTHER, '<dimension ref="A1:A1" />', "<v/>" * 160_000, "too_big"),
    "empty texts": (TEXTS, "</sst>", "<si />" * 500_001 + "</sst>", "too_many_cells"),
    "long texts": (TEXTS, "</sst>", f"<si><t>{'x' * 2**20}</t></si>" * 16 + "</sst>", "too_much_text"),
    "styles": ("xl/styles.xml", "</cellXfs>", "<xf/>" * 160_000 + "</cellXfs>", "too_big"),
    "a relation with two targets": (
        RELATIONS, "</Relationships>", '<Relationship Id="rId1" Target="y.xml"/></Relationships>', "workbook_broken",
    ),
    "a workbook elsewhere": ("[Content_Types].xml", "/xl/workbook.xml", "/xl/other.xml", "workbook_broken"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_would_take_too_much_memory_is_refused_beforehand(kind: str) -> None:
    part, old, new, why = HOSTILE[kind]
    assert refused(part, old, new) == why


def test_another_sheet_that_says_how_large_it_is_may_be_as_large_as_it_likes() -> None:
    parts = made()
    large = parts[OTHER].replace("</sheetData>", "<row/>" * 210_000 + "</sheetData>")
    assert read_workbook(zipped({**parts, OTHER: large}), Place(), as_they_are, bounds=replace(LISTED, cells=10)).rows
