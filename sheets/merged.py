"""Cells that several rows of a sheet share: what the first row says holds for those below."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from portfolio.imports.entries import Field
from sheets.bounds import LISTED, bounded
from sheets.columns import guess
from sheets.tables import Table


def filled(table: Table, numbers: Sequence[int], shared: Iterable[tuple[int, int, int]]) -> Table:
    """The table with shared cells in each of their rows. `numbers` are its rows' in the sheet, `shared` (column from 0,
    first and last row). A shared name or id stays where it is: rows below it go on about one thing, and are no others."""
    columns = guess(table)
    single = {table.header.index(name) for field, name in columns.items() if field in (Field.NAME, Field.KEY)}
    rows = [list(row) for row in table.rows]
    at = {number: place for place, number in enumerate(numbers)}
    left = len(table.rows) * len(table.header)  # no sound sheet shares a cell twice
    for column, first, last in shared:
        if column >= len(table.header) or column in single or first not in at:
            continue
        said, until = rows[at[first]][column], min(last, numbers[-1])
        left -= until - first
        if left < 0:
            break
        for number in range(first + 1, until + 1):
            if number in at and not rows[at[number]][column]:
                rows[at[number]][column] = said
    return replace(table, rows=tuple(bounded(map(tuple, rows), LISTED)))
