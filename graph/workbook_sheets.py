"""What a workbook's own XML says of its sheets: where they are, and which of their cells are merged."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

from graph.gaps import GapError
from graph.workbook_parts import Walk
from portfolio.observations import Unreadable
from sheets.bounds import WORKBOOK, Bounds

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DIMENSION = "http://schemas.openxmlformats.org/spreadsheetml/2006/main dimension"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKBOOK = "xl/workbook.xml"
_WHOLE = re.compile(r"(xl/(styles|theme/|workbook)|docProps/|\[Content_Types\]).*\.xml|.*\.rels", re.IGNORECASE)
"""Parts that are read as one tree; beside them stand folders, and pictures of the first page and of a theme."""
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_CHUNK = 2**20
_LONGEST_FORMULA = 2**14  # bytes of a cell with one, which may lie across two chunks; Excel allows 8,192 signs
MOST_UNCALCULATED = 50_000


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
    """A part of a workbook that is read as one tree. Raises `GapError`."""
    Walk().through(file, name, WORKBOOK)
    return ElementTree.fromstring(file.read(name))  # noqa: S314 - no entities, and not large


def targets(file: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Relations of a part: id to the part it names."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in file.namelist():
        return {}
    relations = xml(file, rels)
    if len({one.get("Id") for one in relations}) != len(relations):
        raise GapError(Unreadable(why="workbook_broken"))  # openpyxl might take another one than is looked at here
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip("/")
        if not one.get("Target", "").startswith("/") else one.get("Target", "").lstrip("/")
        for one in relations
    }  # fmt: skip


def sheets_of(file: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Every sheet's name and part, in their order; charts are none. Raises as `xml`."""
    found = targets(file, _WORKBOOK)
    parts = [(one.get("name", ""), found.get(one.get(_REL, ""), "")) for one in xml(file, _WORKBOOK).iter(f"{_MAIN}sheet")]
    return [(name, part) for name, part in parts if not part.startswith("xl/chartsheets/")]


def visible(file: zipfile.ZipFile) -> tuple[str, ...]:
    """The names of the sheets that somebody sees, in their order. Raises as `xml`."""
    every = xml(file, _WORKBOOK).iter(f"{_MAIN}sheet")
    shown = {one.get("name", "") for one in every if one.get("state", "visible") == "visible"}
    return tuple(name for name, _ in sheets_of(file) if name in shown)


def laid_out(data: bytes, sheet: str | None, bounds: Bounds) -> Layout:
    """The layout of a sheet or the first one. Raises `GapError` where reading it would take more memory than the
    bounds allow; the workbook's texts count too: all of them are read, whichever sheet they are in."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if _WHOLE.fullmatch(name):
                Walk().through(file, name, bounds)
        texts = _texts(file)
        for name in file.namelist():
            if name in texts or name.casefold().endswith("sharedstrings.xml"):
                Walk("si").through(file, name, bounds)
        sheets = sheets_of(file)
        part = next((part for name, part in sheets if sheet in (None, name)), None)
        for _, other in sheets:
            if other != part:  # openpyxl wants to know how large each is
                Walk("row").through(file, other, WORKBOOK, until=_DIMENSION)
        if part is None:
            return Layout()
        walk = Walk("row")
        walk.through(file, part, bounds)
        uncalculated = _uncalculated(file, part)
    return Layout(uncalculated=uncalculated, merged=tuple(
        Merged(column=_number(one[1]), until=_number(one[3]), first=int(one[2]), last=int(one[4]))
        for one in map(_RANGE.fullmatch, walk.merged) if one is not None
    ))


def _uncalculated(file: zipfile.ZipFile, part: str) -> frozenset[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    kept = b""
    with file.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            whole = kept + chunk
            if b"<f" in whole:
                found |= {(_number(one[1].decode()), int(one[2])) for one in _UNCALCULATED.finditer(whole)}
            if len(found) > MOST_UNCALCULATED:
                raise GapError(Unreadable(why="not_calculated"))
            kept = chunk[-_LONGEST_FORMULA:]
    return frozenset(found)


def _texts(file: zipfile.ZipFile) -> frozenset[str]:
    """The parts that are read as the workbook's texts, whatever they are called."""
    parts = xml(file, "[Content_Types].xml")
    if any("main+xml" in one.get("ContentType", "") and one.get("PartName") not in (None, f"/{_WORKBOOK}") for one in parts):
        raise GapError(Unreadable(why="workbook_broken"))  # openpyxl would open that one
    return frozenset(one.get("PartName", "")[1:] for one in parts if "sharedStrings" in one.get("ContentType", ""))


def _number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
