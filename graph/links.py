"""A pasted address becomes the ids of the list or file it points at: the service is asked by path.

Not verified against the service: path addressing with SelectedOperations grants.
"""

import msgspec

from graph.client import Graph, decoded
from graph.files import FileRef
from graph.gaps import GapError, answers
from graph.lists import ListRef
from graph.permissions import FILES, LISTS, Need
from graph.workbooks import Place
from portfolio.addresses import Address
from portfolio.observations import NotAllowed, SourceKind


class _Parent(msgspec.Struct):
    site: str = msgspec.field(default="", name="siteId")
    drive: str = msgspec.field(default="", name="driveId")


class _Found(msgspec.Struct):
    id: str
    parent: _Parent = msgspec.field(default_factory=_Parent, name="parentReference")


_found = msgspec.json.Decoder(_Found)


async def _ask(graph: Graph, path: str, need: Need) -> _Found:
    return decoded(_found, await graph.body(graph.path(path), need))


@answers
async def find_source(graph: Graph, address: Address, *, place: Place | None = None) -> ListRef | FileRef:
    """The list or file at an address an admin has enabled: whoever calls this has checked that.

    `place` is where in a workbook; without one, its first sheet.
    """
    match address.kind:
        case SourceKind.LIST:
            found = await _ask(graph, f"/sites/{address.site}/lists/{address.name}", LISTS)
            return ListRef(site=found.parent.site, list=found.id)
        case SourceKind.CSV | SourceKind.WORKBOOK:
            found = await _ask(graph, f"/sites/{address.site}/drive/root:/{address.name}", FILES)
            is_book = address.kind is SourceKind.WORKBOOK
            return FileRef(drive=found.parent.drive, item=found.id, place=(place or Place()) if is_book else None)
    raise GapError(NotAllowed(why="link_elsewhere"))
