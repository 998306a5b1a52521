"""Killing workers: a check-in wave on a real record, real worker processes, kill -9 at random moments.

The parent plays Teams (the stand-in connector) and outlives every kill, so it knows what really arrived. Workers are
forked from a server that has everything imported: a worker is up in some 50 ms, and kills hit all of its work.
"""

import asyncio
import contextlib
import itertools
import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
from sqlalchemy import make_url, text

from actions import installations, people, registration, sponsorship
from bot.connector import Connector
from bot.courier import TeamsCourier
from bot.hosts import ServiceHosts
from pilothouse.worker import Worker, stop_on_signals
from portfolio.commands import AnswerSponsorship, RegisterInitiative
from portfolio.initiatives import Integration
from portfolio.people import Identity
from store import Store, Tx, occurrences, open_store, outbox
from store import people as stored_people
from store.addresses import Reference
from store.outbox import OutboxRow
from tests.actions.world import START, TENANT, company
from tests.scenarios.processes import ended
from tests.teams.standin import Call, Fault, StandIn, failed_after_delivery, refused, reset_after, reset_before, throttled

WAVE = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)  # ten o'clock in Berlin on the second working day
SPEED = 15
"""Seconds of the workers' clock in one of ours: a lease of 90 s runs out in 6, long after any send has ended."""
EARLY = 0.5
"""Every third worker is killed within so many seconds of its birth: in start-up or recovery."""
PLANNED = 60
"""While not everybody's check-in is planned, the others are killed when up to so many more are, and a moment later."""
ARRIVED = 12
"""Then they are killed when up to so many more cards have arrived, and a moment later: in the middle of sending."""
LAST_COMMIT = 0.05
"""Seconds in which PostgreSQL ends what a killed worker had asked of it; no lease runs out in so short a time."""
ACKNOWLEDGED = (0.005, 0.080)
"""Seconds the connector takes to answer after a message has arrived."""
DOUBTFUL = (failed_after_delivery(502), reset_after(), reset_before(), refused(500))
HARMLESS = (throttled("2"), throttled(None), refused(412))
"""What else a connector does, in `faults` of all requests: half of it leaves the worker in doubt."""


Count = Callable[[str, str], Awaitable[int]]
Target = Callable[[str, float, str], None]


def seed(tx: Tx, count: int, service_url: str) -> list[int]:
    """Sponsors with one initiative each, reachable and out of shadow mode."""
    numbers = []
    for index in range(count):
        who = Identity(tenant=TENANT, object_id=f"00000000-0000-4000-8000-{index:012x}", name=f"Sponsor {index}")
        actor = people.meet(tx, who, company(), START)
        register = RegisterInitiative(
            name=f"Pilot {index}", workflow="RFP answers", intent="First drafts in Word", sponsor=who.object_id,
            first_use=START.date(), gate_on=None, integration=Integration.OFFICE, token=f"t-{index}",
        )  # fmt: skip
        made = registration.register(tx, actor, register, company(), START)
        yes = AnswerSponsorship(initiative=made.initiative, accept=True, instead=None)
        sponsorship.answer(tx, actor, yes, company(), START)
        stored_people.change(tx, actor.number, released=True)
        place = Reference(
            person=actor.number, channel=None, team=None, tenant=TENANT, conversation_id=f"a:{actor.number}",
            service_url=service_url, bot_id="28:bot", member_id=f"29:{actor.number}", raw="{}", installed=True, at=START,
        )  # fmt: skip
        installations.keep(tx, place, START)
        numbers.append(actor.number)
    return numbers


def work(url: str, began: float, owner: str) -> None:
    """A worker process, until it is killed or told to stop."""
    asyncio.run(_work(url, began, owner))


async def _work(url: str, began: float, owner: str) -> None:
    def now() -> datetime:
        return WAVE + timedelta(seconds=(time.time() - began) * SPEED)

    store = await open_store(url)
    hosts = ServiceHosts(suffixes=(), loopback=True)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        courier = TeamsCourier(Connector(session, hosts, None, scope=""))
        tick = timedelta(milliseconds=200)
        worker = Worker(store, courier, lambda _: company(), now, owner=owner, rate=float("inf"), tick=tick)
        stop_on_signals(worker)
        await worker.run()
    await store.close()


@dataclass(kw_only=True)
class Storm:
    """What happened: `rows` is the record at the end, `copies` what arrived, by person.

    `flying` messages were in flight at the kills, `doubtful` answers left it open whether a message had arrived.
    """

    sponsors: list[int] = field(default_factory=list)
    kills: int = 0
    flying: int = 0
    doubtful: int = 0
    rows: list[OutboxRow] = field(default_factory=list)
    copies: Counter[int] = field(default_factory=Counter)
    cards: dict[int, set[int]] = field(default_factory=dict)
    occurrences: int = 0

    def verdict(self) -> list[str]:
        """What does not hold; nothing when all is well."""
        by_person = {row.recipient_person: row for row in self.rows}
        surplus = {who: copies - 1 for who, copies in self.copies.items() if copies > 1}
        checks = {
            "one occurrence each": self.occurrences == len(self.sponsors),
            "one row each": len(self.rows) == len(by_person) and set(by_person) == set(self.sponsors),
            "every row sent": {row.state for row in self.rows} == {"sent"},
            "a card for everybody": set(self.copies) == set(self.sponsors),
            "every surplus card flagged": all(extra <= by_person[who].ambiguous for who, extra in surplus.items()),
            "no more surplus than was in doubt": sum(surplus.values()) <= self.flying + self.doubtful,
            "no more flags than were in doubt": sum(row.ambiguous for row in self.rows) <= self.flying + self.doubtful,
            "twins are the same card": all(len(seen) == 1 for seen in self.cards.values()),
        }
        return [claim for claim, holds in checks.items() if not holds]


async def storm(
    url: str,
    *,
    sponsors: int,
    kills: int,
    workers: int,
    seed_number: int,
    faults: float = 0.0,
    gently: bool = False,
    target: Target = work,
    patience: float = 120.0,
) -> Storm:
    """Run `workers` at a time, kill and replace them at random until `kills` are spent, then let the rest finish.

    `gently`: by SIGTERM, as a platform does it.
    """
    dice = random.Random(seed_number)
    result = Storm()

    def answer(call: Call) -> Fault:
        if dice.random() >= faults:
            return Fault(delivered=True, delay=dice.uniform(*ACKNOWLEDGED))
        if dice.random() < 0.5:
            return dice.choice(HARMLESS)
        result.doubtful += 1
        return dice.choice(DOUBTFUL)

    async with StandIn(rule=answer) as teams:
        async with _opened(url) as store:
            result.sponsors = numbers = await store.write(seed, sponsors, teams.service_url)
        async with _beside(url) as count:
            await _rage(result, teams, url, count, kills, workers, dice, gently, target, patience)
        async with _opened(url) as store:
            result.rows, result.occurrences = await store.read(_read, numbers)
        for who in numbers:
            arrived = teams.sent_to(f"a:{who}")
            if arrived:
                result.copies[who] = len(arrived)
                result.cards[who] = {hash(repr(message.card)) for message in arrived}
    return result


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    yield store
    await store.close()


def _read(tx: Tx, numbers: list[int]) -> tuple[list[OutboxRow], int]:
    rows = [row for id in range(1, 10 * len(numbers)) if (row := outbox.get(tx, id)) is not None]
    return rows, len(occurrences.claimed(tx, [f"check_in:2026-09:{who}" for who in numbers]))


@asynccontextmanager
async def _beside(url: str) -> AsyncIterator[Count]:
    """Counts messages in a state, or a worker's, while workers have the record open; "%" stands for any."""
    query = "select count(*) from outbox where state like :state and coalesce(owner, '') like :owner"
    if not url.startswith("sqlite"):
        async with _opened(url) as store:

            def asked(tx: Tx, state: str, owner: str) -> int:
                return int(tx.execute(text(query), {"state": state, "owner": owner}).scalar_one())

            yield lambda state, owner: store.read(asked, state, owner)
        return

    async def count(state: str, owner: str) -> int:
        # Not through a Store, of which there can be one; and read-only, so that it never checkpoints: SQLite below
        # 3.51.3 may corrupt a file when two processes do.
        with contextlib.closing(sqlite3.connect(f"file:{make_url(url).database}?mode=ro", uri=True, timeout=10)) as file:
            return int(file.execute(query, {"state": state, "owner": owner}).fetchone()[0])

    yield count


async def _rage(
    result: Storm, teams: StandIn, url: str, count: Count, kills: int, workers: int, dice: random.Random,
    gently: bool, target: Target, patience: float,
) -> None:  # fmt: skip
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    began = time.time()

    names = (f"w-{number}" for number in itertools.count())

    def start() -> multiprocessing.process.BaseProcess:
        name = next(names)
        process = context.Process(target=target, args=(url, began, name), daemon=True, name=name)
        process.start()
        return process

    async def reached(enough: int, progress: Callable[[], Awaitable[int]]) -> None:
        enough = min(enough, len(result.sponsors))
        while await progress() < enough and time.monotonic() < give_up:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        await asyncio.sleep(dice.uniform(0, ACKNOWLEDGED[1]))

    async def planned() -> int:
        return await count("%", "%")

    async def arrived() -> int:
        return len(teams.messages)

    async def death(process: multiprocessing.process.BaseProcess, number: int) -> None:
        if number % 3 == 0:
            await asyncio.sleep(dice.uniform(0, EARLY))
        elif (so_far := await planned()) < len(result.sponsors):
            await reached(so_far + dice.randint(1, PLANNED), planned)
        else:
            await reached(await arrived() + dice.randint(1, ARRIVED), arrived)
        if gently:
            process.terminate()
        else:
            process.kill()
        code = await ended(process)
        # In its first moments a worker has nothing to end in good order, and does not listen for SIGTERM yet.
        assert code in ((0, -15) if gently else (-9,)), f"a worker ended by itself: {code}"

    async def short_lives() -> None:
        while result.kills < kills:
            result.kills += 1
            process = start()
            await death(process, result.kills)
            await asyncio.sleep(LAST_COMMIT)
            result.flying += await count("sending", process.name)

    give_up = time.monotonic() + patience
    await asyncio.gather(*(short_lives() for _ in range(workers)))
    last = [start() for _ in range(workers)]
    give_up = time.monotonic() + patience  # then the verdict says what is missing
    while time.monotonic() < give_up:
        await asyncio.sleep(0.1)
        if await count("sent", "%") == len(result.sponsors):
            break
    for process in last:
        process.terminate()
        code = await ended(process)
        assert code == 0, f"a worker did not stop in good order: {code}"
