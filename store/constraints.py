"""The constraint register: row <-> value. Its words are texts, which can be erased."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, select, update

from portfolio.discover.constraints import Constraint, ConstraintKind, Lifting, expiring_first
from portfolio.errors import Conflict
from store import texts, workflows
from store.database import Tx
from store.discover_tables import constraint_hits, constraints
from store.once import insert_new
from store.tables import texts as words

_SOURCES, _REASONS = words.alias("sources_said"), words.alias("reasons")
_ROWS = (
    select(
        constraints, words.c.body.label("said"), _SOURCES.c.body.label("sourced"), _REASONS.c.body.label("because")
    )
    .outerjoin(words, words.c.id == constraints.c.text)
    .outerjoin(_SOURCES, _SOURCES.c.id == constraints.c.source)
    .outerjoin(_REASONS, _REASONS.c.id == constraints.c.lift_reason)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashes:
    """What the ledger says of a constraint's words."""

    text: str
    source: str


def insert(tx: Tx, new: Constraint, token: str) -> Hashes | None:
    """A new entry; None when its form was sent before: then nothing was added."""
    if by_token(tx, token) is not None:
        return None
    text, source = texts.put(tx, new.text), texts.put(tx, new.source)
    added = insert_new(
        tx, constraints, constraints.c.id, id=new.id, token=token, text=text.id, source=source.id,
        revision=new.revision, **_said(new),
    )
    assert added, "the caller has its token to itself"
    _hits(tx, new, before=())
    return Hashes(text=text.hash, source=source.hash)


def change(tx: Tx, old: Constraint, new: Constraint) -> Hashes:
    """The entry as it is now. What it said before is erased when it says something else. Conflict when it was changed."""
    where = (constraints.c.id == old.id) & (constraints.c.revision == old.revision)
    was = tx.execute(select(constraints.c.text, constraints.c.source).where(where)).first()
    if was is None:
        raise Conflict("changed_since")
    text, source = texts.put(tx, new.text), texts.put(tx, new.source)
    tx.execute(
        update(constraints).where(where).values(text=text.id, source=source.id, revision=old.revision + 1, **_said(new))
    )
    for id in (was.text, was.source):
        texts.erase(tx, id)
    gone = constraint_hits.c.subject.not_in(new.hits)   # what came later and stays keeps its day
    tx.execute(delete(constraint_hits).where(constraint_hits.c.constraint == old.id, gone))
    _hits(tx, new, before=old.hits)
    return Hashes(text=text.hash, source=source.hash)


def lift(tx: Tx, old: Constraint, lifting: Lifting) -> str:
    """It holds no more; the hash of the reason for the ledger. Conflict when it was changed since it was read."""
    reason = texts.put(tx, lifting.reason)
    where = (constraints.c.id == old.id) & (constraints.c.revision == old.revision) & constraints.c.lifted_at.is_(None)
    values = {"lifted_at": lifting.at, "lifted_by": lifting.by, "lift_reason": reason.id, "revision": old.revision + 1}
    if tx.execute(update(constraints).where(where).values(values)).rowcount != 1:
        raise Conflict("changed_since")
    return reason.hash


def _said(new: Constraint) -> dict[str, Any]:
    return {
        "kind": new.kind.value, "owner": new.owner, "expires": new.expires, "reviewed_on": new.reviewed_on,
        "said_by": new.said_by, "said_at": new.said_at, "open_on": new.open_on,
    }


def _hits(tx: Tx, new: Constraint, *, before: Collection[str]) -> None:
    if added := [hit for hit in new.hits if hit not in before]:
        tx.execute(constraint_hits.insert(), [{"constraint": new.id, "subject": hit} for hit in added])


def by_id(tx: Tx, id: str) -> Constraint | None:
    """By id."""
    return next(iter(_all(tx, constraints.c.id == id)), None)


def by_token(tx: Tx, token: str) -> Constraint | None:
    """By the form it was registered with."""
    return next(iter(_all(tx, constraints.c.token == token)), None)


def everything(tx: Tx) -> list[Constraint]:
    """All that were not lifted, the nearest end first."""
    return _all(tx, constraints.c.lifted_at.is_(None))


def lifted(tx: Tx) -> list[Constraint]:
    """All that were lifted, the nearest end first."""
    return _all(tx, constraints.c.lifted_at.is_not(None))


_OPEN = select(constraints.c.id).where(constraints.c.lifted_at.is_(None)).limit(1)


def any_open(tx: Tx) -> bool:
    """Whether there is one at all that was not lifted: where nobody keeps constraints, nothing more is asked for."""
    return tx.execute(_OPEN).first() is not None


def owned_by(tx: Tx, person: int) -> list[Constraint]:
    """Those not lifted that this person is named for."""
    return _all(tx, constraints.c.lifted_at.is_(None) & (constraints.c.owner == person))


def hitting(tx: Tx, subjects: Iterable[str]) -> Mapping[str, tuple[Constraint, ...]]:
    """What hits each of these initiatives, opportunities or workflows, by itself or by the workflow it belongs to."""
    wanted = list(subjects)
    by_way = workflows.workflows_of(tx, wanted)
    hit = select(constraint_hits.c.constraint).where(constraint_hits.c.subject.in_({*wanted, *by_way.values()})).distinct()
    ids = list(tx.execute(hit).scalars())
    found = _all(tx, constraints.c.lifted_at.is_(None) & constraints.c.id.in_(ids)) if ids else []
    by_subject: dict[str | None, list[Constraint]] = defaultdict(list)
    for one in found:
        for subject in one.hits:
            by_subject[subject].append(one)
    of = {subject: {one.id for one in (*by_subject[subject], *by_subject[by_way.get(subject)])} for subject in wanted}
    return {subject: tuple(one for one in found if one.id in of[subject]) if of[subject] else () for subject in wanted}


def came_later(tx: Tx, subjects: Iterable[str]) -> Mapping[str, Mapping[str, date]]:
    """Of each of these initiatives, the constraints that came to it after they were put down, by a merge or with the
    workflow it was attached to: ids, each with the day from which leadership may read that."""
    wanted = list(subjects)
    by_way, opens = workflows.workflows_of(tx, wanted), workflows.opens(tx, wanted)
    hits: dict[str | None, list[tuple[str, date | None]]] = defaultdict(list)
    where = constraint_hits.c.subject.in_({*wanted, *by_way.values()})
    for row in tx.execute(select(constraint_hits).where(where)):
        hits[row.subject].append((row.constraint, row.open_on))
    found = {}
    for subject in wanted:
        ways = [*hits[subject], *((id, opens[subject]) for id, _ in hits[by_way.get(subject)])]
        before = {id for id, day in ways if day is None}
        found[subject] = {id: day for id, day in sorted(ways, key=_day, reverse=True) if day and id not in before}
    return found


def _day(way: tuple[str, date | None]) -> date:
    return way[1] or date.min


def carry(tx: Tx, gone: str, into: str, open_on: date | None = None) -> None:
    """What hits one initiative or opportunity hits the one that it goes on as, too. `open_on`: from when leadership may read
    that (R18)."""
    hit = select(constraint_hits.c.constraint).where(constraint_hits.c.subject == into)
    wanted = select(constraint_hits.c.constraint).where(
        constraint_hits.c.subject == gone, constraint_hits.c.constraint.not_in(hit)
    )
    for constraint in list(tx.execute(wanted).scalars()):
        tx.execute(constraint_hits.insert().values(constraint=constraint, subject=into, open_on=open_on))
        # Whoever is changing it at the moment would otherwise save it without this.
        tx.execute(update(constraints).where(constraints.c.id == constraint).values(revision=constraints.c.revision + 1))


def _all(tx: Tx, where: Any) -> list[Constraint]:
    rows = tx.execute(_ROWS.where(where)).all()
    if not rows:
        return []
    hits: dict[str, list[str]] = defaultdict(list)
    wanted = select(constraint_hits).where(constraint_hits.c.constraint.in_([row.id for row in rows]))
    for hit in tx.execute(wanted.order_by(constraint_hits.c.subject)) if rows else ():
        hits[hit.constraint].append(hit.subject)
    return list(expiring_first(_constraint(row, tuple(hits[row.id])) for row in rows))


def _constraint(row: Row[Any], hits: tuple[str, ...]) -> Constraint:
    lifting = Lifting(reason=row.because or "", by=row.lifted_by, at=row.lifted_at) if row.lifted_at else None
    return Constraint(
        id=row.id, kind=ConstraintKind(row.kind), text=row.said or "", source=row.sourced or "", owner=row.owner,
        expires=row.expires, reviewed_on=row.reviewed_on, hits=hits, said_by=row.said_by,
        said_at=row.said_at, revision=row.revision, lifted=lifting, open_on=row.open_on,
    )
