"""The playground's desk over HTTP, unsigned on loopback: the clock, acting as somebody else, leaving shadow mode."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from pilothouse.playground import CAST, Desk
from pilothouse.serve import opened, playground_settings
from portfolio.calendar import local_date
from tests.scenarios.cards import buttons, words
from tests.scenarios.scene import somebody
from tests.teams.activities import Person, World
from tests.teams.harness import Bot
from tests.teams.issuer import Issuer
from tests.teams.serving import Served
from tests.teams.standin import StandIn

KEYBOARD = somebody("Sponsor One")


class Table:
    """The one chat there is, and the desk behind it."""

    def __init__(self, desk: Desk, bot: Bot, worker: Any) -> None:
        self.desk = desk
        self.bot = bot
        self.worker = worker

    async def says(self, text: str, person: Person = KEYBOARD) -> str:
        """Type; the words of the newest card."""
        answer = await self.bot.receive(self.bot.world.message(person, text), {})
        assert answer.status == 201
        return words(self.card(person))

    def card(self, person: Person = KEYBOARD) -> dict[str, Any]:
        card = self.bot.connector.sent_to(person.chat_id)[-1].card
        assert card is not None, self.bot.connector.texts
        return card

    async def press(self, title: str, **fill: str) -> str:
        value = buttons(self.card())[title].execute(fill)
        answer = await self.bot.receive(self.bot.world.press(KEYBOARD, value["action"]["verb"], value=value), {})
        return words(answer.body["value"])


@asynccontextmanager
async def opened_table(url: str) -> AsyncIterator[Table]:
    desk = Desk()
    settings = playground_settings(0)
    async with (
        StandIn() as connector,
        Issuer() as issuer,
        aiohttp.ClientSession() as session,
        opened(settings, url, desk.company, now=desk.now, identify=desk.identify, aside=desk.aside) as house,
    ):
        await desk.catch_up(house.store)
        served = await Served.start(house.app)
        world = World(service_url=connector.service_url)
        bot = Bot(url=served.url, world=world, issuer=issuer, connector=connector, session=session)
        yield Table(desk, bot, house.worker)
        await served.stop()


@pytest.fixture
async def table(sqlite_url: str) -> AsyncIterator[Table]:
    async with opened_table(sqlite_url) as opened:
        yield opened


async def test_the_clock_goes_forward_by_days_and_to_a_date(table: Table) -> None:
    today = local_date(table.desk.now(), table.desk.zone)
    await table.says("clock +7")
    assert local_date(table.desk.now(), table.desk.zone) == today + timedelta(days=7)
    await table.says(f"Clock {today + timedelta(days=30)}")
    assert local_date(table.desk.now(), table.desk.zone) == today + timedelta(days=30)
    assert f"{(today + timedelta(days=30)).year} here" in await table.says("clock")


@pytest.mark.parametrize("asked", ["clock 2020-01-01", "clock 0", "clock +0"])
async def test_the_clock_never_goes_back(table: Table, asked: str) -> None:
    await table.says("clock +1")  # 10:00 of tomorrow
    before = table.desk.now()
    assert "The clock only goes forward" in await table.says(asked)
    assert table.desk.now() - before < timedelta(minutes=5)


async def test_a_record_goes_on_where_its_clock_was_left(sqlite_url: str) -> None:
    async with opened_table(sqlite_url) as table:
        await table.says("clock +40")
        await table.says("act as me")
        await table.says("release")
        left = table.desk.now()
    async with opened_table(sqlite_url) as table:
        assert timedelta(0) <= table.desk.now() - left + timedelta(minutes=1) < timedelta(minutes=2)


@pytest.mark.parametrize("asked", ["clock 2026-02-30", "clock 9999-12-31"])
async def test_a_date_that_is_none_moves_nothing(table: Table, asked: str) -> None:
    assert "That is no date" in await table.says(asked)
    assert table.desk.ahead == timedelta(0)


async def test_the_cast_can_be_named_at_once_and_played(table: Table) -> None:
    assert "register" in await table.says("help")
    assert "You are Security Reviewer now" in await table.says("act as security reviewer")
    assert "You need another role" not in await table.says("portfolio")
    assert "You need another role" in await table.says("digest")  # a reviewer does not read it
    assert "You are Leadership Member now" in await table.says("act as Leadership Member")
    assert "monthly outcomes" in await table.says("digest")
    await table.says("act as me")
    assert "Hello" not in await table.says("help")
    for name in CAST:
        await table.says("register")
        filled = {"name": f"Pilot of {name}", "workflow": "Work", "intent": "Less", "sponsor_name": name}
        assert f"{name} · Asked" in await table.press("Register", **filled, first_use=_today(table), integration="office")


async def test_nothing_is_sent_until_the_person_at_the_keyboard_is_released(table: Table) -> None:
    await table.says("help")
    await table.says("act as Programme Office")
    await table.says("register")
    filled = {"name": "Drafting", "workflow": "Work", "intent": "Less", "sponsor_name": KEYBOARD.name}
    await table.press("Register", **filled, first_use=_today(table), integration="office")
    await table.says(f"clock {_next_monday(table)}")
    await table.says("act as me")
    await table.worker.deliver_until_idle()
    assert "You are named" not in words(table.card())
    assert "One person is released" in await table.says("release")
    table.desk.ahead += timedelta(seconds=5)
    await table.worker.deliver_until_idle()
    assert "You are named executive sponsor of Drafting" in words(table.card())


async def test_somebody_without_an_account_is_told_so(table: Table) -> None:
    activity = table.bot.world.message(KEYBOARD, "act as Security Reviewer")
    del activity["from"]["aadObjectId"]
    assert (await table.bot.receive(activity, {})).status == 201
    assert "I do not know who you are" in words(table.card())


async def test_a_web_page_cannot_reach_it_by_another_name(table: Table) -> None:
    answer = await table.bot.receive(table.bot.world.message(KEYBOARD, "help"), {"Host": "evil.example"})
    assert answer.status == 403


def _today(table: Table) -> str:
    return local_date(table.desk.now(), table.desk.zone).isoformat()


def _next_monday(table: Table) -> str:
    today = local_date(table.desk.now(), table.desk.zone)
    return (today + timedelta(days=7 - today.weekday())).isoformat()
