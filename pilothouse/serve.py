"""Running the bot: record, Teams rim, worker and web endpoint, opened together and closed in order."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from aiohttp import web

from actions import people
from bot.courier import TeamsCourier
from bot.credentials import Acquire
from bot.endpoint import make_app
from bot.handler import Aside, Bot
from bot.identity import identity_of
from bot.inbound import Inbound
from bot.rim import open_teams
from bot.settings import TeamsSettings
from pilothouse.collecting import stay
from pilothouse.companies import checked as with_known_holidays
from pilothouse.companies import company_at
from pilothouse.pages import add_pages
from pilothouse.readers import Readers, reading
from pilothouse.settings import BadSettings, Settings, checked, environment, parse
from pilothouse.shell import complain
from pilothouse.worker import Worker, stop_on_signals
from portfolio.company import Company
from portfolio.errors import PilothouseError
from portfolio.people import Identity
from store import Store, open_store, outbox
from words.api import Words, known


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)

@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything that runs. `worker.run()` is left to the caller."""

    store: Store
    worker: Worker
    app: web.Application


@asynccontextmanager
async def opened(
    teams_settings: TeamsSettings,
    database: str,
    company_of: Callable[[datetime], Company],
    *,
    now: Callable[[], datetime] = utc_now,
    identify: Callable[[Inbound], Identity | None] = identity_of,
    aside: Callable[[Store, Worker], Aside] | None = None,
    acquire: Acquire | None = None,
    readers: Readers | None = None,
) -> AsyncIterator[House]:
    """Open record and rim and wire them. `now`, `identify` and `aside` are the playground's: its clock, people and words.

    `acquire` is the bot's credential where it is not the client secret of the settings; `readers` read the
    sources of numbers.
    """
    store = await open_store(database)
    try:
        await store.write(people.sync_roles, company_of(now()), now())
        async with open_teams(teams_settings, acquire=acquire) as teams:
            worker = Worker(store, TeamsCourier(teams.connector), company_of, now, readers=readers)
            bot = Bot(
                store=store, company_at=company_of, now=now, identify=identify,
                aside=aside(store, worker) if aside else None, nudge=worker.post, look=worker.look,
            )
            app = make_app(teams_settings, bot.on_turn, sentence=sentence, teams=teams)
            app.router.add_get("/healthz", _healthz(store, now))
            add_pages(app)
            yield House(store=store, worker=worker, app=app)
    finally:
        await store.close()


def sentence(locale: str | None, key: str, params: Mapping[str, str]) -> str:
    """A sentence of the endpoint's, in the language the client reports."""
    return Words(known(locale)).say(key, n=None, **params)


def _healthz(store: Store, now: Callable[[], datetime]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_: web.Request) -> web.StreamResponse:
        waiting = await store.read(outbox.oldest_due, now())
        seconds = None if waiting is None else round(waiting.total_seconds())
        return web.json_response({"status": "ok", "record": store.version, "oldest_due_seconds": seconds})

    return answer


async def run(house: House, settings: TeamsSettings, announce: str) -> None:
    """Listen and work until SIGTERM or Ctrl+C; then take no more requests, finish what is in flight, and return."""
    runner = web.AppRunner(house.app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    stop_on_signals(house.worker)
    stay()
    print(announce, flush=True)
    try:
        await house.worker.run()
    finally:
        await runner.cleanup()


def serve() -> int:
    """`pilothouse serve`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # six lines that say nothing of this record
    try:
        settings = checked(parse(environment()))
        company_of = with_known_holidays(company_at(settings), utc_now())
        asyncio.run(_serve(settings, company_of))
    except (BadSettings, PilothouseError, OSError) as error:
        return complain(error)
    return 0


async def _serve(settings: Settings, company_of: Callable[[datetime], Company]) -> None:
    teams = settings.teams
    async with reading(settings) as readers, opened(teams, settings.database, company_of, readers=readers) as house:
        await run(house, teams, Words("en").say("cli.listening", address=f"http://{teams.host}:{teams.port}/api/messages"))


def playground_settings(port: int) -> TeamsSettings:
    """Unsigned requests from this machine only: an empty app id, the development switch, a loopback socket."""
    return replace(TeamsSettings(app_id="", app_secret="", tenant_id=""), development=True, host="127.0.0.1", port=port)
