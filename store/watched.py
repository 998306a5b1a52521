"""What was seen when workflows were watched: row <-> value. What hurts is a text of its own, which can be erased."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from portfolio.discover.steps import Observation, Step
from portfolio.errors import Conflict
from portfolio.metrics import Provenance
from store import texts
from store.database import Tx
from store.discover_tables import watched
from store.tables import texts as words
from store.values import dump, fingerprint, load

_ROWS = select(watched, words.c.body.label("hurts")).outerjoin(words, words.c.id == watched.c.pains)


def insert(tx: Tx, new: Observation) -> None:
    """One more: finished, or the beginning of one."""
    tx.execute(watched.insert().values(id=new.id, workflow=new.workflow, by=new.by, revision=new.revision, **_said(tx, new)))


def change(tx: Tx, new: Observation) -> None:
    """The one as it is now; its revision is the former one and 1. Conflict when it was changed or finished since."""
    where = (watched.c.id == new.id) & (watched.c.revision == new.revision - 1) & watched.c.version.is_(None)
    before = tx.execute(select(watched.c.pains).where(where)).first()
    if before is None:
        raise Conflict("changed_since")
    tx.execute(update(watched).where(where).values(revision=new.revision, **_said(tx, new)))
    if before.pains is not None:
        texts.erase(tx, before.pains)


def drop(tx: Tx, old: Observation) -> None:
    """Throw one away that was not finished."""
    gone = delete(watched).where((watched.c.id == old.id) & watched.c.version.is_(None)).returning(watched.c.pains)
    pains = tx.execute(gone).scalar()
    if pains is not None:
        texts.erase(tx, pains)


def _said(tx: Tx, new: Observation) -> dict[str, Any]:
    pains = [step.pain for step in new.steps]
    return {
        "version": new.version, "steps": dump([replace(step, pain="") for step in new.steps]),
        "pains": texts.put(tx, dump(pains)).id if any(pains) else None, "observed_on": new.observed_on,
        "cases": new.cases, "provenance": new.provenance.value, "at": new.at,
    }


def hash_of(steps: Iterable[Step]) -> str:
    """What the ledger says of steps: a hash of everything but what hurts."""
    return fingerprint([replace(step, pain="") for step in steps])


def next_version(tx: Tx, workflow: str) -> int:
    """The number that the next one of this workflow gets, once it is finished."""
    newest = tx.execute(select(func.max(watched.c.version)).where(watched.c.workflow == workflow)).scalar()
    return (newest or 0) + 1


def by_id(tx: Tx, id: str) -> Observation | None:
    """By id, finished or not."""
    row = tx.execute(_ROWS.where(watched.c.id == id)).first()
    return _observation(row) if row else None


def begun(tx: Tx, workflow: str, by: int) -> Observation | None:
    """The one that this person is still writing down."""
    where = (watched.c.workflow == workflow) & (watched.c.by == by) & watched.c.version.is_(None)
    row = tx.execute(_ROWS.where(where).order_by(watched.c.at.desc()).limit(1)).first()
    return _observation(row) if row else None


def of_workflow(tx: Tx, workflow: str) -> list[Observation]:
    """All versions, the newest first."""
    where = (watched.c.workflow == workflow) & watched.c.version.is_not(None)
    return [_observation(row) for row in tx.execute(_ROWS.where(where).order_by(watched.c.version.desc()))]


def newest(tx: Tx, ids: Iterable[str]) -> Mapping[str, Observation]:
    """The newest version of each of these workflows that was watched at all."""
    where = watched.c.workflow.in_(list(ids)) & watched.c.version.is_not(None)
    return {row.workflow: _observation(row) for row in tx.execute(_ROWS.where(where).order_by(watched.c.version))}


def _observation(row: Row[Any]) -> Observation:
    steps = load(row.steps, tuple[Step, ...])
    if row.hurts:
        pains = load(row.hurts, tuple[str, ...])
        steps = tuple(replace(step, pain=pain) for step, pain in zip(steps, pains, strict=True))
    return Observation(
        id=row.id, workflow=row.workflow, version=row.version, steps=steps, observed_on=row.observed_on, cases=row.cases,
        provenance=Provenance(row.provenance), by=row.by, at=row.at, revision=row.revision,
    )
