"""CSV bytes to a table: any common separator and encoding, within limits."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from portfolio.errors import Invalid, problem
from sheets.bounds import CASES, MEGABYTE, Bounds, bounded
from sheets.encodings import encoding_of, lines_of
from sheets.heading_rows import heading_of
from sheets.title_rows import LOOKED_AT, header_at

MOST_COLUMNS = 500
MOST_ROW = 1 << 20
"""Characters of one row: a cell takes up to fifty times as many bytes as it is written with."""
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The header and the rows under it, every cell trimmed and every row as long as the header.

    `too_wide` counts rows left out because they had more cells than the header: nobody can say which belong where.
    `above` counts the rows that stand above the header. `groups`: what a second heading row says above each column, which
    stands before its name in `header`; () where there is one row. `numbers` are the rows' in the file, from 1 and with the
    empty ones counted, as a spreadsheet shows them; () where they have none.
    `sheet` names the sheet of a workbook that was read in place of its first one.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str
    encoding: str
    too_wide: int
    above: int = 0
    groups: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    sheet: str = ""

    @property
    def numbered(self) -> Sequence[int]:
        """The number of each row; the place where it has none."""
        return self.numbers or range(1, len(self.rows) + 1)

    def column(self, name: str) -> int:
        """Where a column is: by its exact name, else without regard to case and outer spaces.

        Invalid, naming the columns there are, when it is missing or there are several.
        """
        wanted = name.strip()
        for spelled in (lambda text: text, str.casefold):
            found = [at for at, own in enumerate(self.header) if spelled(own) == spelled(wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                raise Invalid(problem("column", "column_twice", name=name))
        raise Invalid(problem("column", "column_missing", name=name, columns=", ".join(self.header)))


def read_csv(
    data: bytes, *, titled: bool = False, bounds: Bounds = CASES, wanted: Callable[[str], bool] = lambda name: True
) -> Table:
    """Read a whole file. `titled`: a title or a date may stand above the header, and groups of columns over it. `wanted`
    says by its name whether a column is kept; the others are read past, and held nowhere.

    Invalid when it is beyond the bounds, no text, broken, has no rows under a header, or begins with another line than the
    header.
    """
    if len(data) > bounds.size:
        raise Invalid(problem("file", "sheet_too_large", most=bounds.size // MEGABYTE))
    text = _Text(data=data, encoding=encoding_of(data))
    text, separator = _separator(text, titled=titled)
    return _table(_numbered(text, separator), separator, text.encoding, wanted, titled=titled, bounds=bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A file's lines; the first `above` are left out."""

    data: bytes
    encoding: str
    above: int = 0

    def lines(self) -> Iterator[str]:
        return islice(lines_of(self.data, self.encoding), self.above, None)


def _separator(text: _Text, *, titled: bool) -> tuple[_Text, str]:
    """The text without Excel's "sep=;" line, and the separator: the one that cuts the most rows as it cuts the header."""
    first = next(text.lines(), "")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and len(told) == 5:
        return replace(text, above=1), told[4]
    if first.strip().lower() == "sep=":  # a tab was trimmed
        return replace(text, above=1), "\t"
    return text, max(_SEPARATORS, key=lambda separator: _fits(text, separator, titled=titled))


def _fits(text: _Text, separator: str, *, titled: bool) -> tuple[int, int]:
    try:
        rows = [row for _, row in islice(_numbered(text, separator), _SAMPLE)]
    except Invalid:
        return 0, 0
    widths = [len(row) for row in rows[header_at(rows[:LOOKED_AT]) if titled else 0 :]]
    if not widths or widths[0] < 2:
        return 0, 0
    return Counter(widths)[widths[0]], widths[0]


def _numbered(text: _Text, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that have anything in them, trimmed, each with its number. Invalid, naming the line where it begins, for one
    that is broken or longer than any row is."""
    line, length = 1, 0

    def lines() -> Iterator[str]:
        nonlocal length
        for one in text.lines():
            length += len(one)
            if length > MOST_ROW:
                raise Invalid(problem("file", "sheet_row_too_long", line=line, most=MOST_ROW))
            yield one

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader):
            line, length = reader.line_num + 1, 0
            cells = tuple([cell.strip() for cell in row])
            if any(cells):
                yield number, cells
    except csv.Error as error:
        code = next((code for said, code in _BROKEN.items() if said in str(error)), "sheet_broken")
        raise Invalid(problem("file", code, line=line)) from error


_BROKEN = {
    "unexpected end": "sheet_quote_open", "expected after": "sheet_quote_broken", "field limit": "sheet_cell_too_long",
}


def _table(
    rows: Iterator[tuple[int, tuple[str, ...]]], separator: str, encoding: str, wanted: Callable[[str], bool], *,
    titled: bool, bounds: Bounds,
) -> Table:
    first = tuple(islice(rows, LOOKED_AT if titled else 1))
    heading = heading_of([row for _, row in first], [number for number, _ in first])
    header, width, too_wide = heading.names, len(heading.names), 0
    if width > MOST_COLUMNS:
        raise Invalid(problem("file", "sheet_too_wide", most=MOST_COLUMNS))
    at = [place for place, name in enumerate(header) if wanted(name)]
    numbers: list[int] = []

    def fitting() -> Iterator[tuple[str, ...]]:
        nonlocal too_wide
        for number, row in chain(first[heading.until :], rows):
            if any(row[width:]):
                too_wide += 1
            else:
                numbers.append(number + 1)
                full = row[:width] + ("",) * (width - len(row))
                yield full if len(at) == width else tuple([full[place] for place in at])

    kept = tuple(bounded(fitting(), bounds))
    if not kept and too_wide:
        raise Invalid(problem("file", "sheet_header_narrow", header=", ".join(header)))
    if not kept:
        raise Invalid(problem("file", "sheet_empty"))
    return Table(
        header=tuple(header[place] for place in at), rows=kept, separator=separator, encoding=encoding, too_wide=too_wide,
        above=heading.above, groups=tuple(heading.groups[place] for place in at if heading.groups), numbers=tuple(numbers),
    )
