"""The cards that ask a sponsor for one decision: what they are called, and what becomes of them all at once."""

from collections.abc import Iterator
from datetime import datetime

from actions import outgoing
from portfolio.gates import DECIDABLE, Gate, Step
from portfolio.views.gates import DecisionForm
from portfolio.views.notices import Notice, Tone
from store import Tx, decisions, gates, outbox

_CARDS = (Step.CARD, Step.LATE_3, Step.LATE_7, Step.NOTICE)


def key(tx: Tx, gate: Gate, step: Step) -> str:
    """The outbox key of a step's card. A gate that is extended has its ladder anew; where a decision did not count the
    ladder goes on, and its cards are new ones (R10: the default needs a notice of its own)."""
    return _key(gate, step, decisions.reopened(tx, gate.id))


def _key(gate: Gate, step: Step, reopened: int) -> str:
    return f"{prefix(gate)}{step.value}" + (f":{reopened}" if reopened else "")


def prefix(gate: Gate) -> str:
    """How the outbox keys of all messages about this gate and date begin."""
    return f"gate:{gate.id}:{gate.due}:"


def _keys(tx: Tx, gate: Gate) -> Iterator[str]:
    for reopened in range(decisions.reopened(tx, gate.id) + 1):
        for step in _CARDS:
            yield _key(gate, step, reopened)


def show(tx: Tx, gate: Gate, view: object, now: datetime) -> None:
    """Every card in the sponsor's chat that asked for this decision now shows what became of it."""
    for one in _keys(tx, gate):
        outgoing.show_instead(tx, one, view, now)


def supersede(tx: Tx, gate: Gate, now: datetime) -> None:
    """Earlier cards that have not gone out never do: the one that comes now says what they said."""
    for one in _keys(tx, gate):
        row = outbox.find(tx, one)
        if row is not None and row.activity_id is None and row.state in ("due", "held"):
            outbox.close(tx, row.id, now, detail="superseded")


def arrived(tx: Tx, key: str, view: DecisionForm, now: datetime) -> None:
    """One card per gate owed (R14): the newest asks, and those before it in the chat point to it."""
    gate = gates.get(tx, view.gate)
    if gate is None or gate.state not in DECIDABLE:
        return
    told = Notice(tone=Tone.INFO, code="asked_again", params={"name": view.name}, initiative=view.initiative)
    for one in _keys(tx, gate):
        row = outbox.find(tx, one)
        if row is not None and row.key != key and row.activity_id is not None:
            outgoing.refresh(tx, one, told, now)
