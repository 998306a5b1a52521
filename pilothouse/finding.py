"""What is at an address an admin has enabled: its columns, or what has to be chosen from first: a workbook's tables, the
lists of rows in JSON.

The graph's modules come with httpx, and most processes never look: they are imported where they are used.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.allowed import Allowed
from pilothouse.loading import beside
from portfolio.addresses import Address
from portfolio.lookups import MOST_COLUMNS, MOST_SIGNS, ColumnSeen, Contents
from portfolio.observations import NotAllowed, ReadResult, SourceKind, SourceRef, Stale, Value

if TYPE_CHECKING:
    from graph.client import Graph
    from graph.files import FileRef
    from graph.guarded import Gate
    from graph.lists import ListRef

_PLAIN = frozenset({"text", "lookup", "hyperlinkOrPicture"})


async def find(
    address: Address, table: str | None, *, folder: Path | None, graph: "Graph | None",
    gate: "Callable[[str], Gate] | None", now: datetime,
) -> ReadResult[Contents]:
    """The columns at an address. Nothing but their names and types is kept of what is read for it."""
    await beside("graph.drop_folder", "graph.files", "graph.http_json", "graph.links")
    if address.kind is SourceKind.DROP and folder is not None:
        return await _dropped(address, folder, now)
    if address.kind is SourceKind.HTTP and gate is not None:
        return await _web(address, table, gate((address.host or "").partition(":")[0]), now)
    if address.kind in (SourceKind.DROP, SourceKind.HTTP) or graph is None:
        return NotAllowed(why=f"{address.kind.value}_not_set_up")
    from graph.files import FileRef
    from graph.links import find_source
    from graph.lists import ListRef

    found = await find_source(graph, address)
    if not isinstance(found, Value | Stale):
        return found
    if isinstance(found.value, ListRef):
        return await _list(graph, found.value, address)
    assert isinstance(found.value, FileRef), "an address is that of a list or of a file"
    return await _file(graph, found.value, address, table)


async def _list(graph: "Graph", ref: "ListRef", address: Address) -> ReadResult[Contents]:
    from graph.lists import OURS, list_columns

    known = await list_columns(graph, ref, allowed=_only(ref.source))
    if not isinstance(known, Value | Stale):
        return known
    seen = (ColumnSeen(name=one.name, shown=one.shown, type=one.type) for one in known.value if one.name not in OURS)
    return _contents(ref.source, address.label, [one for one in seen if not one.name.startswith("_")])


async def _file(graph: "Graph", ref: "FileRef", address: Address, table: str | None) -> ReadResult[Contents]:
    from graph.files import file_columns, workbook_tables
    from graph.workbooks import Place

    allowed = _only(ref.source)
    if ref.place is not None and table is None:
        tables = await workbook_tables(graph, ref, allowed=allowed)
        if not isinstance(tables, Value | Stale):
            return tables
        if len(tables.value) > 1:
            return Value(value=Contents(ref=ref.source, label=address.label, tables=tables.value[:MOST_COLUMNS]))
        table = next(iter(tables.value), None)
    if table is not None:
        ref = replace(ref, place=Place(table=table))
    columns = await file_columns(graph, ref, allowed=allowed)
    if not isinstance(columns, Value | Stale):
        return columns
    return _contents(ref.source, address.label if table is None else f"{table} · {address.label}", _named(columns.value))


async def _dropped(address: Address, folder: Path, now: datetime) -> ReadResult[Contents]:
    from graph.drop_folder import dropped_columns

    columns = await dropped_columns(folder, address.name, now=now)
    if not isinstance(columns, Value | Stale):
        return columns
    ref = SourceRef(kind=SourceKind.DROP, locator=address.name)
    return _contents(ref, address.label, _named(columns.value))


async def _web(address: Address, rows: str | None, gate: "Gate", now: datetime) -> ReadResult[Contents]:
    from graph.http_json import JsonSource, json_fields, json_lists

    ref = JsonSource(url=address.text, rows=rows or "", columns={}).source
    if rows is None:
        lists = await json_lists(address.text, gate, clock=lambda: now)
        if not isinstance(lists, Value | Stale):
            return lists
        paths, counts = zip(*lists.value, strict=True)
        return Value(value=Contents(ref=ref, label=address.label, tables=paths, counts=counts))
    fields = await json_fields(address.text, rows, gate, clock=lambda: now)
    return _contents(ref, address.label, _named(fields.value)) if isinstance(fields, Value | Stale) else fields


def _only(source: SourceRef) -> Allowed:
    """This place and no other: a workbook's file, whatever the table."""
    return Allowed(locators=frozenset({source.locator.partition("#")[0]}))


def _named(names: Iterable[str]) -> list[ColumnSeen]:
    """Columns that have a name, each of its own: no other can be told apart."""
    found = list(names)
    twice = Counter(name.strip().casefold() for name in found)
    return [ColumnSeen(name=name, shown=name) for name in found if name.strip() and twice[name.strip().casefold()] == 1]


def _contents(ref: SourceRef, label: str, columns: list[ColumnSeen]) -> Value[Contents]:
    """Where there are more columns than can be chosen from, those that hold plain text are left out first."""
    order = sorted(range(len(columns)), key=lambda at: (columns[at].type in _PLAIN, at))
    kept, signs = [], 0
    for at in order[:MOST_COLUMNS]:
        signs += len(columns[at].name) + len(columns[at].shown)
        if signs > MOST_SIGNS:
            break
        kept.append(at)
    chosen = tuple(columns[at] for at in sorted(kept))
    return Value(value=Contents(ref=ref, label=label, columns=chosen, more=len(columns) - len(chosen)))
