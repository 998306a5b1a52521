"""An HTTP JSON source: an address on a host an admin enabled, where its rows are, and what to take from each.

A field that a row does not have is an empty cell, as null is: services leave out what is not there yet, such as the end of
an open case. A field of no row at all is a gap, and so is an answer that says that it is the first of several: a part of the
rows would pass for all of them, and those of the next page for gone.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec

from graph.cells import cell
from graph.client import NO_HEADERS, Clock
from graph.gaps import GapError, answers
from graph.guarded import Gate, get
from graph.json_paths import MISSING, Steps, follow, steps
from graph.json_seen import fields_of, goes_on, lists_in
from portfolio.observations import Cell, Origin, RawRow, Rejected, SourceKind, SourceRef, Table, Unreadable

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
        """What is read, in one line that `at_locator` reads back. No address with a key in it comes here (web_addresses)."""
        return SourceRef(kind=SourceKind.HTTP, locator=f"{self.url.removeprefix('https://')}#{self.rows}")


def at_locator(locator: str, columns: Mapping[str, str], key: str | None) -> JsonSource:
    """The source that `JsonSource.source` wrote down."""
    address, _, rows = locator.partition("#")
    return JsonSource(url=f"https://{address}", rows=rows, columns=columns, key=key)


@answers
async def json_lists(url: str, gate: Gate, *, clock: Clock) -> Sequence[tuple[str, int]]:
    """The lists of rows in the JSON at an address: path and length, the longest first. None at all is a gap."""
    body = await get(gate, url, NO_HEADERS, clock=clock)
    found = await asyncio.to_thread(lambda: lists_in(_decoded(body)))
    if not found:
        raise GapError(Unreadable(why="no_rows"))
    return found


@answers
async def json_fields(url: str, rows: str, gate: Gate, *, clock: Clock) -> Sequence[str]:
    """The fields of the rows at a path, each a path within a row."""
    at_rows = steps(rows)
    body = await get(gate, url, NO_HEADERS, clock=clock)
    return await asyncio.to_thread(lambda: fields_of(_rows(body, at_rows)))


@answers
async def read_json(source: JsonSource, gate: Gate, *, clock: Clock, headers: Mapping[str, str] = NO_HEADERS) -> Table:
    """The rows at an address. `headers` may carry the source's own key. A path that leads nowhere in every row is a gap."""
    at_rows, at_key = steps(source.rows), steps(source.key) if source.key else None
    at_columns = {name: steps(path) for name, path in source.columns.items()}
    body = await get(gate, source.url, headers, clock=clock)
    origin = Origin(source=source.source, fetched_at=clock(), sha256=sha256(body).hexdigest())
    return await asyncio.to_thread(_table, body, origin, at_rows, at_columns, at_key)


def _table(
    body: bytes, origin: Origin, at_rows: Steps, at_columns: Mapping[str, Steps], at_key: Steps | None
) -> Table:
    found = _rows(body, at_rows)
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


def _decoded(body: bytes) -> Any:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError) as error:
        raise GapError(Unreadable(why="not_json")) from error
    if goes_on(found):
        raise GapError(Unreadable(why="more_pages"))
    return found


def _rows(body: bytes, at_rows: Steps) -> list[Any]:
    decoded = _decoded(body)
    if any(goes_on(follow(decoded, at_rows[:depth])) for depth in range(1, len(at_rows))):
        raise GapError(Unreadable(why="more_pages"))
    found = follow(decoded, at_rows)
    if not isinstance(found, list):
        raise GapError(Unreadable(why="rows_missing"))
    if len(found) > MOST_ROWS:
        raise GapError(Unreadable(why="too_long"))
    return found


def _row(number: int, row: Any, at_columns: Mapping[str, Steps], at_key: Steps | None) -> RawRow | Rejected:
    if not isinstance(row, dict | list):
        return Rejected(row=number, why="not_a_row")
    raw = [None if (value := follow(row, path)) is MISSING else value for path in at_columns.values()]
    key = number if at_key is None else follow(row, at_key)
    if not isinstance(key, str | int) or key == "":
        return Rejected(row=number, why="key_missing")
    try:
        return RawRow(number=number, key=str(key).replace("\0", ""), cells=tuple([_kept(cell(value)) for value in raw]))
    except ValueError:
        return Rejected(row=number, why="not_a_cell")


def _kept(one: Cell) -> Cell:
    """The same without U+0000, which JSON can write and PostgreSQL refuses."""
    return one.replace("\0", "") if isinstance(one, str) else one
