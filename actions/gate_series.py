"""The gates of one initiative, one after the other."""

from datetime import date

from portfolio.gates import Gate, GateState
from store import Tx, gates
from store.ids import new_id


def next_gate(tx: Tx, before: Gate, due: date, *, retire_only: bool = False) -> Gate:
    """One more gate after this one: after a narrowing, a pause, or an override that expired uncured."""
    new = Gate(
        id=new_id("g"), initiative=before.initiative, number=before.number + 1, due=due, state=GateState.PLANNED,
        retire_only=retire_only, armed_at=None, sealed_evidence=None, revision=1,
    )
    gates.add(tx, new)
    return new
