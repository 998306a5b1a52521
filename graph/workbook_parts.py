"""A part of a workbook gone through before openpyxl does, to know what that would hold of it.

openpyxl holds the tree of one row, or of one shared text, at a time, and whatever stands around these to the end. Each is
limited here, as are all cells, rows and texts together: a few kilobytes of zip can hold millions of elements, each of which
takes up to half a kilobyte. Going through a million cells takes an eighth of the time that reading them does.
"""

import zipfile
from xml.parsers.expat import ParserCreate

from graph.gaps import GapError
from portfolio.observations import Unreadable
from sheets.bounds import MEGABYTE, WORKBOOK, Bounds

MOST_NUMBERED = WORKBOOK.rows
"""Rows of a sheet, empty ones too."""
MOST_WITHIN, LONGEST = 65_536, 4 * MEGABYTE
"""Elements and bytes of one row or one text."""
MOST_AROUND, MOST_BYTES_AROUND = 150_000, 16 * MEGABYTE
"""Elements and bytes around them: columns, merged cells, links; and of a part that is read as one tree, as styles are."""
_CHUNK = 1 << 16
_FIRST = 10


class Walk:
    """What a part has. `merged` are the ranges of its merged cells as they are written."""

    def __init__(self, unit: str = "") -> None:
        """`unit`: "row" for a sheet, "si" for shared texts, none for a part that is read as one tree."""
        self.merged: list[str] = []
        self._unit = unit
        self._first: set[str] = set()
        self._counts = dict.fromkeys(("c", "row", "si"), 0)
        self._began: int | None = None
        self._within = self._around = self._bytes = self._text = 0
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        if unit == "si":
            self._parser.buffer_text = True
            self._parser.CharacterDataHandler = self._said

    def through(self, file: zipfile.ZipFile, part: str, bounds: Bounds, *, until: str | None = None) -> None:
        """Go through a part, or up to the element `until`.

        Raises `GapError` where it is beyond the bounds, is missing, encrypted or no XML, or declares a document type: no
        workbook does, and entities are how a parser is attacked.
        """
        try:
            with file.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    self._parser.Parse(chunk, False)
                    self._check(bounds)
                    if until in self._first:
                        return
            self._parser.Parse(b"", True)
        except GapError:
            raise
        except Exception as error:  # zipfile, what it unpacks with and expat raise whatever they meet
            raise GapError(Unreadable(why="workbook_broken")) from error

    def _start(self, name: str, about: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in self._counts:
            self._counts[tag] += 1
        if self._began is not None:
            self._within += 1
        elif tag == self._unit:
            self._began, self._within = self._parser.CurrentByteIndex, 0
        else:
            self._around += 1
            if self._around < _FIRST:
                self._first.add(name)
            if tag == "mergeCell":
                self.merged.append(about.get("ref", ""))

    def _said(self, text: str) -> None:
        self._text += len(text)

    def _end(self, name: str) -> None:
        if self._began is None or name.rpartition(" ")[2] != self._unit:
            return
        length = self._parser.CurrentByteIndex - self._began
        if length > LONGEST or self._within > MOST_WITHIN:
            raise GapError(Unreadable(why="too_big"))
        self._bytes += length
        self._began = None

    def _check(self, bounds: Bounds) -> None:
        at = self._parser.CurrentByteIndex
        around = (at if self._began is None else self._began) - self._bytes
        if self._counts["row"] > MOST_NUMBERED:
            raise GapError(Unreadable(why="too_long"))
        if bounds.cells is not None and max(self._counts["c"], self._counts["si"]) > bounds.cells:
            raise GapError(Unreadable(why="too_many_cells"))
        if bounds.text is not None and self._text > bounds.text:
            raise GapError(Unreadable(why="too_much_text"))
        if self._around > MOST_AROUND or around > MOST_BYTES_AROUND:
            raise GapError(Unreadable(why="too_big"))

    def _refuse(self, *_: object) -> None:
        raise GapError(Unreadable(why="workbook_broken"))
