"""Which reader reads which kind of source: a drop folder on this machine, and lists and files of the tenant by Graph.

Without a folder or without Graph its sources answer with a gap: they are not there, which is not the same as empty.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.allowed import Allowed
from graph.clouds import CLOUDS
from graph.credentials import Secret, credential
from pilothouse.settings import Settings
from portfolio.observations import Binding, NotAllowed, ReadResult, SourceKind, Table
from portfolio.sources import Source

if TYPE_CHECKING:
    from graph.client import Graph

Read = Callable[[Source, datetime], Awaitable[ReadResult[Table]]]
"""Reads one source, outside of any transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """What this process can read with."""

    folder: Path | None = None
    graph: "Graph | None" = None

    async def read(self, source: Source, now: datetime) -> ReadResult[Table]:
        """The bound columns of a source. It reads that source and nothing beside it: an admin enabled this one."""
        from graph.drop_folder import read_dropped  # httpx comes with these, and most processes never read
        from graph.files import FileRef, read_file
        from graph.lists import ListRef, read_list

        columns, key, parts = bound(source.binding), source.binding.key, source.ref.locator.split("/")
        allowed = Allowed(locators=frozenset({source.ref.locator}))
        match source.ref.kind, parts:
            case SourceKind.DROP, _ if self.folder is not None:
                return await read_dropped(self.folder, source.ref.locator, columns, now=now, key=key)
            case SourceKind.LIST, ["sites", *site, "lists", list_] if self.graph is not None and site:
                ref = ListRef(site="/".join(site), list=list_)
                return await read_list(self.graph, ref, columns, allowed=allowed)
            case SourceKind.CSV, ["drives", drive, "items", item] if self.graph is not None:
                return await read_file(self.graph, FileRef(drive=drive, item=item), columns, allowed=allowed, key=key)
        return NotAllowed(why=f"{source.ref.kind.value}_not_set_up")


def bound(binding: Binding) -> tuple[str, ...]:
    """The columns a binding names, and no others: nothing else is asked for."""
    named = (binding.start, binding.end, binding.at, binding.value, binding.n, binding.person, binding.kind, binding.group)
    return tuple(dict.fromkeys(name for name in named if name is not None))


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Read]:
    """What the settings allow to be read, for this event loop. Graph is asked as the bot's own app registration."""
    if settings.graph is None:
        yield Readers(folder=settings.drop_folder).read
        return
    from graph.client import open_graph

    cloud, teams = CLOUDS[settings.graph], settings.teams
    async with (
        credential(Secret(value=teams.app_secret), tenant=teams.tenant_id, app_id=teams.app_id, cloud=cloud) as identity,
        open_graph(cloud, identity) as graph,
    ):
        yield Readers(folder=settings.drop_folder, graph=graph).read
