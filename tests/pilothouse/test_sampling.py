"""The playground's sample tenant goes by its clock, is the same tenant for the same record, and is found by its links."""

from datetime import UTC, date, datetime, timedelta

from graph.sample_tenant.model import PILOTS
from pilothouse.playground import Desk
from pilothouse.sampling import sampling
from portfolio.observations import Binding, Shape, Table, Value
from portfolio.sources import How, Source
from store import Store, Tx, ledger
from tests.graph.reading import list_of

BINDING = Binding(shape=Shape.CASE, zone="Europe/Berlin", start="Opened", end="Closed")
SOURCE = Source(
    id="s-1", initiative="i-1", metric=1, ref=list_of(PILOTS[0]).source, label="Cases", binding=BINDING, how=How.CASES,
    pilot=None, enabled_by=1, enabled_at=datetime(2026, 9, 1, tzinfo=UTC),
)


async def test_its_lists_grow_with_the_playground_s_clock() -> None:
    desk = Desk()
    async with sampling(desk) as sample:
        async def rows() -> dict[str, tuple[object, ...]]:
            said = await sample.readers.read(SOURCE, desk.now())
            assert isinstance(said, Value), said
            table: Table = getattr(said.value, "table", said.value)
            return {row.key: row.cells for row in table.rows}

        before = await rows()
        desk.ahead += timedelta(days=14)
        after = await rows()
        assert set(before) < set(after)
        assert any(after[key] != cells for key, cells in before.items()), "cases that were open then are closed"


async def test_a_record_meets_the_tenant_it_began_with_again(sqlite_store: Store) -> None:
    def note(tx: Tx) -> None:
        began = datetime(2026, 9, 3, 12, tzinfo=UTC)
        for at in (began + timedelta(days=40), began):
            ledger.note(tx, at=at, actor=None, action="calendar:digest:planned", subject="2026-09")

    async with sampling(Desk()) as sample:
        fresh = sample.tenant.model.first_use
        await sample.settle(sqlite_store)
        assert sample.tenant.model.first_use == fresh and fresh.weekday() == 0
        await sqlite_store.write(note)
        await sample.settle(sqlite_store)
        assert sample.tenant.model.first_use == date(2026, 8, 31)
