"""More time for a gate: once, at most 30 days, and only where it would settle something (R9; the verdict table)."""

from datetime import datetime

from actions import access, gate_cards, gate_lines
from actions.decision_card import evidence, keeps_from_more_time
from actions.decision_effects import must_be_open
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.commands import ExtendGate
from portfolio.company import Company
from portfolio.decisions import reason_problems
from portfolio.errors import Conflict, Invalid, Refused
from portfolio.gates import MOVES, Gate, GateState
from portfolio.initiatives import MOVES as STAGES
from portfolio.initiatives import Stage
from portfolio.machines import step
from portfolio.people import Actor
from portfolio.second_thoughts import LONGEST_EXTENSION, extension_problems
from portfolio.views.gates import ExtendForm
from portfolio.views.notices import Notice, Tone
from store import Tx, gates, initiatives, ledger, texts


def form(tx: Tx, actor: Actor, id: str, now: datetime) -> ExtendForm:
    """The form. Refused with the reason where more time is not to be had."""
    gate, one = access.gate(tx, actor, Act.DECIDE, id)
    _check(tx, gate, actor, now)
    return ExtendForm(
        gate=gate.id, initiative=one.id, name=one.name, gate_on=gate.due, today=local_date(now, actor.zone),
        revision=gate.revision, latest=gate.due + LONGEST_EXTENSION, values={}, problems=(),
    )


def _check(tx: Tx, gate: Gate, actor: Actor, now: datetime) -> None:
    must_be_open(gate)
    code = keeps_from_more_time(tx, gate, evidence(tx, gate), local_date(now, actor.zone))
    if code is not None:
        raise Refused(code, days=LONGEST_EXTENSION.days)


def extend(tx: Tx, actor: Actor, command: ExtendGate, company: Company, now: datetime) -> Notice:
    """Move the gate's date. It is sealed again seven days before the new one, and its ladder begins anew.

    Pressing twice is harmless. Conflict when the gate changed since the form was drawn.
    """
    gate, one = access.gate_to_change(tx, actor, Act.DECIDE, command.gate)
    told = Notice(
        tone=Tone.INFO, code="gate_extended", params={"name": one.name, "on": command.on.isoformat()}, initiative=one.id
    )
    if gate.was_due is not None and gate.due == command.on:
        return told
    _check(tx, gate, actor, now)
    problems = (*extension_problems(command.on, gate, local_date(now, actor.zone)), *reason_problems(command.reason))
    if problems:
        raise Invalid(*problems)
    if gate.revision != command.revision:
        raise Conflict("changed_since")
    why = texts.put(tx, command.reason)
    gates.change(
        tx, gate, state=step(MOVES, gate.state, GateState.EXTENDED, thing="gate").value, due=command.on, was_due=gate.due,
        extension=why.id, sealed_evidence=None,
    )
    initiatives.change(tx, one, stage=step(STAGES, one.stage, Stage.PILOTING, thing="initiative").value)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:gate:extended", subject=one.id,
        data={"gate": gate.id, "was": gate.due.isoformat(), "due": command.on.isoformat(), "reason": why.hash},
    )
    gate_cards.show(tx, gate, told, now)
    gate_lines.refresh(tx, company.zone, now)
    return told
