"""A company's backlog: hundreds of imported pilots, twelve sponsors who accept and then say nothing, and the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from actions import intake, sponsors
from portfolio.commands import AnswerSponsorships, NameSponsors
from portfolio.imports.entries import Entry, Precision
from portfolio.initiatives import Initiative
from portfolio.people import Actor
from portfolio.views.sponsors import SeveralTaken
from store import initiatives
from tests.actions.listed import bring, dated, entry
from tests.actions.world import World, object_id

MAILBOX = "ai-inventory@agency.test"
SPONSORS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What was imported and who answers for how much of it."""

    pilots: tuple[Initiative, ...]
    sponsors: tuple[Actor, ...]
    owned: dict[int, list[str]]
    taken: dict[int, SeveralTaken]


def pilots(count: int, today: date) -> list[Entry]:
    """A list like a public inventory: dates in three precisions or none, a mailbox or nobody, names that repeat."""
    starts = (
        lambda n: dated(today - timedelta(days=30 + 7 * (n % 90))),
        lambda n: dated(date(2025, 1 + n % 12, 1), Precision.MONTH),
        lambda n: dated(date(2025, 7, 1), Precision.YEAR), lambda n: None,
    )  # fmt: skip
    return [
        entry(
            n, name="Chat assistant" if n % 40 == 0 else f"Use case {n}", unit=f"Bureau {n % 23}",
            started=starts[(0, 0, 1, 0, 1, 3, 0, 2)[n % 8]](n), addresses=(MAILBOX,) if n % 3 else (),
        )
        for n in range(count)
    ]


async def settle(world: World, entries: Sequence[Entry], most: int, each: int) -> Backlog:
    """Import and adopt; the first of twelve sponsors accepts `most` of the pilots, every other one `each`, a card each."""
    await bring(world.store, entries, world.now)
    await world.store.write(intake.adopt, None, None, world.company, world.now)
    olga = await world.meet("Olga Office")
    await world.install(olga)
    every = await world.store.read(initiatives.everything)
    left, people, owned, taken = list(every), [], {}, {}
    for number in range(SPONSORS):
        who = await world.meet(f"Sponsor {number:02d}")
        await world.install(who)
        mine, left = left[: most if number == 0 else each], left[most if number == 0 else each :]
        world.pass_(seconds=1)
        ask = NameSponsors(initiatives=tuple(one.id for one in mine), sponsor=object_id(who.name))
        await world.store.write(sponsors.name, olga, ask, world.now)
        yes = AnswerSponsorships(asked=world.now, accept=True, instead=None)
        answer = await world.store.write(sponsors.answer, who, yes, world.company, world.now)
        assert isinstance(answer, SeveralTaken)
        people.append(who)
        owned[who.number] = [one.id for one in mine]
        taken[who.number] = answer
    return Backlog(pilots=tuple(every), sponsors=tuple(people), owned=owned, taken=taken)
