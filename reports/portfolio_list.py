"""The rows of a portfolio list as CSV or .xlsx. What a spreadsheet would take for a formula is text in both."""

import csv
import io
from collections.abc import Sequence

from portfolio.views.digest import PortfolioRow
from reports.workbook import Cells, printable, workbook
from words.api import Words, known

_FORMULA = ("=", "+", "-", "@")
"""How a cell begins that spreadsheets compute (OWASP, CSV injection)."""
_COLUMNS = ("name", "sponsor", "accepted", "stage", "decision", "evidence", "conditions", "id")


def file(rows: Sequence[PortfolioRow], language: str, ending: str) -> bytes:
    """The rows as the file of an ending, "csv" or "xlsx"."""
    w = Words(known(language))
    cells = table(rows, w)
    return as_csv(cells) if ending == "csv" else workbook([(w.say("portfolio.eyebrow"), cells)])


def table(rows: Sequence[PortfolioRow], w: Words) -> Cells:
    """A heading, then the rows in the order of the list. Dates are ISO 8601."""
    return [[w.say(f"export.{column}") for column in _COLUMNS], *(_row(one, w) for one in rows)]


def _row(one: PortfolioRow, w: Words) -> list[str]:
    return [
        one.name, one.sponsor or "", w.say("export.yes" if one.owned else "export.no"), w.name(one.stage),
        one.gate_on.isoformat() if one.gate_on else "", w.name(one.verdict),
        "; ".join(w.name(condition) for condition in one.conditions), one.initiative,
    ]  # fmt: skip


def as_csv(cells: Cells) -> bytes:
    """UTF-8 with its mark, as spreadsheets expect it. A cell that begins like a formula gets an apostrophe before it;
    unprintable signs are left out."""
    text = io.StringIO()
    csv.writer(text).writerows([[_inert(printable(cell)) for cell in row] for row in cells])
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
