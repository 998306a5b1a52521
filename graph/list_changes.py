"""What changed in a SharePoint list since the last time, a part at a time: a list of any length is read whole over several
runs, and what a run has read is not read again when the next one is throttled."""

from collections.abc import Sequence

import msgspec

from graph.allowed import Allowed
from graph.client import Graph
from graph.gaps import GapError, answers
from graph.lists import PAGE, Item, ListRef, decoder_of, fields_of, items_of, read_columns, rows_of, table_of
from graph.permissions import LISTS
from portfolio.observations import Part, Rejected, ThrottledUntil, Unavailable, Unreadable

PART = 4_000  # items: a page; recording them keeps other writers of the record waiting for less than half a second
_NO_LONGER_KNOWN = frozenset({400, 410})
"""How the service says that it has forgotten a link: 410 by the book, 400 where the link is of another age."""


@answers
async def list_changes(
    graph: Graph, ref: ListRef, columns: Sequence[str], *, allowed: Allowed, link: str | None = None, most: int | None = None
) -> Part:
    """What comes after `link`, or the first part of the whole list without one; `most` items (PART) or a page more.

    A link the service no longer knows starts over, at the address the service names. Of an item that comes twice the last
    state counts.
    """
    allowed.check(ref.source.locator)
    fields = fields_of(await read_columns(graph, ref), columns)
    query = {"expand": f"fields($select={','.join(fields)})", "top": PAGE}
    most = PART if most is None else most
    whole = graph.url(lambda sdk: items_of(sdk, ref).delta.to_get_request_information(), **query)
    if link is not None:
        try:
            return await _part(graph, ref, columns, fields, link, most, begins=False)
        except GapError as error:
            if error.status not in _NO_LONGER_KNOWN:
                raise
            whole = error.location or whole
    return await _part(graph, ref, columns, fields, whole, most, begins=True)


async def _part(
    graph: Graph, ref: ListRef, columns: Sequence[str], fields: Sequence[str], url: str, most: int, *, begins: bool
) -> Part:
    latest: dict[str, Item[msgspec.Struct]] = {}
    link: str | None = None
    ends = False
    try:
        async for page in graph.pages(url, LISTS, decoder_of(fields)):
            new = {item.id: item for item in page.value}
            for id in latest.keys() & new.keys():
                del latest[id]  # it goes to the end, with its last state
            latest |= new
            link, ends = page.next or page.delta, page.next is None
            if len(latest) >= most and not ends:
                break
    except GapError as error:
        if link is None or not isinstance(error.gap, ThrottledUntil | Unavailable):
            raise  # nothing was read, or what was read cannot be trusted
    if link is None:
        raise GapError(Unreadable(why="no_delta_link"))  # without it the next read could not tell what it has not seen
    bad: list[Rejected] = []
    deleted = frozenset(item.id for item in latest.values() if item.deleted is not None)
    kept = [item for item in latest.values() if item.deleted is None] if deleted else latest.values()
    rows = rows_of(kept, bad)
    return Part(
        table=await table_of(graph, ref, columns, rows, bad), link=link, begins=begins, ends=ends,
        named=frozenset(latest) - deleted, deleted=deleted,
    )  # fmt: skip
