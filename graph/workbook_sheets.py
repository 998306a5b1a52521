"""What a workbook's own XML says of its sheets, read as a stream: where they are, how many cells, which are merged.

openpyxl needs some seven seconds for a million cells; counting them takes a tenth of one, so it comes first.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from graph.gaps import GapError
from portfolio.observations import Unreadable

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKBOOK = "xl/workbook.xml"
_CHUNK = 2**20
_LONGEST = 64  # bytes of what may lie across two chunks
MOST_MERGED = 50_000
_LONGEST_FORMULA = 2**14  # bytes of a cell with one; Excel allows 8,192 signs
MOST_UNCALCULATED = 50_000
_MERGED = re.compile(rb'mergeCell ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Cells that are one, rows and columns from 1. The first row of the first column has its value, the others are empty."""

    column: int
    until: int
    first: int
    last: int


_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?![^>]* t="str")[^>]*>'
    rb"\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
"""A formula without the value it has: Excel writes one, other programs leave it out. (An empty text says that it is one.)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What openpyxl does not tell of a sheet: its merged cells, and the columns and rows of formulas without a value."""

    merged: tuple[Merged, ...] = ()
    uncalculated: frozenset[tuple[int, int]] = frozenset()


def xml(file: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part of a workbook. Raises `GapError`, `KeyError`, `ParseError`."""
    return ElementTree.fromstring(_octets(file.read(name)))  # noqa: S314 - no entities, size limited before


def targets(file: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Relations of a part: id to the part it names."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in file.namelist():
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip("/")
        if not one.get("Target", "").startswith("/") else one.get("Target", "").lstrip("/")
        for one in xml(file, rels)
    }  # fmt: skip


def sheets_of(file: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Every sheet's name and part, in their order; charts are none. Raises as `xml`."""
    found = targets(file, _WORKBOOK)
    parts = [(one.get("name", ""), found.get(one.get(_REL, ""), "")) for one in xml(file, _WORKBOOK).iter(f"{_MAIN}sheet")]
    return [(name, part) for name, part in parts if not part.startswith("xl/chartsheets/")]


def laid_out(data: bytes, sheet: str | None, most: int) -> Layout:
    """The layout of a sheet or the first one. Raises `GapError` when it has more than
    `most` cells, or the workbook more than `most` texts: all of them are read, whichever sheet they are in."""
    cells, kept = 0, b""
    merged: list[tuple[bytes, ...]] = []
    uncalculated: set[tuple[int, int]] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            texts = _texts(file)
            for name in file.namelist():
                if name in texts or name.casefold().endswith("sharedstrings.xml"):
                    _count(file, name, (b"<si>", b"<si ", b":si>", b":si "), most)
            part = next((part for name, part in sheets_of(file) if sheet in (None, name)), None)
            if part is None:
                return Layout()
            with file.open(part) as stream:
                for chunk in _chunks(stream):
                    cells += chunk.count(b"<c ") + chunk.count(b":c ") + chunk.count(b"<c>")
                    if cells > most:
                        raise GapError(Unreadable(why="too_many_cells"))
                    whole = kept + chunk
                    merged += [found.groups() for found in _MERGED.finditer(whole) if found.end() > len(kept)]
                    if b"<f" in whole:
                        uncalculated |= {(_number(one[1]), int(one[2])) for one in _UNCALCULATED.finditer(whole)}
                    if len(merged) > MOST_MERGED:
                        raise GapError(Unreadable(why="too_many_cells"))
                    if len(uncalculated) > MOST_UNCALCULATED:
                        raise GapError(Unreadable(why="not_calculated"))
                    kept = chunk[-_LONGEST_FORMULA:]
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error) as error:
        raise GapError(Unreadable(why="workbook_broken")) from error
    return Layout(uncalculated=frozenset(uncalculated), merged=tuple(
        Merged(column=_number(left), until=_number(right), first=int(first), last=int(last))
        for left, first, right, last in merged
    ))


def _texts(file: zipfile.ZipFile) -> frozenset[str]:
    """The parts that are read as the workbook's texts, whatever they are called."""
    parts = xml(file, "[Content_Types].xml")
    return frozenset(one.get("PartName", "")[1:] for one in parts if "sharedStrings" in one.get("ContentType", ""))


def _octets(chunk: bytes) -> bytes:
    """The same. Raises `GapError` for UTF-16, in which nothing that is counted here would be found (workbooks are written in
    UTF-8), and for a document type: no workbook has one, and entities are how a parser is attacked."""
    if b"\0" in chunk or b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
        raise GapError(Unreadable(why="workbook_broken"))
    return chunk


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """A part, some at a time. Raises as `_octets`, also for what lies across two chunks."""
    kept = b""
    while chunk := stream.read(_CHUNK):
        _octets(kept + chunk)
        yield chunk
        kept = chunk[-_LONGEST:]


def _count(file: zipfile.ZipFile, part: str, tags: tuple[bytes, ...], most: int) -> None:
    """Raises `GapError` for a part with more than `most` of these."""
    found = 0
    with file.open(part) as stream:
        for chunk in _chunks(stream):
            found += sum(map(chunk.count, tags))
            if found > most:
                raise GapError(Unreadable(why="too_many_cells"))


def _number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
