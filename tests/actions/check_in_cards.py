"""A check-in's cards, for the tests of them."""

from datetime import date

from actions import checkins, snoozing
from portfolio.checkins import Answer, CheckIn, Outlook
from portfolio.commands import SubmitCheckIn
from portfolio.people import Actor
from portfolio.views.checkins import CheckInForm, Receipt
from portfolio.views.notices import Notice
from store import checkins as stored
from tests.actions.world import World

SECOND_WORKING_DAY = date(2026, 10, 2)       # a Friday
PERIOD = "2026-09"


def key(who: Actor, period: str = PERIOD, card: int = 1) -> str:
    return f"check_in:{period}:{who.number}" + (f":{card}" if card > 1 else "")


async def its(world: World, who: Actor, period: str = PERIOD) -> CheckIn:
    found = await world.store.read(stored.of, who.number, period)
    assert found is not None
    return found


async def sent(world: World, dana: Actor) -> CheckIn:
    assert await world.morning(SECOND_WORKING_DAY) == [key(dana)]
    return await its(world, dana)


async def snooze(world: World, who: Actor, id: str, until: str) -> Notice:
    return await world.store.write(snoozing.snooze, who, id, until, world.company, world.now)


async def answer(world: World, who: Actor, form: CheckInForm) -> CheckInForm | Receipt:
    said = tuple(Answer(initiative=row.initiative, value=None, outlook=Outlook.ON_TRACK, note="") for row in form.rows)
    command = SubmitCheckIn(check_in=form.check_in, revision=form.revision, answers=said)
    return await world.store.write(checkins.submit, who, command, world.company, world.now)


async def by_hand(world: World, who: Actor) -> CheckInForm:
    view = await world.store.write(checkins.open_mine, who, world.company, world.now)
    assert isinstance(view, CheckInForm)
    return view
