"""R20 for the instrumentation sprint: each change one entry, replays and refusals none, no words in any."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from actions import case_log, sprint_end, sprints
from portfolio.commands import LogCase, StartSprint
from portfolio.ledger import verify
from portfolio.observations import Shape
from portfolio.people import Actor
from portfolio.sprints import Way
from store import Store, ledger
from store import sprints as stored
from tests.actions.book import Book, name_of
from tests.actions.test_ledger_entries import _public
from tests.actions.world import START, World, company

USE_CASES = (sprints, sprint_end, case_log)
ONE_ENTRY = {"sprints.start", "sprints.stop", "sprints.cancel", "sprint_end.finish", "case_log.save", "case_log.withdraw"}
NO_ENTRY = {"sprint_end.remind"}     # a message, and no change
READS = {
    "sprints.form", "sprints.show", "case_log.places", "case_log.choose", "case_log.find", "case_log.form", "case_log.again",
}
FIRST_USE = START.date() + timedelta(days=10)


def test_every_use_case_says_whether_it_writes_an_entry() -> None:
    assert {name for module in USE_CASES for name in _public(module)} == ONE_ENTRY | NO_ENTRY | READS


def command(initiative: str, revision: int) -> StartSprint:
    return StartSprint(
        initiative=initiative, shape=Shape.CASE, way=Way.FORM, kinds=("Walrus",), loggers=("Ann Meyer",), revision=revision
    )


def case(initiative: str, entry: str, day: date, revision: int | None = None) -> LogCase:
    ended = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    return LogCase(
        initiative=initiative, entry=entry, shape=Shape.CASE, started=ended - timedelta(days=3), ended=ended, timed=True,
        value=None, kind="Walrus", revision=revision,
    )


@pytest.fixture
def book(store: Store) -> Book:
    return Book(World(store, company()))


async def begun(book: Book, dana: Actor, name: str) -> str:
    world = book.world
    one = await world.initiative(dana, name, first_use=FIRST_USE)
    await world.metric(dana, one, baseline=None, baseline_source=None, floor=None, target=Decimal("2.5"))
    await book.read(sprints.form, dana, one, world.now)
    revision = (await world.read(one)).revision
    await book.refused(sprints.start, await world.meet("Eve Other"), command(one, revision), world.now)
    await book.refused(sprints.start, dana, command(one, revision - 1), world.now)
    await book.once(sprints.start, dana, command(one, revision), world.now)
    return one


async def test_each_change_writes_one_entry_and_nothing_else_writes_any(book: Book) -> None:
    world = book.world
    dana, ann = await world.meet("Dana Whitfield"), await world.meet("Ann Meyer")
    one = await begun(book, dana, "Zeppelin")
    world.pass_(days=3)
    await book.read(case_log.form, ann, one, world.now)
    await book.read(case_log.choose, ann, world.now)
    await book.read(case_log.places, ann)
    await book.read(case_log.find, ann, "zepp")
    await book.once(case_log.save, ann, case(one, "e-1", world.now.date()), world.now)
    batch = (await book.read(sprints.show, ann, one, world.now)).mine[0].revision
    await book.read(case_log.again, ann, one, "e-1", world.now)
    world.pass_(days=1)
    await book.once(case_log.save, ann, case(one, "e-1", world.now.date(), batch), world.now)
    await book.refused(case_log.save, dana, case(one, "e-1", world.now.date(), batch + 1), world.now)
    await book.refused(case_log.withdraw, ann, one, "e-1", batch, world.now)
    await book.once(case_log.withdraw, ann, one, "e-1", batch + 1, world.now)
    await book.once(case_log.save, dana, case(one, "e-2", world.now.date()), world.now)
    sprint = await world.store.read(stored.newest, one)
    assert sprint is not None
    await book.none(sprint_end.remind, sprint.id, ann.number, 1, world.company, world.now)
    await book.none(sprint_end.finish, sprint.id, world.company, world.now)
    await book.refused(sprints.stop, ann, one, world.now)
    await book.once(sprints.stop, dana, one, world.now)
    await book.none(sprints.cancel, dana, one, world.now)

    other = await begun(book, dana, "Xylophone")
    await book.once(sprints.cancel, dana, other, world.now)
    third = await begun(book, dana, "Marmalade")
    sprint = await world.store.read(stored.newest, third)
    assert sprint is not None
    world.now = world.now.replace(month=11)
    await book.once(sprint_end.finish, sprint.id, world.company, world.now)
    assert book.called >= ONE_ENTRY | NO_ENTRY and book.looked >= READS

    lines = await world.store.read(lambda tx: list(ledger.export(tx)))
    assert verify(lines).problem is None
    text = "\n".join(lines).casefold()
    for said in ("walrus", "zeppelin", "meyer", "whitfield", "pilothouse"):
        assert said not in text
    assert name_of(sprints.start) == "sprints.start"
