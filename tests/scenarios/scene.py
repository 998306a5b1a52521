"""The composed product on a loopback socket, on a record of either engine, with people on the other side.

Everything goes over HTTP with signed tokens, as from Teams: words, buttons found on the cards that were shown, and
events. Only the clock and the worker are moved by hand.
"""

import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import aiohttp

from bot.invokes import CARD
from pilothouse.readers import Readers
from pilothouse.serve import opened
from pilothouse.worker import Worker
from portfolio.calendar import instant
from portfolio.company import Company
from portfolio.gates import DefaultDecision
from portfolio.people import Role
from portfolio.verdicts import Policy
from store import Store
from tests.scenarios.cards import Node, buttons, words
from tests.teams.activities import CHANNEL, Person, World
from tests.teams.harness import Bot, Reply, Tokens, signed_settings
from tests.teams.issuer import Issuer
from tests.teams.serving import Served
from tests.teams.standin import Message, StandIn

START = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)  # Tuesday, 10:00 in Berlin
ZONE = "Europe/Berlin"


def somebody(name: str) -> Person:
    """A person whose ids follow from the name."""
    return Person(name=name, object_id=str(uuid.uuid5(uuid.NAMESPACE_URL, name)))


DANA, PAUL = somebody("Dana Whitfield"), somebody("Paul Proposer")
ADA, OLGA, RITA, LEA = (somebody(name) for name in ("Ada Admin", "Olga Office", "Rita Reviewer", "Lea Leader"))
ROLES = {
    ADA.object_id: frozenset({Role.ADMIN}),
    OLGA.object_id: frozenset({Role.PROGRAMME_OFFICE}),
    RITA.object_id: frozenset({Role.REVIEWER}),
    LEA.object_id: frozenset({Role.LEADERSHIP}),
}
COMPANY = Company(
    zone=ZONE, language="en", holidays=frozenset(), default=DefaultDecision.PAUSE, policy=Policy.BALANCED, roles=ROLES,
    paused=False,
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A card in somebody's chat, as it looks now."""

    chat: "Chat"
    card: Node
    message: str

    @property
    def words(self) -> str:
        return words(self.card)

    @property
    def titles(self) -> list[str]:
        """What stands on its buttons."""
        return list(buttons(self.card))

    @property
    def inputs(self) -> dict[str, Node]:
        """Its inputs by id, those of its forms included."""
        return {id: node for button in buttons(self.card).values() for id, node in button.inputs.items()}

    @property
    def typed(self) -> dict[str, str]:
        """What stands in its inputs."""
        return {id: str(node["value"]) for id, node in self.inputs.items() if "value" in node}

    async def press(self, title: str, **fill: str) -> "Shown":
        """Fill in and press; the card that takes this one's place. A double underscore in an input's id is a dot."""
        value = buttons(self.card)[title].execute(_by_id(fill))
        verb = value["action"]["verb"]
        return await self.chat.send(verb, value, self.message)

    async def submit(self, title: str, **fill: str) -> "Shown":
        """Press it in an old client, which knows Action.Submit only; the card that is said in answer."""
        value = buttons(self.card)[title].submit(_by_id(fill))
        return await self.chat.hear(self.chat.world.submit(self.chat.person, value, self.message))


def _by_id(fill: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("__", "."): value for name, value in fill.items()}


@dataclass(kw_only=True)
class Chat:
    """Somebody's one-to-one chat with the bot."""

    scene: "Scene"
    person: Person
    world: World

    async def post(self, activity: Node) -> Reply:
        """Deliver an activity of theirs, dated by the scene's clock."""
        return await self.scene.bot.receive(activity | {"timestamp": self.scene.now.isoformat()})

    async def hear(self, activity: Node) -> Shown:
        """Deliver it, and read the one card that is said in answer, where it was asked."""
        where = activity["conversation"]["id"]
        before = len(self.scene.bot.connector.sent_to(where))
        answer = await self.post(activity)
        assert answer.status == 201, answer
        said = self.scene.bot.connector.sent_to(where)[before:]
        assert len(said) == 1, [message.activity for message in said]
        return self._shown(said[0])

    async def says(self, text: str) -> Shown:
        """Type words."""
        return await self.hear(self.world.message(self.person, text))

    async def says_in_channel(self, text: str) -> Shown:
        """Mention the bot in a post of the leadership channel."""
        return await self.hear(self.world.channel_message(self.person, text))

    async def send(self, verb: str, value: Any, message: str) -> Shown:
        """Deliver a press; the card that answers it."""
        answer = await self.post(self.world.press(self.person, verb, reply_to=message, value=value))
        assert answer.status == 200 and answer.body["statusCode"] == 200 and answer.body["type"] == CARD, answer
        return Shown(chat=self, card=answer.body["value"], message=message)

    async def install(self) -> None:
        """Open the app for the first time: Teams tells it twice, in two ways."""
        await self.post(self.world.install(self.person))
        await self.post(self.world.members_added(self.person))

    @property
    def messages(self) -> list[Message]:
        """Everything in the chat as it looks now, oldest first."""
        return self.scene.bot.connector.sent_to(self.person.chat_id)

    @property
    def newest(self) -> Shown:
        """The last thing in the chat."""
        return self._shown(self.messages[-1])

    def about(self, part: str) -> list[Shown]:
        """The cards that have this part in their words, oldest first."""
        return [shown for shown in map(self._shown, self.messages) if part in shown.words]

    def _shown(self, message: Message) -> Shown:
        assert message.card is not None, message.activity
        return Shown(chat=self, card=message.card, message=message.id)


@dataclass(kw_only=True)
class Scene:
    """One tenant, one bot, one record."""

    store: Store
    worker: Worker
    bot: Bot
    clock: list[datetime] = field(default_factory=lambda: [START])

    @property
    def now(self) -> datetime:
        return self.clock[0]

    def chat(self, person: Person, *, locale: str = "en-GB", zone: str = ZONE) -> Chat:
        """Somebody's chat; the client reports a language and a zone."""
        return Chat(scene=self, person=person, world=replace(self.bot.world, locale=locale, zone=zone))

    async def met(self, *people: Person) -> list[Chat]:
        """People who have the app, and to whom it may write."""
        chats = [self.chat(person) for person in people]
        for chat in chats:
            await chat.install()
        admin = self.chat(ADA)
        if ADA not in people:
            await admin.install()
        for person in people:
            await admin.says(f"release {person.name}")
        return chats

    @property
    def channel(self) -> list[Message]:
        """What stands in the leadership channel: each post starts a thread of its own."""
        posts = self.bot.connector.messages.values()
        return [post for post in posts if post.conversation_id.startswith(CHANNEL) and post.card is not None]

    @staticmethod
    def words(post: Message) -> str:
        """What can be read on a post."""
        assert post.card is not None
        return words(post.card)

    def pass_(self, **span: float) -> datetime:
        """Move the clock."""
        self.clock[0] += timedelta(**span)
        return self.now

    def at(self, day: date, hour: int = 10) -> datetime:
        """Move the clock to an hour of that day in Berlin."""
        self.clock[0] = max(self.now, instant(day, time(hour), ZONE))
        return self.now

    async def work(self) -> None:
        """Let the worker do what is due, and send what may be sent."""
        await self.worker.plan_until_idle()
        while await self.worker.deliver_until_idle():
            self.pass_(seconds=3)  # one message to one recipient in two seconds


    async def look(self) -> None:
        """Let the worker look into the tenant for whoever waits, and show them what came of it."""
        await self.worker.look_until_idle()
        while await self.worker.deliver_until_idle():
            self.pass_(seconds=3)


@asynccontextmanager
async def opened_scene(
    database: str, company: Company = COMPANY, start: datetime = START, *, readers: Readers | None = None
) -> AsyncIterator[Scene]:
    """The product as `pilothouse serve` composes it, between a stand-in connector and a stand-in issuer."""
    clock = [start]
    async with StandIn() as connector, Issuer() as issuer, aiohttp.ClientSession() as session:
        settings = signed_settings(issuer)
        async with opened(
            settings, database, lambda _: company, now=lambda: clock[0], acquire=Tokens(), readers=readers
        ) as house:
            served = await Served.start(house.app)
            try:
                world = World(service_url=connector.service_url)
                bot = Bot(url=served.url, world=world, issuer=issuer, connector=connector, session=session)
                yield Scene(store=house.store, worker=house.worker, bot=bot, clock=clock)
            finally:
                await served.stop()
