"""Deciding at a gate, and an override that expires (R4, R8, R9; F6)."""

from datetime import date, datetime

from actions import access, breadth, gate_cards, gate_lines, signatures
from actions.decision_card import advised, choices, decision_form, evidence
from actions.decision_effects import must_be_open, take_effect
from actions.decision_views import decided
from actions.gate_series import next_gate, void
from actions.people import named
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.commands import Decide
from portfolio.company import Company
from portfolio.decisions import (
    MOST_LAPSED,
    REVIEW_ROLES,
    SECOND_ROLES,
    Decision,
    DecisionState,
    Override,
    Piece,
    date_problems,
    expiry_problems,
    reason_problems,
    second_problems,
)
from portfolio.errors import Conflict, Invalid, Problem, Refused, problem
from portfolio.gates import BEFORE, MOVES, Gate, GateState, Origin
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.messages import Reason
from portfolio.people import Actor
from portfolio.production import AFTER_FUNDING
from portfolio.verdicts import Choice, opposes
from portfolio.views.gates import CountersignForm, Decided, DecisionForm
from store import Tx, decisions, gates, initiatives, ledger, metrics
from store.ids import new_id


def form(
    tx: Tx, actor: Actor, gate_id: str, company: Company, now: datetime, *, aloud: bool = False
) -> DecisionForm | Decided | CountersignForm:
    """The decision card as it stands now, or the decision if there is one; to whom it waits for, the question to sign.
    Refused where a channel reads along (`aloud`) and nothing is decided: what is new on it is its sponsor's first (R18)."""
    gate, one = access.gate(tx, actor, Act.SEE, gate_id)
    made = decisions.of_gate(tx, gate.id)
    if made is not None:
        if made.state is DecisionState.PENDING and made.second == actor.number and allowed(actor, Act.COUNTERSIGN):
            return signatures.again(tx, actor, made.id)
        return decided(tx, made, gate, one, zone=actor.zone, reader=actor.number, now=now)
    must_be_open(gate)
    access.initiative(tx, actor, Act.DECIDE, one.id)
    if aloud:
        raise Refused("personal_only")
    return decision_form(tx, gate, one, company, Reason.GATE_TODAY, now)


def decide(tx: Tx, actor: Actor, command: Decide, company: Company, now: datetime) -> Decided:
    """Record the decision. Funding with pieces missing, or against the recommendation, waits for a second person.

    Pressing twice gives the same receipt. Conflict when the gate changed since the card was drawn.
    """
    gate, one = access.gate_to_change(tx, actor, Act.DECIDE, command.gate)
    made = decisions.of_gate(tx, gate.id)
    if made is not None:
        if (made.by, made.choice, made.on, made.reason) == (actor.number, command.choice, command.on, command.reason):
            return decided(tx, made, gate, one, zone=actor.zone, reader=actor.number, now=now)
        raise Refused("gate_pending" if made.state is DecisionState.PENDING else "gate_decided")
    must_be_open(gate)
    if command.choice not in choices(tx, gate):
        raise Refused("retire_only" if gate.retire_only else "choice_used_up")
    today = local_date(now, actor.zone)
    missing = _missing(tx, one, gate, today) if command.choice is Choice.FUND else ()
    recommended = advised(tx, gate, evidence(tx, gate), company, today)
    second = _checked(tx, actor, gate, command, missing, opposes(recommended, command.choice), now)
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
        gate = take_effect(tx, new, gate, one)
    else:
        gate = gates.change(tx, gate, state=step(MOVES, gate.state, GateState.PENDING_REVIEW, thing="gate").value)
        signatures.ask(tx, new, one, actor.name, now)
    view = decided(tx, new, gate, one, zone=actor.zone, reader=actor.number, now=now)
    gate_cards.show(tx, gate, view, now)
    gate_lines.refresh(tx, actor.zone, now)
    return view


def _missing(tx: Tx, one: Initiative, gate: Gate, today: date) -> tuple[Piece, ...]:
    """R4, as things stand now."""
    return breadth.missing(tx, one, metrics.latest(tx, one.id), gate, today)


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
        if decisions.lapsed(tx, gate.id) >= MOST_LAPSED:
            found.append(problem("second", "lapsed_too_often", most=MOST_LAPSED))
        person = named(tx, actor.tenant, command.second, "second") if command.second else problem("second", "second_needed")
        if isinstance(person, Problem):
            found.append(person)
        else:
            second = person.number
            found += second_problems(second, person.roles, actor.number, REVIEW_ROLES if opposed else SECOND_ROLES)
    if found:
        raise Invalid(*found)
    return second


def reopen_expired(tx: Tx, decision: str, company: Company, now: datetime) -> bool:
    """R4: an override that expires with a piece still missing re-opens the gate: one more, due today."""
    found = decisions.get(tx, decision)
    if found is not None:
        access.reserve(tx, found.initiative)
    made = decisions.get(tx, decision)
    if made is None or made.override is None or made.state is not DecisionState.FINAL:
        return False
    one, gate = initiatives.get(tx, made.initiative), gates.current(tx, made.initiative)
    assert one is not None and gate is not None
    decided = gates.get(tx, made.gate)
    assert decided is not None
    left = breadth.left_of(tx, made, one, gate, local_date(now, company.zone))
    following = gate.origin in AFTER_FUNDING and gate.state in BEFORE
    if not left or (gate.id != made.gate and not following):
        return False
    if following:
        void(tx, gate)
    new = next_gate(tx, decided, local_date(now, company.zone), Origin.OVERRIDE)
    ledger.note(
        tx, at=now, actor=None, action="calendar:gate:reopened", subject=one.id,
        data={"gate": new.id, "pieces": sorted(piece.value for piece in left)},
    )
    return True
