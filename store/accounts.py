"""Accounts: row <-> value."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import insert, select, update

from portfolio.people import Account
from store.account_tables import accounts
from store.database import Tx


def looked_at(tx: Tx, people: Iterable[int]) -> Mapping[int, datetime]:
    """When each of these people was last looked for; those who never were are left out."""
    rows = tx.execute(select(accounts.c.person, accounts.c.looked_at).where(accounts.c.person.in_(list(people))))
    return {row.person: row.looked_at for row in rows}


def of(tx: Tx, person: int) -> Account | None:
    """What is known of somebody; None while nothing is."""
    state = tx.execute(select(accounts.c.state).where(accounts.c.person == person)).scalar_one_or_none()
    return None if state is None else Account(state)


def put(tx: Tx, person: int, state: Account | None, now: datetime) -> None:
    """What the last look found. One that could not see keeps what was known."""
    values: dict[str, object] = {"looked_at": now}
    if state is not None:
        values["state"] = state.value
    if not tx.execute(update(accounts).where(accounts.c.person == person).values(values)).rowcount:
        tx.execute(insert(accounts).values(person=person, **values))
