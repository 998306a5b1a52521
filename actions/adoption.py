"""Following how a group uses a product: enabled by an admin, kept report by report, shown only as figures of many (I1)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from actions import access
from actions.observations import is_due
from actions.production import bring_forward
from portfolio.adoption import Adoption, adoption
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.commands import FollowUse
from portfolio.company import Company
from portfolio.errors import NotFound
from portfolio.gates import Origin
from portfolio.people import Actor
from portfolio.sources import Failure
from portfolio.usage import Cohort, Kept, Reading, Used
from portfolio.views.notices import Notice, Tone
from store import Tx, initiatives, ledger
from store import adoption as stored
from store.ids import new_id
from store.locks import alone
from store.values import fingerprint

LOOKS_BACK = timedelta(weeks=26)
"""How far back use is looked at: half a year tells a fade, and what was usual before it is of another time."""


def follow(tx: Tx, actor: Actor, command: FollowUse, now: datetime) -> Notice:
    """Follow how the people of a group use a product, for one initiative. The same again changes nothing."""
    access.demand(actor, Act.ENABLE_SOURCE)
    one = initiatives.by_name(tx, command.name)
    if one is None:
        raise NotFound("nothing_called", name=command.name)
    access.reserve(tx, one.id)
    new = Cohort(
        id=new_id("u"), initiative=one.id, group=command.group, label=command.label, product=command.product,
        enabled_by=actor.number, enabled_at=now,
    )
    old = stored.in_force(tx, [one.id]).get(one.id)
    if old is None or _says(old) != _says(new):
        stored.add(tx, new)
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:usage:followed", subject=one.id,
            data={"cohort": new.id, "product": new.product.value, "content": fingerprint(_says(new))},
        )
    return Notice(tone=Tone.GOOD, code="usage_followed", params={"name": one.name, "group": command.label})


def _says(cohort: Cohort) -> tuple[str, ...]:
    return cohort.group, cohort.label, cohort.product


def due(tx: Tx, company: Company, now: datetime) -> tuple[Cohort, ...]:
    """The groups whose use is to be read now: once a day, like the sources."""
    flying = [one.id for one in initiatives.watched(tx)]
    found = stored.in_force(tx, flying).values()
    return tuple(one for one in found if is_due(one.looked_at, one.failure, company.zone, now))


def record(tx: Tx, id: str, reading: Reading, company: Company, now: datetime) -> bool:
    """Take one report about a group, and say anew what may be shown; False when it tells nothing new.

    A report of a day that was told differently before supersedes what was told: Microsoft back-fills the last days.
    """
    alone(tx, f"usage:{id}")
    cohort = _known(tx, id)
    on = reading.origin.refreshed_on
    assert on is not None, "a usage report says its day"
    people = stored.hidden(tx, id, reading.people)
    if any(one.on == on and _content(one) == _said(reading, people) for one in stored.readings(tx, id, on)):
        _seen_well(tx, cohort, now)
        return False
    stored.keep(tx, id, reading, people)
    one = initiatives.get(tx, cohort.initiative)
    assert one is not None, "a group is followed for an initiative"
    found = adoption(cohort, stored.readings(tx, id, on - LOOKS_BACK), one.first_use, company.holidays)
    stored.put(tx, cohort, found, now)
    stored.looked(tx, id, None, now)
    ledger.note(
        tx, at=now, actor=None, action="source:usage:recorded", subject=id,
        data={"initiative": one.id, "on": on.isoformat(), "sha256": reading.origin.sha256,
              "outcome": fingerprint(found)},
    )
    if found.fading:
        bring_forward(tx, one, Origin.FADING, local_date(now, company.zone), now)
    return True


def failed(tx: Tx, id: str, failure: Failure, now: datetime) -> bool:
    """A look that saw nothing. Whether that is news."""
    cohort = _known(tx, id)
    if cohort.failure is not None and failure.same_as(cohort.failure):
        stored.looked(tx, id, replace(failure, since=cohort.failure.since), now)
        return False
    stored.looked(tx, id, failure, now)
    ledger.note(
        tx, at=now, actor=None, action="source:look:failed", subject=id,
        data={"initiative": cohort.initiative, "trouble": failure.trouble.value},
    )
    return True


def shown(tx: Tx, ids: Iterable[str]) -> Mapping[str, Adoption]:
    """What may be shown of the use of each initiative that is followed."""
    return stored.latest_of(tx, ids)


def earlier(tx: Tx, initiative: str) -> Iterator[Adoption]:
    """All that was ever shown of one, the newest first."""
    return stored.history(tx, initiative)


def followed(tx: Tx, initiative: str) -> Cohort | None:
    """The group whose use is followed for an initiative."""
    return stored.in_force(tx, [initiative]).get(initiative)


def _known(tx: Tx, id: str) -> Cohort:
    cohort = stored.get(tx, id)
    if cohort is None:
        raise NotFound("not_found")
    return cohort


def _seen_well(tx: Tx, cohort: Cohort, now: datetime) -> None:
    stored.looked(tx, cohort.id, None, now)
    if cohort.failure is not None:
        ledger.note(
            tx, at=now, actor=None, action="source:look:recovered", subject=cohort.id,
            data={"initiative": cohort.initiative},
        )


def _content(kept: Kept) -> tuple[object, ...]:
    people = None
    if kept.people is not None:
        people = sorted((one.person, str(one.last), sorted(one.counts.items(), key=str)) for one in kept.people)
    return kept.on, kept.members, people, kept.missing, kept.reported, kept.active, kept.licensed, kept.agrees


def _said(reading: Reading, people: tuple[Used, ...] | None) -> tuple[object, ...]:
    origin = reading.origin
    assert origin.refreshed_on is not None and origin.provisional_from is not None, "a usage report says its day"
    return _content(Kept(
        on=origin.refreshed_on, provisional_from=origin.provisional_from, read_at=origin.fetched_at, days=reading.days,
        members=reading.members, people=people, missing=reading.missing, reported=reading.reported, active=reading.active,
        licensed=reading.licensed, agrees=reading.agrees,
    ))
