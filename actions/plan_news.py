"""Who is told of a plan: owners of needs and leads, that they were named; a sponsor and a lead, that an attestation runs out
(DOMAIN.md, the message policy: control evidence)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from actions import outgoing
from actions.people import actor_of
from actions.plan_views import may_attest
from portfolio.authority import Act, allowed
from portfolio.calendar import DAY, local_date, midnight
from portfolio.company import Company
from portfolio.initiatives import OVER, WATCHED, Initiative
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, name_of
from portfolio.plans import RENEW_WITHIN, Content, Needs, Placement, Proof, proof
from portfolio.schedule import ATTESTATION_AHEAD, ATTESTATION_LATE, AttestationFacts
from portfolio.views.plans import AttestationEnds, AttestationLine, LeadNamed, NeedsNamed
from store import Tx, initiatives, outbox, people, plans

_WAITS = frozenset({"due", "held", "sending"})
"""States of a message that has still to go."""

# --- Owners of what production needs ---------------------------------------------------------------------------------


def tell_owners(tx: Tx, actor: Actor, one: Initiative, old: Content | None, new: Needs, now: datetime) -> None:
    """Whoever owns a need that was not theirs before is told of all that is theirs; not who named themselves. As long as a
    message has not gone, there is no second one."""
    before = {(need.kind, need.owner) for need in old.needs} if isinstance(old, Needs) else set()
    added = {need.owner for need in new.needs if need.owner and (need.kind, need.owner) not in before}
    for person in sorted(added - {actor.number}):
        view = NeedsNamed(
            initiative=one.id, name=one.name, needs=(), by=actor.name, on=local_date(now, people.get(tx, person).zone),
            may_see=False, why=Reason.NEEDS_NAMED,
        )
        _tell(tx, person, Kind.NEEDS_NAMED, f"needs:{one.id}:{person}", current(tx, person, view), now)


def _tell(tx: Tx, person: int, kind: Kind, key: str, view: NeedsNamed | LeadNamed, now: datetime) -> None:
    """Once more under this key, unless the last one still waits: it says when it goes how things stand then."""
    number = 1
    while (row := outbox.find(tx, f"{key}:{number}")) and (row.activity_id is not None or row.state not in _WAITS):
        number += 1
    outgoing.to_person(
        tx, person, kind, view, key=f"{key}:{number}", reason=view.why, now=now, initiative=view.initiative
    )


def current(tx: Tx, person: int, view: NeedsNamed) -> NeedsNamed:
    """What is this person's as things stand; no need, where it goes no further."""
    one, known = initiatives.get(tx, view.initiative), plans.in_force(tx, view.initiative).needs
    if one is None or one.stage in OVER or known is None:
        return replace(view, needs=())
    theirs = tuple(need for need in known.needs if need.owner == person)
    return replace(view, needs=theirs, may_see=allowed(actor_of(tx, person), Act.SEE, one))


# --- Leads -----------------------------------------------------------------------------------------------------------


def tell_lead(tx: Tx, actor: Actor, old: Initiative, new: Initiative, now: datetime) -> None:
    """Whoever leads what they did not lead before is told so; not who named themselves."""
    for person in sorted({one for one in (new.adoption_lead, new.delivery_lead) if one} - {actor.number}):
        if set(new.leads(person)) - set(old.leads(person)):
            view = LeadNamed(
                initiative=new.id, name=new.name, leads=new.leads(person), by=actor.name,
                on=local_date(now, people.get(tx, person).zone), why=Reason.LEAD_NAMED,
            )
            _tell(tx, person, Kind.LEAD_NAMED, f"lead:{new.id}:{person}", view, now)


def leads_now(tx: Tx, person: int, view: LeadNamed) -> LeadNamed:
    """What this person leads as things stand; nothing, where it goes no further."""
    one = initiatives.get(tx, view.initiative)
    return replace(view, leads=() if one is None or one.stage in OVER else one.leads(person))


# --- What was seen where people work ---------------------------------------------------------------------------------


def facts(tx: Tx, ones: Iterable[Initiative], today: date) -> Iterator[AttestationFacts]:
    """Of these, what runs out within a fortnight or ran out a week ago, and who can look again."""
    for one, placed, until in _ending(tx, ones, today, ATTESTATION_AHEAD):
        person = _renewer(tx, one, placed)
        if person is not None and today <= until + ATTESTATION_LATE:
            yield AttestationFacts(initiative=one.id, holds_until=until, zone=people.get(tx, person).zone)


def warn(tx: Tx, initiative: str, holds_until: date, ended: bool, company: Company, now: datetime) -> bool:
    """Tell a lead that it runs out, or has. False where it was renewed, does not count, or nobody could look again."""
    one = initiatives.get(tx, initiative)
    known = [] if one is None or one.stage not in WATCHED else [one]
    found = next(_ending(tx, known, local_date(now, company.zone), ATTESTATION_AHEAD), None)
    person = _renewer(tx, *found[:2]) if found is not None else None
    if one is None or found is None or person is None or found[2] != holds_until:
        return False
    placed = found[1]
    assert placed.seen_on is not None, "what holds until a day was seen on one"
    view = AttestationEnds(
        initiative=one.id, name=one.name, system=placed.system, seen_on=placed.seen_on, holds_until=holds_until,
        why=Reason.ATTESTATION_ENDED if ended else Reason.ATTESTATION_ENDS,
    )
    return outgoing.to_person(
        tx, person, Kind.ATTESTATION, view, key=f"attestation:{one.id}:{holds_until}:{view.why}", reason=view.why, now=now,
        until=None if ended else midnight(holds_until + DAY, company.zone), initiative=one.id,
    )


def still_ending(tx: Tx, person: int, view: AttestationEnds) -> bool:
    """Whether nobody has looked again since, and this person can."""
    one, placed = initiatives.get(tx, view.initiative), plans.in_force(tx, view.initiative).integration
    same = placed is not None and placed.holds_until == view.holds_until
    return same and one is not None and one.stage in WATCHED and may_attest(actor_of(tx, person), one)


def for_check_in(tx: Tx, ones: Iterable[Initiative], today: date) -> tuple[AttestationLine, ...]:
    """What a sponsor reads with the card of the month, the nearest end first."""
    found = list(_ending(tx, ones, today, RENEW_WITHIN))
    names = people.many(tx, [placed.attested_by for _, placed, _ in found])
    return tuple(
        AttestationLine(
            initiative=one.id, name=one.name, by=name_of(names, placed.attested_by), holds_until=until, ended=until < today
        )
        for one, placed, until in sorted(found, key=lambda each: (each[2], each[0].name))
    )


def _ending(
    tx: Tx, ones: Iterable[Initiative], today: date, ahead: timedelta
) -> Iterator[tuple[Initiative, Placement, date]]:
    some = {one.id: one for one in ones}
    for id, placed in plans.placements(tx, some).items():
        until = placed.holds_until
        if until is not None and until <= today + ahead and proof(placed, some[id].sponsor, today) is not Proof.STATED:
            yield some[id], placed, until


def _renewer(tx: Tx, one: Initiative, placed: Placement) -> int | None:
    """Who can look again: whoever saw it, else another lead."""
    leads = [person for person in (placed.attested_by, one.delivery_lead, one.adoption_lead) if person is not None]
    return next((person for person in leads if may_attest(actor_of(tx, person), one)), None)
