"""People the bot has met, and their roles. Statements are built once: building one costs several times its running."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, bindparam, delete, insert, select, update

from portfolio.names import folded
from portfolio.people import ERASED, Identity, Person, Role
from store.database import Tx
from store.domain_tables import people, people_roles
from store.ids import new_number

_PEOPLE = select(people, people_roles.c.role).outerjoin(people_roles, people_roles.c.person == people.c.number)
_GET = _PEOPLE.where(people.c.number == bindparam("number"))
_MANY = _PEOPLE.where(people.c.number.in_(bindparam("numbers", expanding=True)))
_BY_IDENTITY = _PEOPLE.where(people.c.tenant == bindparam("tenant"), people.c.object_id == bindparam("object_id"))
_EVERYONE = _PEOPLE.order_by(people.c.met_at, people.c.number)
_CHANGE = update(people).where(people.c.number == bindparam("of"))


def _person(row: Row[Any], roles: frozenset[Role]) -> Person:
    return Person(
        number=row.number, tenant=row.tenant, object_id=row.object_id, name=row.name, zone=row.zone,
        language=row.language, roles=roles, reachable=row.reachable, released=row.released,
    )


def _all(tx: Tx, statement: Executable, **params: object) -> list[Person]:
    """One row for each role somebody has, or one without a role."""
    rows: dict[int, Row[Any]] = {}
    roles: dict[int, set[Role]] = {}
    for row in tx.execute(statement, params):
        rows.setdefault(row.number, row)
        roles.setdefault(row.number, set()).update([Role(row.role)] if row.role else ())
    return [_person(row, frozenset(roles[number])) for number, row in rows.items()]


def get(tx: Tx, number: int) -> Person:
    """The person with this number. LookupError when there is none: numbers come from our own rows."""
    found = _all(tx, _GET, number=number)
    if not found:
        raise LookupError(f"no person {number}")
    return found[0]


def many(tx: Tx, numbers: Iterable[int | None]) -> Mapping[int, Person]:
    """Several people by number; unknown numbers and None are left out."""
    wanted = {number for number in numbers if number is not None}
    return {person.number: person for person in _all(tx, _MANY, numbers=list(wanted))} if wanted else {}


def by_identity(tx: Tx, tenant: str, object_id: str) -> Person | None:
    """The person behind a verified identity, if met."""
    found = _all(tx, _BY_IDENTITY, tenant=tenant, object_id=object_id.lower())
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


def meant(tx: Tx, text: str) -> list[Person]:
    """Everybody whose Entra object id or name this is, in any tenant, in the order they were met."""
    wanted = folded(text)
    return [person for person in everyone(tx) if person.object_id == text.lower() or folded(person.name) == wanted]


def everyone(tx: Tx) -> list[Person]:
    """All people who have not been erased, in the order they were met."""
    return [person for person in _all(tx, _EVERYONE) if person.name != ERASED]


def with_role(tx: Tx, role: Role) -> list[int]:
    """The numbers of everybody who has this role."""
    return list(tx.execute(select(people_roles.c.person).where(people_roles.c.role == role.value)).scalars())


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
    tx.execute(_CHANGE, {"of": number, **values})


def release(tx: Tx, number: int) -> bool:
    """Take somebody out of shadow mode; False when they were."""
    inside = (people.c.number == number) & people.c.released.is_(False)
    return tx.execute(update(people).where(inside).values(released=True)).rowcount == 1


def set_roles(tx: Tx, number: int, roles: frozenset[Role]) -> None:
    """Replace somebody's roles."""
    tx.execute(delete(people_roles).where(people_roles.c.person == number))
    for role in sorted(roles):
        tx.execute(insert(people_roles).values(person=number, role=role.value))
