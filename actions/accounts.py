"""Whether sponsors are still there: their accounts, looked at once a day (R2)."""

from datetime import datetime

from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.people import Account, Person
from store import Tx, accounts, initiatives, ledger, people
from store.locks import alone


def due(tx: Tx, company: Company, now: datetime) -> tuple[Person, ...]:
    """The sponsors whose accounts have not been looked at today."""
    sponsors = people.many(tx, [one.sponsor for one in initiatives.in_flight(tx)])
    looked, today = accounts.looked_at(tx, sponsors), local_date(now, company.zone)
    return tuple(
        one for number, one in sorted(sponsors.items())
        if number not in looked or local_date(looked[number], company.zone) < today
    )


def record(tx: Tx, person: int, state: Account | None, now: datetime) -> bool:
    """What a look at an account found; None: it could not be seen, which changes nothing. Whether that is news."""
    alone(tx, f"account:{person}")
    before = accounts.of(tx, person)
    accounts.put(tx, person, state, now)
    if state is None or state is (before or Account.ACTIVE):
        return False
    ledger.note(
        tx, at=now, actor=None, action="source:account:changed", subject=str(person), data={"state": state.value}
    )
    return True
