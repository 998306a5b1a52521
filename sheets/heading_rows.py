"""The heading of a list: one row of names, or two of which the upper one says what the columns below it have in common.

People write "Owner | | Dates | " over "Name | Mail | Start | Decision", with merged cells or with blanks. Two rows are taken
for a heading only when they can hardly be anything else; when in doubt the heading is one row.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets.numbers import is_blank
from sheets.title_rows import header_at, is_name

BETWEEN = ": "
"""Stands between the group and the name of a column."""
_OTHERWISE = 0.8
"""Share of a column's cells that are no names where the cell above them is one: then it is a name and no cell of theirs."""

_WIDEST = 500
"""Columns of a file that is looked at for groups; wider ones are no lists."""

Spans = Sequence[tuple[int, int]]
"""Cells of a row that are merged: their first and their last column, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The columns' names, each with its group before it, below `above` rows of another kind. `groups` has the group of each
    column, "" where it has none; () for a heading of one row."""

    names: tuple[str, ...]
    groups: tuple[str, ...]
    above: int

    @property
    def until(self) -> int:
        """The place of the first row under it."""
        return self.above + (2 if self.groups else 1)


def heading_of(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], merged: Mapping[int, Spans] | None = None
) -> Heading:
    """The heading among the first rows of a file that are not empty, which have these numbers in it. `merged`: cells that
    are merged, by the number of their row; None where the file cannot say."""
    at = header_at(rows)
    for upper in (at - 1, at):
        if upper < 0 or len(rows) < upper + 3 or numbers[upper + 1] != numbers[upper] + 1:
            continue
        spans = (merged or {}).get(numbers[upper], ())
        if groups := _groups(rows, upper, spans, at):
            return Heading(names=tuple(_joined(groups, rows[upper], rows[upper + 1])), groups=groups, above=upper)
    names = tuple(rows[at]) if rows else ()
    while names and not names[-1]:
        names = names[:-1]
    return Heading(names=names, groups=(), above=at)


def _groups(rows: Sequence[Sequence[str]], upper: int, spans: Spans, header: int) -> tuple[str, ...]:
    """The group of each column; () where these are not two rows of one heading."""
    first, second, below = rows[upper], rows[upper + 1], rows[upper + 2 :]
    if (width := max(map(len, rows))) > _WIDEST:
        return ()
    used = [at for at in range(width) if any(_at(row, at) for row in rows)]
    said = [cell for cell in (*first, *second) if cell]
    if sum(map(bool, first)) < 2 or not all(is_name(cell) and not is_blank(cell) and "@" not in cell for cell in said):
        return ()
    if not all(_at(first, at) or _at(second, at) for at in used) or _recurs(second, below):
        return ()
    over = dict(_over(first, spans, used[-1] + 1))
    lower = [at for at in used if _at(second, at)]
    wide = {group for group, columns in Counter(over[at] for at in lower if at in over).items() if columns > 1}
    if not wide:
        return ()
    within = [at for at in lower if over.get(at) in wide]
    if lower == used and (header == upper + 1 or spans):  # one group alone may be a title, or the name of two columns
        sure = len(wide) > 1
    else:
        sure = _fitted(first, within, lower, below) or _other(within, lower, below)
    if not sure:
        return ()
    return tuple(first[over[at]] if at in over and _at(second, at) else "" for at in range(used[-1] + 1))


def _over(first: Sequence[str], spans: Spans, width: int) -> Iterator[tuple[int, int]]:
    """Columns and the place of the group over each: as far as a cell is merged, or up to the next one where none is."""
    ends = dict(spans)
    filled = [at for at, cell in enumerate(first) if cell]
    for at, following in zip(filled, [*filled[1:], width], strict=True):
        for column in range(at, min(ends.get(at, at) + 1 if spans else following, width)):
            yield column, at


def _fitted(first: Sequence[str], within: Sequence[int], lower: Sequence[int], below: Sequence[Sequence[str]]) -> bool:
    """Whether the second row fills the columns of groups and no other, though most rows below do."""
    single = [at for at, cell in enumerate(first) if cell and at not in within]
    common = [at for at in single if 2 * sum(bool(_at(row, at)) for row in below) > len(below) > 1]
    return within == lower and bool(common)


def _other(within: Sequence[int], lower: Sequence[int], below: Sequence[Sequence[str]]) -> bool:
    """Whether the second row has names where cells below are of another kind, in two columns or more."""
    found = [at for at in lower if _otherwise([_at(row, at) for row in below])]
    return len(found) > 1 and not set(found).isdisjoint(within)


def _otherwise(column: Iterable[str]) -> bool:
    cells = [cell for cell in column if not is_blank(cell)]
    return len(cells) > 1 and sum(not is_name(cell) or "@" in cell for cell in cells) >= _OTHERWISE * len(cells)


def _recurs(second: Sequence[str], below: Iterable[Sequence[str]]) -> bool:
    """Whether a cell stands again below in its column, as names of columns do not."""
    return any(cell and _at(row, at).casefold() == cell.casefold() for row in below for at, cell in enumerate(second))


def _joined(groups: Sequence[str], first: Sequence[str], second: Sequence[str]) -> Iterator[str]:
    for at, group in enumerate(groups):
        own = _at(second, at) or _at(first, at)
        yield f"{group}{BETWEEN}{own}" if group and group.casefold() != own.casefold() else own


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
