"""The quarter, day by day, in the terminal; and the folder it leaves behind."""

import asyncio
import logging
import time
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

from rich.console import Console

from actions import lists
from actions.people import meet
from graph.sample_tenant.local import opened
from graph.sample_tenant.manners import Manners
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from pilothouse.demo import leave, screen
from pilothouse.demo.people_play import Cast
from pilothouse.demo.stage import Hands, Seen, Stage, object_id
from pilothouse.demo.story import ADMIN, BEGAN, CAST, CHANNEL_NAME, FIRST_DAY, GATE, LAST_DAY, OFFICE, ZONE
from pilothouse.holidays import holidays_around
from pilothouse.readers import Readers
from pilothouse.shell import complain
from portfolio.calendar import instant
from portfolio.company import Company
from portfolio.errors import PilothouseError
from portfolio.gates import SEAL_BEFORE, DefaultDecision
from portfolio.verdicts import Policy
from portfolio.views.digest import PortfolioRow
from store import Store, Tx, open_store

HOURS = (3, 10, 16)     # the worker looks three times a day, by Berlin's clock: morning in Tokyo, here, in New York


def demo(out: str) -> int:
    """Play it. 2 when the folder cannot be used."""
    folder = Path(out)
    console = Console(width=min(80, Console().width), highlight=False)
    logging.basicConfig(level=logging.ERROR)    # what a worker tells its operator would stand between the cards
    try:
        leave.clear(folder)
        asyncio.run(_play(folder, console))
    except OSError as error:
        return leave.complain(folder, error)
    except PilothouseError as error:
        return complain(error)
    return 0


def company() -> Company:
    """Everybody's company: in Berlin, with a default of pausing what nobody decides."""
    return Company(
        zone=ZONE, language="en", holidays=holidays_around(FIRST_DAY, "DE"), default=DefaultDecision.PAUSE,
        policy=Policy.BALANCED, roles={object_id(name): roles for name, (_, _, roles) in CAST.items()}, paused=False,
    )


async def _play(folder: Path, console: Console) -> None:
    began = time.perf_counter()
    store = await open_store(f"sqlite:///{folder / leave.RECORD}")
    try:
        stage = await quarter(store, console)
        await leave.write(folder, store, stage.seen)
        screen.left_behind(console, folder, len(stage.seen), time.perf_counter() - began)
    finally:
        await store.close()


async def quarter(store: Store, console: Console) -> Stage:
    """The whole play over an empty record; the stage as it is left."""
    hands = Hands(now=instant(FIRST_DAY, clock(9, 30), ZONE))
    tenant = Tenant(Model(as_of=FIRST_DAY, began=BEGAN), manners=Manners(page=2000), today=lambda: hands.yesterday(ZONE))
    async with opened(tenant, lambda: hands.now) as graph:
        stage = Stage(store=store, company=company(), clock=hands, readers=Readers(graph=graph))
        cast = Cast(stage)
        diary = screen.Diary(console)
        await _first_day(stage, cast, diary)
        day = FIRST_DAY
        while day <= LAST_DAY:
            await _day(stage, cast, day, diary)
            day += timedelta(days=1)
        screen.the_end(console, await _portfolio(stage))
    return stage


async def _first_day(stage: Stage, cast: Cast, diary: screen.Diary) -> None:
    """Install, register, look at shadow mode, release."""
    screen.opening(diary.console)
    for name, (_, zone, _) in CAST.items():
        await stage.install(name, zone)
    await stage.install_in_channel(ADMIN, CHANNEL_NAME)
    await cast.register_all()
    await cast.follow_use()
    diary.note(FIRST_DAY, [], cast.pressed)
    held = await stage.work(read=False)
    screen.shadow(diary.console, len(held))
    diary.shown((await stage.say(ADMIN, "preview")).text)
    await stage.say(OFFICE, "digest here", channel=True)
    for words in (f"release everyone {len(CAST)}", "release channel"):
        await stage.say(ADMIN, words)
    screen.released(diary.console, len(CAST))
    cast.pressed.clear()


async def _day(stage: Stage, cast: Cast, day: date, diary: screen.Diary) -> None:
    """One day: three looks of the worker; everybody answers what they get."""
    for hour in HOURS:
        stage.clock.now = max(stage.clock.now, instant(day, clock(hour, 0), ZONE))
        while fresh := await _look(stage, cast, day, diary):
            for seen in fresh:
                if not seen.update:
                    cast.pressed.clear()
                    await cast.answer(seen, day)
                    diary.note(day, [seen], cast.pressed)


async def _look(stage: Stage, cast: Cast, day: date, diary: screen.Diary) -> list[Seen]:
    """One look of the worker; what the evidence says is told as soon as it is known."""
    reads, cast.bound = _reads(day) or cast.bound, False
    fresh = await stage.work(read=reads)
    if reads:
        diary.judged(day, await stage.panels(cast.ids))
    return fresh


def _reads(day: date) -> bool:
    """Sources are read once a day; here on Mondays, at the seal and at the gate, since every day would only take longer."""
    return day.weekday() == 0 or day in (GATE - SEAL_BEFORE, GATE)


async def _portfolio(stage: Stage) -> list[PortfolioRow]:
    who = stage.identity(OFFICE)

    def listed(tx: Tx) -> list[PortfolioRow]:
        actor = meet(tx, who, stage.company, stage.clock.now)
        first = lists.portfolio(tx, actor, 1, stage.clock.now)
        more = (lists.portfolio(tx, actor, page, stage.clock.now) for page in range(2, first.pages + 1))
        return [*first.rows, *(row for page in more for row in page.rows)]

    return await stage.store.write(listed)
