"""What was funded goes on owing an outcome (R24): its next gate, and what brings that day forward."""

from collections.abc import Iterable
from datetime import date, datetime

from actions import access
from actions.gate_series import next_gate, void
from portfolio.decisions import Decision
from portfolio.gates import Gate, GateState, Origin
from portfolio.initiatives import FOLLOWED, Initiative
from portfolio.production import BROUGHT_FORWARD, brought_forward, review_after
from portfolio.verdicts import Verdict
from store import Tx, decisions, gates, initiatives, ledger


def plan_review(tx: Tx, made: Decision, gate: Gate, verdict: Verdict | None) -> Gate:
    """The gate at which what was funded now is looked at again."""
    due, origin = review_after(verdict, made.on)
    return next_gate(tx, gate, due, origin)


def unreviewed(tx: Tx, ones: Iterable[Initiative]) -> tuple[str, ...]:
    """Those in production whose last gate is decided, with none to come."""
    producing = [one.id for one in ones if one.stage in FOLLOWED]
    current = gates.current_of(tx, producing) if producing else {}
    return tuple(id for id in producing if id in current and current[id].state in (GateState.DECIDED, GateState.CLOSED))


def review(tx: Tx, initiative: str, today: date, now: datetime) -> bool:
    """R24 for what was funded before its next gate was planned with the decision. False when there is one by now."""
    access.reserve(tx, initiative)
    one, gate = initiatives.get(tx, initiative), gates.current(tx, initiative)
    made = decisions.funded_of(tx, [initiative]).get(initiative)
    if one is None or gate is None or made is None or not unreviewed(tx, [one]):
        return False
    due, origin = review_after(None, made.on)
    new = next_gate(tx, gate, max(due, today + BROUGHT_FORWARD), origin)
    ledger.note(
        tx, at=now, actor=None, action="calendar:gate:planned", subject=one.id,
        data={"gate": new.id, "due": new.due.isoformat(), "why": origin.value},
    )
    return True


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
