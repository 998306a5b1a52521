"""What JSON holds that somebody may choose from: its lists of rows, and the fields of such rows. Names and counts only."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.json_paths import Steps, spelled

MOST_LISTS = 12
LOOKED_AT = 200
"""Rows whose fields are looked at; one that none of them has is rare."""
INTO = 3
"""Entries of a list that may hold more themselves, as in `tables[0].rows`, or `steps[0].at` of a row."""
DEEP = 5
MOST_FIELDS = 500


_NEXT = frozenset({
    "@odata.nextlink", "odata.nextlink", "nextlink", "next_link", "next", "next_url", "nexturl", "next_page_url",
    "nextpageurl", "nextpage", "next_page", "next_cursor", "nextcursor", "nextpagetoken", "next_page_token",
    "nextrecordsurl", "has_more", "hasmore", "has_next", "hasnext", "has_next_page", "hasnextpage",
})  # fmt: skip
"""What services call the way to the rest of their rows (OData, Google, Salesforce, Stripe, GraphQL), in small letters."""
_AROUND = frozenset({
    "links", "_links", "paging", "pagination", "page", "meta", "pageinfo", "cursor", "response_metadata",
})  # fmt: skip


def goes_on(body: Any) -> bool:
    """Whether an answer says that there is more of it: a next link or cursor, or that there is more."""
    if not isinstance(body, dict):
        return False
    around = [value for name, value in body.items() if name.lower() in _AROUND and isinstance(value, dict)]
    return any(
        name.lower() in _NEXT and value not in (None, False, "", 0, {}, [])
        for held in (body, *around) for name, value in held.items()
    )


def lists_in(body: Any) -> list[tuple[str, int]]:
    """The paths of what looks like a list of rows, the longest first, each with how many there are."""
    found = sorted(_lists(body, ()), key=lambda one: (-one[1], len(one[0])))
    spellings = [(spelled(path), n) for path, n in found]
    return [(path, n) for path, n in spellings if path is not None][:MOST_LISTS]


def _lists(value: Any, path: Steps) -> Iterator[tuple[Steps, int]]:
    if isinstance(value, list) and value and all(isinstance(row, dict | list) for row in value[:LOOKED_AT]):
        yield path, len(value)
    for step, inner in _inside(value, path, INTO):
        yield from _lists(inner, (*path, step))


def fields_of(rows: Sequence[Any]) -> list[str]:
    """The paths within these rows that lead to a plain value, in the order in which the rows have them."""
    found: dict[Steps, None] = {}
    for row in rows[:LOOKED_AT]:
        if len(found) < MOST_FIELDS:
            found |= dict.fromkeys(_fields(row, ()))
    return [path for path in map(spelled, found) if path is not None]


def _fields(value: Any, path: Steps) -> Iterator[Steps]:
    if path and not isinstance(value, dict | list):
        yield path
    for step, inner in _inside(value, path, INTO if path else None):
        yield from _fields(inner, (*path, step))


def _inside(value: Any, path: Steps, most: int | None) -> Iterator[tuple[str | int, Any]]:
    if len(path) >= DEEP:
        return
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value[:most])
