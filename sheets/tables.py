"""CSV bytes to a table: any common separator and encoding, within limits."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from portfolio.errors import Invalid, problem
from sheets.encodings import decode
from sheets.heading_rows import heading_of
from sheets.title_rows import LOOKED_AT, header_at

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 500_000
MOST_COLUMNS = 500
_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The header and the rows under it, every cell trimmed and every row as long as the header.

    `too_wide` counts rows left out because they had more cells than the header: nobody can say which belong where.
    `above` counts the rows that stand above the header. `groups`: what a second heading row says above each column, which
    stands before its name in `header`; () where there is one row. `numbers` are the rows' in the file, from 1 and with the
    empty ones counted, as a spreadsheet shows them; () where they have none.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    separator: str
    encoding: str
    too_wide: int
    above: int = 0
    groups: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()

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


def read_csv(data: bytes, *, titled: bool = False) -> Table:
    """Read a whole file. `titled`: a title or a date may stand above the header, and groups of columns over it.

    Invalid when it is too large, no text, broken, has no rows under a header, or begins with another line than the header.
    """
    if len(data) > MOST_BYTES:
        raise Invalid(problem("file", "sheet_too_large", most=MOST_BYTES // 1024 // 1024))
    text, encoding = decode(data)
    text, separator = _separator(text, titled=titled)
    return _table(_numbered(text, separator), separator, encoding, titled=titled)


def _separator(text: str, *, titled: bool) -> tuple[str, str]:
    """The text without Excel's "sep=;" line, and the separator: the one that cuts the most rows as it cuts the header."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep=") and len(told) == 5:
        return rest, told[4]
    if first.strip().lower() == "sep=":  # a tab was trimmed
        return rest, "\t"
    return text, max(_SEPARATORS, key=lambda separator: _fits(text, separator, titled=titled))


def _fits(text: str, separator: str, *, titled: bool) -> tuple[int, int]:
    try:
        rows = [row for _, row in islice(_numbered(text, separator), _SAMPLE)]
    except Invalid:
        return 0, 0
    widths = [len(row) for row in rows[header_at(rows[:LOOKED_AT]) if titled else 0 :]]
    if not widths or widths[0] < 2:
        return 0, 0
    return Counter(widths)[widths[0]], widths[0]


def _numbered(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows that have anything in them, trimmed, each with its number. Invalid, naming the line where it begins, for one
    that is broken."""
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=separator, strict=True)
    line = 1
    try:
        for number, row in enumerate(reader):
            line = reader.line_num + 1
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                yield number, cells
    except csv.Error as error:
        code = next((code for said, code in _BROKEN.items() if said in str(error)), "sheet_broken")
        raise Invalid(problem("file", code, line=line)) from error


_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""One line at a time: io.StringIO takes four bytes for every character of the file."""
_BROKEN = {
    "unexpected end": "sheet_quote_open", "expected after": "sheet_quote_broken", "field limit": "sheet_cell_too_long",
}


def _table(rows: Iterator[tuple[int, tuple[str, ...]]], separator: str, encoding: str, *, titled: bool) -> Table:
    first = tuple(islice(rows, LOOKED_AT if titled else 1))
    heading = heading_of([row for _, row in first], [number for number, _ in first])
    rows, header = chain(first[heading.until :], rows), heading.names
    if len(header) > MOST_COLUMNS:
        raise Invalid(problem("file", "sheet_too_wide", most=MOST_COLUMNS))
    kept, numbers, too_wide = [], [], 0
    for at, (number, row) in enumerate(rows):
        if at >= MOST_ROWS:
            raise Invalid(problem("file", "sheet_too_long", most=MOST_ROWS))
        if any(row[len(header) :]):
            too_wide += 1
            continue
        numbers.append(number + 1)
        kept.append(row[: len(header)] + ("",) * (len(header) - len(row)))
    if not kept and too_wide:
        raise Invalid(problem("file", "sheet_header_narrow", header=", ".join(header)))
    if not kept:
        raise Invalid(problem("file", "sheet_empty"))
    return Table(
        header=header, rows=tuple(kept), separator=separator, encoding=encoding, too_wide=too_wide, above=heading.above,
        groups=heading.groups, numbers=tuple(numbers),
    )
