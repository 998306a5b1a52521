"""SharePoint list items: the columns of a list, and its items from a date on. What changed since is in list_changes.

Fields go by their internal names. A person or lookup column is asked for as `<name>LookupId`, and by its own name where it
may have several values: then there is no such id, and its cells would only look empty. The service filters only
by a column that has an index (above 5,000 items anything else fails at random): otherwise all items are read and the
caller's date is applied here.
"""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import chain, count
from typing import Any, Generic, TypeVar

import msgspec

from graph.allowed import Allowed
from graph.cells import AS_IS, cell
from graph.client import Graph
from graph.gaps import GapError, answers
from graph.permissions import LISTS
from portfolio.observations import Cell, Origin, RawRow, Rejected, SourceKind, SourceRef, Table, Unreadable
from sheets.bounds import WORKBOOK, Bounds

PAGE = "4000"  # items a page; the service allows 5,000, and a page must be decoded without stopping the event loop
_BREATH = 2_000  # rows hashed between two turns of the event loop


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRef:
    """A list by its ids. `site` is Graph's composite id (host,guid,guid) or a host name with a path."""

    site: str
    list: str

    @property
    def source(self) -> SourceRef:
        """Its address as an observation keeps it."""
        return SourceRef(kind=SourceKind.LIST, locator=f"sites/{self.site}/lists/{self.list}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column: internal name, what people see, its type as Graph calls it, whether it has an index, and whether a cell
    may name several people or items."""

    name: str
    shown: str
    type: str
    indexed: bool
    several: bool = False

    @property
    def by_number(self) -> bool:
        """Whether Graph gives the number of a person or of another list's item, and not what it is called."""
        return self.type in ("personOrGroup", "lookup") and not self.several


class _Columns(msgspec.Struct):
    value: list[dict[str, Any]]
    next: str | None = msgspec.field(default=None, name="@odata.nextLink")


F = TypeVar("F")


class Item(msgspec.Struct, Generic[F], gc=False):
    id: str
    fields: F | None = None
    deleted: dict[str, Any] | None = None


class Items(msgspec.Struct, Generic[F]):
    value: list[Item[F]]
    next: str | None = msgspec.field(default=None, name="@odata.nextLink")
    delta: str | None = msgspec.field(default=None, name="@odata.deltaLink")


def decoder_of(fields: Sequence[str]) -> msgspec.json.Decoder[Items[msgspec.Struct]]:
    """A decoder of items that takes these fields only, in this order, and a number as the decimal that was printed."""
    names = {f"f{at}": name for at, name in enumerate(fields)}
    shape = msgspec.defstruct("Fields", [(own, Any, None) for own in names], rename=names, gc=False)
    return msgspec.json.Decoder(Items[shape], float_hook=Decimal)  # type: ignore[valid-type]


_columns = msgspec.json.Decoder(_Columns)
_canonical = msgspec.json.Encoder(decimal_format="string")
OURS = frozenset({
    "AppAuthor", "AppEditor", "Attachments", "ComplianceAssetId", "ContentType", "DocIcon", "Edit", "FolderChildCount",
    "ItemChildCount", "LinkTitle", "LinkTitleNoMenu",
})  # fmt: skip
"""Columns that SharePoint adds to each list for itself, beside those that begin with "_"."""
_TYPES = ("dateTime", "number", "currency", "boolean", "choice", "text", "personOrGroup", "lookup", "calculated",
          "hyperlinkOrPicture", "term")  # fmt: skip


def items_of(sdk: Any, ref: ListRef) -> Any:
    return sdk.sites.by_site_id(ref.site).lists.by_list_id(ref.list).items


async def read_columns(graph: Graph, ref: ListRef) -> tuple[ListColumn, ...]:
    url = graph.url(
        lambda sdk: sdk.sites.by_site_id(ref.site).lists.by_list_id(ref.list).columns.to_get_request_information()
    )
    found: list[ListColumn] = []
    async for page in graph.pages(url, LISTS, _columns):
        for raw in page.value:
            kind = next((one for one in _TYPES if one in raw), "text")
            name = str(raw.get("name", ""))
            of = raw.get(kind) or {}
            found.append(ListColumn(
                name=name, shown=str(raw.get("displayName") or name), type=kind, indexed=raw.get("indexed") is True,
                several=True in (of.get("allowMultipleSelection"), of.get("allowMultipleValues")),
            ))  # fmt: skip
    return tuple(found)


@answers
async def list_columns(graph: Graph, ref: ListRef, *, allowed: Allowed) -> tuple[ListColumn, ...]:
    """The columns of a list, for choosing."""
    allowed.check(ref.source.locator)
    return await read_columns(graph, ref)


def fields_of(known: Sequence[ListColumn], wanted: Sequence[str]) -> tuple[str, ...]:
    """The fields to ask for; a column that is gone or was renamed is a gap, since its cells would only look empty."""
    by_name = {column.name: column for column in known}
    for name in wanted:
        if name not in by_name:
            raise GapError(Unreadable(why="column_missing", column=name))
    return tuple(name + "LookupId" if by_name[name].by_number else name for name in wanted)


def row_of(number: int, item: Item[msgspec.Struct], rejected: list[Rejected]) -> RawRow | None:
    if item.fields is None:
        rejected.append(Rejected(row=number, why="no_fields", value=item.id))
        return None
    cells = msgspec.structs.astuple(item.fields)
    try:
        if not AS_IS.issuperset(map(type, cells)):
            cells = tuple(map(cell, cells))
        return RawRow(number=number, key=item.id, cells=cells)
    except ValueError:
        rejected.append(Rejected(row=number, why="not_a_cell", value=item.id))
        return None


def rows_of(items: Collection[Item[msgspec.Struct]], rejected: list[Rejected]) -> list[RawRow]:
    """All of a part; at once where every cell stays as it is, which takes a third of the time."""
    fields = [item.fields for item in items]
    if None not in fields:
        cells = list(map(msgspec.structs.astuple, fields))  # type: ignore[arg-type]  # none is None
        if AS_IS.issuperset(map(type, chain.from_iterable(cells))):
            return list(map(RawRow._make, zip(count(1), [item.id for item in items], cells)))  # count never ends
    return [row for number, item in enumerate(items, 1) if (row := row_of(number, item, rejected)) is not None]


async def _hash(rows: Sequence[RawRow]) -> str:
    digest = sha256()
    for start in range(0, len(rows), _BREATH):
        digest.update(_canonical.encode([(row.key, row.cells) for row in rows[start : start + _BREATH]]))
        await asyncio.sleep(0)
    return digest.hexdigest()


def _check_bounds(rows: int, cells: int, text: int, bounds: Bounds) -> None:
    if rows > bounds.rows or (bounds.cells is not None and cells > bounds.cells):
        raise GapError(Unreadable(why="too_long"))
    if bounds.text is not None and text > bounds.text:
        raise GapError(Unreadable(why="too_much_text"))


def _by_id(row: RawRow) -> tuple[int, str]:
    return (int(row.key), "") if row.key.isdecimal() else (2**63, row.key)


async def table_of(graph: Graph, ref: ListRef, columns: Sequence[str], rows: list[RawRow], bad: list[Rejected]) -> Table:
    await asyncio.to_thread(rows.sort, key=_by_id)
    origin = Origin(source=ref.source, fetched_at=graph.clock(), sha256=await _hash(rows))
    return Table(origin=origin, columns=tuple(columns), rows=tuple(rows), rejected=tuple(bad))


def _later(value: Cell, first: date) -> bool:
    """Whether a cell of a date column is on or after a day. What is no date is kept: refusing it is the binding's job."""
    return not isinstance(value, str) or value[:10] >= first.isoformat()


@answers
async def read_list(
    graph: Graph, ref: ListRef, columns: Sequence[str], *, allowed: Allowed, since: tuple[str, date] | None = None,
    bounds: Bounds = WORKBOOK,
) -> Table:
    """The items of a list, `columns` only. `since` names a date column and a day: items dated before it are left out,
    by the service when the column has an index, and otherwise here. Times are in UTC, where a day begins elsewhere than
    in the site's zone: so items of the day before come too. Undated items come only without an index.

    More than `bounds` allow are a gap: 200,000 rows of a few columns take some 150 MB, and a longer list is read from a
    date on.
    """
    allowed.check(ref.source.locator)
    known = await read_columns(graph, ref)
    wanted = (*columns, since[0]) if since and since[0] not in columns else tuple(columns)
    fields = fields_of(known, wanted)
    query = {"expand": f"fields($select={','.join(fields)})", "top": PAGE}
    indexed = since is not None and any(column.indexed for column in known if column.name == since[0])
    first = since[1] - timedelta(days=1) if since else date.min
    if since and indexed:
        query["filter"] = f"fields/{since[0]} ge '{first.isoformat()}T00:00:00Z'"
    url = graph.url(lambda sdk: items_of(sdk, ref).to_get_request_information(), **query)
    rows: list[RawRow] = []
    bad: list[Rejected] = []
    number = text = 0
    at_since = wanted.index(since[0]) if since else 0
    async for page in graph.pages(url, LISTS, decoder_of(fields)):
        for item in page.value:
            number += 1
            row = row_of(number, item, bad)
            if row is not None and (since is None or _later(row.cells[at_since], first)):
                rows.append(row)
                text += sum(len(one) for one in row.cells if isinstance(one, str))
        _check_bounds(len(rows), len(rows) * len(wanted), text, bounds)
    return await table_of(graph, ref, wanted, rows, bad)
