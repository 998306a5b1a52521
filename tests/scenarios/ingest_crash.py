"""Killing workers in mid-reading: a real record, real processes, kill -9 at random moments, a tenant that changes.

The parent is the tenant and outlives every kill, so it knows what is true. A worker reads two lists in parts, each of them
a transaction of its own; its clock runs a day in half a second, so that a list is read again and again, by its changes or,
when the service has forgotten where it was, whole.
"""

import asyncio
import itertools
import multiprocessing
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import text

import graph.drop_folder
import graph.files
import graph.http_json
import graph.list_changes
from actions import metrics as metric_actions
from actions import people, registration, sponsorship
from bot.courier import TeamsCourier
from graph.client import open_graph
from graph.sample_tenant.app import application
from graph.sample_tenant.local import AnyToken, cloud_at
from graph.sample_tenant.model import Model, Pilot
from graph.sample_tenant.state import Tenant
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.commands import AnswerSponsorship, RegisterInitiative, SaveMetric
from portfolio.initiatives import Integration
from portfolio.ledger import verify
from portfolio.metrics import Family
from portfolio.observations import Binding, Shape
from portfolio.people import Identity
from portfolio.sources import How, Seen
from store import Store, Tx, ledger, observations, open_store
from tests.actions.evidence import bound
from tests.actions.world import START, TENANT, company, object_id
from tests.graph.reading import AS_OF, NOTHING, NOW, WORKS, list_of
from tests.scenarios.processes import ended
from tests.teams.serving import Served

PILOTS = (WORKS, NOTHING)
DAY = 0.5
"""Seconds of ours in which a day of the workers' clock goes by."""
PART = 150
BINDING = Binding(shape=Shape.CASE, zone="UTC", start="Opened", end="Closed", kind="Kind", person="Handler")
Cases = dict[str, tuple[datetime, datetime | None]]


def seed(tx: Tx, pilots: tuple[Pilot, ...] = PILOTS) -> dict[str, str]:
    """Initiatives, each counted in a list of its own; the source of each pilot."""
    admin = people.meet(tx, Identity(tenant=TENANT, object_id=object_id("Adam Admin"), name="Adam Admin"), company(), START)
    found = {}
    for pilot in pilots:
        who = Identity(tenant=TENANT, object_id=object_id(pilot.name), name=f"Sponsor of {pilot.name}")
        sponsor = people.meet(tx, who, company(), START)
        register = RegisterInitiative(
            name=pilot.name, workflow="Cases", intent="Faster", sponsor=who.object_id, first_use=START.date(), gate_on=None,
            integration=Integration.OFFICE, token=f"t-{pilot.key}",
        )  # fmt: skip
        one = registration.register(tx, sponsor, register, company(), START).initiative
        sponsorship.answer(tx, sponsor, AnswerSponsorship(initiative=one, accept=True, instead=None), company(), START)
        form = metric_actions.form(tx, sponsor, one)
        metric_actions.save(tx, sponsor, SaveMetric(
            initiative=one, name="Days", family=Family.CYCLE_TIME, unit="days", lower_is_better=True, source=None,
            baseline=None, baseline_source=None, target=Decimal(4), target_on=form.gate_on, floor=None, adoption_lead=None,
            retirement_plan="Archive", revision=form.revision,
        ), START)  # fmt: skip
        counted = {"ref": list_of(pilot).source, "label": pilot.name, "binding": BINDING, "how": How.CASES}
        found[pilot.key] = bound(tx, admin, sponsor, one, START, **counted).id
    return found


def work(url: str, tenant: str, began: float) -> None:
    """A worker process that reads until it is killed."""
    graph.list_changes.PART = PART
    asyncio.run(_work(url, tenant, began))


async def _work(url: str, tenant: str, began: float) -> None:
    def now() -> datetime:
        return NOW + timedelta(days=(time.time() - began) / DAY)

    store = await open_store(url)
    async with open_graph(cloud_at(tenant), AnyToken(), clock=now) as reader:
        await _reading(store, Readers(graph=reader), now)


async def _reading(store: Store, readers: Readers, now: object) -> None:
    courier = TeamsCourier(None)  # type: ignore[arg-type]  # nothing is sent
    worker = Worker(store, courier, lambda _: company(), now, read=readers.read, use=readers.use)  # type: ignore[arg-type]
    while True:
        await worker.ingest_until_idle()
        await asyncio.sleep(0.01)


@dataclass(kw_only=True)
class Storm:
    """What is true at the end, and what the record says."""

    kills: int = 0
    truth: dict[str, Cases] = field(default_factory=dict)
    live: dict[str, list[Seen]] = field(default_factory=dict)
    batches: dict[str, list[tuple[int, int, int, int]]] = field(default_factory=dict)
    rows: dict[str, Counter[int]] = field(default_factory=dict)
    chain: object = None
    swept: int = 0

    def verdict(self) -> list[str]:
        """What does not hold; nothing when all is well."""
        said = []
        for key, truth in self.truth.items():
            live, batches = self.live[key], self.batches[key]
            found = {row.key: (row.opened, row.closed) for row in live}
            checks = {
                "no row twice": len(live) == len(found),
                "none lost, none invented, none old": found == truth,
                "batches count from one": [number for number, *_ in batches] == list(range(1, len(batches) + 1)),
                "what came and went adds up": sum(added - gone for _, added, _, gone in batches) == len(live),
                "each batch has its rows": all(
                    self.rows[key][number] == added + changed for number, added, changed, _ in batches
                ),
            }
            said += [f"{key}: {claim}" for claim, holds in checks.items() if not holds]
        return said + (["the ledger's chain holds"] if self.chain else []) + (["no pass is left open"] if self.swept else [])


async def storm(url: str, *, kills: int, workers: int, seed_number: int) -> Storm:
    """Run `workers` at a time, kill and replace them at random until `kills` are spent; then read what is left to read."""
    dice, result = random.Random(seed_number), Storm()
    tenant = Tenant(Model(as_of=AS_OF))
    tenant.manners.page = 50
    served = await Served.start(application(tenant))
    store = await open_store(url)
    ids = await store.write(seed)
    await store.close()
    began = time.time()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])

    async def short_lives() -> None:
        while result.kills < kills:
            result.kills += 1
            process = context.Process(target=work, args=(url, served.url, began), daemon=True)
            process.start()
            if result.kills % 4:  # in the middle of its reading; every fourth while it starts
                await _asked(tenant, workers * dice.randint(2, 60))
            await asyncio.sleep(dice.uniform(0, 0.06))
            process.kill()
            code = await ended(process)
            assert code == -9, f"a worker ended by itself: {code}"

    changing = asyncio.create_task(_change(tenant, dice))
    await asyncio.gather(*(short_lives() for _ in range(workers)))
    changing.cancel()
    tenant.manners.expired_deltas = False
    await _finish(url, served.url)
    store = await open_store(url)
    result.truth = {pilot.key: _truth(tenant, pilot) for pilot in PILOTS}
    for key, id in ids.items():
        result.live[key] = await store.read(observations.live, id)
        result.batches[key], result.rows[key] = await store.read(_history, id)
    result.chain = (await store.read(lambda tx: verify(list(ledger.export(tx))))).problem
    result.swept = await store.read(lambda tx: tx.execute(text("select count(*) from sweeps")).scalar_one())
    await store.close()
    await served.stop()
    return result


async def _asked(tenant: Tenant, more: int) -> None:
    """Until so many more pages have been asked for, or half a minute has gone by."""
    enough, give_up = len(tenant.requests) + more, time.monotonic() + 30
    while len(tenant.requests) < enough and time.monotonic() < give_up:  # noqa: ASYNC110
        await asyncio.sleep(0.002)


async def _change(tenant: Tenant, dice: random.Random) -> None:
    """People work in the lists, and now and then the service forgets where a reader was."""
    for turn in itertools.count():
        pilot = dice.choice(PILOTS)
        cases = tenant.model.cases(pilot)
        tenant.change(pilot, dice.randint(1, len(cases)), dice.choice([None, dice.choice(cases), dice.choice(cases)]))
        tenant.manners.expired_deltas = turn % 20 == 0
        await asyncio.sleep(dice.uniform(0, 0.05))


async def _finish(url: str, tenant: str) -> None:
    """Long after, by a worker that nobody kills: one day ends the pass that was under way, which is of the moment it was
    begun, and the next day reads what changed since."""
    store = await open_store(url)
    for late in (NOW + timedelta(days=3650), NOW + timedelta(days=3651)):
        async with open_graph(cloud_at(tenant), AnyToken(), clock=lambda late=late: late) as reader:
            readers = Readers(graph=reader)
            courier = TeamsCourier(None)  # type: ignore[arg-type]
            worker = Worker(store, courier, lambda _: company(), lambda late=late: late, read=readers.read, use=readers.use)
            await worker.ingest_until_idle()
    await store.close()


def _truth(tenant: Tenant, pilot: Pilot) -> Cases:
    found = {case.id: case for case in tenant.model.cases(pilot)}
    for number, case in tenant.changes.get(pilot.list, []):
        found.pop(number, None)
        if case is not None:
            found[number] = case
    return {str(number): (case.opened, case.closed) for number, case in found.items()}


def _history(tx: Tx, source: str) -> tuple[list[tuple[int, int, int, int]], Counter[int]]:
    asked = text("select id, number, added, changed, gone from batches where source = :source order by number")
    batches = list(tx.execute(asked, {"source": source}))
    count = text("select batch, count(*) as n from observations where source = :source group by batch")
    rows = {row.batch: row.n for row in tx.execute(count, {"source": source})}
    return (
        [(one.number, one.added, one.changed, one.gone) for one in batches],
        Counter({one.number: rows.get(one.id, 0) for one in batches}),
    )
