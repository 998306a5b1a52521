"""What came from the register holds a squad until its gate, and is news once it has begun (FEATURES E7)."""

from datetime import date, timedelta

from actions import digests, roadmaps
from portfolio.initiatives import Stage
from portfolio.opportunities.register import Origin
from portfolio.people import Actor
from portfolio.roadmap.changes import Became
from portfolio.roadmap.commands import SizeCapacity
from portfolio.roadmap.values import Capacity
from portfolio.views.digest import Digest
from portfolio.views.roadmap import RoadmapCard
from store import Store, Tx, gates, initiatives, opportunities
from tests.actions.ranked import Register
from tests.actions.world import World, company


async def show(world: World, office: Actor) -> RoadmapCard:
    return await world.store.read(roadmaps.show, office, 1, world.company, world.now)


async def accept(world: World, office: Actor) -> None:
    await world.store.write(roadmaps.accept, office, (await show(world, office)).seen, world.company, world.now)


async def digest(world: World, period: str) -> Digest:
    return await world.store.read(digests.build, period, world.company, world.now)


async def begun(world: World, id: str, name: str, sponsor: Actor, *, days: int = 0) -> str:
    """The opportunity became this initiative, so many days from now."""
    initiative = await world.initiative(sponsor, name)

    def promote(tx: Tx) -> None:
        old = opportunities.get(tx, id)
        assert old is not None
        origin = Origin(on=world.now.date(), rank=1, best=1, worst=1, of=2, answered=9)
        opportunities.promote(tx, old, initiative, origin, by=sponsor.number, now=world.now + timedelta(days=days))

    await world.store.write(promote)
    return initiative


async def test_an_initiative_from_the_register_holds_a_squad_until_its_gate_and_longer_while_that_is_overdue(
    sqlite_store: Store,
) -> None:
    world = World(sqlite_store, company())
    dana, office = await world.meet("Dana Doe"), await world.meet("Olga Office")
    register = Register(world=world, proposer=await world.meet("Paul Proposer"))
    claims = await register.add("Claims triage")
    await register.add("Invoice coding", cases=20)
    said = SizeCapacity(capacity=Capacity(squads=1, weeks=4), reason="One team", seen=0)
    await world.store.write(roadmaps.size, office, said, world.company, world.now)
    await accept(world, office)
    initiative = await begun(world, claims, "Claims triage", dana, days=9)
    await world.initiative(dana, "Not from the register")

    def on(tx: Tx, day: date) -> None:
        gate = gates.current(tx, initiative)
        assert gate is not None
        gates.change(tx, gate, due=day)

    await world.store.write(on, date(2026, 10, 2))
    card = await show(world, office)
    assert [(one.name, one.until) for one in card.running] == [("Claims triage", date(2026, 10, 2))]
    assert card.rows[0].start == date(2026, 10, 5)
    assert [one.became for one in card.changed] == [Became.BEGUN, Became.OTHER_DAY]

    world.pass_(days=34)                                  # 5 October: overdue by three days
    assert (await show(world, office)).running[0].until == world.now.date() + timedelta(days=14)

    await accept(world, office)                           # leadership knew the former one
    assert [one.became for one in (await digest(world, "2026-09")).roadmap] == [Became.BEGUN]
    world.pass_(days=30)
    assert Became.BEGUN not in [one.became for one in (await digest(world, "2026-10")).roadmap]

    def fund(tx: Tx) -> None:
        found = initiatives.get(tx, initiative)
        assert found is not None
        initiatives.change(tx, found, stage=Stage.PRODUCTION.value)

    await world.store.write(fund)
    assert (await show(world, office)).running == (), "what is in production has a yearly gate, and no squad"


async def test_what_has_begun_is_told_in_one_digest_and_what_slips_in_each(sqlite_store: Store) -> None:
    world = World(sqlite_store, company())
    office, register = await world.meet("Olga Office"), Register(world=world, proposer=await world.meet("Paul Proposer"))
    claims = await register.add("Claims triage")
    await register.add("Invoice coding", cases=20)
    said = SizeCapacity(capacity=Capacity(squads=2, weeks=4), reason="Two teams", seen=0)
    await world.store.write(roadmaps.size, office, said, world.company, world.now)
    await accept(world, office)
    await begun(world, claims, "Claims triage", await world.meet("Dana Doe"), days=9)
    world.pass_(days=34)
    assert [one.became for one in (await digest(world, "2026-09")).roadmap] == [Became.BEGUN, Became.OTHER_DAY]
    world.pass_(days=31)
    assert [one.became for one in (await digest(world, "2026-10")).roadmap] == [Became.OTHER_DAY]
