"""The bot on a real socket between a stand-in connector and a stand-in issuer."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp

from bot.adapter import TurnHandler
from bot.endpoint import PATH, make_app
from bot.hosts import ServiceHosts
from bot.rim import open_teams
from bot.settings import TeamsSettings
from tests.teams.activities import APP_ID, TENANT, World
from tests.teams.issuer import Issuer
from tests.teams.serving import Served
from tests.teams.standin import StandIn

LOCAL = ServiceHosts(suffixes=("smba.trafficmanager.net",), loopback=True)
SCOPE = "https://api.botframework.com/.default"


class Tokens:
    """An identity service that counts."""

    def __init__(self) -> None:
        self.asked = 0
        self.answer: Mapping[str, Any] | None = None

    def __call__(self, scope: str) -> Mapping[str, Any]:
        self.asked += 1
        return self.answer or {"access_token": f"token-{self.asked}", "expires_in": 3600}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the bot's endpoint answered."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass
class Bot:
    """A running bot and the people's side of it."""

    url: str
    world: World
    issuer: Issuer
    connector: StandIn
    session: aiohttp.ClientSession

    def bearer(self, **claims: Any) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.issuer.token(self.world.service_url, **claims)}"}

    async def receive(self, activity: Any, headers: Mapping[str, str] | None = None) -> Reply:
        """Deliver an activity as the channel service would, with a good token unless `headers` says otherwise."""
        return await self.post(json.dumps(activity).encode(), headers)

    async def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        """Deliver any bytes."""
        sent = {"Content-Type": "application/json; charset=utf-8"} | dict(self.bearer() if headers is None else headers)
        async with self.session.post(self.url + PATH, data=body, headers=sent) as answer:
            text = await answer.text()
            return Reply(status=answer.status, body=json.loads(text) if text else None, headers=answer.headers)


def spoken(locale: str | None, key: str, params: Mapping[str, str]) -> str:
    """A stand-in for the word list: the key and its parameters."""
    return " ".join([key, *(f"{name}={value}" for name, value in params.items())])


def signed_settings(issuer: Issuer, **changes: Any) -> TeamsSettings:
    """Settings with a registered app, on this machine: requests must be signed."""
    settings = TeamsSettings(
        app_id=APP_ID,
        app_secret="not-a-secret-but-a-test",
        tenant_id=TENANT,
        openid_metadata_url=issuer.metadata_url,
        development=True,
    )
    return replace(settings, **changes)


@asynccontextmanager
async def running_bot(
    on_turn: TurnHandler,
    *,
    settings: TeamsSettings | None = None,
    issuer: Issuer | None = None,
) -> AsyncIterator[Bot]:
    """Start the bot with its two peers, and stop all of it. Its own tokens are made up."""
    async with StandIn() as connector, issuer or Issuer() as opened, aiohttp.ClientSession() as session:
        used = settings or signed_settings(opened)
        async with open_teams(used, acquire=Tokens()) as teams:
            served = await Served.start(make_app(used, on_turn, sentence=spoken, teams=teams))
            try:
                world = World(service_url=connector.service_url)
                yield Bot(url=served.url, world=world, issuer=opened, connector=connector, session=session)
            finally:
                await served.stop()
