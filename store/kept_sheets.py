"""The rows of a list as they are kept until it is imported: compressed, and some at a time, so that they are never all in
memory as JSON too."""

from dataclasses import dataclass, replace
from gzip import GzipFile
from io import BytesIO
from itertools import chain

import msgspec

from sheets.tables import Table

_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a list, and SHA-256 of what they came from."""

    table: Table
    hash: str


def packed(sheet: Sheet) -> bytes:
    """A sheet as it is kept."""
    data, rows = BytesIO(), sheet.table.rows
    with GzipFile(fileobj=data, mode="wb", compresslevel=1, mtime=0) as file:
        file.write(msgspec.json.encode(replace(sheet, table=replace(sheet.table, rows=()))) + b"\n")
        for start in range(0, len(rows), _AT_ONCE):
            file.write(msgspec.json.encode(rows[start : start + _AT_ONCE]) + b"\n")
    return data.getvalue()


def unpacked(kept: bytes) -> Sheet:
    """The sheet that was kept."""
    with GzipFile(fileobj=BytesIO(kept)) as file:
        head = msgspec.json.decode(next(file), type=Sheet)
        rows = tuple(chain.from_iterable(map(_ROWS.decode, file)))
    return replace(head, table=replace(head.table, rows=rows))


_ROWS = msgspec.json.Decoder(list[tuple[str, ...]])
