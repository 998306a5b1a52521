"""Deciding at a gate, the second signature, and an override that expires (R4, R8, R9; F6)."""

from dataclasses import replace
from datetime import datetime

from actions import access, gate_cards, gate_lines, outgoing
from actions import evidence as measured
from actions.decision_card import choices, decision_form, evidence, kept_evidence
from actions.decision_views import countersign_form, decided
from actions.gate_series import next_gate
from actions.people import named
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import Countersign, Decide
from portfolio.company import Company
from portfolio.decisions import (
    OUTCOME,
    REVIEW_ROLES,
    SECOND_ROLES,
    Decision,
    DecisionState,
    Override,
    Piece,
    date_problems,
    expiry_problems,
    missing_to_fund,
    reason_problems,
    second_problems,
)
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Problem, Refused, problem
from portfolio.gates import BEFORE, DECIDABLE, MOVES, Gate, GateState
from portfolio.initiatives import MOVES as STAGES
from portfolio.initiatives import Initiative, Stage
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.people import Actor
from portfolio.verdicts import Choice, opposes, recommend
from portfolio.views.gates import CountersignForm, Decided, DecisionForm
from store import Tx, decisions, gates, initiatives, ledger, metrics, people
from store.ids import new_id


def form(tx: Tx, actor: Actor, gate_id: str, company: Company, now: datetime) -> DecisionForm | Decided | CountersignForm:
    """The decision card as it stands now, or the decision if there is one; to whom it waits for, the question to sign."""
    gate, one = access.gate(tx, actor, Act.SEE, gate_id)
    made = decisions.of_gate(tx, gate.id)
    if made is not None:
        if made.state is DecisionState.PENDING and made.second == actor.number and allowed(actor, Act.COUNTERSIGN):
            return countersign_again(tx, actor, made.id)
        return decided(tx, made, gate, one, actor.zone)
    _must_be_open(gate)
    access.initiative(tx, actor, Act.DECIDE, one.id)
    return decision_form(tx, gate, one, company, Reason.GATE_TODAY, now)


def _must_be_open(gate: Gate) -> None:
    if gate.state in BEFORE:
        raise Refused("gate_not_open", on=gate.due)
    if gate.state not in DECIDABLE:
        raise Refused("gate_decided")


def decide(tx: Tx, actor: Actor, command: Decide, company: Company, now: datetime) -> Decided:
    """Record the decision. Funding with pieces missing, or against the recommendation, waits for a second person.

    Pressing twice gives the same receipt. Conflict when the gate changed since the card was drawn.
    """
    gate, one = access.gate_to_change(tx, actor, Act.DECIDE, command.gate)
    made = decisions.of_gate(tx, gate.id)
    if made is not None:
        if (made.by, made.choice, made.on, made.reason) == (actor.number, command.choice, command.on, command.reason):
            return decided(tx, made, gate, one, actor.zone)
        raise Refused("gate_pending" if made.state is DecisionState.PENDING else "gate_decided")
    _must_be_open(gate)
    if command.choice not in choices(tx, gate):
        raise Refused("retire_only" if gate.retire_only else "choice_used_up")
    missing = _missing(tx, one) if command.choice is Choice.FUND else ()
    second = _checked(tx, actor, gate, command, missing, _opposed(tx, gate, command.choice, company), now)
    if gate.revision != command.revision:
        raise Conflict("changed_since")
    new = Decision(
        id=new_id("d"), gate=gate.id, initiative=one.id, choice=command.choice, on=command.on, reason=command.reason,
        by=actor.number, at=now, state=DecisionState.FINAL if second is None else DecisionState.PENDING, second=second,
        override=Override(pieces=missing, expires=command.expires) if missing and command.expires else None,
    )
    reason = decisions.add(tx, new)
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:decision:{new.state.value}", subject=one.id,
        data={"decision": new.id, "gate": gate.id, "choice": new.choice.value, "on": new.on.isoformat(), "reason": reason,
              "second": second, "pieces": [piece.value for piece in missing],
              "expires": command.expires.isoformat() if new.override and command.expires else None},
    )
    if second is None:
        gate = _take_effect(tx, new, gate, one)
    else:
        gate = gates.change(tx, gate, state=step(MOVES, gate.state, GateState.PENDING_REVIEW, thing="gate").value)
        outgoing.to_person(
            tx, second, Kind.COUNTERSIGN, countersign_form(new, one, actor.name),
            key=f"countersign:{new.id}", reason=Reason.SIGNATURE_ASKED, now=now, initiative=one.id,
        )
    view = decided(tx, new, gate, one, actor.zone)
    gate_cards.show(tx, gate, view, now)
    gate_lines.refresh(tx, actor.zone, now)
    return view


def _missing(tx: Tx, one: Initiative) -> tuple[Piece, ...]:
    """R4, as things stand now."""
    metric = metrics.latest(tx, one.id)
    return missing_to_fund(one, metric, measured.of(tx, metric))


def _opposed(tx: Tx, gate: Gate, choice: Choice, company: Company) -> bool:
    shown = evidence(tx, gate)
    return shown is not None and opposes(recommend(shown.verdict, company.policy), choice)


def _checked(
    tx: Tx, actor: Actor, gate: Gate, command: Decide, missing: tuple[Piece, ...], opposed: bool, now: datetime
) -> int | None:
    """The second signer's number, None when nobody needs to sign. Invalid with every problem of the form."""
    today = local_date(now, actor.zone)
    narrowed = decisions.count(tx, gate.initiative, [Choice.NARROW])
    found = [*date_problems(command.choice, command.on, today, narrowed), *reason_problems(command.reason)]
    if missing:
        found += expiry_problems(command.expires, today)
    second = None
    if missing or opposed:
        person = named(tx, actor.tenant, command.second, "second") if command.second else problem("second", "second_needed")
        if isinstance(person, Problem):
            found.append(person)
        else:
            second = person.number
            found += second_problems(second, person.roles, actor.number, REVIEW_ROLES if opposed else SECOND_ROLES)
    if found:
        raise Invalid(*found)
    return second


def _take_effect(tx: Tx, made: Decision, gate: Gate, one: Initiative) -> Gate:
    """A final decision moves the gate and the initiative; a narrowing goes on piloting until its next gate."""
    gate = gates.change(
        tx, gate, state=step(MOVES, gate.state, GateState.DECIDED, thing="gate").value,
        sealed_evidence=kept_evidence(tx, gate),
    )
    stage = step(STAGES, one.stage, OUTCOME[made.choice], thing="initiative")
    if stage is Stage.NARROWED:
        next_gate(tx, gate, made.on)
        stage = step(STAGES, stage, Stage.PILOTING, thing="initiative")
    initiatives.change(tx, one, stage=stage.value)
    return gate


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
        return decided(tx, made, gate, one, actor.zone)
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
        gate = _take_effect(tx, settled, gate, one)
    else:
        gate = gates.change(tx, gate, state=step(MOVES, gate.state, GateState.OPEN, thing="gate").value)
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:decision:{wanted.value}", subject=one.id,
        data={"decision": made.id, "gate": gate.id, "remark": remark},
    )
    view = decided(tx, settled, gate, one, actor.zone)
    outgoing.show_instead(tx, f"countersign:{made.id}", view, now)
    gate_cards.show(tx, gate, view, now)
    gate_lines.refresh(tx, actor.zone, now)
    if made.by is not None:
        outgoing.to_person(
            tx, made.by, Kind.DECIDED, replace(view, why=Reason.SIGNATURE_GIVEN), key=f"decided:{made.id}",
            reason=Reason.SIGNATURE_GIVEN, now=now, initiative=one.id,
        )
    return view


def countersign_again(tx: Tx, actor: Actor, decision: str) -> CountersignForm:
    """The signature card once more: it was asked for, or an answer could not be used."""
    made, _, one = _pending(tx, actor, decision)
    assert made.by is not None, "policy asks nobody to sign"
    return countersign_form(made, one, people.get(tx, made.by).name)


def reopen_expired(tx: Tx, decision: str, company: Company, now: datetime) -> bool:
    """R4: an override that expires with a piece still missing re-opens the gate: one more, due today."""
    made = decisions.get(tx, decision)
    if made is not None:
        access.reserve(tx, made.initiative)
    if made is None or made.override is None or made.state is not DecisionState.FINAL:
        return False
    one, gate = initiatives.get(tx, made.initiative), gates.current(tx, made.initiative)
    assert one is not None and gate is not None
    left = set(_missing(tx, one)) & set(made.override.pieces)
    if not left or gate.id != made.gate:
        return False
    new = next_gate(tx, gate, local_date(now, company.zone))
    ledger.note(
        tx, at=now, actor=None, action="calendar:gate:reopened", subject=one.id,
        data={"gate": new.id, "pieces": sorted(piece.value for piece in left)},
    )
    return True
