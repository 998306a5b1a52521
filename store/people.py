"""People the bot has met, and their roles."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from portfolio.names import folded
from portfolio.people import Identity, Person, Role
from store.database import Tx
from store.domain_tables import people, people_roles
from store.ids import new_number


def _person(row: Row[Any], roles: frozenset[Role]) -> Person:
    return Person(
        number=row.number, tenant=row.tenant, object_id=row.object_id, name=row.name, zone=row.zone,
        language=row.language, roles=roles, reachable=row.reachable, released=row.released,
    )


def _roles(tx: Tx, numbers: Iterable[int]) -> Mapping[int, frozenset[Role]]:
    found: dict[int, set[Role]] = {}
    for row in tx.execute(select(people_roles).where(people_roles.c.person.in_(list(numbers)))):
        found.setdefault(row.person, set()).add(Role(row.role))
    return {number: frozenset(roles) for number, roles in found.items()}


def _all(tx: Tx, rows: Iterable[Row[Any]]) -> list[Person]:
    rows = list(rows)
    roles = _roles(tx, [row.number for row in rows])
    return [_person(row, roles.get(row.number, frozenset())) for row in rows]


def get(tx: Tx, number: int) -> Person:
    """The person with this number. LookupError when there is none: numbers come from our own rows."""
    found = _all(tx, tx.execute(select(people).where(people.c.number == number)))
    if not found:
        raise LookupError(f"no person {number}")
    return found[0]


def many(tx: Tx, numbers: Iterable[int | None]) -> Mapping[int, Person]:
    """Several people by number; unknown numbers and None are left out."""
    wanted = {number for number in numbers if number is not None}
    return {person.number: person for person in _all(tx, tx.execute(select(people).where(people.c.number.in_(wanted))))}


def by_identity(tx: Tx, tenant: str, object_id: str) -> Person | None:
    """The person behind a verified identity, if met."""
    where = (people.c.tenant == tenant) & (people.c.object_id == object_id.lower())
    found = _all(tx, tx.execute(select(people).where(where)))
    return found[0] if found else None


def by_name(tx: Tx, tenant: str, name: str) -> list[Person]:
    """People of a tenant whose name is this one (portfolio.names), in the order they were met."""
    wanted = folded(name)
    names = tx.execute(
        select(people.c.number, people.c.name).where(people.c.tenant == tenant).order_by(people.c.met_at, people.c.number)
    )
    same = [row.number for row in names if folded(row.name) == wanted]
    found = many(tx, same)
    return [found[number] for number in same]


def everyone(tx: Tx) -> list[Person]:
    """All people, in the order they were met."""
    return _all(tx, tx.execute(select(people).order_by(people.c.met_at, people.c.number)))


def add(tx: Tx, identity: Identity, *, zone: str, language: str, now: datetime) -> Person:
    """Remember somebody who has not been met. The first verified identity gives the row its random number."""
    number = new_number()
    tx.execute(insert(people).values(
        number=number, tenant=identity.tenant, object_id=identity.object_id.lower(), name=identity.name,
        zone=zone, language=language, met_at=now, reachable=False, released=False,
    ))
    return get(tx, number)


def change(tx: Tx, number: int, **values: object) -> None:
    """Set name, zone, language or reachable."""
    tx.execute(update(people).where(people.c.number == number).values(**values))


def release(tx: Tx, number: int) -> bool:
    """Take somebody out of shadow mode; False when they were."""
    inside = (people.c.number == number) & people.c.released.is_(False)
    return tx.execute(update(people).where(inside).values(released=True)).rowcount == 1


def set_roles(tx: Tx, number: int, roles: frozenset[Role]) -> None:
    """Replace somebody's roles."""
    tx.execute(delete(people_roles).where(people_roles.c.person == number))
    for role in sorted(roles):
        tx.execute(insert(people_roles).values(person=number, role=role.value))
