"""Opening and closing everything that talks to Teams."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bot.adapter import Adapter
from bot.authentication import Verifier
from bot.connector import Connector
from bot.credentials import Acquire, BotTokens, client_secret
from bot.hosts import service_hosts
from bot.settings import Access, TeamsSettings, check_startup
from bot.signing_keys import SigningKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams:
    """The opened rim: everything that talks to Teams, sharing one HTTP session."""

    settings: TeamsSettings
    access: Access
    connector: Connector
    verifier: Verifier
    adapter: Adapter


@asynccontextmanager
async def open_teams(settings: TeamsSettings, *, acquire: Acquire | None = None) -> AsyncIterator[Teams]:
    """Open the rim for as long as the process talks to Teams. Raises `SettingsError` before anything is opened.

    `acquire` is the bot's credential where it is not the client secret of the settings.
    """
    access = check_startup(settings)
    tokens = None
    if access is Access.SIGNED:
        tokens = BotTokens(
            acquire
            or client_secret(
                app_id=settings.app_id,
                secret=settings.app_secret,
                tenant_id=settings.tenant_id,
                authority=settings.login_authority,
            )
        )
    # trust_env: firms reach the internet through a proxy that the environment names, and aiohttp asks to be told so.
    async with aiohttp.ClientSession(trust_env=True, cookie_jar=aiohttp.DummyCookieJar()) as session:
        keys = SigningKeys(session, settings.openid_metadata_url)
        connector = Connector(session, service_hosts(settings), tokens, scope=settings.bot_scope)
        try:
            yield Teams(
                settings=settings,
                access=access,
                connector=connector,
                verifier=Verifier(settings, access, keys),
                adapter=Adapter(connector),
            )
        finally:
            await keys.close()
