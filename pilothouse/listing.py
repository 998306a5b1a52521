"""A list of initiatives in a file, as `pilothouse import` and `pilothouse audit` read it."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pilothouse.workbook import MARK, read_xlsx
from portfolio.errors import Invalid, problem
from portfolio.imports.entries import Listing
from portfolio.imports.uploads import SavedMapping
from sheets.bounds import LISTED, MEGABYTE
from sheets.columns import corrected, guess
from sheets.dates import Order
from sheets.listing import read_listing
from sheets.tables import Table, read_csv


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A list that was read, with what it was read from. `hash` is SHA-256 of the bytes, `saved` names the mapping that was
    saved for it, `order` is which comes first in 3/4/2026 where somebody said so."""

    table: Table
    listing: Listing
    hash: str
    order: str | None = None
    saved: str | None = None


def read_file(path: str, mapping: str | None, order: str | None) -> File:
    """Read a list; "-" is standard input. Raises Invalid for what cannot be used, OSError for what cannot be opened."""
    table, hash = read_table(path)
    return understood(table, hash, told(mapping), order)


def read_table(path: str) -> tuple[Table, str]:
    """The rows of a file, and SHA-256 of its bytes. Raises as `read_file` does."""
    data = _bytes(path)
    return table_of(data), sha256(data).hexdigest()


def understood(
    table: Table, hash: str, told: Mapping[str, str | None], order: str | None, saved: SavedMapping | None = None
) -> File:
    """The list under a mapping: the one that was saved, else the guess; with somebody's corrections. Invalid where a column
    is missing, or none holds the names."""
    known = {} if saved is None else {one.value: name for one, name in saved.columns.items()}
    columns = corrected(table, guess(table) if saved is None else corrected(table, {}, known), told)
    order = order or (None if saved is None else saved.order)
    return File(
        table=table, listing=read_listing(table, columns, None if order is None else Order(order)), hash=hash, order=order,
        saved=None if saved is None else saved.name,
    )


def table_at(path: str) -> Table:
    """The rows of a file; "-" is standard input. Raises as `read_file` does."""
    return table_of(_bytes(path))


def _bytes(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read(LISTED.size + 1)
    with Path(path).open("rb") as file:
        return file.read(LISTED.size + 1)


def table_of(data: bytes) -> Table:
    """The rows of a CSV or of a workbook's first sheet. Invalid for what is neither, or too large."""
    if not data.startswith(MARK):
        return read_csv(data, titled=True, bounds=LISTED)
    if len(data) > LISTED.size:
        raise Invalid(problem("file", "sheet_too_large", most=LISTED.size // MEGABYTE))
    return read_xlsx(data)


def told(path: str | None) -> dict[str, str | None]:
    """The corrections of a mapping file: a JSON object of field to column, null for a field that no column holds."""
    if path is None:
        return {}
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise Invalid(problem("mapping", "mapping_no_json", path=path)) from error
    if not isinstance(told, dict) or not all(isinstance(column, str | None) for column in told.values()):
        raise Invalid(problem("mapping", "mapping_no_json", path=path))
    return told
