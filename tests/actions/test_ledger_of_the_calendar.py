"""R20 where nobody pressed anything: what the calendar changes is one entry a thing."""

from datetime import timedelta

from actions import checkins, gates
from portfolio.gates import Step
from tests.actions.book import Book
from tests.actions.world import World


async def test_the_default_decision_is_one_entry_too(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    one = await world.initiative(dana)
    gate = await world.gate(one)
    await world.walk(gate.due + timedelta(days=15))
    book = Book(world)
    world.pass_(days=2)
    await book.once(gates.take_step, gate.id, Step.DEFAULT, world.company, world.now)


async def test_a_card_that_lapses_is_one_entry_beside_that_of_the_new_one(world: World) -> None:
    dana = await world.meet("Dana Whitfield")
    await world.install(dana)
    await world.initiative(dana)
    await world.walk(world.now.replace(month=10, day=2).date())
    before = await world.noted()
    assert await world.store.write(checkins.prepare, dana.number, "2026-10", world.company, world.now)
    assert await world.noted() - before == {"calendar:checkin:planned": 1, "calendar:checkin:lapsed": 1}
