"""Bytes to text: what Excel, databases and scripts write."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from portfolio.errors import Invalid, problem

_MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))
_SAMPLE = 4096
_EVERY_OTHER = 0.3
"""UTF-16 without a mark: every other byte of digits, separators and Latin letters is zero. Anything else with zeros is no
text."""
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read with: by its mark, else UTF-8, else UTF-16, else Windows-1252.

    Invalid for a workbook and for anything that is no text.
    """
    if data.startswith(_WORKBOOKS):
        raise Invalid(problem("file", "sheet_is_a_workbook"))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data, encoding), encoding
    first = data[:_SAMPLE]
    if first.count(0) > len(first) * _EVERY_OTHER:
        encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return _read(data, encoding), encoding
    if b"\x00" in data:
        raise Invalid(problem("file", "sheet_not_text"))
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def _read(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(problem("file", "sheet_not_text")) from error
    if "\x00" in text:
        raise Invalid(problem("file", "sheet_not_text"))
    return text
