"""Use by a group: row <-> value. One group is in force per initiative; of a day told twice the later report holds."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from portfolio.adoption import Adoption
from portfolio.sources import Failure
from portfolio.usage import Cohort, Kept, Product, Reading, Used
from store.adoption_tables import adoptions, cohorts, usage_reports, usage_rows
from store.database import Tx
from store.texts import SALT_BYTES
from store.values import dump, load

_LIVE = usage_reports.c.superseded_by.is_(None)


def _cohort(row: Row[Any]) -> Cohort:
    return Cohort(
        id=row.id, initiative=row.initiative, group=row.group, label=row.label, product=Product(row.product),
        enabled_by=row.enabled_by, enabled_at=row.enabled_at, looked_at=row.looked_at, read_at=row.read_at,
        failure=None if row.failure is None else load(row.failure, Failure),
    )


def add(tx: Tx, new: Cohort) -> None:
    """A group to follow, with a salt of its own for its people."""
    tx.execute(insert(cohorts).values(
        id=new.id, initiative=new.initiative, group=new.group, label=new.label, product=new.product.value,
        salt=secrets.token_bytes(SALT_BYTES), enabled_by=new.enabled_by, enabled_at=new.enabled_at,
    ))


def get(tx: Tx, id: str) -> Cohort | None:
    """By id."""
    row = tx.execute(select(cohorts).where(cohorts.c.id == id)).first()
    return _cohort(row) if row else None


def hidden(tx: Tx, id: str, people: tuple[Used, ...] | None) -> tuple[Used, ...] | None:
    """The same people without their names: each is a hash, salted with the group's own salt, from here on."""
    salt: bytes = tx.execute(select(cohorts.c.salt).where(cohorts.c.id == id)).scalar_one()
    if people is None:
        return None
    return tuple(replace(one, person=sha256(salt + one.person.casefold().encode()).hexdigest()) for one in people)


def in_force(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Cohort]:
    """The group of each initiative that has one, by initiative: the newest."""
    where = cohorts.c.initiative.in_(list(initiatives))
    rows = tx.execute(select(cohorts).where(where).order_by(cohorts.c.enabled_at, cohorts.c.id))
    return {row.initiative: _cohort(row) for row in rows}


def failing(tx: Tx) -> bool:
    """Whether the use of any group could not be read at its last look."""
    return tx.execute(select(cohorts.c.id).where(cohorts.c.failure.is_not(None)).limit(1)).first() is not None


def looked(tx: Tx, id: str, failure: Failure | None, now: datetime) -> None:
    """What the last look at a group's use came to."""
    came: dict[str, object] = {"looked_at": now, "failure": None if failure is None else dump(failure)}
    if failure is None:
        came["read_at"] = now
    tx.execute(update(cohorts).where(cohorts.c.id == id).values(came))


def keep(tx: Tx, cohort: str, reading: Reading, people: tuple[Used, ...] | None) -> None:
    """One more report; what was told of the same day before is superseded. `people` with hashes for names."""
    origin = reading.origin
    assert origin.refreshed_on is not None and origin.provisional_from is not None, "a usage report says its day"
    number = tx.execute(select(func.count()).where(usage_reports.c.cohort == cohort)).scalar_one() + 1
    id = tx.execute(insert(usage_reports).values(
        cohort=cohort, number=number, on=origin.refreshed_on, provisional_from=origin.provisional_from,
        fetched_at=origin.fetched_at, sha256=origin.sha256, days=reading.days, members=reading.members,
        concealed=people is None, missing=dump(sorted(reading.missing)), reported=reading.reported, active=reading.active,
        licensed=reading.licensed, agrees=reading.agrees,
    ).returning(usage_reports.c.id)).scalar_one()
    same = (usage_reports.c.cohort == cohort) & (usage_reports.c.on == origin.refreshed_on) & (usage_reports.c.id != id)
    tx.execute(update(usage_reports).where(same & _LIVE).values(superseded_by=id))
    if people:
        tx.execute(insert(usage_rows), [
            {"report": id, "person": one.person, "last": one.last, "counts": dump(dict(one.counts))} for one in people
        ])


def readings(tx: Tx, cohort: str, since: date) -> list[Kept]:
    """What is known of a group's use from the reports of a day on, by day."""
    where = (usage_reports.c.cohort == cohort) & _LIVE & (usage_reports.c.on >= since)
    rows = list(tx.execute(select(usage_reports).where(where).order_by(usage_reports.c.on)))
    people: dict[int, list[Used]] = {row.id: [] for row in rows}
    said = select(usage_rows).join(usage_reports, usage_rows.c.report == usage_reports.c.id)
    for one in tx.execute(said.where(where).order_by(usage_rows.c.person)):
        people[one.report].append(Used(person=one.person, last=one.last, counts=load(one.counts, dict[str, int | None])))
    return [
        Kept(
            on=row.on, provisional_from=row.provisional_from, read_at=row.fetched_at, days=row.days, members=row.members,
            people=None if row.concealed else tuple(people[row.id]), missing=frozenset(load(row.missing, list[str])),
            reported=row.reported, active=row.active, licensed=row.licensed, agrees=row.agrees,
        )
        for row in rows
    ]


def put(tx: Tx, cohort: Cohort, found: Adoption, now: datetime) -> None:
    """What may be shown from now on."""
    tx.execute(insert(adoptions).values(
        initiative=cohort.initiative, cohort=cohort.id, at=now, adoption=dump(found),
    ))


def latest_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Adoption]:
    """What may be shown of each initiative's use, by initiative."""
    where = adoptions.c.initiative.in_(list(initiatives))
    last = select(func.max(adoptions.c.id)).where(where).group_by(adoptions.c.initiative)
    rows = tx.execute(select(adoptions).where(adoptions.c.id.in_(last)))
    return {row.initiative: load(row.adoption, Adoption) for row in rows}


def history(tx: Tx, initiative: str) -> Iterator[Adoption]:
    """Everything that could be shown of one, the newest first."""
    where = adoptions.c.initiative == initiative
    rows = tx.execute(select(adoptions.c.adoption).where(where).order_by(adoptions.c.id.desc()))
    return (load(row.adoption, Adoption) for row in rows)
