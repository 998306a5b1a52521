"""What a file may be at most, so that reading it takes a bounded amount of memory: it is read by the process that serves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portfolio.errors import Invalid, problem

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Bytes of a file and, where it is a workbook, of what it unpacks to; rows under its header; cells of these rows, empty
    ones too, and characters in them. None: as many as the others let there be."""

    size: int
    unpacked: int | None = None
    rows: int
    cells: int | None = None
    text: int | None = None


CASES = Bounds(size=64 * MEGABYTE, rows=500_000)
"""A file of cases has few columns and very many rows."""
WORKBOOK = Bounds(size=16 * MEGABYTE, unpacked=256 * MEGABYTE, rows=200_000, cells=4_000_000)
"""Cases in a workbook: each cell takes some hundred bytes, and seven millionths of a second to read."""
LISTED = Bounds(size=32 * MEGABYTE, unpacked=64 * MEGABYTE, rows=100_000, cells=500_000, text=16_000_000)
"""A list of initiatives: several times the largest public inventory, which has 3,611 rows of 36 columns and 3 MB. A cell
takes sixty bytes, a character up to four, and what is understood of a row six hundred (measured)."""


def bounded(rows: Iterable[tuple[str, ...]], bounds: Bounds) -> Iterator[tuple[str, ...]]:
    """The same rows. Invalid at the first that is beyond the bounds, so that no more are held than these."""
    cells = text = 0
    for at, row in enumerate(rows):
        if at >= bounds.rows:
            raise Invalid(problem("file", "sheet_too_long", most=bounds.rows))
        cells += len(row)
        if bounds.cells is not None and cells > bounds.cells:
            raise Invalid(problem("file", "sheet_too_many_cells", most=bounds.cells))
        if bounds.text is not None:
            text += sum(map(len, row))
            if text > bounds.text:
                raise Invalid(problem("file", "sheet_too_much_text", most=bounds.text))
        yield row
