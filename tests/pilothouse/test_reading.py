"""Every kind of source, and every manner of the service, through the worker's own path: the right rows or a named gap."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from aiohttp import web

from graph.files import FileRef, at_locator
from graph.sample_tenant.app import application
from graph.sample_tenant.manners import Manners
from graph.sample_tenant.model import Case, Model
from graph.sample_tenant.sharepoint import CSV_FILE, DRIVE, XLSX_FILE
from graph.sample_tenant.state import Tenant
from graph.workbooks import Place
from pilothouse.readers import Readers, public
from pilothouse.worker import Worker
from portfolio.observations import Binding, Shape, SourceKind, SourceRef
from portfolio.people import Actor
from portfolio.sources import Seen, Source, Trouble
from store import Store, observations
from store import sources as stored
from tests.actions.evidence import enable
from tests.actions.world import World, company
from tests.graph.https import HOST, serving
from tests.graph.reading import AS_OF, NOW, WORKS, Reading, list_of, reading
from tests.pilothouse.office import Recorder
from tests.teams.serving import Served

LISTED = Binding(shape=Shape.CASE, zone="UTC", start="Opened", end="Closed", kind="Kind", person="Handler")
FILED = Binding(shape=Shape.CASE, zone="UTC", start="Opened", end="Closed", kind="Kind", person="Handled by", key="Case")
Spans = dict[str, tuple[datetime, datetime | None]]


@pytest.fixture
async def at() -> AsyncIterator[Reading]:
    """A tenant whose data are known, and a reader of it."""
    tenant = Tenant(Model(as_of=AS_OF))
    served = await Served.start(application(tenant))
    async with reading(served.url, tenant) as opened:
        yield opened
    await served.stop()


async def bound(store: Store, ref: SourceRef, binding: Binding) -> tuple[World, Source]:
    """An initiative whose number is counted in a source an admin enabled. The clock is the tenant's."""
    world = World(store, company(), now=NOW)
    dana: Actor = await world.meet("Dana Whitfield")
    one = await world.initiative(dana)
    await world.metric(dana, one, baseline=None, baseline_source=None, floor=None)
    return world, await enable(world, one, ref=ref, label="Cases", binding=binding)


async def ingest(world: World, readers: Readers) -> None:
    worker = Worker(world.store, Recorder(), lambda now: world.company, lambda: world.now, read=readers.read)
    await worker.ingest_until_idle()


async def looked(world: World, source: Source) -> Source:
    found = await world.store.read(stored.get, source.id)
    assert found is not None
    return found


async def live(world: World, source: Source) -> list[Seen]:
    return await world.store.read(observations.live, source.id)


async def spans(world: World, source: Source) -> Spans:
    return {row.key: (row.opened or row.at, row.closed) for row in await live(world, source)}


def minutes(cases: tuple[Case, ...]) -> Spans:
    """As the files have them: without seconds where a person would not write them."""
    return {f"C-{one.id:05d}": (one.opened, one.closed and one.closed.replace(second=0)) for one in cases}


async def test_a_file_as_a_german_excel_saves_it(store: Store, at: Reading) -> None:
    world, source = await bound(store, FileRef(drive=DRIVE, item=CSV_FILE).source, FILED)
    await ingest(world, Readers(graph=at.graph))
    assert await spans(world, source) == minutes(at.tenant.model.cases(WORKS))
    assert at.tenant.tokens_at_download == [""], "the download behind the redirect needs no token of ours"


@pytest.mark.parametrize("place", [Place(table="Cases"), Place(sheet="Log"), Place()], ids=["table", "sheet", "first"])
async def test_a_table_of_a_workbook_in_a_library(store: Store, at: Reading, place: Place) -> None:
    ref = FileRef(drive=DRIVE, item=XLSX_FILE, place=place)
    assert at_locator(ref.source.locator) == ref
    world, source = await bound(store, ref.source, FILED)
    await ingest(world, Readers(graph=at.graph))
    found = await spans(world, source)
    shown = {key: (opened, closed and closed.replace(second=0)) for key, (opened, closed) in found.items()}
    assert shown == minutes(at.tenant.model.cases(WORKS))
    assert (await looked(world, source)).failure is None


@pytest.mark.parametrize("locator", ["drives/a", "drives/a/items/b/c", "sites/a/lists/b", "drives/a/items/b#c"])
def test_what_is_no_file_is_none(locator: str) -> None:
    assert at_locator(locator) is None


async def test_rows_of_json_at_a_host_an_admin_enabled(store: Store, tmp_path: Path) -> None:
    binding = Binding(shape=Shape.NUMBER, zone="UTC", at="closed", value="took.days", key="id")
    async with serving(tmp_path) as service:
        ref = SourceRef(kind=SourceKind.HTTP, locator=f"{HOST}:{service.gate.port}/cases#data.items")
        world, source = await bound(store, ref, binding)
        rows = [{"id": number, "closed": f"2026-11-0{number}", "took": {"days": number + 0.5}} for number in range(1, 8)]
        service.answer = lambda request: web.json_response({"data": {"items": rows}})
        hosts: list[str] = []

        def gate(host: str) -> object:
            hosts.append(host)
            return service.gate

        await ingest(world, Readers(gate=gate))  # type: ignore[arg-type]
    assert hosts == [HOST]
    found = [(row.key, row.value) for row in await live(world, source)]
    assert found == [(str(number), number + Decimal("0.5")) for number in range(1, 8)]


@pytest.mark.parametrize(("locator", "about"), [
    ("localhost/cases#", "private_address"), (f"{HOST}:8443/cases#", "port"),
    ("169.254.169.254/metadata#", "private_address"),
])  # fmt: skip
async def test_an_address_that_is_not_on_the_internet_is_refused(store: Store, locator: str, about: str) -> None:
    world, source = await bound(store, SourceRef(kind=SourceKind.HTTP, locator=locator), LISTED)
    await ingest(world, Readers(gate=public))
    failure = (await looked(world, source)).failure
    assert failure is not None and (failure.trouble, failure.about) == (Trouble.NOT_ALLOWED, about)


# --- Every manner ---------------------------------------------------------------------------------------------------------


def small(m: Manners) -> None:
    m.page = 3 * 17


HARMLESS: Mapping[str, Callable[[Manners], None]] = {
    "well": lambda m: None,
    "small pages": small,
    "empty page with a next link": lambda m: setattr(m, "empty_page", True),
    "items that come twice": lambda m: setattr(m, "repeats", True),
    "429 integer": lambda m: m.next(429, retry_after="1", times=2),
    "429 fraction": lambda m: m.next(429, on="items", retry_after="2.128"),
    "429 date": lambda m: m.next(429, on="items", retry_after="Wed, 25 Nov 2026 09:30:02 GMT"),
    "503 with HTML": lambda m: m.next(503, on="items", html=True),
}
GAPS: Mapping[str, tuple[Callable[[Manners], None], Trouble, str]] = {
    "429 very long": (lambda m: m.next(429, on="items", retry_after="9000"), Trouble.THROTTLED, ""),
    "503 for good": (lambda m: m.next(503, times=9), Trouble.THROTTLED, ""),
    "HTML for JSON": (lambda m: m.next(200, on="items", html=True), Trouble.UNREADABLE, "not_json"),
    "cut off": (lambda m: m.next(200, on="items", cut=True), Trouble.UNAVAILABLE, "connection_lost"),
    "renamed column": (lambda m: m.renamed.update(Closed="Done"), Trouble.COLUMN, "Closed"),
    "no grant": (lambda m: m.withheld.add("Lists"), Trouble.PERMISSION, "Lists.SelectedOperations.Selected"),
    "gone": (lambda m: m.next(404, on="columns"), Trouble.NOT_FOUND, "list_source"),
}  # fmt: skip


def truth(at: Reading) -> Spans:
    return {str(one.id): (one.opened, one.closed) for one in at.tenant.model.cases(WORKS)}


@pytest.mark.parametrize("manner", HARMLESS)
async def test_a_manner_one_can_live_with_changes_no_row(sqlite_store: Store, at: Reading, manner: str) -> None:
    world, source = await bound(sqlite_store, list_of(WORKS).source, LISTED)
    HARMLESS[manner](at.tenant.manners)
    await ingest(world, Readers(graph=at.graph))
    assert (await looked(world, source)).failure is None
    assert await spans(world, source) == truth(at)


@pytest.mark.parametrize("manner", GAPS)
async def test_any_other_is_a_gap_with_a_name_and_mends_by_itself(sqlite_store: Store, at: Reading, manner: str) -> None:
    world, source = await bound(sqlite_store, list_of(WORKS).source, LISTED)
    spoil, trouble, about = GAPS[manner]
    spoil(at.tenant.manners)
    await ingest(world, Readers(graph=at.graph))
    known = await looked(world, source)
    assert known.failure is not None and (known.failure.trouble, known.failure.about) == (trouble, about)
    assert await live(world, source) == [] and known.read_at is None, "not to see is not to see nothing"
    at.tenant.manners = Manners()
    world.pass_(days=1)
    await ingest(world, Readers(graph=at.graph))
    assert (await looked(world, source)).failure is None
    assert await spans(world, source) == truth(at)


async def test_a_gap_later_keeps_what_is_known(sqlite_store: Store, at: Reading) -> None:
    world, source = await bound(sqlite_store, list_of(WORKS).source, LISTED)
    await ingest(world, Readers(graph=at.graph))
    at.tenant.manners.withheld.add("Lists")
    world.pass_(days=1)
    await ingest(world, Readers(graph=at.graph))
    assert (await looked(world, source)).failure is not None
    assert await spans(world, source) == truth(at)


@pytest.mark.parametrize("forgets", [False, True], ids=["by its changes", "410 and whole again"])
async def test_what_changed_since_is_read(store: Store, at: Reading, forgets: bool) -> None:
    cases = at.tenant.model.cases(WORKS)
    world, source = await bound(store, list_of(WORKS).source, LISTED)
    await ingest(world, Readers(graph=at.graph))
    at.tenant.change(WORKS, 3, cases[40])
    at.tenant.change(WORKS, 5, None)
    at.tenant.manners.expired_deltas = forgets
    asked = len(at.tenant.requests)
    world.pass_(days=1)
    await ingest(world, Readers(graph=at.graph))
    assert (len(at.tenant.requests) - asked > 3) is forgets, "changes alone are one page"
    expected = truth(at) | {"3": (cases[40].opened, cases[40].closed)}
    del expected["5"]
    assert await spans(world, source) == expected
    batch = await world.store.read(observations.newest, source.id)
    assert batch is not None and (batch.added, batch.changed, batch.gone) == (0, 1, 1)


async def test_a_long_list_is_read_in_parts_and_the_rest_once_the_service_allows(
    store: Store, at: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.list_changes.PART", 300)
    world, source = await bound(store, list_of(WORKS).source, LISTED)
    at.tenant.manners.page = 100
    readers = Readers(graph=at.graph)
    parts = 0
    read = readers.read

    async def counting(one: Source, now: datetime) -> object:
        nonlocal parts
        parts += 1
        if parts == 3:
            at.tenant.manners.next(429, on="delta", retry_after="7200")
        return await read(one, now)

    worker = Worker(world.store, Recorder(), lambda now: world.company, lambda: world.now, read=counting)  # type: ignore[arg-type]
    await worker.ingest_until_idle()
    half = await looked(world, source)
    assert half.failure is not None and half.failure.trouble is Trouble.THROTTLED and half.read_at is None
    assert len(await live(world, source)) == 600
    world.pass_(hours=1, minutes=30)
    assert await worker.ingest_until_idle() == 0, "the service said two hours"
    world.pass_(hours=1)
    await worker.ingest_until_idle()
    assert await spans(world, source) == truth(at)
    assert (await looked(world, source)).read_at == world.now


async def test_a_day_goes_by_and_what_happened_on_it_is_read(sqlite_store: Store, at: Reading) -> None:
    today, at.tenant.model = at.tenant.model, Model(as_of=AS_OF - timedelta(days=1))
    world, source = await bound(sqlite_store, list_of(WORKS).source, LISTED)
    await ingest(world, Readers(graph=at.graph))
    assert await spans(world, source) == truth(at)
    at.tenant.model = today
    world.pass_(days=1)
    await ingest(world, Readers(graph=at.graph))
    assert await spans(world, source) == truth(at)
    batch = await world.store.read(observations.newest, source.id)
    assert batch is not None and (batch.added > 0, batch.changed > 0, batch.gone, batch.same) == (True, True, 0, 0)
