"""Keeping count of what each use case writes into the ledger, and words that have no business in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portfolio.errors import PilothouseError
from store import ledger
from tests.actions.world import World


def name_of(fn: Callable[..., Any]) -> str:
    """"module.function"."""
    return f"{fn.__module__.rpartition('.')[2]}.{fn.__name__}"


@dataclass
class Book:
    """Counts what each call adds to the ledger."""

    world: World
    called: set[str] = field(default_factory=set)
    looked: set[str] = field(default_factory=set)

    async def entries(self) -> int:
        return (await self.world.store.read(ledger.head)).seq

    async def one(self, fn: Callable[..., Any], *args: Any) -> Any:
        """The call changes something: one entry."""
        before = await self.entries()
        result = await self.world.store.write(fn, *args)
        assert await self.entries() == before + 1, name_of(fn)
        self.called.add(name_of(fn))
        return result

    async def none(self, fn: Callable[..., Any], *args: Any) -> Any:
        """The call changes nothing, or not what the ledger is about: no entry. A refusal is given back."""
        before, result = await self.entries(), None
        try:
            result = await self.world.store.write(fn, *args)
        except PilothouseError as error:
            result = error
        assert await self.entries() == before, name_of(fn)
        self.called.add(name_of(fn))
        return result

    async def read(self, fn: Callable[..., Any], *args: Any) -> Any:
        """The call works where the data base refuses every change."""
        self.looked.add(name_of(fn))
        return await self.world.store.read(fn, *args)

    async def once(self, fn: Callable[..., Any], *args: Any) -> Any:
        """The call changes something, and the same call again does not."""
        result = await self.one(fn, *args)
        await self.none(fn, *args)
        return result

    async def refused(self, fn: Callable[..., Any], *args: Any) -> None:
        """The call is refused and leaves no entry."""
        assert isinstance(await self.none(fn, *args), PilothouseError), name_of(fn)


NAMES = ["Dana Whitfield", "Omar Haddad", "Rita Reviewer", "Olga Office", "Adam Admin", "Eve Other", "Zebedee Quist"]
WORDS = {
    "name": "Quarterly zeppelin drafting", "second_name": "Yearly periwinkle forecast",
    "third_name": "Weekly tamarind bulletin",
    "workflow": "Answering marmalade tenders", "intent": "Xylophone drafts",
    "metric": "Walrus turnaround", "unit": "fortnights", "source": "Platypus ledger", "baseline_source": "Narwhal survey",
    "plan": "Archive the quokka library", "note": "The ocelot starts on Monday", "reason": "It holds throughout Umbrella",
    "remark": "Please agree a marzipan cap with Finance", "channel": "19:okapi@thread", "team": "19:gazelle@thread",
    "idea": "Sorting pomegranate letters", "other_idea": "Counting tangerine crates", "who": "Bassoon desk",
    "bothers": "Every trombone is copied twice",
    "service": "https://smba.example/emea/",
    "process": "Haggling over gingerbread", "system": "Tapioca tracker", "act": "Weigh the nutmeg", "pain": "Burnt caramel",
    "candidate": "Pruning juniper catalogues", "other_candidate": "Stacking lavender invoices",
    "limit": "No saffron beyond Lisbon", "written": "Paprika charter", "lifted": "Cardamom was allowed",
}
