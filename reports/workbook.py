"""An .xlsx workbook in which every cell is text: what a spreadsheet would take for a formula is none."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

Cells = Sequence[Sequence[str]]
_LONGEST_TITLE = 31
"""Of a sheet, by the file format."""
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
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def printable(text: str) -> str:
    """The text without signs that nobody sees: no sheet may hold them, and a terminal obeys them. A line's end and any
    other space are a space, for they part words."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text).strip()
