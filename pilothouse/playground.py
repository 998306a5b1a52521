"""`pilothouse playground`: the bot on this machine for Microsoft's Agents Playground, with no account.

Here, and only here, a person can move the clock, act as somebody else and let messages out of shadow mode. A sample cast
stands ready: a programme office, a reviewer, somebody of leadership, an adoption lead.
"""

import asyncio
import logging
import re
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from actions import installations, people
from bot.handler import Aside, keep_reference
from bot.identity import identity_of, place_of
from bot.inbound import Inbound
from pilothouse.sampling import sampling
from pilothouse.serve import opened, playground_settings, run, utc_now
from pilothouse.shell import complain
from pilothouse.worker import Worker
from portfolio.calendar import instant, known_zone, local_date
from portfolio.company import Company
from portfolio.errors import NotFound, PilothouseError
from portfolio.gates import DefaultDecision
from portfolio.people import Identity, Role
from portfolio.verdicts import Policy
from portfolio.views.notices import Notice, Tone
from store import Store, Tx, ledger
from words.api import Raw, Words

CAST = {
    "Programme Office": frozenset({Role.PROGRAMME_OFFICE}),
    "Security Reviewer": frozenset({Role.REVIEWER}),
    "Leadership Member": frozenset({Role.LEADERSHIP}),
    "Adoption Lead": frozenset[Role](),
}
ZONE = "Europe/Berlin"
"""Until the client at the keyboard has told its own, which then is everybody's: 10:00 is working time for all."""
FURTHEST = timedelta(days=999)
"""One move of the clock; anything further is a slip."""
_CLOCK = re.compile(r"clock(?: \+?(?P<days>\d{1,3})d?| (?P<day>\d{4}-\d{2}-\d{2}))?")
_ACT = re.compile(r"act as (?P<name>.{1,80})")


def object_id(name: str) -> str:
    """The made-up Entra object id of somebody of the cast."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"pilothouse:{name.casefold()}"))


@dataclass(slots=True)
class Desk:
    """The playground's own state: how far the clock was moved, and who acts as whom."""

    ahead: timedelta = timedelta(0)
    zone: str = ZONE
    acting: dict[str, str] = field(default_factory=dict)
    introduced: bool = False
    roles: dict[str, frozenset[Role]] = field(
        default_factory=lambda: {object_id(name): roles for name, roles in CAST.items()}
    )

    def now(self) -> datetime:
        """The moved clock."""
        return utc_now() + self.ahead

    async def catch_up(self, store: Store) -> None:
        """Go on where a record was left: its clock was moved, and time never goes back."""
        left = await store.read(ledger.latest)
        if left is not None:
            self.ahead = max(self.ahead, left - utc_now())

    def company(self, _: datetime) -> Company:
        """A company with no holidays whose default is to pause spending."""
        return Company(
            zone=self.zone, language="en", holidays=frozenset(), default=DefaultDecision.PAUSE, policy=Policy.BALANCED,
            roles=self.roles, paused=False,
        )

    def identify(self, inbound: Inbound) -> Identity | None:
        """The sender, or whoever they act as. Whoever sits at the keyboard is the admin."""
        real = identity_of(inbound)
        if real is None:
            return None
        self.roles.setdefault(real.object_id, frozenset({Role.ADMIN, Role.PROGRAMME_OFFICE}))
        self.zone = known_zone(real.zone) or self.zone
        name = self.acting.get(real.object_id)
        return real if name is None else self._played(name, real)

    def _played(self, name: str, real: Identity) -> Identity:
        return Identity(tenant=real.tenant, object_id=object_id(name), name=name, zone=self.zone, language=real.language)

    def aside(self, store: Store, worker: Worker) -> Aside:
        """The words only the playground understands: clock, act as, release."""

        async def answer(inbound: Inbound, text: str) -> Notice | None:
            words = " ".join(text.split())
            if identity_of(inbound) is None:
                return None
            await self._introduce(inbound, store)
            if (moved := _CLOCK.fullmatch(words.casefold())) is not None:
                return self._clock(moved, worker)
            if (act := _ACT.fullmatch(words)) is not None:
                return await self._act(inbound, act["name"], store)
            if words.casefold() == "release":
                return await self._release(inbound, store, worker)
            return None

        return answer

    def _clock(self, asked: "re.Match[str]", worker: Worker) -> Notice:
        if asked["days"] or asked["day"]:
            today = local_date(self.now(), self.zone)
            try:
                then = today + timedelta(days=int(asked["days"])) if asked["days"] else date.fromisoformat(asked["day"])
            except ValueError:
                return _told("clock_not_a_date", Tone.ERROR)
            if then > today + FURTHEST:
                return _told("clock_not_a_date", Tone.ERROR)
            # 10:00: people are at work, so nothing waits for the morning.
            further = instant(then, time(10, 0), self.zone) - self.now()
            if further < timedelta(0):
                return _told("clock_only_forward", Tone.WARNING)
            self.ahead += further
            worker.nudge()
        return _told("clock", Tone.INFO, on=local_date(self.now(), self.zone))

    async def _introduce(self, inbound: Inbound, store: Store) -> None:
        """From the first words in the chat on, everybody of the cast can be named; what they get arrives in this chat."""
        real = identity_of(inbound)
        if real is None or self.introduced or place_of(inbound) is not None:
            return
        self.introduced = True
        await store.write(self._meet, inbound, [self._played(name, real) for name in CAST])

    def _meet(self, tx: Tx, inbound: Inbound, people_met: list[Identity]) -> None:
        now = self.now()
        for one in people_met:
            keep_reference(tx, inbound, people.meet(tx, one, self.company(now), now).number, now)

    async def _act(self, inbound: Inbound, name: str, store: Store) -> Notice:
        real = identity_of(inbound)
        assert real is not None
        if name.casefold() == "me":
            self.acting.pop(real.object_id, None)
            return _told("yourself", Tone.INFO, name=real.name)
        known = {one.casefold(): one for one in CAST}
        name = known.get(name.casefold(), name)
        self.acting[real.object_id] = name
        await store.write(self._meet, inbound, [self._played(name, real)])
        return _told("acting", Tone.INFO, name=name)

    async def _release(self, inbound: Inbound, store: Store, worker: Worker) -> Notice:
        who = self.identify(inbound)
        if who is None:
            raise NotFound("not_found")
        company, now = self.company(self.now()), self.now()

        def work(tx: Tx) -> Notice:
            return installations.release_self(tx, people.meet(tx, who, company, now), now)

        told = await store.write(work)
        worker.nudge()
        return told


def _told(code: str, tone: Tone, **params: object) -> Notice:
    return Notice(tone=tone, code=code, params=params)


def playground(database: str, port: int, *, sample: bool = False) -> int:
    """Run until Ctrl+C, with a sample tenant to read numbers from if told so. Returns 2 when the record cannot be opened or
    the port is taken."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    try:
        asyncio.run(_run(database, port, Desk(), sample=sample))
    except (PilothouseError, OSError) as error:
        return complain(error)
    return 0


async def _run(database: str, port: int, desk: Desk, *, sample: bool) -> None:
    settings = playground_settings(port)
    w, said = Words("en"), Words("en").say("cli.playground", endpoint=f"http://127.0.0.1:{port}/api/messages")
    async with AsyncExitStack() as open_:
        tenant = await open_.enter_async_context(sampling(desk)) if sample else None
        house = await open_.enter_async_context(opened(
            settings, database, desk.company, now=desk.now, identify=desk.identify, aside=desk.aside,
            readers=tenant.readers if tenant else None,
        ))
        await desk.catch_up(house.store)
        if tenant is not None:
            await tenant.settle(house.store)
            said += "\n\n" + w.say("cli.playground.sample", places=Raw("\n".join(tenant.places())))
        await run(house, settings, said)
