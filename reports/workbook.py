"""An .xlsx workbook in which every cell is text: what a spreadsheet would take for a formula is none."""

import io
from collections.abc import Sequence
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cells = Sequence[Sequence[str]]
_LONGEST_TITLE = 31
"""Of a sheet, by the file format."""
_WIDEST, _MARGIN = 60, 4
"""Signs of the widest column, and what the button of a filter takes."""
_FORBIDDEN = frozenset("[]:*?/\\")


def workbook(sheets: Sequence[tuple[str, Cells]]) -> bytes:
    """Sheets by title, in their order; unprintable signs are left out."""
    book = Workbook(write_only=False)
    book.remove(book.active)
    for title, cells in sheets:
        sheet = book.create_sheet("".join(sign for sign in title if sign not in _FORBIDDEN)[:_LONGEST_TITLE])
        for place, row in enumerate(cells, start=1):
            for at, text in enumerate(row, start=1):
                cell = sheet.cell(place, at)
                cell.value = printable(text)
                cell.data_type = "s"
        _lay_out(sheet, cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _lay_out(sheet: Worksheet, cells: Cells) -> None:
    """A heading that stays in sight and can be filtered by, and columns as wide as what is in them."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for at, column in enumerate(zip_longest(*cells, fillvalue=""), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = min(_WIDEST, max(map(len, column)) + _MARGIN)


def printable(text: str) -> str:
    """The text without signs that nobody sees: no sheet may hold them, and a terminal obeys them. A line's end and any
    other space are a space, for they part words."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text).strip()
