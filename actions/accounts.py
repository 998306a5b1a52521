"""Whether those who are to answer for an initiative can: looked at daily in the directory and their mailbox (R2, L6)."""

from datetime import datetime

from actions import sponsors
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.directory import Known, Seen, away_until, mailbox_of, unfit
from portfolio.ledger import Json
from portfolio.messages import Hold
from portfolio.people import Account, Person
from store import Tx, accounts, initiatives, ledger, outbox, people
from store.locks import alone


def due(tx: Tx, company: Company, now: datetime, asked: bool = False) -> tuple[Person, ...]:
    """The sponsors who have not been looked at today; with `asked` those alone who were named and never looked at since."""
    named = initiatives.asked(tx) if asked else initiatives.watched(tx)
    found = people.many(tx, [one.sponsor for one in named])
    known, today = accounts.many(tx, found), local_date(now, company.zone)
    return tuple(
        one for number, one in sorted(found.items())
        if number not in known or local_date(known[number].looked_at, company.zone) < today
    )


def record(tx: Tx, person: int, seen: Seen, now: datetime) -> bool:
    """What a look found. What could not be seen changes nothing, and is kept as not seen. Whether it brought news."""
    alone(tx, f"account:{person}")
    before = accounts.of(tx, person)
    accounts.put(tx, person, seen, now)
    after = accounts.of(tx, person)
    assert after is not None, "it was just put"
    news = _account(before, seen) | _mailbox(tx, person, before, after, now)
    if news:
        ledger.note(tx, at=now, actor=None, action="source:account:changed", subject=str(person), data=news)
    if not away_until(after, now)[0]:
        outbox.release(tx, now, reason=Hold.AWAY.value, person=person)
    state = unfit(after, now)
    withdrawn = 0 if state is None else sponsors.withdraw(tx, person, state, now)
    return bool(news) or withdrawn > 0


def _account(before: Known | None, seen: Seen) -> dict[str, Json]:
    if seen.account is not None:
        was = Account.ACTIVE if before is None or before.account is None else before.account
        return {} if seen.account is was else {"state": seen.account.value}
    assert seen.failure is not None, "an account that is not seen has a reason"
    again = before is not None and seen.failure.same_as(before.failure)
    return {} if again else {"trouble": seen.failure.trouble.value}


def _mailbox(tx: Tx, person: int, before: Known | None, after: Known, now: datetime) -> dict[str, Json]:
    """The zone somebody works in is the mailbox's, where it can be read. That they are away is nobody's business but the
    scheduler's, and stands in no ledger."""
    mailbox, old = mailbox_of(after, now), mailbox_of(before, now)
    fields: list[Json] = []
    if mailbox is not None and mailbox.hours != (old.hours if old is not None else None):
        fields.append("hours")
    if mailbox is not None and mailbox.zone is not None and mailbox.zone != people.get(tx, person).zone:
        people.change(tx, person, zone=mailbox.zone)
        fields.append("zone")
    return {"fields": fields} if fields else {}
