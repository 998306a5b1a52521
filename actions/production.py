"""What was funded goes on owing an outcome (R24): its next gate, and what brings that day forward."""

from datetime import date, datetime

from actions.gate_series import next_gate, void
from portfolio.decisions import Decision
from portfolio.gates import Gate, Origin
from portfolio.initiatives import FOLLOWED, Initiative
from portfolio.production import brought_forward, review_after
from portfolio.verdicts import Verdict
from store import Tx, decisions, gates, ledger


def plan_review(tx: Tx, made: Decision, gate: Gate, verdict: Verdict | None) -> Gate:
    """The gate at which what was funded now is looked at again."""
    due, origin = review_after(verdict, made.on)
    return next_gate(tx, gate, due, origin)


def bring_forward(tx: Tx, one: Initiative, why: Origin, today: date, now: datetime) -> bool:
    """R24: an earlier gate on fade or a broken guardrail. False where none is wanted: nothing was funded, the decision is
    fresh, or its gate is near enough. The gate that was planned is voided, and the new one says why it is there."""
    gate = gates.current(tx, one.id)
    made = decisions.funded_of(tx, [one.id]).get(one.id)
    if one.stage not in FOLLOWED or gate is None or made is None:
        return False
    due = brought_forward(gate, made.on, today)
    if due is None:
        return False
    void(tx, gate)
    new = next_gate(tx, gate, due, why)
    ledger.note(
        tx, at=now, actor=None, action="calendar:gate:brought_forward", subject=one.id,
        data={"gate": new.id, "instead": gate.id, "due": due.isoformat(), "why": why.value},
    )
    return True
