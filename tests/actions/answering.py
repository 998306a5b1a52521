"""Answering a check-in, for the tests of it."""

from decimal import Decimal

from actions import checkins
from portfolio.checkins import Answer, CheckIn, Outlook
from portfolio.commands import SubmitCheckIn
from portfolio.people import Actor
from portfolio.views.checkins import CheckInForm, Receipt
from store import checkins as stored
from tests.actions.world import World


async def opened(world: World, who: Actor) -> CheckInForm:
    view = await world.store.write(checkins.open_mine, who, world.company, world.now)
    assert isinstance(view, CheckInForm)
    return view


def about(initiative: str, value: str | None = None, outlook: Outlook = Outlook.ON_TRACK, note: str = "") -> Answer:
    return Answer(initiative=initiative, value=None if value is None else Decimal(value), outlook=outlook, note=note)


async def submit(world: World, who: Actor, form: CheckInForm, *answers: Answer) -> CheckInForm | Receipt:
    command = SubmitCheckIn(check_in=form.check_in, revision=form.revision, answers=answers)
    return await world.store.write(checkins.submit, who, command, world.company, world.now)


async def stored_one(world: World, id: str) -> CheckIn:
    found = await world.store.read(stored.get, id)
    assert found is not None
    return found


async def many(world: World, dana: Actor, count: int) -> list[str]:
    made = [await world.initiative(dana, f"Initiative {number:02}") for number in range(count)]
    world.pass_(days=31)
    return made
