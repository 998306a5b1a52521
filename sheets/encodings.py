"""Bytes to text: what Excel, databases and scripts write. A piece at a time: text takes up to four times its bytes."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, iterdecode
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from itertools import islice

from portfolio.errors import Invalid, problem

_MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
_SAMPLE = 4096
_EVERY_OTHER = 0.3
"""UTF-16 without a mark: every other byte of digits, separators and Latin letters is zero. Anything else with zeros is no
text."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PIECE = 1 << 20


def encoding_of(data: bytes) -> str:
    """The encoding of a text: by its mark, else UTF-8, else UTF-16, else Windows-1252.

    Invalid for a workbook and for anything that is no text.
    """
    if data.startswith(_WORKBOOKS):
        raise Invalid(problem("file", "sheet_is_a_workbook"))
    told = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    first = data[:_SAMPLE]
    if told is None and first.count(0) > len(first) * _EVERY_OTHER:
        told = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    if told is None and b"\x00" in data:
        raise Invalid(problem("file", "sheet_not_text"))
    try:
        sound = all("\x00" not in piece for piece in _decoded(data, told or "utf-8"))
    except UnicodeDecodeError as error:
        if told is None:
            return "cp1252"
        raise Invalid(problem("file", "sheet_not_text")) from error
    if not sound:
        raise Invalid(problem("file", "sheet_not_text"))
    return told or "utf-8"


def _decoded(data: bytes, encoding: str) -> Iterator[str]:
    return iterdecode((data[start : start + _PIECE] for start in range(0, len(data), _PIECE)), encoding)


def lines_of(data: bytes, encoding: str) -> Iterator[str]:
    """Line by line, each with its end as it is written. What Windows-1252 does not have is a replacement character; a mark
    that was converted along and stands there twice is left out."""
    lines = TextIOWrapper(BytesIO(data), encoding, errors="replace", newline="")
    yield from (line.lstrip("\ufeff") for line in islice(lines, 1))
    yield from lines
