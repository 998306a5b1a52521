"""A sponsor who has left is a condition: read daily from the directory, and never guessed."""

from collections.abc import AsyncIterator

import pytest

from actions import people, records, registration
from graph.sample_tenant.app import application
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.commands import RegisterInitiative
from portfolio.conditions import Condition
from portfolio.initiatives import Integration, SponsorState
from portfolio.people import Account, Actor, Identity
from store import Store, Tx, accounts, initiatives
from tests.actions.world import TENANT, World, company
from tests.graph.reading import AS_OF, NOW, WORKS, Reading, reading
from tests.pilothouse.office import Recorder
from tests.teams.serving import Served


@pytest.fixture
async def at() -> AsyncIterator[Reading]:
    """A tenant whose people are known, and a reader of it."""
    tenant = Tenant(Model(as_of=AS_OF))
    served = await Served.start(application(tenant))
    async with reading(served.url, tenant) as opened:
        yield opened
    await served.stop()


async def sponsored(store: Store, object_id: str) -> tuple[World, Actor, str]:
    """An initiative whose sponsor has this account."""
    world = World(store, company(), now=NOW)
    who = Identity(tenant=TENANT, object_id=object_id, name="Sam Sponsor")
    sam = await store.write(people.meet, who, world.company, NOW)
    one = await world.initiative(await world.meet("Dana Whitfield"))

    def give(tx: Tx) -> None:
        known = initiatives.get(tx, one)
        assert known is not None
        initiatives.change(tx, known, sponsor=sam.number)

    await store.write(give)
    return world, sam, one


async def look(world: World, at: Reading, *, people: bool = True) -> None:
    readers = Readers(graph=at.graph, people=people)
    await Worker(world.store, Recorder(), lambda _: world.company, lambda: world.now, readers=readers).ingest_until_idle()


async def state_of(store: Store, who: Actor) -> Account | None:
    known = await store.read(accounts.of, who.number)
    assert known is not None
    return known.account


async def conditions(world: World, sam: Actor, one: str) -> tuple[Condition, ...]:
    return (await world.store.read(records.show, sam, one, world.now)).conditions


def object_id(number: int) -> str:
    """Somebody of the sample tenant; whose number ends in 3 has a disabled account."""
    return Model(as_of=AS_OF).people(WORKS)[number].id


@pytest.mark.parametrize(("who", "state"), [
    (object_id(1), Account.ACTIVE), (object_id(3), Account.DISABLED), ("99999999-0000-4000-8000-000000000000", Account.GONE),
])  # fmt: skip
async def test_a_sponsor_who_has_left_is_a_condition(store: Store, at: Reading, who: str, state: Account) -> None:
    world, sam, one = await sponsored(store, who)
    await look(world, at, people=False)
    assert await store.read(accounts.of, sam.number) is None, "another directory than the bot's is not asked"
    assert Condition.SPONSOR_LEFT not in await conditions(world, sam, one), "not known is not gone"
    await look(world, at)
    assert (await state_of(store, sam)) is state
    assert (Condition.SPONSOR_LEFT in await conditions(world, sam, one)) is (state is not Account.ACTIVE)
    asked = len(at.tenant.requests)
    await look(world, at)
    assert len(at.tenant.requests) == asked, "once a day"
    said = [entry["data"].get("state") for entry in await world.ledger() if entry["action"] == "source:account:changed"]
    assert said == ([None] if state is Account.ACTIVE else [state.value])


async def test_what_cannot_be_seen_keeps_what_was_known(store: Store, at: Reading) -> None:
    world, sam, one = await sponsored(store, object_id(3))
    at.tenant.manners.next(403, on="users")
    await look(world, at)
    assert (await state_of(store, sam)) is None
    world.pass_(days=1)
    await look(world, at)
    world.pass_(days=1)
    at.tenant.manners.next(403, on="users")
    await look(world, at)
    assert Condition.SPONSOR_LEFT in await conditions(world, sam, one)
    said = [entry["data"] for entry in await world.ledger() if entry["action"] == "source:account:changed"]
    assert said == [{"fields": ["hours"], "trouble": "permission"}, {"state": "disabled"}, {"trouble": "permission"}]


async def test_who_is_named_is_looked_at_while_somebody_waits_and_nobody_else(store: Store, at: Reading) -> None:
    world, sam, _ = await sponsored(store, object_id(7))
    guest = Identity(tenant=TENANT, object_id=object_id(17), name="Gil Guest")
    gil = await store.write(people.meet, guest, world.company, NOW)
    named = RegisterInitiative(
        name="Second", workflow="RFP answers", intent="Faster", sponsor=guest.object_id, first_use=NOW.date(), gate_on=None,
        integration=Integration.OFFICE, token="t-2",
    )  # fmt: skip
    two = (await store.write(registration.register, sam, named, world.company, NOW)).initiative
    readers = Readers(graph=at.graph, people=True)
    worker = Worker(store, Recorder(), lambda _: world.company, lambda: world.now, readers=readers)
    assert await worker.look_until_idle() == 1
    assert (await state_of(store, gil)) is Account.GUEST
    assert (await world.read(two)).sponsor_state is SponsorState.UNFIT
    assert await store.read(accounts.of, sam.number) is None, "an accepted sponsor's turn comes with the daily look"
    asked = len(at.tenant.requests)
    assert await worker.look_until_idle() == 0 and len(at.tenant.requests) == asked
