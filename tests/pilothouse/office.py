"""People who can be reached, a courier that writes down what it brings, and a clock that only the test moves."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from actions import installations
from actions.delivery import Parcel
from portfolio.delivery import Outcome, Sent
from portfolio.people import Actor
from store import Tx, people
from store.addresses import Reference
from tests.actions.world import TENANT, World

SERVICE = "https://smba.trafficmanager.net/emea/"


async def reach(world: World, actor: Actor, service_url: str = SERVICE) -> None:
    """The app is installed for them, and they are out of shadow mode."""
    reference = Reference(
        person=actor.number, channel=None, team=None, tenant=TENANT, conversation_id=f"a:{actor.number}",
        service_url=service_url, bot_id="28:bot", member_id=f"29:{actor.number}", raw="{}", installed=True, at=world.now,
    )  # fmt: skip

    def install(tx: Tx) -> None:
        installations.keep(tx, reference, world.now)
        people.change(tx, actor.number, released=True)

    await world.store.write(install)


@dataclass
class Recorder:
    """A courier. `answer` says what becomes of a parcel; `hold` keeps everything in flight until it is set."""

    answer: Callable[[Parcel], Outcome] | None = None
    hold: asyncio.Event | None = None
    brought: list[Parcel] = field(default_factory=list)
    flying: set[str] = field(default_factory=set)
    most: int = 0
    taken: asyncio.Event = field(default_factory=asyncio.Event)

    async def deliver(self, parcel: Parcel) -> Outcome:
        lane = parcel.channel or str(parcel.address.member_id)
        assert lane not in self.flying, "two messages to one recipient at the same time"
        self.flying.add(lane)
        self.most = max(self.most, len(self.flying))
        self.taken.set()
        try:
            await asyncio.sleep(0)
            if self.hold is not None:
                await self.hold.wait()
            self.brought.append(parcel)
            return self.answer(parcel) if self.answer else arrived(parcel)
        finally:
            self.flying.discard(lane)


def arrived(parcel: Parcel) -> Sent:
    return Sent(activity_id=f"m{parcel.id}", conversation_id=str(parcel.address.conversation_id))
