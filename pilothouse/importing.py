"""The worker's part in bringing a list in: fetched and understood outside of any transaction, recorded in one.

It may be killed at any moment: what was not recorded is done again, and importing the same list twice stores it once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from actions import imports, uploads
from bot.journal import note
from pilothouse.listing import table_of
from pilothouse.workbook import as_text
from portfolio.errors import Invalid, problem
from portfolio.imports.comparing import Comparison
from portfolio.imports.counting import DateCounts
from portfolio.imports.entries import Listing
from portfolio.imports.uploads import (
    SavedMapping,
    Seen,
    Trouble,
    Upload,
    UploadState,
    seen_of,
)
from portfolio.lookups import Obstacle, obstacle_of
from portfolio.observations import ReadResult, Stale, Unavailable, Value
from portfolio.sources import Trouble as SourceTrouble
from sheets.bounds import LISTED, bounded
from sheets.columns import corrected, guess
from sheets.dates import Order
from sheets.listing import read_listing
from sheets.tables import MOST_COLUMNS, Table
from store import Store, kept_sheets, mappings
from store import uploads as stored
from store.ids import new_id
from store.kept_sheets import Sheet

if TYPE_CHECKING:
    from graph.downloads import Grid

Fetch = Callable[[Upload, datetime], Awaitable["ReadResult[bytes] | ReadResult[Grid]"]]
"""Fetches a list that was sent or named, outside of any transaction."""

PATIENCE = timedelta(seconds=90)
"""For one list, its download and its sheet together."""


class Imports:
    """Works until no list waits, one at a time: each may need two hundred megabytes."""

    def __init__(self, store: Store, fetch: Fetch, now: Callable[[], datetime], stopping: asyncio.Event) -> None:
        self._store = store
        self._fetch = fetch
        self._now = now
        self._stopping = stopping

    async def until_idle(self) -> int:
        """Read and import what waits, and end what took too long; how many lists that were."""
        done = 0
        if await self._store.read(uploads.overdue, self._now()):
            done = await self._store.write(uploads.expire, self._now())
        for one in await self._store.read(uploads.errands, self._now()):
            if self._stopping.is_set():
                break
            done += await self._one(one)
        return done

    async def _one(self, one: Upload) -> bool:
        ordered = one.state is UploadState.ORDERED
        try:
            if ordered:
                return await self._import(one)
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await self._read(one)
        except TimeoutError:
            trouble = Trouble(obstacle=obstacle_of(Unavailable(why="too_slow"), self._now()))
        except Exception:  # a fault of ours: whoever waits is told, it is not tried for ever, and the next list has its turn
            reference = new_id("e")
            note("list_failed", failure=True, reference=reference, upload=one.id)
            trouble = Trouble(obstacle=Obstacle(trouble=SourceTrouble.UNAVAILABLE, about=reference, why="fault"))
        if ordered:
            return await self._store.write(uploads.not_carried_out, one.id, trouble, self._now())
        return await self._told(one, None, trouble, None)

    async def _told(self, one: Upload, seen: Seen | None, trouble: Trouble | None, sheet: bytes | None) -> bool:
        return await self._store.write(uploads.read, one.id, self._now(), seen=seen, trouble=trouble, sheet=sheet)

    async def _read(self, one: Upload) -> bool:
        kept = await self._store.read(stored.sheet, one.id)
        packed: bytes | None = None
        if kept is None:
            sheet = await self._fetched(one)
            if isinstance(sheet, Trouble):
                return await self._told(one, None, sheet, None)
            packed = await asyncio.to_thread(kept_sheets.packed, sheet)
        else:
            sheet = await asyncio.to_thread(kept_sheets.unpacked, kept)
        headings = mappings.headings_of(sheet.table.header)
        saved = None if one.told.columns else await self._store.read(mappings.for_headings, headings)
        plain, listing = await asyncio.to_thread(_understood, sheet, one, saved)
        if isinstance(listing, Trouble):
            return await self._told(one, plain, listing, packed)
        done: Comparison = await self._store.read(imports.preview, listing)
        seen = await asyncio.to_thread(seen_of, listing, done, plain)
        return await self._told(one, seen, None, packed)

    async def _fetched(self, one: Upload) -> Sheet | Trouble:
        """The rows alone: the file itself is let go."""
        fetched = await self._fetch(one, self._now())
        if not isinstance(fetched, Value | Stale):
            return Trouble(obstacle=obstacle_of(fetched, self._now()))
        return await asyncio.to_thread(_sheet, fetched.value)

    async def _import(self, one: Upload) -> bool:
        kept = await self._store.read(stored.sheet, one.id)
        if kept is None or one.seen is None:
            return False
        listing = await asyncio.to_thread(_listing, kept, one.seen)
        return await self._store.write(uploads.carry_out, one.id, listing, self._now())


def _sheet(said: "bytes | Grid") -> Sheet | Trouble:
    """The rows of what was fetched, or what is wrong with it."""
    try:
        if isinstance(said, bytes):
            return Sheet(table=table_of(said), hash=sha256(said).hexdigest())
        if len(said.header) > MOST_COLUMNS:
            raise Invalid(problem("file", "sheet_too_wide", most=MOST_COLUMNS))
        if not said.rows:
            raise Invalid(problem("file", "sheet_empty"))
        rows = tuple(bounded((tuple(map(as_text, row)) for row in said.rows), LISTED))
    except Invalid as error:
        return Trouble(problem=error.problems[0])
    table = Table(header=said.header, rows=rows, separator=",", encoding="SharePoint", too_wide=0)
    return Sheet(table=table, hash=said.hash)


def _understood(sheet: Sheet, one: Upload, saved: SavedMapping | None) -> tuple[Seen, Listing | Trouble]:
    """The list under what was said of its columns, else as saved for its headings, else as guessed."""
    table, order = sheet.table, one.told.order or (None if saved is None else saved.order)
    said = one.told.columns if saved is None else saved.columns
    told: dict[str, str | None] = {field.value: column for field, column in (said or {}).items()}
    plain = Seen(
        header=table.header, encoding=table.encoding, hash=sheet.hash, rows=len(table.rows), columns={}, order=order,
        saved=None if saved is None else saved.name, too_wide=table.too_wide, above=table.above, sheet=table.sheet,
        stages={}, owners={}, dates=DateCounts(by_precision={}, unparsed=0),
    )
    try:
        columns = guess(table) if said is None else corrected(table, {}, told)
        plain = replace(plain, columns=columns)
        return plain, read_listing(table, columns, None if order is None else Order(order))
    except Invalid as error:
        return plain, Trouble(problem=error.problems[0])


def _listing(kept: bytes, seen: Seen) -> Listing:
    """Exactly what was shown."""
    order = None if seen.order is None else Order(seen.order)
    return read_listing(kept_sheets.unpacked(kept).table, seen.columns, order)
