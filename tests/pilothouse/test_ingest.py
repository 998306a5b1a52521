"""The worker reads sources: a CSV in a folder, and lists of a tenant by the real SDK; the verdicts are the known truths."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from actions import gates, panels
from actions import observations as recording
from graph.sample_tenant.app import application
from graph.sample_tenant.model import Model, Pilot
from graph.sample_tenant.state import Tenant
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.gates import Step
from portfolio.metrics import Provenance
from portfolio.observations import Binding, Shape, SourceKind, SourceRef
from portfolio.people import Actor
from portfolio.sources import Source, Trouble
from portfolio.verdicts import Verdict
from portfolio.views.numbers import Panel
from store import Store, observations
from store import sources as stored
from tests.actions.evidence import enable, propose
from tests.actions.world import World, company
from tests.graph.reading import AS_OF, HERO, NOTHING, WORKS, Reading, list_of, reading
from tests.pilothouse.office import Recorder
from tests.teams.serving import Served

CSV = SourceRef(kind=SourceKind.DROP, locator="rfp.csv")
COLUMNS = Binding(shape=Shape.CASE, zone="Europe/Berlin", start="Received", end="First draft", person="Who", key="Case")


@pytest.fixture
async def world(store: Store) -> World:
    return World(store, company())


@pytest.fixture
async def dana(world: World) -> Actor:
    return await world.meet("Dana Whitfield")


@pytest.fixture
async def at() -> AsyncIterator[Reading]:
    """A tenant whose data are known, and a reader of it."""
    tenant = Tenant(Model(as_of=AS_OF))
    served = await Served.start(application(tenant))
    async with reading(served.url, tenant) as opened:
        yield opened
    await served.stop()


def worker(world: World, readers: Readers) -> Worker:
    return Worker(world.store, Recorder(), lambda now: world.company, lambda: world.now, read=readers.read)


async def initiative(world: World, dana: Actor, name: str = "Proposal drafting", first_use: date | None = None) -> str:
    one = await world.initiative(dana, name, first_use=first_use)
    await world.metric(dana, one, baseline=None, baseline_source=None, floor=None)
    return one


def drop(folder: Path, world: World, *lines: str) -> None:
    """A file that has lain in the folder for an hour."""
    path = folder / "rfp.csv"
    path.write_text("\n".join(lines))
    then = (world.now - timedelta(hours=1)).timestamp()
    os.utime(path, (then, then))


async def looked(world: World, source: Source) -> Source:
    found = await world.store.read(stored.get, source.id)
    assert found is not None
    return found


async def panel(world: World, one: str) -> Panel:
    found = await world.store.read(panels.panel, one)
    assert found is not None
    return found


HEADER = "Case,Received,First draft,Who,Client"


async def test_a_file_in_the_folder_becomes_observations_once_a_day(world: World, dana: Actor, tmp_path: Path) -> None:
    one = await initiative(world, dana)
    source = await enable(world, one, ref=CSV, label="RFP export", binding=COLUMNS)
    drop(tmp_path, world, HEADER, "A-1,2026-03-02,2026-03-07,Ada,Contoso", "A-2,2026-03-03,,Ben,Fabrikam", "A-3,soon,,Ben,x")
    ingest = worker(world, Readers(folder=tmp_path))
    assert await ingest.ingest_until_idle() == 2, "it was read, and judged"
    live = await world.store.read(observations.live, source.id)
    assert [(row.key, row.closed is None) for row in live] == [("A-1", False), ("A-2", True)]
    assert live[0].opened == datetime(2026, 3, 1, 23, tzinfo=UTC), "a day begins where the source is"
    batch = await world.store.read(observations.newest, source.id)
    assert batch is not None and batch.refused == 1
    assert [row.why for row in await world.store.read(observations.rejected, batch.id)] == ["not_a_date"]
    assert await ingest.ingest_until_idle() == 0
    world.pass_(days=1)
    assert await ingest.ingest_until_idle() == 0, "the same bytes bring nothing new"
    assert (await looked(world, source)).looked_at == world.now
    shown = await panel(world, one)
    assert shown.why is not None and shown.why.provenance is Provenance.EXTRACT


async def test_a_renamed_column_is_told_once_and_invents_nothing(world: World, dana: Actor, tmp_path: Path) -> None:
    source = await enable(world, await initiative(world, dana), ref=CSV, binding=COLUMNS)
    ingest = worker(world, Readers(folder=tmp_path))
    drop(tmp_path, world, HEADER, "A-1,2026-03-02,2026-03-07,Ada,Contoso")
    await ingest.ingest_until_idle()
    for _ in range(2):
        world.pass_(days=1)
        drop(tmp_path, world, HEADER.replace("First draft", "Draft"), "A-1,2026-03-02,2026-03-09,Ada,Contoso")
        await ingest.ingest_until_idle()
    kept = await looked(world, source)
    assert kept.failure is not None and (kept.failure.trouble, kept.failure.about) == (Trouble.COLUMN, "First draft")
    assert (await world.noted())["source:look:failed"] == 1
    live = await world.store.read(observations.live, source.id)
    assert [row.closed for row in live] == [datetime(2026, 3, 6, 23, tzinfo=UTC)]


@pytest.mark.parametrize("ref", [CSV, SourceRef(kind=SourceKind.LIST, locator="sites/a/lists/b")])
async def test_what_this_process_cannot_read_is_a_gap_and_never_empty(world: World, dana: Actor, ref: SourceRef) -> None:
    source = await enable(world, await initiative(world, dana), ref=ref, binding=COLUMNS)
    await worker(world, Readers()).ingest_until_idle()
    kept = await looked(world, source)
    assert kept.failure is not None and kept.failure.trouble is Trouble.NOT_ALLOWED
    assert await world.store.read(observations.newest, source.id) is None


async def test_a_reader_that_breaks_holds_up_no_other_source(world: World, dana: Actor, tmp_path: Path) -> None:
    broken = await enable(world, await initiative(world, dana, "Broken"), ref=CSV, label="broken", binding=COLUMNS)
    other = await enable(world, await initiative(world, dana, "Fine"), ref=CSV, binding=COLUMNS)
    drop(tmp_path, world, HEADER, "A-1,2026-03-02,2026-03-07,Ada,Contoso")
    readers = Readers(folder=tmp_path)

    async def read(source: Source, now: datetime) -> object:
        if source.id == broken.id:
            raise RuntimeError("a fault of ours")
        return await readers.read(source, now)

    one = Worker(world.store, Recorder(), lambda now: world.company, lambda: world.now, read=read)  # type: ignore[arg-type]
    await one.ingest_until_idle()
    assert await world.store.read(observations.newest, other.id) is not None
    assert [source.id for source in await world.store.read(recording.due, world.now)] == [broken.id], "it is tried again"


@pytest.mark.parametrize(
    ("pilot", "expected"),
    [
        (WORKS, {Verdict.PROVEN, Verdict.LIKELY}),
        (NOTHING, {Verdict.UNCLEAR, Verdict.NO_EFFECT}),
        (HERO, {Verdict.UNCLEAR, Verdict.NO_EFFECT, Verdict.SHORT, Verdict.IMPROVED}),
    ],
    ids=lambda value: value.key if isinstance(value, Pilot) else "",
)
async def test_the_verdict_at_the_gate_is_the_known_truth(
    world: World, dana: Actor, at: Reading, pilot: Pilot, expected: set[Verdict]
) -> None:
    one = await initiative(world, dana, pilot.name, at.tenant.model.first_use)
    binding = Binding(shape=Shape.CASE, zone="Europe/Berlin", start="Opened", end="Closed", person="Handler", kind="Kind")
    source = await enable(world, one, ref=list_of(pilot).source, label=pilot.name, binding=binding)
    ingest = worker(world, Readers(graph=at.graph))
    await ingest.ingest_until_idle()
    assert (await looked(world, source)).failure is None
    proposal = (await propose(world, dana, one)).proposal
    await world.metric(dana, one, target=round(proposal.middle * 8 / 10, 2), baseline=proposal.middle,
                       baseline_source=pilot.name, floor=None)
    await world.arm(dana, one)
    gate = await world.gate(one)
    world.now = datetime.combine(gate.due - timedelta(days=7), world.now.timetz())
    await world.store.write(gates.take_step, gate.id, Step.SEAL, world.company, world.now)
    shown = await panel(world, one)
    assert shown.verdict in expected, shown
    assert shown.current is not None and shown.current.provenance is Provenance.MEASURED
    assert shown.interval is not None
    if not pilot.truth.hero:
        assert float(shown.interval.low) < pilot.truth.ratio - 1 < float(shown.interval.high)
