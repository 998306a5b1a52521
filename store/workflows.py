"""Workflows, and what is attached to them: row <-> value."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from portfolio.discover.workflows import Workflow
from portfolio.errors import Conflict
from portfolio.metrics import Provenance
from portfolio.names import folded
from store.database import Tx
from store.discover_tables import attached, workflows
from store.once import insert_new
from store.values import dump, load

_ALL = select(workflows).order_by(workflows.c.name_key)


def name_key(name: str) -> str:
    """The name as compared."""
    return folded(name)[:200]


def insert(tx: Tx, new: Workflow, token: str) -> bool:
    """A new workflow. False when its token or its folded name is there already: then nothing was added."""
    return insert_new(
        tx, workflows, workflows.c.id, id=new.id, token=token, registered_by=new.registered_by,
        registered_at=new.registered_at, revision=new.revision, **_said(new),
    )


def change(tx: Tx, new: Workflow) -> None:
    """The workflow as it is now; its revision is the former one and 1. Conflict when somebody changed it since."""
    was = (workflows.c.id == new.id) & (workflows.c.revision == new.revision - 1)
    if tx.execute(update(workflows).where(was).values(revision=new.revision, **_said(new))).rowcount != 1:
        raise Conflict("changed_since")


def _said(new: Workflow) -> dict[str, Any]:
    return {
        "name": new.name, "name_key": name_key(new.name), "system_of_record": new.system_of_record,
        "actors": dump(new.actors), "owner_role": new.owner_role, "volume_per_month": new.volume_per_month,
        "volume_source": new.volume_source,
        "volume_provenance": new.volume_provenance.value if new.volume_provenance else None, "volume_on": new.volume_on,
    }


def by_id(tx: Tx, id: str) -> Workflow | None:
    """By id."""
    return _first(tx, workflows.c.id == id)


def by_name(tx: Tx, name: str) -> Workflow | None:
    """By its name, letter case and spaces aside."""
    return _first(tx, workflows.c.name_key == name_key(name))


def by_token(tx: Tx, token: str) -> Workflow | None:
    """By the form it was registered with."""
    return _first(tx, workflows.c.token == token)


def everything(tx: Tx) -> list[Workflow]:
    """All, in name order."""
    return [_workflow(row) for row in tx.execute(_ALL)]


def several(tx: Tx, ids: Iterable[str]) -> Mapping[str, Workflow]:
    """Several by id."""
    return {row.id: _workflow(row) for row in tx.execute(_ALL.where(workflows.c.id.in_(list(ids))))}


def _first(tx: Tx, where: Any) -> Workflow | None:
    row = tx.execute(select(workflows).where(where)).first()
    return _workflow(row) if row else None


# --- What is attached -----------------------------------------------------------------------------------------------------


def attach(
    tx: Tx, subject: str, workflow: str | None, by: int | None, now: datetime, *, open_on: date | None = None
) -> bool:
    """Have an initiative or an opportunity belong to one workflow, None to none; False when that was so. `open_on`: from
    when leadership may read what hits it by that (R18)."""
    if workflow_of(tx, subject) == workflow:
        return False
    tx.execute(delete(attached).where(attached.c.subject == subject))
    if workflow is not None:
        tx.execute(attached.insert().values(subject=subject, workflow=workflow, by=by, at=now, open_on=open_on))
    return True


def carry(tx: Tx, gone: str, into: str, by: int | None, now: datetime, *, open_on: date | None = None) -> None:
    """What one initiative or opportunity belongs to, the one that it goes on as belongs to, unless that has its own."""
    workflow = workflow_of(tx, gone)
    if workflow is not None and workflow_of(tx, into) is None:
        attach(tx, into, workflow, by, now, open_on=open_on)


def workflow_of(tx: Tx, subject: str) -> str | None:
    """The id of the workflow that an initiative or an opportunity belongs to."""
    found: str | None = tx.execute(select(attached.c.workflow).where(attached.c.subject == subject)).scalar()
    return found


def workflows_of(tx: Tx, subjects: Iterable[str]) -> Mapping[str, str]:
    """Of each of these that belongs to one, its workflow's id."""
    wanted = select(attached.c.subject, attached.c.workflow).where(attached.c.subject.in_(list(subjects)))
    return {row.subject: row.workflow for row in tx.execute(wanted)}


def opens(tx: Tx, subjects: Iterable[str]) -> Mapping[str, date | None]:
    """Of each of these that belongs to a workflow, from when leadership may read what hits it by that."""
    wanted = select(attached.c.subject, attached.c.open_on).where(attached.c.subject.in_(list(subjects)))
    return {row.subject: row.open_on for row in tx.execute(wanted)}


def attached_to(tx: Tx, workflow: str) -> list[str]:
    """The ids of what belongs to a workflow, the earliest first."""
    wanted = select(attached.c.subject).where(attached.c.workflow == workflow).order_by(attached.c.at, attached.c.subject)
    return list(tx.execute(wanted).scalars())


def _workflow(row: Row[Any]) -> Workflow:
    return Workflow(
        id=row.id, name=row.name, system_of_record=row.system_of_record, actors=load(row.actors, tuple[str, ...]),
        owner_role=row.owner_role, volume_per_month=row.volume_per_month, volume_source=row.volume_source,
        volume_provenance=Provenance(row.volume_provenance) if row.volume_provenance else None,
        registered_by=row.registered_by, registered_at=row.registered_at, revision=row.revision, volume_on=row.volume_on,
    )
