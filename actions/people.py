"""Meeting people: the verified identity becomes an actor; names and picks become people (R2)."""

from datetime import datetime

from portfolio.calendar import known_zone
from portfolio.company import Company
from portfolio.directory import mailbox_of
from portfolio.errors import Problem, problem
from portfolio.people import Actor, Identity, Person, Role
from store import Tx, accounts, ledger, people
from store.locks import alone


def meet(tx: Tx, identity: Identity, company: Company, now: datetime) -> Actor:
    """Who is asking: met before, or remembered from now on. Roles are what the settings grant this object id today."""
    known = people.by_identity(tx, identity.tenant, identity.object_id)
    if known is None or known.roles != _granted(known, company):
        # Teams announces somebody by two events at the same moment: the second waits here and finds the first one's row.
        alone(tx, f"person:{identity.tenant}:{identity.object_id.lower()}")
        known = people.by_identity(tx, identity.tenant, identity.object_id)
    zone = known_zone(identity.zone)
    if known is None:
        known = people.add(
            tx, identity, zone=zone or company.zone, language=identity.language or company.language, now=now
        )
        ledger.note(tx, at=now, actor=known.number, action="teams:person:met", subject=str(known.number))
    else:
        told = {"name": identity.name or None, "zone": _zone(tx, known, zone, now), "language": identity.language}
        news = {field: value for field, value in told.items() if value and value != getattr(known, field)}
        if news:
            people.change(tx, known.number, **news)
            ledger.note(
                tx, at=now, actor=known.number, action="teams:person:changed", subject=str(known.number),
                data={"fields": sorted(news)},
            )
            known = people.get(tx, known.number)
    return _actor(_with_roles(tx, known, company, now))


def _zone(tx: Tx, known: Person, told: str | None, now: datetime) -> str | None:
    """What their client says of the zone, unless their mailbox is known to say it: that comes first (L6)."""
    if told is None or told == known.zone:
        return None
    mailbox = mailbox_of(accounts.of(tx, known.number), now)
    return told if mailbox is None or mailbox.zone is None else None


def actor_of(tx: Tx, person: int) -> Actor:
    """A known person as an actor, for checks made when a promise is kept (delivery)."""
    return _actor(people.get(tx, person))


def _actor(person: Person) -> Actor:
    return Actor(
        number=person.number, tenant=person.tenant, name=person.name, zone=person.zone, language=person.language,
        roles=person.roles,
    )


def _granted(person: Person, company: Company) -> frozenset[Role]:
    return company.roles.get(person.object_id, frozenset[Role]())


def _with_roles(tx: Tx, person: Person, company: Company, now: datetime) -> Person:
    granted = _granted(person, company)
    if granted == person.roles:
        return person
    people.set_roles(tx, person.number, granted)
    ledger.note(
        tx, at=now, actor=None, action="settings:person:roles", subject=str(person.number),
        data={"roles": [role.value for role in sorted(granted)]},
    )
    return people.get(tx, person.number)


def sync_roles(tx: Tx, company: Company, now: datetime) -> int:
    """Bring everybody's roles in line with the settings, at start. Returns how many changed."""
    before = people.everyone(tx)
    return sum(_with_roles(tx, person, company, now).roles != person.roles for person in before)


def as_typed(tx: Tx, number: int, field: str) -> dict[str, str]:
    """Somebody filled into a form: by name, where everybody can read it, or as picked where others are called the same."""
    person = people.get(tx, number)
    alone_so = len(people.by_name(tx, person.tenant, person.name)) == 1
    return {f"{field}_name": person.name} if alone_so else {field: person.object_id}


def named(tx: Tx, tenant: str, text: str, field: str) -> Person | Problem:
    """The person meant by an object id (people picker) or a typed name: somebody the bot has met, exactly one (R2)."""
    text = text.strip()
    found = people.by_identity(tx, tenant, text)
    if found is not None:
        return found
    same = people.by_name(tx, tenant, text)
    if len(same) > 1:
        return problem(field, "ambiguous_person")
    if not same:
        # Two picked people arrive with a comma between them; but "Whitfield, Dana" is how many companies write one.
        return problem(field, "one_person" if "," in text else "not_met")
    return same[0]
