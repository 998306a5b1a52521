"""An HTTP JSON source: an address on a host an admin enabled, where its rows are, and what to take from each."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import msgspec

from graph.cells import cell
from graph.client import NO_HEADERS, Clock
from graph.gaps import GapError, answers
from graph.guarded import Gate, get
from graph.json_paths import MISSING, follow, steps
from portfolio.observations import Origin, RawRow, Rejected, SourceKind, SourceRef, Table, Unreadable

MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonSource:
    """`rows` is the path to the list of rows (empty: the body is the list), `columns` names paths within a row. `key` is
    a path within a row that identifies it; without one its position does.
    """

    url: str
    rows: str
    columns: Mapping[str, str]
    key: str | None = None

    @property
    def source(self) -> SourceRef:
        """Its address as an observation keeps it: without the query, which may hold a secret."""
        parts = urlsplit(self.url)
        return SourceRef(kind=SourceKind.HTTP, locator=f"{parts.hostname}{parts.path}#{self.rows}")


@answers
async def read_json(source: JsonSource, gate: Gate, *, clock: Clock, headers: Mapping[str, str] = NO_HEADERS) -> Table:
    """The rows at an address. `headers` may carry the source's own key. A path that leads nowhere in every row is a gap;
    in some rows, those are rejected.
    """
    at_rows, at_key = steps(source.rows), steps(source.key) if source.key else None
    at_columns = {name: steps(path) for name, path in source.columns.items()}
    body = await get(gate, source.url, headers, clock=clock)
    origin = Origin(source=source.source, fetched_at=clock(), sha256=sha256(body).hexdigest())
    return await asyncio.to_thread(_table, body, origin, at_rows, at_columns, at_key)


def _table(
    body: bytes, origin: Origin, at_rows: tuple[str | int, ...], at_columns: Mapping[str, tuple[str | int, ...]],
    at_key: tuple[str | int, ...] | None,
) -> Table:  # fmt: skip
    try:
        found = follow(msgspec.json.decode(body), at_rows)
    except (msgspec.DecodeError, RecursionError) as error:
        raise GapError(Unreadable(why="not_json")) from error
    if not isinstance(found, list):
        raise GapError(Unreadable(why="rows_missing"))
    if len(found) > MOST_ROWS:
        raise GapError(Unreadable(why="too_long"))
    for name, path in at_columns.items():
        if found and all(follow(row, path) is MISSING for row in found):
            raise GapError(Unreadable(why="column_missing", column=name))
    rows: list[RawRow] = []
    bad: list[Rejected] = []
    seen: set[str] = set()
    for number, row in enumerate(found, 1):
        one = _row(number, row, at_columns, at_key)
        if isinstance(one, RawRow) and one.key in seen:
            one = Rejected(row=number, why="key_twice", value=one.key)
        if isinstance(one, Rejected):
            bad.append(one)
        else:
            seen.add(one.key)
            rows.append(one)
    return Table(origin=origin, columns=tuple(at_columns), rows=tuple(rows), rejected=tuple(bad))


def _row(
    number: int, row: Any, at_columns: Mapping[str, tuple[str | int, ...]], at_key: tuple[str | int, ...] | None
) -> RawRow | Rejected:
    raw = {name: follow(row, path) for name, path in at_columns.items()}
    missing = next((name for name, value in raw.items() if value is MISSING), None)
    if missing is not None:
        return Rejected(row=number, why="field_missing", column=missing)
    key = number if at_key is None else follow(row, at_key)
    if not isinstance(key, str | int):
        return Rejected(row=number, why="key_missing")
    try:
        return RawRow(number=number, key=str(key), cells=tuple([cell(value) for value in raw.values()]))
    except ValueError:
        return Rejected(row=number, why="not_a_cell")
