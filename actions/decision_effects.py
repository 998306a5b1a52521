"""What a decision changes once it counts, and what is set back where one does not count after all."""

from actions.decision_card import evidence, kept_evidence
from actions.gate_series import next_gate, void_later
from actions.production import plan_review
from portfolio.decisions import OUTCOME, Decision, DecisionState
from portfolio.errors import Refused
from portfolio.gates import BEFORE, DECIDABLE, MOVES, Gate, GateState, Origin
from portfolio.initiatives import MOVES as STAGES
from portfolio.initiatives import Initiative, Stage
from portfolio.machines import step
from store import Tx, decisions, gates, initiatives


def must_be_open(gate: Gate) -> None:
    """Refuse what can only be done while a decision is owed."""
    if gate.state in BEFORE:
        raise Refused("gate_not_open", on=gate.due)
    if gate.state is GateState.PENDING_REVIEW:
        raise Refused("gate_pending")
    if gate.state not in DECIDABLE:
        raise Refused("gate_decided")


def take_effect(tx: Tx, made: Decision, gate: Gate, one: Initiative) -> Gate:
    """A final decision moves the gate and the initiative. A narrowing goes on piloting until its next gate, and what is
    funded has the next one a year on, or in 90 days (R24)."""
    gate = gates.change(
        tx, gate, state=step(MOVES, gate.state, GateState.DECIDED, thing="gate").value,
        sealed_evidence=kept_evidence(tx, gate),
    )
    stage = step(STAGES, one.stage, OUTCOME[made.choice], thing="initiative")
    if stage is Stage.FUNDED:
        shown = evidence(tx, gate)
        plan_review(tx, made, gate, shown.verdict if shown else None)
    if stage is Stage.NARROWED:
        next_gate(tx, gate, made.on, Origin.NARROWED)
        stage = step(STAGES, stage, Stage.PILOTING, thing="initiative")
    initiatives.change(tx, one, stage=stage.value)
    return gate


def owed_again(tx: Tx, made: Decision, gate: Gate, one: Initiative, then: DecisionState) -> tuple[Decision, Gate]:
    """A decision that does not count: it stays in the record as what it was, and the gate is open once more.

    What it had changed is set back: the stage, and the next gate of a narrowing. Refused when that gate was decided itself.
    """
    decisions.end(tx, made, then)
    if made.state is DecisionState.FINAL:
        void_later(tx, gate)
        back_at_gate(tx, one)
    # Numbers that were kept with the decision are no seal: a gate that was never armed shows what is known now.
    gate = gates.change(
        tx, gate, state=step(MOVES, gate.state, GateState.OPEN, thing="gate").value,
        sealed_evidence=gate.sealed_evidence if gate.armed_at else None,
    )
    ended = decisions.get(tx, made.id)
    assert ended is not None
    return ended, gate


def back_at_gate(tx: Tx, one: Initiative) -> None:
    """The initiative owes its decision again. Refused "illegal_move" once it has been retired."""
    if one.stage is not Stage.AT_GATE:
        initiatives.change(tx, one, stage=step(STAGES, one.stage, Stage.AT_GATE, thing="initiative").value)
