"""Which reader reads which kind of source: a drop folder here, JSON over HTTPS, lists and files of the tenant by Graph.

Without a folder or without Graph its sources answer with a gap: they are not there, which is not the same as empty.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graph.allowed import Allowed
from graph.clouds import CLOUDS
from graph.credentials import Secret, credential
from pilothouse.finding import find
from pilothouse.loading import beside
from pilothouse.settings import Settings
from portfolio.addresses import Address, read_address
from portfolio.directory import Seen
from portfolio.granted import Granted
from portfolio.imports.uploads import MOST_SENT, Upload
from portfolio.lookups import Contents
from portfolio.observations import Binding, NotAllowed, Part, ReadResult, SourceKind, Stale, Table, Value
from portfolio.people import Person
from portfolio.sources import Source, failure_of
from portfolio.usage import Cohort, Reading

if TYPE_CHECKING:
    from graph.client import Graph
    from graph.downloads import Grid
    from graph.guarded import Gate

Read = Callable[[Source, datetime], Awaitable[ReadResult[Table] | ReadResult[Part]]]
"""Reads one source, or the next part of one that says what changed, outside of any transaction."""

ReadUse = Callable[[Cohort, datetime], Awaitable[ReadResult[Reading]]]
"""Reads how a group uses a product, outside of any transaction."""

ReadGranted = Callable[[datetime], Awaitable[Granted]]
"""Looks at what the app may read, outside of any transaction."""

ReadPerson = Callable[[Person, datetime], Awaitable[Seen]]
"""Asks the directory and the mailbox about somebody, outside of any transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """What this process can read with, and where it can put a file."""

    folder: Path | None = None
    graph: "Graph | None" = None
    people: bool = False
    """Whether the directory behind `graph` is that of the people who talk to the bot."""
    sharepoint: str | None = None
    """The host of the tenant's SharePoint: where files that are sent to the bot may be fetched. None: from nowhere."""
    gate: Callable[[str], "Gate"] | None = None
    """What may be asked of a host; None: over HTTP nothing is."""

    async def read(self, source: Source, now: datetime) -> ReadResult[Table] | ReadResult[Part]:
        """The bound columns of a source. It reads that source and nothing beside it: an admin enabled this one."""
        await beside("graph.drop_folder", "graph.files", "graph.http_json", "graph.list_changes")  # httpx comes with these
        from graph.drop_folder import read_dropped
        from graph.files import at_locator, read_file
        from graph.http_json import at_locator as at_address
        from graph.http_json import read_json
        from graph.list_changes import list_changes
        from graph.lists import ListRef

        locator, columns, key = source.ref.locator, bound(source.binding), source.binding.key
        match source.ref.kind, locator.split("/"):
            case SourceKind.DROP | SourceKind.TEMPLATE, _ if self.folder is not None:
                return await read_dropped(self.folder, locator, columns, now=now, key=key)
            case SourceKind.LIST, ["sites", *site, "lists", list_] if self.graph is not None and site:
                link = source.cursor.link if source.cursor else None
                ref = ListRef(site="/".join(site), list=list_)
                return await list_changes(self.graph, ref, columns, allowed=_only(locator), link=link)
            case SourceKind.CSV | SourceKind.WORKBOOK, _ if self.graph is not None:
                file = at_locator(locator)
                if file is not None:
                    return await read_file(self.graph, file, columns, allowed=_only(file.enabled), key=key)
            case SourceKind.HTTP, [host, *_] if self.gate is not None:
                asked = at_address(locator, {name: name for name in columns}, key)
                return await read_json(asked, self.gate(host.partition(":")[0]), clock=lambda: now)
        return NotAllowed(why=f"{source.ref.kind.value}_not_set_up")

    async def use(self, cohort: Cohort, now: datetime) -> ReadResult[Reading]:
        """How a group an admin named uses a product."""
        if self.graph is None:
            return NotAllowed(why=f"{SourceKind.REPORT.value}_not_set_up")
        await beside("graph.group_usage")
        from graph.group_usage import read_group

        return await read_group(self.graph, cohort.group, cohort.product, today=now.date())

    async def find(self, address: Address, table: str | None, now: datetime) -> ReadResult[Contents]:
        """What is at an address: for the dialog that connects a metric to it."""
        return await find(address, table, folder=self.folder, graph=self.graph, gate=self.gate, now=now)

    async def fetch(self, upload: Upload, now: datetime) -> "ReadResult[bytes] | ReadResult[Grid]":
        """A list that was sent or named: as its file, or as the items of a SharePoint list."""
        await beside("graph.downloads")
        from graph.downloads import download, hosts_of, place

        if upload.url is not None:
            host = host_of(upload.url)
            if self.sharepoint is None or self.gate is None:
                return NotAllowed(why="sharepoint_not_set_up")
            if host not in hosts_of(self.sharepoint):
                return NotAllowed(why="file_elsewhere")
            return await download(self.gate(host), upload.url, clock=lambda: now)
        address = read_address(upload.address or "")
        if self.graph is None or isinstance(address, str):
            return NotAllowed(why="graph_not_set_up")
        return await place(self.graph, address, most=MOST_SENT)

    async def put(self, url: str, data: bytes, now: datetime) -> ReadResult[None]:
        """Put a file among those of whoever agreed to have it."""
        await beside("graph.file_out")
        from graph.file_out import SHAREPOINT, put_file

        host = host_of(url)
        if self.gate is None or not SHAREPOINT.fullmatch(host):
            return NotAllowed(why="file_elsewhere")
        return await put_file(self.gate(host), url, data, clock=lambda: now)

    async def granted(self, now: datetime) -> Granted:
        """What an admin has granted this app."""
        await beside("graph.granted")
        from graph.granted import not_granted
        from graph.permissions import NEEDS

        assert self.graph is not None, "asked only where there is a tenant"
        said = await not_granted(self.graph)
        if isinstance(said, Value):
            return Granted(at=now, total=len(NEEDS), off=said.value)
        assert not isinstance(said, Stale), "a token is read as it is"
        return Granted(at=now, total=len(NEEDS), off=(), failure=failure_of(said, now))

    async def person(self, person: Person, now: datetime) -> Seen:
        """What the directory and the mailbox say of somebody."""
        await beside("graph.people")
        from graph.people import look_at

        assert self.graph is not None, "asked only where there is a directory"
        return await look_at(self.graph, person.object_id, now)


def _only(locator: str) -> Allowed:
    return Allowed(locators=frozenset({locator}))


_HOST = re.compile(r"https://([a-z0-9.-]+)(?::\d+)?/[^\\\s]*", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host of an https address; "" for anything else, whatever it is."""
    found = _HOST.fullmatch(url)
    return found[1].lower() if found else ""


def bound(binding: Binding) -> tuple[str, ...]:
    """The columns a binding names, and no others: nothing else is asked for."""
    named = (binding.start, binding.end, binding.at, binding.value, binding.n, binding.person, binding.kind, binding.group)
    return tuple(dict.fromkeys(name for name in named if name is not None))


def public(host: str) -> "Gate":
    """That host alone, and only where it is on the internet."""
    from graph.guarded import Gate

    return Gate(hosts=frozenset({host}))


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Readers]:
    """What the settings allow to be read, for this event loop. Graph is asked as the bot's own app registration."""
    here = Readers(folder=settings.drop_folder, gate=public, sharepoint=settings.sharepoint)
    if settings.graph is None:
        yield here
        return
    from graph.client import open_graph

    cloud, teams = CLOUDS[settings.graph], settings.teams
    async with (
        credential(Secret(value=teams.app_secret), tenant=teams.tenant_id, app_id=teams.app_id, cloud=cloud) as identity,
        open_graph(cloud, identity) as graph,
    ):
        yield replace(here, graph=graph, people=True)
