"""The gates of one initiative, one after the other."""

from datetime import date

from portfolio.gates import COMES_BACK, MOVES, Gate, GateState, Origin
from portfolio.machines import step
from store import Tx, gates
from store.ids import new_id


def next_gate(tx: Tx, before: Gate, due: date, origin: Origin) -> Gate:
    """One more gate after this one, and why there is one. After a pause it can only retire (R10).

    A decision that comes back is the same decision once more, with the rules that were locked for it and their seal (R4: the
    gate re-opens; R6): in between nobody has read its source. What is left after a narrowing gets rules of its own.
    """
    kept = origin in COMES_BACK and before.armed_at is not None
    new = Gate(
        id=new_id("g"), initiative=before.initiative, number=gates.last_number(tx, before.initiative) + 1, due=due,
        state=GateState.SEALED if kept else GateState.PLANNED, retire_only=origin is Origin.PAUSED,
        armed_at=before.armed_at if kept else None, sealed_evidence=before.sealed_evidence if kept else None, revision=1,
        origin=origin,
    )
    gates.add(tx, new)
    return new


def void(tx: Tx, gate: Gate) -> None:
    """A gate that is not wanted any more; Refused "illegal_move" when it was decided."""
    gates.change(tx, gate, state=step(MOVES, gate.state, GateState.VOIDED, thing="gate").value)


def void_later(tx: Tx, gate: Gate) -> None:
    """The gate that followed this one is not wanted any more; Refused "illegal_move" when it was decided itself."""
    later = gates.current(tx, gate.initiative)
    if later is not None and later.id != gate.id:
        void(tx, later)
