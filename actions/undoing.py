"""Taking one's own decision back, within 24 hours: it is superseded, never deleted, and the decision is owed again."""

from datetime import datetime, timedelta

from actions import access, decision_news
from actions.decision_effects import owed_again
from actions.decision_views import decided
from portfolio.authority import Act
from portfolio.company import Company
from portfolio.decisions import DecisionState
from portfolio.errors import NotFound, NotYours, Refused
from portfolio.people import Actor
from portfolio.second_thoughts import UNDO_WITHIN, may_undo
from portfolio.views.gates import Decided
from store import Tx, decisions, ledger


def undo(tx: Tx, actor: Actor, decision: str, company: Company, now: datetime) -> Decided:
    """Only by whoever decided; while it waits for its signature, or within 24 hours of counting. Pressing twice is harmless.

    Whoever read of it reads that it was taken back: the second person, the sponsor's cards, the Monday list, a digest.
    """
    found = decisions.get(tx, decision)
    if found is None:
        raise NotFound("not_found")
    gate, one = access.gate_to_change(tx, actor, Act.DECIDE, found.gate)
    made = decisions.get(tx, decision)
    assert made is not None
    if made.by != actor.number:
        raise NotYours("undo_not_yours")
    if made.state is DecisionState.WITHDRAWN:
        return decided(tx, made, gate, one, zone=actor.zone, reader=actor.number, now=now)
    if made.state not in (DecisionState.PENDING, DecisionState.FINAL):
        raise Refused("decision_settled")
    if not may_undo(made, actor.number, now):
        raise Refused("undo_too_late", hours=UNDO_WITHIN // timedelta(hours=1))
    ended, gate = owed_again(tx, made, gate, one, DecisionState.WITHDRAWN)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:decision:withdrawn", subject=one.id,
        data={"decision": made.id, "gate": gate.id, "was": made.state.value},
    )
    decision_news.tell(tx, ended, gate, one, company.zone, now)
    decision_news.correct_digest(tx, one.id, now)
    return decided(tx, ended, gate, one, zone=actor.zone, reader=actor.number, now=now)
