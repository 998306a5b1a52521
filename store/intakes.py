"""Which initiative came from which entry of an imported list: row <-> value."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from store.database import Tx
from store.domain_tables import gates
from store.every_table import metadata
from store.initiative_tables import initiatives, intakes
from store.tables import ledger

_OWN = frozenset({gates.name, intakes.name})


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """`key` of the entry, and the number of the import whose entry was followed last. `unit` and `contact` are its words;
    `latest` is the last day its first gate may be on (R1)."""

    initiative: str
    key: str
    import_id: int
    unit: str
    contact: str
    latest: date


def _intake(row: Row[Any]) -> Intake:
    return Intake(
        initiative=row.initiative, key=row.key, import_id=row.import_id, unit=row.unit, contact=row.contact,
        latest=row.latest,
    )


def add(tx: Tx, new: Iterable[Intake]) -> None:
    """Keep where initiatives came from."""
    rows = [
        {"initiative": one.initiative, "key": one.key, "import_id": one.import_id, "unit": one.unit,
         "contact": one.contact, "latest": one.latest}
        for one in new
    ]
    if rows:
        tx.execute(insert(intakes), rows)


def follow(tx: Tx, initiative: str, *, import_id: int, unit: str, contact: str) -> None:
    """What a newer entry says."""
    values = {"import_id": import_id, "unit": unit, "contact": contact}
    tx.execute(update(intakes).where(intakes.c.initiative == initiative).values(values))


def everything(tx: Tx) -> Mapping[str, Intake]:
    """All, by key."""
    return {row.key: _intake(row) for row in tx.execute(select(intakes))}


def of(tx: Tx, ids: Collection[str]) -> Mapping[str, Intake]:
    """Those of several initiatives, by initiative; what did not come from a list has none."""
    return {row.initiative: _intake(row) for row in tx.execute(select(intakes).where(intakes.c.initiative.in_(list(ids))))}


def acted_on(tx: Tx, ids: Collection[str]) -> frozenset[str]:
    """Those of these initiatives that anybody has done something about since they were taken from their list: the ledger
    names them in anything but the calendar's steps, or something hangs on them beside their gate."""
    some = list(ids)
    own = ledger.c.action.like("calendar:%") | ledger.c.action.like("%:initiative:adopted")
    found = {row.subject for row in tx.execute(select(ledger.c.subject).where(ledger.c.subject.in_(some), ~own).distinct())}
    for table in metadata.tables.values():
        for column in table.columns:
            if table.name not in _OWN and any(key.target_fullname == "initiatives.id" for key in column.foreign_keys):
                found |= set(tx.execute(select(column).where(column.in_(some)).distinct()).scalars())
    return frozenset(found)


def withdraw(tx: Tx, ids: Collection[str]) -> None:
    """Initiatives nobody has acted on go, with their gates: the ledger remembers that they were there."""
    some = list(ids)
    tx.execute(delete(intakes).where(intakes.c.initiative.in_(some)))
    tx.execute(delete(gates).where(gates.c.initiative.in_(some)))
    tx.execute(delete(initiatives).where(initiatives.c.id.in_(some)))
