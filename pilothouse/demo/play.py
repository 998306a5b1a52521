"""The quarter, day by day, in the terminal; and the folder it leaves behind."""

import asyncio
import time
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

from rich.console import Console

from actions import records
from actions.people import meet
from pilothouse.demo import leave, screen
from pilothouse.demo.people_play import Cast
from pilothouse.demo.stage import TENANT, Stage, object_id
from pilothouse.demo.story import ADMIN, CAST, CHANNEL_NAME, FIRST_DAY, LAST_DAY, OFFICE, ZONE
from pilothouse.holidays import holidays_around
from pilothouse.shell import complain
from portfolio.calendar import instant
from portfolio.company import Company
from portfolio.errors import PilothouseError
from portfolio.gates import DefaultDecision
from portfolio.people import Identity
from portfolio.verdicts import Policy
from portfolio.views.digest import PortfolioList
from store import Tx, open_store

HOURS = (3, 10, 16)     # the worker looks three times a day, by Berlin's clock: morning in Tokyo, here, in New York


def demo(out: str) -> int:
    """Play it. 2 when the folder cannot be used."""
    folder = Path(out)
    console = Console(width=min(80, Console().width), highlight=False)
    try:
        leave.clear(folder)
        asyncio.run(_play(folder, console))
    except OSError as error:
        return leave.complain(folder, error)
    except PilothouseError as error:
        return complain(error)
    return 0


def _company() -> Company:
    return Company(
        zone=ZONE, language="en", holidays=holidays_around(FIRST_DAY, "DE"), default=DefaultDecision.PAUSE,
        policy=Policy.BALANCED, roles={object_id(name): roles for name, (_, _, roles) in CAST.items()}, paused=False,
    )


async def _play(folder: Path, console: Console) -> None:
    began = time.perf_counter()
    store = await open_store(f"sqlite:///{folder / leave.RECORD}")
    try:
        stage = Stage(store=store, company=_company(), now=instant(FIRST_DAY, clock(9, 30), ZONE))
        cast = Cast(stage)
        diary = screen.Diary(console)
        await _first_day(stage, cast, diary)
        day = FIRST_DAY
        while day <= LAST_DAY:
            await _day(stage, cast, day, diary)
            day += timedelta(days=1)
        screen.the_end(console, await _portfolio(stage))
        await leave.write(folder, store, stage.seen)
        screen.left_behind(console, folder, len(stage.seen), time.perf_counter() - began)
    finally:
        await store.close()


async def _first_day(stage: Stage, cast: Cast, diary: screen.Diary) -> None:
    """Install, register, look at shadow mode, release."""
    screen.opening(diary.console)
    for name, (_, zone, _) in CAST.items():
        await stage.install(name, zone)
    await stage.install_in_channel(ADMIN, CHANNEL_NAME)
    await cast.register_all()
    diary.note(FIRST_DAY, [], cast.pressed)
    held = await stage.work()
    screen.shadow(diary.console, len(held))
    await stage.say(OFFICE, "digest here", channel=True)
    for words in (f"release everyone {len(CAST)}", "release channel"):
        await stage.say(ADMIN, words)
    screen.released(diary.console, len(CAST))
    cast.pressed.clear()


async def _day(stage: Stage, cast: Cast, day: date, diary: screen.Diary) -> None:
    """One day: three looks of the worker; everybody answers what they get."""
    for hour in HOURS:
        stage.now = max(stage.now, instant(day, clock(hour, 0), ZONE))
        while fresh := await stage.work():
            for seen in fresh:
                if not seen.update:
                    cast.pressed.clear()
                    await cast.answer(seen, day)
                    diary.note(day, [seen], cast.pressed)


async def _portfolio(stage: Stage) -> PortfolioList:
    who = Identity(tenant=TENANT, object_id=object_id(OFFICE), name=OFFICE)

    def listed(tx: Tx) -> PortfolioList:
        return records.portfolio(tx, meet(tx, who, stage.company, stage.now), 1, stage.now)

    return await stage.store.write(listed)
