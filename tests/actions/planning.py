"""Planning a roadmap, as the office does."""

from actions import roadmaps
from portfolio.people import Actor
from portfolio.roadmap.commands import MoveCandidate, SizeCapacity
from portfolio.roadmap.values import Capacity
from portfolio.views.roadmap import RoadmapCard
from store import Store, ledger
from tests.actions.ranked import Register
from tests.actions.world import World, company


class Desk:
    """An office that plans, and a register of three opportunities, the first of which ranks highest."""

    def __init__(self, world: World, office: Actor, register: Register, ids: tuple[str, ...]) -> None:
        self.world, self.office, self.register, self.ids = world, office, register, ids

    async def show(self, actor: Actor | None = None) -> RoadmapCard:
        return await self.world.store.read(roadmaps.show, actor or self.office, 1, self.world.company, self.world.now)

    async def size(self, squads: int = 2, weeks: int = 6, seen: int = 0) -> RoadmapCard:
        said = SizeCapacity(capacity=Capacity(squads=squads, weeks=weeks), reason="Two teams are free", seen=seen)
        return await self.world.store.write(roadmaps.size, self.office, said, self.world.company, self.world.now)

    async def move(self, id: str, places: int, seen: int, actor: Actor | None = None) -> RoadmapCard:
        said = MoveCandidate(opportunity=id, places=places, reason="The contract ends", seen=seen)
        world = self.world
        return await world.store.write(roadmaps.move, actor or self.office, said, 1, world.company, world.now)

    async def accept(self, actor: Actor | None = None) -> RoadmapCard:
        read = (await self.show()).seen
        return await self.world.store.write(
            roadmaps.accept, actor or self.office, read, self.world.company, self.world.now
        )

    async def withdraw(self, version: int) -> RoadmapCard:
        return await self.world.store.write(
            roadmaps.withdraw, self.office, version, self.world.company, self.world.now
        )

    async def entries(self) -> list[str]:
        found = await self.world.store.read(ledger.of_subject, "roadmap", 50)
        return [entry.action for entry in reversed(found)]


async def planning(store: Store) -> Desk:
    world = World(store, company())
    register = Register(world=world, proposer=await world.meet("Paul Proposer"))
    ids = (
        await register.add("Claims triage"), await register.add("Invoice coding", cases=20),
        await register.add("Tender answers", cases=1),
    )
    return Desk(world, await world.meet("Olga Office"), register, ids)
