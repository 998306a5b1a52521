"""After an ambiguous send there may be two copies of a card: a press tells, and either copy shows what the other does."""

from datetime import UTC, datetime, timedelta

from actions import checkins, copies, delivery
from portfolio.delivery import Sent, Unknown
from portfolio.people import Actor
from store import Store, Tx, outbox
from store import checkins as stored_check_ins
from tests.actions.world import World, company

LEASE = timedelta(seconds=90)
SECOND = datetime(2026, 10, 2, 8, 0, tzinfo=UTC)  # the second working day of October, 10:00 in Berlin


async def _waiting(store: Store) -> tuple[World, Actor, str]:
    """A sponsor whose September check-in waits to be sent, and its id."""
    world = World(store, company())
    dana = await world.meet("Dana Whitfield")
    await world.initiative(dana)

    await world.install(dana)
    await world.deliver()
    world.now = SECOND
    assert await store.write(checkins.prepare, dana.number, "2026-09", world.company, world.now)
    row = await store.read(outbox.find, f"check_in:2026-09:{dana.number}")
    assert row is not None
    planned = await store.read(stored_check_ins.of, dana.number, "2026-09")
    assert planned is not None
    return world, dana, planned.id


async def _lost(world: World) -> None:
    """The message may have arrived: its send ended in a timeout."""
    parcel = await world.store.write(delivery.claim, "w", world.company, world.now, LEASE)
    assert parcel is not None
    await world.store.write(delivery.settle, parcel, Unknown(detail="timeout"), 0.0, world.now)


async def _pressed(world: World, dana: Actor, check_in: str, activity_id: str) -> None:
    def press(tx: Tx) -> None:
        copies.learn(
            tx, dana, {"check_in": check_in}, activity_id=activity_id, conversation_id="a:dana", now=world.now
        )

    await world.store.write(press)


async def test_a_press_on_a_card_nobody_knew_of_spares_the_second_copy(store: Store) -> None:
    world, dana, check_in = await _waiting(store)
    await _lost(world)
    await _pressed(world, dana, check_in, "m-lost")
    world.pass_(hours=1)
    assert await store.write(delivery.claim, "w", world.company, world.now, LEASE) is None
    row = await store.read(outbox.find, f"check_in:2026-09:{dana.number}")
    assert row is not None and (row.state, row.activity_id, row.ambiguous) == ("sent", "m-lost", 1)


async def test_both_copies_are_updated_once_both_are_known(store: Store) -> None:
    world, dana, check_in = await _waiting(store)
    await _lost(world)
    world.pass_(hours=1)
    again = await store.write(delivery.claim, "w", world.company, world.now, LEASE)
    assert again is not None and again.copies == ()
    await store.write(delivery.settle, again, Sent(activity_id="m-2", conversation_id="a:dana"), 0.0, world.now)
    await _pressed(world, dana, check_in, "m-lost")
    await world.check_in(dana)
    world.pass_(minutes=1)
    update = await store.write(delivery.claim, "w", world.company, world.now, LEASE)
    assert update is not None and (update.activity_id, update.copies) == ("m-2", ("m-lost",))


async def test_a_card_that_surely_arrived_once_has_no_copies(store: Store) -> None:
    world, dana, check_in = await _waiting(store)
    parcel = await store.write(delivery.claim, "w", world.company, world.now, LEASE)
    assert parcel is not None
    await store.write(delivery.settle, parcel, Sent(activity_id="m-1", conversation_id="a:dana"), 0.0, world.now)
    await _pressed(world, dana, check_in, "an old reply of the bot")
    await world.check_in(dana)
    world.pass_(minutes=1)
    update = await store.write(delivery.claim, "w", world.company, world.now, LEASE)
    assert update is not None and update.copies == ()


async def test_a_late_answer_to_a_claim_that_was_taken_over_is_a_copy(store: Store) -> None:
    world, dana, _ = await _waiting(store)
    late = await store.write(delivery.claim, "w1", world.company, world.now, LEASE)
    assert late is not None
    world.pass_(minutes=5)
    assert await store.write(lambda tx: delivery.recover(tx, world.now, everything=False)) == 1
    taken = await store.write(delivery.claim, "w2", world.company, world.now, LEASE)
    assert taken is not None
    await store.write(delivery.settle, taken, Sent(activity_id="m-2", conversation_id="a:dana"), 0.0, world.now)
    await store.write(delivery.settle, late, Sent(activity_id="m-1", conversation_id="a:dana"), 0.0, world.now)
    await world.check_in(dana)
    world.pass_(minutes=1)
    update = await store.write(delivery.claim, "w2", world.company, world.now, LEASE)
    assert update is not None and (update.activity_id, update.copies) == ("m-2", ("m-1",))
