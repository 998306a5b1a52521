"""The worker's looks into the tenant for somebody's dialog (HOUSE, "A lookup"): read outside of any transaction, recorded
in one. It may be killed at any moment: a look that was not recorded is made again, or its time ends.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from actions import lookups
from actions.lookups import Errand
from bot.journal import note
from graph.observing import observe
from pilothouse.people import People
from pilothouse.readers import Read
from portfolio.addresses import Address
from portfolio.course import course_seen
from portfolio.lookups import Answer, Contents, Obstacle, obstacle_of, previewed
from portfolio.observations import (
    Gap,
    Observed,
    RawRow,
    ReadResult,
    Rejected,
    Stale,
    Table,
    Unavailable,
    Unreadable,
    Value,
)
from portfolio.sources import Cursor, Source, Trouble
from portfolio.usable import usable
from store import Store
from store.ids import new_id

Find = Callable[[Address, str | None, datetime], Awaitable[ReadResult[Contents]]]
"""Says what is at an address, outside of any transaction; of a workbook's table where one is named."""

TOGETHER = 4
"""Looks at the same time: somebody waits for each."""
PATIENCE = timedelta(seconds=60)
"""For one look. A list that takes longer is read by the worker at leisure, and not while somebody waits."""


class Looks:
    """Looks until nobody waits, or until `stopping` is set. A look that fails is answered, and holds up no other."""

    def __init__(
        self, store: Store, read: Read, find: Find, people: People, now: Callable[[], datetime], stopping: asyncio.Event
    ) -> None:
        self._store = store
        self._read = read
        self._find = find
        self._people = people
        self._now = now
        self._stopping = stopping

    async def until_idle(self) -> int:
        """Make the looks somebody waits for, end those whose time is over, and see who was named sponsor; how many."""
        done = 0
        if await self._store.read(lookups.overdue, self._now()):
            done = await self._store.write(lookups.expire, self._now())
        waiting = await self._store.read(lookups.errands, self._now())
        for start in range(0, len(waiting), TOGETHER):
            if self._stopping.is_set():
                break
            done += sum(await asyncio.gather(*(self._one(one) for one in waiting[start : start + TOGETHER])))
        return done + await self._people.until_idle(asked=True)

    async def _one(self, errand: Errand) -> bool:
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                said = await self._look(errand)
        except TimeoutError:
            said = Answer(obstacle=obstacle_of(Unavailable(why="too_slow"), self._now()))
        except Exception:  # a fault of ours: whoever waits is told, and it is not tried for ever
            reference = new_id("e")
            note("look_failed", failure=True, reference=reference, lookup=errand.lookup)
            said = Answer(obstacle=Obstacle(trouble=Trouble.UNAVAILABLE, about=reference))
        return await self._store.write(lookups.answer, errand.lookup, said, self._now())

    async def _look(self, errand: Errand) -> Answer:
        if errand.ask.binding is None:
            found = await self._find(errand.address, errand.ask.table, self._now())
            return Answer(contents=found.value) if isinstance(found, Value | Stale) else self._gap(found)
        return await self._rows(errand)

    async def _rows(self, errand: Errand) -> Answer:
        """What the source would say, read in the very way it will be read once it is bound."""
        asked = errand.ask
        assert asked.ref is not None and asked.binding is not None and asked.how is not None, "columns were chosen"
        source = Source(
            id=errand.lookup, initiative=errand.grant.initiative, metric=0, ref=asked.ref, label=asked.label,
            binding=asked.binding, how=asked.how, pilot=asked.pilot, enabled_by=errand.grant.asked_by,
            enabled_at=self._now(), grant=errand.grant.id,
        )
        table = await self._whole(source)
        if not isinstance(table, Table):
            return self._gap(table)
        seen = await asyncio.to_thread(_seen, table, source)
        return self._gap(seen) if isinstance(seen, Unreadable) else seen

    async def _whole(self, source: Source) -> Table | Gap:
        """All rows there are, of a source that is read in parts as well. A list's rows go by the numbers people know."""
        rows: dict[str, RawRow] = {}
        rejected: list[Rejected] = []
        while True:
            said = await self._read(source, self._now())
            if not isinstance(said, Value | Stale):
                return said
            if isinstance(said.value, Table):
                return said.value
            part = said.value
            if part.begins:
                rows, rejected = {}, []
            rows = {key: row for key, row in rows.items() if key not in part.named and key not in part.deleted}
            rows |= {row.key: _numbered(row) for row in part.table.rows}
            rejected += part.table.rejected
            if part.ends:
                return replace(part.table, rows=tuple(rows.values()), rejected=tuple(rejected))
            source = replace(source, cursor=Cursor(link=part.link, sweeping=True, more=True))

    def _gap(self, gap: Gap) -> Answer:
        return Answer(obstacle=obstacle_of(gap, self._now()))


def _numbered(row: RawRow) -> RawRow:
    return row._replace(number=int(row.key)) if row.key.isdecimal() else row


def _seen(table: Table, source: Source) -> Answer | Unreadable:
    observed: Observed | Unreadable = observe(table, source.binding)
    if isinstance(observed, Unreadable):
        return observed
    kept = usable(observed, source.how, source.binding.zone)
    seen = previewed(kept.observations, kept.rejected, source.binding, source.pilot)
    return Answer(preview=replace(seen, course=course_seen(kept.observations, source, table.origin.fetched_at)))
