"""The servers that `benchmarks.turn` measures: two floors, our rim, and the product itself."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from tests.teams.activities import APP_ID, MAYA, TENANT, Person, World

PATH = "/api/messages"
LEADER = str(uuid5(NAMESPACE_URL, "leader"))
"""The object id of somebody who may read the digest."""
CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Saved.", "wrap": True}]}
Facts = Mapping[str, Any]
FACTS: web.AppKey[Facts] = web.AppKey("facts", Mapping)
"""What a server's application tells the driver, so that it can make activities the server knows about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """What the peers' process says about itself."""

    service_url: str
    metadata_url: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One server to measure. `application` opens it; `activity` makes the n-th request's body; `share` of the turns."""

    name: str
    application: Callable[[Peers], AbstractAsyncContextManager[web.Application]]
    activity: Callable[[World, int, Facts], dict[str, Any]]
    share: float = 1.0
    signed: bool = True
    product: bool = False


def a_message(world: World, number: int, facts: Facts) -> dict[str, Any]:
    return world.message(MAYA, "hello")


def an_invoke(world: World, number: int, facts: Facts) -> dict[str, Any]:
    answers = {f"answer-{row}": "1.5" for row in range(6)}
    return world.press(MAYA, "checkin.submit", {"occurrence": number, **answers})


def a_check_in(world: World, number: int, facts: Facts) -> dict[str, Any]:
    """Sponsors answer in turn, each time with another number on the revision they have reached."""
    sponsors = facts["sponsors"]
    one, revision = sponsors[number % len(sponsors)], number // len(sponsors)
    data: dict[str, Any] = {"ph": {"v": 1, "ids": {"check_in": one["check_in"]}, "rev": revision}}
    for initiative in one["initiatives"]:
        typed = {"value": f"{number % 50}.5", "outlook": "at_risk", "note": "Two practices started late."}
        data |= {f"{initiative}.{part}": words for part, words in typed.items()}
    person = Person(name=one["name"], object_id=one["object_id"])
    at = datetime(2026, 10, 2, 8, 0, tzinfo=UTC) + timedelta(milliseconds=number)
    return world.press(person, "checkin.submit", data, timestamp=at.isoformat())


@asynccontextmanager
async def raw_echo(peers: Peers) -> AsyncIterator[web.Application]:
    """Floor one: aiohttp, JSON in, JSON out, nothing else."""

    async def messages(request: web.Request) -> web.Response:
        activity = await request.json()
        card = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": activity["value"]}
        return web.json_response(card)

    app = web.Application()
    app.router.add_post(PATH, messages)
    yield app


@asynccontextmanager
async def stock_echo(peers: Peers) -> AsyncIterator[web.Application]:
    """Floor two: botbuilder's own adapter, a message with one reply, and (in its favour) without authentication."""
    from botbuilder.core import ActivityHandler, TurnContext
    from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

    class Config:
        APP_ID = ""
        APP_PASSWORD = ""
        APP_TYPE = "MultiTenant"  # the only type it takes without an id

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(f"you said {turn_context.activity.text}")

    adapter, echo = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config())), Echo()

    async def messages(request: web.Request) -> web.StreamResponse:
        return await adapter.process(request, echo) or web.Response(status=201)

    app = web.Application()
    app.router.add_post(PATH, messages)
    yield app


def rim(on_turn: Any) -> Callable[[Peers], AbstractAsyncContextManager[web.Application]]:
    """Our endpoint, verifier and connector around a turn without a product."""

    @asynccontextmanager
    async def opened(peers: Peers) -> AsyncIterator[web.Application]:
        from bot.endpoint import make_app
        from bot.rim import open_teams

        settings = rim_settings(peers)
        async with open_teams(settings, acquire=a_token) as teams:
            yield make_app(settings, on_turn, sentence=lambda locale, key, params: key, teams=teams)

    return opened


def rim_settings(peers: Peers) -> Any:
    """Settings of a registered app between these peers."""
    from bot.settings import TeamsSettings

    return TeamsSettings(
        app_id=APP_ID, app_secret="s3cret", tenant_id=TENANT, openid_metadata_url=peers.metadata_url, development=True
    )


def a_token(scope: str) -> Mapping[str, Any]:
    """The identity service's answer, for nothing."""
    return {"access_token": "x", "expires_in": 3600}


async def rim_echo(context: Any, inbound: Any) -> None:
    from bot.adapter import say

    await say(context, {"text": f"you said {inbound.text}"})


async def rim_answer(context: Any, inbound: Any) -> dict[str, Any]:
    from bot.invokes import card_reply

    return card_reply(CARD)


def product(rows: int, *, working: bool) -> Callable[[Peers], AbstractAsyncContextManager[web.Application]]:
    """The composed product over a SQLite file with sponsors who have each got a check-in card with so many rows."""

    @asynccontextmanager
    async def opened(peers: Peers) -> AsyncIterator[web.Application]:
        from benchmarks.product import serving

        made = serving(rim_settings(peers), a_token, peers.service_url, rows, leader=LEADER, working=working)
        async with made as (app, facts):
            app[FACTS] = facts
            yield app

    return opened


RAW = "aiohttp echo of the invoke"
STOCK = "stock botbuilder, one reply"
CHECK_IN = "check-in submit"
VARIANTS = (
    Variant(name=RAW, application=raw_echo, activity=an_invoke),
    Variant(name=STOCK, application=stock_echo, activity=a_message, share=0.15, signed=False),
    Variant(name="our rim, one reply", application=rim(rim_echo), activity=a_message),
    Variant(name="our rim, card answer", application=rim(rim_answer), activity=an_invoke),
    Variant(name=CHECK_IN, application=product(1, working=False), activity=a_check_in, product=True),
    Variant(name="  of 6 initiatives", application=product(6, working=False), activity=a_check_in, product=True),
    Variant(name="  beside the worker", application=product(1, working=True), activity=a_check_in, product=True),
)
