"""CSV from a stream, in constant memory: usage reports have a row per person, and a company may have 200,000.

The stdlib's csv does the parsing; this only cuts the stream where a row ends. A block ends at the last line break outside
quotes: quotes are doubled inside quotes, so an even number of them before a line break means that it ends a row.
"""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator
from io import StringIO

from graph.gaps import GapError
from portfolio.observations import Unreadable

MOST_OPEN = 2**20  # signs of one row; an opened quote that is never closed would otherwise keep the whole file


class CsvFeed:
    """Bytes in, rows out. UTF-8 with or without a byte order mark, comma, as Graph's reports are."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8-sig")()
        self._rest = ""

    def feed(self, data: bytes) -> Iterator[list[str]]:
        """The rows that end in what has come so far. Raises `GapError` for what is no CSV."""
        text = self._rest + self._decoded(data, final=False)
        cut = text.rfind("\n") + 1
        quotes = text.count('"', 0, cut)
        while cut and quotes % 2:
            before = text.rfind("\n", 0, cut - 1) + 1
            quotes -= text.count('"', before, cut)
            cut = before
        self._rest = text[cut:]
        if len(self._rest) > MOST_OPEN:
            raise GapError(Unreadable(why="csv_broken"))
        return _rows(text[:cut])

    def end(self) -> Iterator[list[str]]:
        """The last row, when the file does not end with a line break."""
        text = self._rest + self._decoded(b"", final=True)
        self._rest = ""
        return _rows(text)

    def _decoded(self, data: bytes, *, final: bool) -> str:
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            raise GapError(Unreadable(why="not_utf8")) from error


def _rows(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise GapError(Unreadable(why="csv_broken")) from error
