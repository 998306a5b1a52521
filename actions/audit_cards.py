"""The guided audit in Teams (A4): opened, its four steps, its owners asked and answering, and closed as a record.

It is one card of the programme office, drawn anew whenever an owner answers.
"""

from dataclasses import replace
from datetime import datetime

from actions import access, audit_owners, audit_views, audits, outgoing
from actions.outgoing import Card
from actions.people import actor_of
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date, midnight, next_quarter
from portfolio.company import Company
from portfolio.errors import Refused
from portfolio.messages import Kind, Reason
from portfolio.people import Actor, Role, name_of
from portfolio.views.auditing import AuditCard, AuditConfirm, AuditStep, Closed
from store import Tx, initiatives, ledger, outbox, people, settings
from store import audits as stored
from store.locks import alone


def begin(tx: Tx, actor: Actor, now: datetime) -> AuditCard | AuditConfirm:
    """`audit`: the programme office opens the audit, or goes on with it; an owner is asked about what is theirs."""
    if not allowed(actor, Act.AUDIT):
        return audit_owners.mine(tx, actor, now)
    alone(tx, "audits")
    open_one(tx, now, actor)
    return audit_views.card(tx, actor, AuditStep.LIST, now)


def open_one(tx: Tx, now: datetime, actor: Actor | None = None) -> bool:
    """Begin an audit; False when one is under way. `actor` None: the calendar."""
    if stored.open_one(tx) is not None:
        return False
    by = None if actor is None else actor.number
    number = stored.begin(tx, by=by, on=now.date(), now=now)
    ledger.note(
        tx, at=now, actor=by, action=f"{'calendar' if actor is None else 'teams'}:audit:opened", subject=str(number)
    )
    return True


def quarter(tx: Tx, quarter: str, company: Company, now: datetime) -> bool:
    """The audit of this quarter is opened, and its card sent to the programme office before the next one's is. False where
    there is no office, or nothing in flight."""
    office = [one for one in people.everyone(tx) if Role.PROGRAMME_OFFICE in one.roles]
    if not office or not initiatives.in_flight(tx):
        return False
    alone(tx, "audits")
    open_one(tx, now)
    until = midnight(next_quarter(local_date(now, company.zone)), company.zone)
    for one in office:
        view = replace(audit_views.card(tx, actor_of(tx, one.number), AuditStep.LIST, now), why=Reason.QUARTER)
        key = f"audit:{quarter}:{one.number}"
        if outgoing.to_person(tx, one.number, Kind.AUDIT_OPENED, view, key=key, reason=Reason.QUARTER, now=now, until=until):
            settings.put(tx, settings.audit_card(one.number), key)
    return True


def join(tx: Tx, actor: Actor, id: str, now: datetime) -> AuditCard:
    """A vanished line goes on as the one that was put beside it, where that one still is."""
    access.demand(actor, Act.AUDIT)
    found = audits.present(tx, local_date(now, actor.zone), now).changes
    for one in found.vanished if found is not None else ():
        if one.maybe is not None and audit_views.id_of(one) == id:
            audits.join(tx, one.line.key, one.maybe.key, now, actor)
    return audit_views.card(tx, actor, AuditStep.LIST, now)


def still_open(tx: Tx, person: int, view: AuditCard) -> bool:
    """Whether the audit is under way, and still this person's to carry out, when its card is about to be sent."""
    kept = stored.open_one(tx)
    return kept is not None and kept.id == view.number and allowed(actor_of(tx, person), Act.AUDIT)


def close(tx: Tx, actor: Actor, number: int, now: datetime) -> AuditCard:
    """[Close the audit]: keep it as a record. Pressed again, by whomever, it shows the record that is there. Refused for one
    that was closed by other rules or is not what was closed, and for one that never was."""
    access.demand(actor, Act.AUDIT)
    alone(tx, "audits")
    kept = stored.get(tx, number)
    if kept is None:
        raise Refused("audit_not_open")
    done = audits.close(tx, local_date(now, actor.zone), now, actor) if kept.open else audits.closed_as(tx, kept)
    if done is None:
        raise Refused("audit_over")
    by = actor.number if kept.open else kept.closed_by
    return audit_views.drawn(
        tx, actor, kept, done.audit, AuditStep.DECISIONS,
        Closed(hash=done.hash, by=name_of(people.many(tx, [by]), by), at=kept.closed_at or now),
    )


def on_card(tx: Tx, person: int, where: Card, view: AuditCard, now: datetime) -> None:
    """The card that was just said is the one that changes by itself."""
    settings.put(tx, settings.audit_card(person), outgoing.follow(tx, person, where, view, initiative=None, now=now))


def turned(tx: Tx, actor: Actor, where: Card, view: object, now: datetime) -> None:
    """A press has put this view in a card's place. An audit goes on changing by itself, at the step that is shown; what
    stands where an audit stood, a form perhaps, is not drawn over: the audit is followed again once it is shown again."""
    if not allowed(actor, Act.AUDIT):
        return
    key = settings.get(tx, settings.audit_card(actor.number))
    row = outbox.find(tx, key) if key is not None else None
    here = row is not None and row.activity_id == where.activity_id
    if row is not None and here:
        outbox.close(tx, row.id, now, detail="replaced")
    if isinstance(view, AuditCard):
        on_card(tx, actor.number, where, view, now)
    elif here:
        settings.drop(tx, settings.audit_card(actor.number))
