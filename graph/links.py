"""A pasted link becomes the list or file it points at, if an admin enabled that one.

SharePoint addresses are read here: a site below /sites/ or /teams/, or the root site; a list's views; a file in the
site's first document library. The service is then asked by path for the ids. Links made by "Share" (/:l:/...) say
nothing to an application with rights on one list only, so they are refused with the advice to copy the page's address.
Not verified against the service: path addressing with SelectedOperations grants.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import msgspec

from graph.allowed import Allowed
from graph.client import Graph, decoded
from graph.files import FileRef
from graph.gaps import GapError, answers
from graph.lists import ListRef
from graph.permissions import FILES, LISTS, Need
from graph.workbooks import Place
from portfolio.observations import NotAllowed, NotFound, Unreadable

_MANAGED = frozenset({"sites", "teams"})
LIBRARIES = frozenset({"shared documents", "freigegebene dokumente", "documents"})
"""What a site's first library is called in addresses: English, and sites made in German."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What an address says: the site as Graph's paths name it, and a list by name or a file by its path in the library."""

    site: str
    list: str | None = None
    file: str | None = None


def read_link(text: str) -> Link | Unreadable:
    """An address as somebody pasted it."""
    try:
        parts = urlsplit(text.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return Unreadable(why="link_wrong")
    if parts.scheme != "https" or not host.endswith((".sharepoint.com", ".sharepoint.us", ".sharepoint.cn")):
        return Unreadable(why="link_wrong")
    steps = [unquote(step) for step in parts.path.split("/") if step]
    if any(step in (".", "..") or "/" in step or ":" in step for step in steps):
        shared = bool(steps) and steps[0].startswith(":")
        return Unreadable(why="link_is_a_share" if shared else "link_wrong")
    site, rest = host, steps
    if len(steps) >= 2 and steps[0].lower() in _MANAGED:
        site, rest = f"{host}:/{steps[0]}/{steps[1]}:", steps[2:]
    if len(rest) >= 2 and rest[0].lower() == "lists":
        return Link(site=site, list=rest[1])
    if len(rest) >= 2 and rest[0].lower() in LIBRARIES and rest[-1].lower().endswith((".csv", ".xlsx")):
        return Link(site=site, file="/".join(rest[1:]))
    return Unreadable(why="link_elsewhere")


class _Parent(msgspec.Struct):
    site: str = msgspec.field(default="", name="siteId")
    drive: str = msgspec.field(default="", name="driveId")


class _Found(msgspec.Struct):
    id: str
    parent: _Parent = msgspec.field(default_factory=_Parent, name="parentReference")


_found = msgspec.json.Decoder(_Found)


async def _ask(graph: Graph, path: str, need: Need) -> _Found:
    try:
        return decoded(_found, await graph.body(graph.path(path), need))
    except GapError as error:
        if isinstance(error.gap, NotFound):  # whether it exists is nobody's business who may not read it
            raise GapError(NotAllowed(why="not_enabled")) from error
        raise


@answers
async def find_source(graph: Graph, text: str, *, allowed: Allowed, place: Place | None = None) -> ListRef | FileRef:
    """The list or file behind a pasted address. `place` is where in a workbook; without one, its first sheet."""
    link = read_link(text)
    if isinstance(link, Unreadable):
        raise GapError(link)
    if link.list is not None:
        found = await _ask(graph, f"/sites/{link.site}/lists/{link.list}", LISTS)
        ref = ListRef(site=found.parent.site, list=found.id)
        allowed.check(ref.source.locator)
        return ref
    assert link.file is not None
    found = await _ask(graph, f"/sites/{link.site}/drive/root:/{link.file}", FILES)
    allowed.check(f"drives/{found.parent.drive}/items/{found.id}")
    is_book = link.file.lower().endswith(".xlsx")
    return FileRef(drive=found.parent.drive, item=found.id, place=(place or Place()) if is_book else None)
