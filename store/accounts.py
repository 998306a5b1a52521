"""What is known of people from the directory: row <-> value."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from portfolio.directory import Known, Mailbox, Seen
from portfolio.people import Account
from portfolio.sources import Failure
from store.account_tables import accounts
from store.database import Tx
from store.values import dump, load

_OF = select(accounts).where(accounts.c.person == bindparam("person"))
_MANY = select(accounts).where(accounts.c.person.in_(bindparam("people", expanding=True)))


def _known(row: Row[Any]) -> Known:
    return Known(
        account=None if row.state is None else Account(row.state), looked_at=row.looked_at, seen_at=row.seen_at,
        failure=None if row.failure is None else load(row.failure, Failure),
        mailbox=None if row.mailbox is None else load(row.mailbox, Mailbox), mailbox_at=row.mailbox_at,
    )


def of(tx: Tx, person: int) -> Known | None:
    """What is known of somebody; None while nobody has looked."""
    row = tx.execute(_OF, {"person": person}).first()
    return None if row is None else _known(row)


def many(tx: Tx, people: Iterable[int]) -> Mapping[int, Known]:
    """The same of several; those nobody has looked for are left out."""
    return {row.person: _known(row) for row in tx.execute(_MANY, {"people": list(people)})}


def put(tx: Tx, person: int, seen: Seen, now: datetime) -> None:
    """What the last look found. What it could not see keeps what was known."""
    values: dict[str, object] = {
        "looked_at": now, "failure": None if seen.failure is None else dump(seen.failure),
    }
    if seen.account is not None:
        values |= {"state": seen.account.value, "seen_at": now}
    if seen.mailbox is not None:
        values |= {"mailbox": dump(seen.mailbox), "mailbox_at": now}
    if not tx.execute(update(accounts).where(accounts.c.person == person).values(values)).rowcount:
        tx.execute(insert(accounts).values(person=person, **values))
