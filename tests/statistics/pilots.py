"""Builders of whole pilots with known truths, for the tests and the simulations. Seeds are named by whoever calls."""

from datetime import UTC, date, datetime, timedelta
from math import ceil, exp
from random import Random

from portfolio.statistics.common import Goal
from portfolio.statistics.items import Item
from portfolio.statistics.judged import Question

START = date(2026, 3, 2)
GATE = date(2026, 5, 31)


def midnight(day: date) -> datetime:
    """The first instant of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def question(
    target: float = -0.2, alpha: float = 0.05, *, until: date = GATE, floor: float | None = None, higher: bool = False
) -> Question:
    """One look at the full error, unless said otherwise."""
    return Question(
        start=START, until=midnight(until), goal=Goal(target=target, floor=floor, higher_is_better=higher), alpha=alpha
    )


def item(day: int, length: float | None, person: str | None = None, kind: str | None = None) -> Item:
    """A case opened on a day counted from the start; `length` days until it closed, None while it is open."""
    opened = midnight(START + timedelta(days=day))
    closed = None if length is None else opened + timedelta(days=length)
    return Item(day=opened.date(), opened=opened, closed=closed, person=person, kind=kind)


def valued(day: int, value: float, person: str | None = None, kind: str | None = None) -> Item:
    """A case with a number of its own."""
    opened = midnight(START + timedelta(days=day))
    return Item(day=opened.date(), opened=opened, value=value, person=person, kind=kind)


def pilot(
    seed: int, *, ratio: float, before: int = 300, after: int = 150, median: float = 5.0, spread: float = 0.7
) -> list[Item]:
    """Independent log-normal cases, whole days, by eight people; what is not closed at the gate is open."""
    random = Random(seed)
    found = []
    for at in range(before + after):
        day = random.randrange(-180, 0) if at < before else random.randrange(0, 90)
        length = ceil(exp(random.gauss(0, spread)) * median * (1 if day < 0 else ratio))
        closed = day + length <= (GATE - START).days
        found.append(item(day, length if closed else None, random.choice("ABCDEFGH"), random.choice("xy")))
    return found
