"""Rows above the header: the title and the date that people put on top of a list."""

from collections.abc import Sequence

from sheets.dates import Order, read_stamp

LOOKED_AT = 40
"""Rows of a file that are looked at, those with anything in them."""
_DEEPEST = 10
"""Rows that may stand above a header."""
_FEWEST = 3
"""Columns of a header that something stands above; a list of two columns begins with its header."""


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """Where the header is among the first rows of a file that are not empty: 0 unless something plainly stands above it.

    Then it fills at least twice as many cells as each row above, all of them with words, and a quarter of the rows below
    fill more cells than any row above.
    """
    filled = [sum(1 for cell in row if cell) for row in rows]
    best, above = 0, filled[0] if filled else 0
    for at in range(1, min(_DEEPEST, len(rows) - 1) + 1):
        most = max(filled[:at])
        if (
            filled[at] >= max(_FEWEST, 2 * most) and filled[at] > above and _upper(filled[at + 1 :]) > most
            and all(is_name(cell) for cell in rows[at] if cell)
        ):
            best, above = at, filled[at]
    return best


def _upper(counts: Sequence[int]) -> int:
    """What a quarter of them reach; lists are filled in unevenly."""
    return sorted(counts)[3 * len(counts) // 4] if counts else 0


def is_name(cell: str) -> bool:
    """Whether a cell could be a column's name: words, and not a number or a date."""
    return any(letter.isalpha() for letter in cell) and all(read_stamp(cell, order) is None for order in Order)
