"""The stage: a real record, the real worker and the real turn, with a clock moved by hand and cards caught in mid-air."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from actions.delivery import Parcel
from actions.panels import panels
from bot.handler import Bot
from bot.identity import identity_of
from bot.inbound import Inbound, parse_inbound
from cards.render import Rendered, render
from pilothouse.readers import Readers
from pilothouse.worker import Worker
from portfolio.calendar import DAY, local_date
from portfolio.company import Company
from portfolio.delivery import Outcome, Sent
from portfolio.people import Identity
from portfolio.views.numbers import Panel
from store import Store

TENANT = "7c9f2d4e-0000-4000-8000-000000000001"
CHANNEL = "19:leadership@thread.tacv2"
BOT = "28:pilothouse"


def object_id(name: str) -> str:
    """The made-up Entra object id of one of the cast."""
    return str(uuid5(NAMESPACE_URL, f"pilothouse:demo:{name}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One card as somebody saw it: sent by the worker, or given in answer to a press or a typed word."""

    at: datetime
    to: str
    kind: str
    update: bool
    rendered: Rendered


@dataclass(slots=True)
class Hands:
    """The hands of the moved clock, by which everything on the stage lives: bot, worker and the sample tenant."""

    now: datetime

    def yesterday(self, zone: str) -> date:
        """The last day that is over: what the tenant's lists know."""
        return local_date(self.now, zone) - DAY


@dataclass(slots=True)
class Stage:
    """Everything the play needs. `readers` are what the worker reads sources with; `seen` every card in order."""

    store: Store
    company: Company
    clock: Hands
    readers: Readers
    names: dict[str, str] = field(default_factory=dict)     # conversation id -> who reads there
    zones: dict[str, str] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    bot: Bot = field(init=False)
    worker: Worker = field(init=False)

    def __post_init__(self) -> None:
        self.bot = Bot(store=self.store, company_at=lambda _: self.company, now=lambda: self.clock.now)
        # The pace per recipient is kept by the moved clock; there is no tenant whose limit could be passed.
        self.worker = Worker(
            self.store, self, lambda _: self.company, lambda: self.clock.now, readers=self.readers, rate=100_000.0,
            jitter=lambda: 0.5,
        )

    async def deliver(self, parcel: Parcel) -> Outcome:
        """The courier: what would go to Teams is caught here."""
        drawn = render(parcel.view, parcel.language)
        where = parcel.channel or parcel.address.conversation_id or ""
        self._saw(self.names.get(where, self.names.get(where.partition(";")[0], where)), parcel.kind.value, drawn,
                  update=parcel.activity_id is not None)
        return Sent(activity_id=parcel.activity_id or f"m-{len(self.seen)}", conversation_id=where)

    def _saw(self, who: str, kind: str, drawn: Rendered, *, update: bool = False) -> None:
        self.seen.append(Seen(at=self.clock.now, to=who, kind=kind, update=update, rendered=drawn))

    async def work(self, *, read: bool) -> list[Seen]:
        """Plan and send everything that is due at this moment, and `read` and judge before it; the cards it brought."""
        before = len(self.seen)
        if read:
            await self.worker.ingest_until_idle()
        await self.worker.plan_until_idle()
        while await self.worker.deliver_until_idle():
            self.clock.now += timedelta(seconds=3)      # one message per recipient in two seconds
        return self.seen[before:]

    async def panels(self, ids: Mapping[str, str]) -> Mapping[str, Panel]:
        """The numbers as they stand, by the names these ids have."""
        found = await self.store.read(panels, list(ids.values()))
        return {name: found[id] for name, id in ids.items() if id in found}

    def _activity(self, who: str, kind: str, *, channel: bool = False, **more: Any) -> Inbound:
        place = CHANNEL if channel else f"a:{object_id(who)}"
        team = {"channel": {"id": CHANNEL}, "team": {"id": "19:team@thread.tacv2"}} if channel else {}
        return parse_inbound({
            "type": kind, "id": f"in-{self.clock.now.isoformat()}", "timestamp": self.clock.now.astimezone(UTC).isoformat(),
            "channelId": "msteams", "serviceUrl": "https://smba.trafficmanager.net/emea/",
            "from": {"id": f"29:{object_id(who)}", "name": who, "aadObjectId": object_id(who)},
            "conversation": {"id": place, "conversationType": "channel" if channel else "personal", "tenantId": TENANT},
            "recipient": {"id": BOT, "name": "Pilothouse"}, "channelData": {"tenant": {"id": TENANT}, **team},
            "localTimezone": self.zones.get(who, "Europe/Berlin"), "locale": "en-GB", **more,
        })

    def identity(self, name: str) -> Identity:
        """Who one of the cast is."""
        return Identity(tenant=TENANT, object_id=object_id(name), name=name)

    async def install(self, name: str, zone: str) -> None:
        """Somebody opens the app for the first time."""
        self.names[f"a:{object_id(name)}"] = name
        self.zones[name] = zone
        await self._moved(self._activity(name, "installationUpdate", action="add"), name)

    async def install_in_channel(self, name: str, channel_name: str) -> None:
        """Somebody adds the app to the team with the leadership channel."""
        self.names[CHANNEL] = channel_name
        added = [{"id": BOT}]
        await self._moved(self._activity(name, "conversationUpdate", channel=True, membersAdded=added), channel_name)

    async def _moved(self, inbound: Inbound, reader: str) -> None:
        welcome = await self.bot.moved(inbound, identity_of(inbound))
        if welcome is not None:
            self._saw(reader, "welcome", render(*welcome))

    async def say(self, name: str, words: str, *, channel: bool = False) -> Rendered:
        """Somebody types words; the card that answers."""
        inbound = self._activity(name, "message", channel=channel, text=words)
        drawn = render(*await self.bot.written(inbound, identity_of(inbound)))
        self._saw(name, "answer", drawn)
        return drawn

    async def press(self, name: str, card: dict[str, Any], verb: str, inputs: dict[str, str] | None = None,
                    **ids: str) -> Rendered:
        """Somebody presses the button with this verb on this card, having filled in the inputs; the card in its place."""
        data = _button(card, verb, ids) | (inputs or {})
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
        inbound = self._activity(name, "invoke", name="adaptiveCard/action", value=value)
        drawn = await self.bot.pressed(inbound, identity_of(inbound))
        self._saw(name, "receipt", drawn)
        return drawn


def _button(card: Any, verb: str, ids: dict[str, str]) -> dict[str, Any]:
    """The data of the button; LookupError when the card has none, which would be a card nobody could answer."""
    found = [
        one["data"] for one in objects(card)
        if one.get("type") == "Action.Execute" and one.get("verb") == verb
        and all(one["data"]["ph"]["ids"].get(key) == value for key, value in ids.items())
    ]
    if not found:
        raise LookupError(f"no button {verb} {ids} on the card")
    return dict(found[0])


def carried_ids(card: Any) -> list[dict[str, str]]:
    """The ids that a card's buttons carry."""
    return [one["data"]["ph"]["ids"] for one in objects(card) if one.get("type") == "Action.Execute"]


def objects(node: Any) -> list[dict[str, Any]]:
    """Every JSON object in a card, outermost first."""
    if isinstance(node, dict):
        return [node, *(one for value in node.values() for one in objects(value))]
    if isinstance(node, list):
        return [one for value in node for one in objects(value)]
    return []
