"""Why a message waits, and until when (R14, R21): asked at the moment of sending, and by a card that says who was asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.checkin_cards import came_back
from portfolio.calendar import DAY, OFFICE, in_working_hours, instant, local_date, next_morning
from portfolio.company import Company
from portfolio.delivery import Address
from portfolio.directory import Known, away_until, mailbox_of
from portfolio.messages import RULES, Hold, Kind, cap_allows
from portfolio.people import Person
from store import Tx, accounts, addresses, gates, initiatives, outbox, people, settings, waiting
from store.outbox import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Who or what a message is for (`reader` None: a channel), and how it gets there."""

    reader: Person | None
    known: Known | None
    address: Address | None
    zone: str
    language: str
    released: bool


def reach_of(tx: Tx, row: OutboxRow, company: Company) -> Reach:
    """Where a message goes, as things stand."""
    if row.recipient_person is not None:
        reader = people.get(tx, row.recipient_person)
        return Reach(
            reader=reader, known=accounts.of(tx, reader.number), address=addresses.of_person(tx, reader.number),
            zone=reader.zone, language=reader.language, released=reader.released,
        )
    assert row.recipient_channel is not None
    return Reach(
        reader=None, known=None, address=addresses.of_channel(tx, row.recipient_channel), zone=company.zone,
        language=company.language, released=settings.get(tx, settings.RELEASED_CHANNEL) == row.recipient_channel,
    )


def hold(tx: Tx, row: OutboxRow, to: Reach, company: Company, now: datetime) -> tuple[Hold | None, datetime | None]:
    """Why the message waits, and until when; (None, None) when it may go. Updates of a message are no new message.

    Whoever is away gets on the morning of their return what can wait (L6): what R14 holds back for no cap, it does not.
    """
    kind = Kind(row.kind)
    if not to.released and not RULES[kind].answers:
        return Hold.SHADOW, None
    if to.address is None:
        return Hold.NO_ADDRESS, None
    if row.activity_id is not None or RULES[kind].answers:
        return None, None
    mailbox = mailbox_of(to.known, now)
    hours = mailbox.hours if mailbox is not None and mailbox.hours is not None else OFFICE
    away, back = away_until(to.known, now)
    if away and RULES[kind].capped:
        return Hold.AWAY, next_morning(now if back is None else back, to.zone, company.holidays, hours)
    if not in_working_hours(now, to.zone, company.holidays, hours):
        return Hold.QUIET, next_morning(now, to.zone, company.holidays, hours)
    if to.reader is None or came_back(row):
        return None, None
    if _has_room(tx, kind, to.reader, now):
        return None, None
    # Looked at again every morning: a gate that moves into the month makes room, and so does what is no longer owed.
    return Hold.CAP, next_morning(now, to.zone, company.holidays, hours)


def outlook(tx: Tx, key: str, company: Company, now: datetime) -> tuple[Hold | None, datetime | None]:
    """Why the message with this key has not arrived and will not now, and until when; (None, None) when it is in the chat or
    on its way there."""
    row = outbox.find(tx, key)
    if row is None or row.state in _LOST:
        return Hold.NO_ADDRESS, None
    if row.activity_id is not None:
        return None, None
    return (Hold.PAUSED, None) if company.paused else hold(tx, row, reach_of(tx, row, company), company, now)


_LOST = frozenset({"failed", "undeliverable", "expired", "closed"})


def _has_room(tx: Tx, kind: Kind, reader: Person, now: datetime) -> bool:
    """R14: whether the month has room for this message. What matters more and is waiting too takes its place first."""
    if not RULES[kind].capped:
        return True
    first = local_date(now, reader.zone).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - DAY
    capped = [one.value for one, rule in RULES.items() if rule.capped]
    sent = outbox.count_sent(tx, person=reader.number, kinds=capped, since=instant(first, datetime.min.time(), reader.zone))
    owned = [one.id for one in initiatives.sponsored_by(tx, reader.number)]
    gate = any(first <= one.due <= last for one in gates.current_of(tx, owned).values())
    first_of_all = [one.value for one, rule in RULES.items() if rule.capped and rule.order < RULES[kind].order]
    ahead = waiting.count(tx, person=reader.number, kinds=first_of_all, now=now)
    return cap_allows(kind, sent_this_month=sent + ahead, gate_this_month=gate)
