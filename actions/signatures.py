"""The second signature: asked for, reminded of, given, refused, or not given in time (R4, R8)."""

from dataclasses import replace
from datetime import datetime

from actions import access, decision_news, outgoing
from actions.decision_effects import owed_again, take_effect
from actions.decision_views import countersign_form, decided
from portfolio.authority import Act, allowed
from portfolio.commands import Countersign
from portfolio.company import Company
from portfolio.decisions import Decision, DecisionState, reason_problems
from portfolio.errors import Invalid, NotFound, NotYours, Refused, problem
from portfolio.gates import MOVES, Gate, GateState
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.views.gates import CountersignForm, Decided
from store import Tx, decisions, gates, initiatives, ledger, people


def ask(tx: Tx, made: Decision, one: Initiative, by: str, now: datetime) -> None:
    """The question to the second person."""
    assert made.second is not None
    outgoing.to_person(
        tx, made.second, Kind.COUNTERSIGN, countersign_form(made, one, by),
        key=decision_news.signature_keys(made.id)[0], reason=Reason.SIGNATURE_ASKED, now=now, initiative=one.id,
    )


def _pending(tx: Tx, actor: Actor, id: str) -> tuple[Decision, Gate, Initiative]:
    made = decisions.get(tx, id)
    one = initiatives.get(tx, made.initiative) if made else None
    gate = gates.get(tx, made.gate) if made else None
    if made is None or one is None or gate is None:
        raise NotFound("not_found")
    if made.second != actor.number:
        raise NotYours("not_yours") if allowed(actor, Act.SEE, one) else NotFound("not_found")
    if not allowed(actor, Act.COUNTERSIGN):
        raise NotYours("role_needed")
    return made, gate, one


def countersign(tx: Tx, actor: Actor, command: Countersign, now: datetime) -> Decided | CountersignForm:
    """Sign or hand back a pending decision. Only the person who was asked, in a role that may sign."""
    asked = decisions.get(tx, command.decision)
    if asked is not None:
        access.reserve(tx, asked.initiative)
    made, gate, one = _pending(tx, actor, command.decision)
    wanted = DecisionState.FINAL if command.agree else DecisionState.HANDED_BACK
    if made.state is wanted:
        return decided(tx, made, gate, one, zone=actor.zone, reader=actor.number, now=now)
    if made.state is not DecisionState.PENDING:
        raise Refused("decision_settled")
    if not command.agree:
        too_short = reason_problems(command.remark)
        if too_short:
            raise Invalid(*(problem("remark", one.code, **one.params) for one in too_short))
    remark = decisions.settle(tx, made.id, wanted, command.remark, now)
    settled = decisions.get(tx, made.id)
    assert settled is not None
    if command.agree:
        gate = take_effect(tx, settled, gate, one)
    else:
        gate = gates.change(tx, gate, state=step(MOVES, gate.state, GateState.OPEN, thing="gate").value)
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:decision:{wanted.value}", subject=one.id,
        data={"decision": made.id, "gate": gate.id, "remark": remark},
    )
    decision_news.tell(tx, settled, gate, one, actor.zone, now)
    _answer(tx, settled, gate, one, Reason.SIGNATURE_GIVEN, now)
    return decided(tx, settled, gate, one, zone=actor.zone, reader=actor.number, now=now)


def _answer(tx: Tx, made: Decision, gate: Gate, one: Initiative, why: Reason, now: datetime) -> None:
    """Tell whoever decided what became of the signature they asked for."""
    assert made.by is not None, "policy asks nobody to sign"
    decider = people.get(tx, made.by)
    view = decided(tx, made, gate, one, zone=decider.zone, reader=decider.number, now=now)
    outgoing.to_person(
        tx, decider.number, Kind.DECIDED, replace(view, why=why), key=f"decided:{made.id}", reason=why, now=now,
        initiative=one.id,
    )


def again(tx: Tx, actor: Actor, decision: str) -> CountersignForm:
    """The signature card once more: it was asked for, or an answer could not be used."""
    made, _, one = _pending(tx, actor, decision)
    assert made.by is not None, "policy asks nobody to sign"
    return countersign_form(made, one, people.get(tx, made.by).name)


def remind(tx: Tx, decision: str, now: datetime) -> bool:
    """After three working days: the question once more, at the end of the chat."""
    made = decisions.get(tx, decision)
    one = initiatives.get(tx, made.initiative) if made is not None else None
    if made is None or one is None or made.state is not DecisionState.PENDING:
        return False
    assert made.second is not None and made.by is not None
    view = countersign_form(made, one, people.get(tx, made.by).name, Reason.SIGNATURE_LATE)
    return outgoing.to_person(
        tx, made.second, Kind.COUNTERSIGN, view, key=decision_news.signature_keys(made.id)[1],
        reason=Reason.SIGNATURE_LATE, now=now, initiative=one.id,
    )


def lapse(tx: Tx, decision: str, company: Company, now: datetime) -> bool:
    """After seven working days without an answer the decision does not count: it is owed again, and the gate's ladder goes
    on to its default (R10). Whoever decided is told, and can decide at once."""
    made = decisions.get(tx, decision)
    if made is None:
        return False
    access.reserve(tx, made.initiative)
    made = decisions.get(tx, decision)
    one, gate = initiatives.get(tx, made.initiative) if made else None, gates.get(tx, made.gate) if made else None
    if made is None or one is None or gate is None or made.state is not DecisionState.PENDING:
        return False
    ended, gate = owed_again(tx, made, gate, one, DecisionState.LAPSED)
    ledger.note(
        tx, at=now, actor=None, action="calendar:decision:lapsed", subject=one.id,
        data={"decision": made.id, "gate": gate.id},
    )
    decision_news.tell(tx, ended, gate, one, company.zone, now)
    _answer(tx, ended, gate, one, Reason.SIGNATURE_LAPSED, now)
    return True
