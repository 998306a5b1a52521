"""A connector of ours in front of the stand-in, and a counting identity service behind it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.connector import Connector
from bot.credentials import BotTokens
from portfolio.delivery import Address
from tests.teams.activities import APP_ID, MAYA, TENANT
from tests.teams.harness import LOCAL, SCOPE, Tokens
from tests.teams.standin import StandIn


@pytest.fixture
async def teams() -> AsyncIterator[StandIn]:
    async with StandIn() as opened:
        yield opened


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def connector(session: aiohttp.ClientSession, tokens: Tokens) -> Connector:
    patience = aiohttp.ClientTimeout(total=2, sock_read=0.3)
    return Connector(session, LOCAL, BotTokens(tokens), scope=SCOPE, timeout=patience)


@pytest.fixture
def address(teams: StandIn) -> Address:
    return Address(
        tenant=TENANT,
        service_url=teams.service_url,
        conversation_id=MAYA.chat_id,
        member_id=MAYA.member_id,
        bot_id=f"28:{APP_ID}",
    )
