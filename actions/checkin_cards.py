"""The cards of one check-in: how they are called, what became of them, and whose they are."""

from datetime import datetime

from actions import outgoing
from portfolio.calendar import local_date, midnight, next_first
from portfolio.checkins import CheckIn
from portfolio.errors import NotFound, NotYours
from portfolio.messages import Kind
from portfolio.people import Actor
from portfolio.views.checkins import Receipt
from portfolio.views.notices import Notice
from store import Tx, checkins, outbox
from store.locks import alone
from store.outbox import OutboxRow


def key_of(check_in: CheckIn) -> str:
    """The outbox key of the card; the same for every attempt to plan it."""
    return key(check_in, 1)


def key(check_in: CheckIn, number: int) -> str:
    """Each time a card is put off it comes back as a further one."""
    return f"check_in:{check_in.period}:{check_in.person}" + (f":{number}" if number > 1 else "")


def of_row(tx: Tx, row: OutboxRow) -> CheckIn | None:
    """The check-in that a card is of, by its key: its view may be one that cannot be read any more."""
    assert row.recipient_person is not None, "a check-in is somebody's"
    return checkins.of(tx, row.recipient_person, row.key.split(":")[1])


def came_back(row: OutboxRow) -> bool:
    """Whether this card was put off by its reader, who so asked for it: the cap on what nobody asked for spares it (R14)."""
    return row.kind == Kind.CHECK_IN.value and row.key.count(":") > 2


def cards_of(tx: Tx, check_in: CheckIn) -> list[OutboxRow]:
    """The cards of one check-in, oldest first."""
    found: list[OutboxRow] = []
    while row := outbox.find(tx, key(check_in, len(found) + 1)):
        found.append(row)
    return found


def show(tx: Tx, check_in: CheckIn, view: Receipt | Notice, now: datetime) -> None:
    """What became of it, on every card of it: one open card per person (R14)."""
    for row in cards_of(tx, check_in):
        outgoing.answered(tx, row, view, now)


def reserve(tx: Tx, person: int) -> None:
    """Have somebody's check-ins to oneself until the end of the transaction."""
    alone(tx, f"check_ins:{person}")


def end_of_month(now: datetime, zone: str) -> datetime:
    """When the month ends there, and with it the card's time."""
    return midnight(next_first(local_date(now, zone)), zone)


def mine_of(tx: Tx, actor: Actor, id: str) -> CheckIn:
    """The check-in, if it is this person's."""
    check_in = checkins.get(tx, id)
    if check_in is None:
        raise NotFound("not_found")
    if check_in.person != actor.number:
        raise NotYours("check_in_not_yours")
    return check_in


def mine_to_change(tx: Tx, actor: Actor, id: str) -> CheckIn:
    """Mine, once no other press of mine is being worked on."""
    reserve(tx, actor.number)
    return mine_of(tx, actor, id)
