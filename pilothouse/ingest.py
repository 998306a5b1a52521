"""The worker's reading half: sources that are due are read outside of any transaction, recorded in one, and judged.

It may be killed at any moment: a reading that was not recorded is made again, one that was recorded brings nothing new.
"""

import asyncio
import gc
from collections.abc import Callable
from datetime import datetime

from actions import adoption, baseline_cards, evidence, forecasts, observations
from actions.parts import LONG, believed, record_part, split
from bot.journal import note
from graph.observing import observe
from pilothouse.collecting import uncollected
from pilothouse.loading import load
from pilothouse.people import People
from pilothouse.readers import Read, ReadUse
from portfolio.company import Company
from portfolio.observations import Gap, Observed, Part, Stale, Table, Unreadable, Value
from portfolio.sources import Source, failure_of
from portfolio.usage import Cohort
from store import Store, sources
from store.ids import new_id


class Ingest:
    """Reads until idle, or until `stopping` is set. A source that fails holds up no other."""

    def __init__(
        self, store: Store, read: Read, use: ReadUse, people: People,
        company_of: Callable[[datetime], Company], now: Callable[[], datetime], stopping: asyncio.Event,
    ) -> None:
        self._store = store
        self._read = read
        self._use = use
        self._people = people
        self._company_of = company_of
        self._now = now
        self._stopping = stopping
        self._ready = False

    async def until_idle(self) -> int:
        """Read what is due, once each, follow use, judge what may have changed, look ahead; how many things it did."""
        done = 0
        reading = await self._store.read(observations.due, self._now())
        if reading and not self._ready:
            await asyncio.to_thread(_load)
            self._ready = True
        for source in reading:
            if self._stopping.is_set():
                return done
            done += await self._ingest_one(source)
        for cohort in await self._store.read(adoption.due, self._company_of(self._now()), self._now()):
            if self._stopping.is_set():
                return done
            done += await self._follow_one(cohort)
        done += await self._people.until_idle()
        done += await self._people.look_at_permissions()
        for initiative in await self._store.read(baseline_cards.due):
            if self._stopping.is_set():
                return done
            done += await self._offer(initiative)
        for initiative in await self._store.read(evidence.due, self._now()):
            if self._stopping.is_set():
                return done
            done += await self._judge(initiative)
        for initiative in await self._store.read(forecasts.due, self._now()):
            if self._stopping.is_set():
                return done
            done += await self._foresee(initiative)
        return done

    async def _ingest_one(self, source: Source) -> bool:
        """Read a source, all its parts where it comes in parts."""
        news = False
        try:
            at: Source | None = source
            while at is not None:
                said = await self._read(at, self._now())
                if not isinstance(said, Value | Stale):
                    return await self._failed(at, said) or news
                with uncollected():
                    news = await self._record(at, said.value) or news
                at = await self._rest(at) if isinstance(said.value, Part) else None
        except Exception:  # a fault of ours: the next tick tries again
            note("ingest_failed", failure=True, reference=new_id("e"), source=source.id)
        return news

    async def _rest(self, before: Source) -> Source | None:
        """The same source, if there is more of it to be read now."""
        after = None if self._stopping.is_set() else await self._store.read(sources.get, before.id)
        if after is None or after.cursor is None or after.failure is not None or after.cursor == before.cursor:
            return None
        return after if after.cursor.more else None

    async def _record(self, source: Source, said: Table | Part) -> bool:
        table = said.table if isinstance(said, Part) else said
        observed: Observed | Unreadable = await asyncio.to_thread(observe, table, source.binding)
        if isinstance(observed, Unreadable):
            return await self._failed(source, observed)
        if isinstance(said, Part):
            batch = await self._store.write(record_part, source.id, source.cursor, said, observed, self._now())
        elif len(observed.observations) > LONG:
            return await self._record_long(source, table, observed)
        else:
            batch = await self._store.write(observations.record, source.id, table.origin, observed, self._now())
        if batch is None:
            return False
        note("source_read", source=source.id, added=batch.added, changed=batch.changed, gone=batch.gone)
        return True

    async def _record_long(self, source: Source, table: Table, observed: Observed) -> bool:
        """A long file, in several transactions: other writers of the record come in between."""
        parts = await asyncio.to_thread(lambda: list(split(source, table, observed)))
        keys = frozenset().union(*(part.named for part, _ in parts))
        if not await self._store.write(believed, source.id, table.origin, keys, self._now()):
            return False
        cursor, news = source.cursor, False
        for part, some in parts:
            batch = await self._store.write(record_part, source.id, cursor, part, some, self._now())
            after = await self._store.read(sources.get, source.id)
            if after is None or after.cursor is None or after.cursor.link != part.link:
                return news  # somebody else reads it, or it is gone
            cursor, news = after.cursor, news or batch is not None
        note("source_read", source=source.id, parts=len(parts))
        return news

    async def _failed(self, source: Source, gap: Gap) -> bool:
        """Told once: the log says it when it begins, the record for as long as it lasts."""
        failure = failure_of(gap, self._now())
        news = await self._store.write(observations.failed, source.id, failure, self._now())
        if news:
            note("source_failed", source=source.id, trouble=failure.trouble.value)
        return news

    async def _offer(self, initiative: str) -> bool:
        """A baseline from the history that is in, for the sponsor to accept."""
        try:
            with uncollected():
                return await self._store.write(baseline_cards.offer, initiative, self._now())
        except Exception:  # what cannot be offered now is offered at the next tick
            note("offering_failed", failure=True, reference=new_id("e"), initiative=initiative)
            return False

    async def _follow_one(self, cohort: Cohort) -> bool:
        """Read how a group uses a product."""
        try:
            said = await self._use(cohort, self._now())
            if isinstance(said, Value | Stale):
                company = self._company_of(self._now())
                return await self._store.write(adoption.record, cohort.id, said.value, company, self._now())
            failure = failure_of(said, self._now())
            news = await self._store.write(adoption.failed, cohort.id, failure, self._now())
            if news:
                note("usage_failed", cohort=cohort.id, trouble=failure.trouble.value)
            return news
        except Exception:  # a fault of ours: the next tick tries again
            note("ingest_failed", failure=True, reference=new_id("e"), cohort=cohort.id)
            return False

    async def _judge(self, initiative: str) -> bool:
        try:
            with uncollected():
                return await self._store.write(evidence.refresh, initiative, self._now())
        except Exception:  # one that cannot be judged keeps what it had
            note("judging_failed", failure=True, reference=new_id("e"), initiative=initiative)
            return False

    async def _foresee(self, initiative: str) -> bool:
        """This week's forecast to the gate."""
        try:
            with uncollected():
                return await self._store.write(forecasts.make, initiative, self._now())
        except Exception:  # the next tick tries again
            note("forecasting_failed", failure=True, reference=new_id("e"), initiative=initiative)
            return False


def _load() -> None:
    """numpy and scipy take most of a second to import: beside the loop, when the first source is read, and not in the
    transaction of the first verdict. Where nothing is read they are never imported."""
    gc.freeze()
    load("numpy", "scipy.special")
    # Some hundred thousand objects of modules live as long as the process. A full collection that walks through them keeps
    # every thread waiting, the event loop's too: up to 0.1 s each, seen while a list of 50,000 was read.
    gc.freeze()
