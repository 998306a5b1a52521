"""A file that somebody sent in Teams, and whole lists and files of the tenant: for bringing a list of initiatives in.

Teams names a pre-authenticated address for a file that was sent. It is believed on the hosts of the tenant's own SharePoint
only: the verified request says who sent it, and not where it may lead us.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.allowed import Allowed
from graph.client import Clock, Graph
from graph.files import FileRef, content
from graph.gaps import answers
from graph.guarded import Gate, get
from graph.links import find_source
from graph.lists import OURS, ListRef, list_columns, read_list
from portfolio.addresses import Address
from portfolio.observations import Cell, NotAllowed, ReadResult, Stale, Value
from sheets.bounds import LISTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The items of a list under the names people see. `hash` is SHA-256 over them."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    hash: str


def hosts_of(sharepoint: str) -> frozenset[str]:
    """The hosts of a tenant's SharePoint: its sites, and its people's own files (contoso and contoso-my)."""
    name, dot, rest = sharepoint.lower().partition(".")
    return frozenset({f"{name}{dot}{rest}", f"{name}-my{dot}{rest}"})


@answers
async def download(gate: Gate, url: str, *, clock: Clock) -> bytes:
    """The file at a pre-authenticated address. The gate's hosts, sizes and times hold."""
    return await get(gate, url, {"Accept": "*/*"}, clock=clock)


async def place(graph: Graph, address: Address, *, most: int) -> ReadResult[bytes] | ReadResult[Grid]:
    """Everything at an address an admin stands for: whoever calls this has checked that."""
    found = await find_source(graph, address)
    if not isinstance(found, Value | Stale):
        return found
    if isinstance(found.value, ListRef):
        return await _list(graph, found.value)
    assert isinstance(found.value, FileRef), "an address is that of a list or of a file"
    return await _file(graph, found.value, most)


@answers
async def _file(graph: Graph, ref: FileRef, most: int) -> bytes:
    return await content(graph, ref, Allowed(locators=frozenset({ref.enabled})), most)


async def _list(graph: Graph, ref: ListRef) -> ReadResult[Grid]:
    allowed = Allowed(locators=frozenset({ref.source.locator}))
    known = await list_columns(graph, ref, allowed=allowed)
    if not isinstance(known, Value | Stale):
        return known
    columns = [
        one for one in known.value if one.name not in OURS and not one.name.startswith("_") and not one.by_number
    ]  # a number would pass for a sponsor's name, or a unit's
    if not columns:
        return NotAllowed(why="no_columns")
    said = await read_list(graph, ref, [one.name for one in columns], allowed=allowed, bounds=LISTED)
    if not isinstance(said, Value | Stale):
        return said
    header = _told_apart([one.shown for one in columns], [one.name for one in columns])
    return Value(value=Grid(
        header=header, rows=tuple(row.cells for row in said.value.rows), hash=said.value.origin.sha256
    ))


def _told_apart(shown: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    folded = [one.casefold() for one in shown]
    return tuple(
        one if folded.count(one.casefold()) == 1 else f"{one} ({name})" for one, name in zip(shown, names, strict=True)
    )
