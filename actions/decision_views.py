"""A decision as the people concerned see it."""

from actions.decision_card import evidence
from portfolio.decisions import Decision, DecisionState
from portfolio.gates import Gate
from portfolio.initiatives import Initiative
from portfolio.messages import Reason
from portfolio.people import name_of
from portfolio.views.gates import CountersignForm, Decided
from store import Tx, decisions, people


def decided(tx: Tx, made: Decision, gate: Gate, one: Initiative, zone: str) -> Decided:
    """The receipt: what was chosen, by whom, why, and whether somebody still has to sign."""
    names = people.many(tx, [made.by, made.second])
    return Decided(
        initiative=one.id, name=one.name, gate_on=gate.due, choice=made.choice, on=made.on, reason=made.reason,
        by=name_of(names, made.by), at=made.at, zone=zone,
        pending=made.state is DecisionState.PENDING, handed_back=made.state is DecisionState.HANDED_BACK,
        second=name_of(names, made.second),
        pieces=made.override.pieces if made.override else (), expires=made.override.expires if made.override else None,
        panel=evidence(tx, gate), reference=made.id, by_policy=made.by is None, remark=decisions.remark_of(tx, made.id),
    )


def countersign_form(made: Decision, one: Initiative, by: str) -> CountersignForm:
    """What the second person is asked to sign."""
    return CountersignForm(
        decision=made.id, initiative=one.id, name=one.name, choice=made.choice, on=made.on, reason=made.reason, by=by,
        pieces=made.override.pieces if made.override else (), expires=made.override.expires if made.override else None,
        why=Reason.SIGNATURE_ASKED,
    )
