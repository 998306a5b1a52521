"""What follows from an owner's answer in an audit (A4), when the programme office wants it: an answer decides nothing."""

from datetime import datetime

from actions import access, audit_views
from portfolio.audits.answers import Then
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.errors import NotFound, Refused
from portfolio.gates import Origin
from portfolio.people import Actor
from portfolio.views.auditing import AuditCard, AuditStep
from store import Tx, gates, initiatives, ledger, people

_PLAIN = frozenset({Origin.FIRST, Origin.NARROWED})
"""Gates whose reason is no longer what matters; the others keep theirs."""


def bring_forward(tx: Tx, actor: Actor, id: str, now: datetime) -> AuditCard:
    """Its sponsor says that nobody uses it: its decision is owed today. The calendar seals what there is, opens the gate
    and asks the sponsor, with retiring first and nothing chosen.

    Pressing again changes nothing. Refused where its sponsor has not said so since it was last decided or moved, or no
    decision of it is ahead.
    """
    access.demand(actor, Act.AUDIT)
    access.reserve(tx, id)
    one = initiatives.get(tx, id)
    gate = None if one is None else gates.current(tx, one.id)
    if one is None or gate is None or one.sponsor is None:
        raise NotFound("not_found")
    today = local_date(now, people.get(tx, one.sponsor).zone)
    said = audit_views.gone_since(tx, one)
    if said is None or gate.due > today or not audit_views.acted_on(tx, one, said):
        if audit_views.then(tx, one, gate, today) is not Then.DECIDE:
            raise Refused("not_said_gone", name=one.name)
        origin = Origin.GONE if gate.origin in _PLAIN else gate.origin
        gates.change(tx, gate, due=today, origin=origin.value)
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:gate:brought_forward", subject=one.id,
            data={"gate": gate.id, "was_due": gate.due.isoformat(), "due": today.isoformat(), "why": Origin.GONE.value},
        )
    return audit_views.card(tx, actor, AuditStep.LIST, now)
