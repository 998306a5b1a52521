"""Gates: row <-> value."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from portfolio.errors import Conflict
from portfolio.gates import Gate, GateState, Origin
from store.database import Tx
from store.domain_tables import gates

_GET = select(gates).where(gates.c.id == bindparam("id"))
_CURRENT_OF = (
    select(gates)
    .where(gates.c.initiative.in_(bindparam("initiatives", expanding=True)), gates.c.state != GateState.VOIDED.value)
    .order_by(gates.c.number)
)
_CHANGE = update(gates).where(gates.c.id == bindparam("of"), gates.c.revision == bindparam("was"))


def _gate(row: Row[Any]) -> Gate:
    return Gate(
        id=row.id, initiative=row.initiative, number=row.number, due=row.due, state=GateState(row.state),
        retire_only=row.retire_only, armed_at=row.armed_at, sealed_evidence=row.sealed_evidence, revision=row.revision,
        origin=Origin(row.origin), was_due=row.was_due,
    )


def add(tx: Tx, new: Gate) -> None:
    """A new gate; (initiative, number) is unique."""
    tx.execute(insert(gates).values(
        id=new.id, initiative=new.initiative, number=new.number, due=new.due, state=new.state.value,
        retire_only=new.retire_only, armed_at=new.armed_at, sealed_evidence=new.sealed_evidence, revision=new.revision,
        origin=new.origin.value, was_due=new.was_due,
    ))


def last_number(tx: Tx, initiative: str) -> int:
    """The number of an initiative's last gate, those that were voided included."""
    last: int = tx.execute(select(func.max(gates.c.number)).where(gates.c.initiative == initiative)).scalar_one()
    return last


def was_extended(tx: Tx, initiative: str) -> bool:
    """Whether a gate of this initiative was extended (R9: once)."""
    where = (gates.c.initiative == initiative) & gates.c.was_due.is_not(None)
    return tx.execute(select(gates.c.id).where(where).limit(1)).first() is not None


def change(tx: Tx, old: Gate, **values: object) -> Gate:
    """Set columns and raise the revision. Conflict when somebody changed the row since `old` was read."""
    done = tx.execute(_CHANGE, {"of": old.id, "was": old.revision, "revision": old.revision + 1, **values})
    if done.rowcount != 1:
        raise Conflict("changed_since")
    found = get(tx, old.id)
    assert found is not None
    return found


def get(tx: Tx, id: str) -> Gate | None:
    """By id."""
    row = tx.execute(_GET, {"id": id}).first()
    return _gate(row) if row else None


def current(tx: Tx, initiative: str) -> Gate | None:
    """An initiative's newest gate that was not voided."""
    return current_of(tx, [initiative]).get(initiative)


def current_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Gate]:
    """The newest gate of each initiative that was not voided, by initiative id."""
    newest = {row.initiative: row for row in tx.execute(_CURRENT_OF, {"initiatives": list(initiatives)})}
    return {initiative: _gate(row) for initiative, row in newest.items()}


def in_states(tx: Tx, states: Iterable[GateState]) -> list[Gate]:
    """All gates in these states, earliest due first."""
    where = gates.c.state.in_([state.value for state in states])
    return [_gate(row) for row in tx.execute(select(gates).where(where).order_by(gates.c.due, gates.c.id))]
