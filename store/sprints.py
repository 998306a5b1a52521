"""Instrumentation sprints: row <-> value. The newest of an initiative is the one that counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from portfolio.sprints import Sprint, SprintState, Way
from store.counting_tables import sprint_loggers, sprints
from store.database import Tx
from store.values import dump, load


def _sprint(row: Row[Any], loggers: tuple[int, ...]) -> Sprint:
    return Sprint(
        id=row.id, initiative=row.initiative, source=row.source, way=Way(row.way), kinds=load(row.kinds, tuple[str, ...]),
        first_on=row.first_on, last_on=row.last_on, use_was=row.use_was, state=SprintState(row.state),
        started_by=row.started_by, loggers=loggers,
    )


def add(tx: Tx, new: Sprint, now: datetime) -> None:
    """A new sprint with the people who log."""
    tx.execute(insert(sprints).values(
        id=new.id, initiative=new.initiative, source=new.source, way=new.way.value, kinds=dump(new.kinds),
        first_on=new.first_on, last_on=new.last_on, use_was=new.use_was, state=new.state.value,
        started_by=new.started_by, started_at=now,
    ))
    for person in new.loggers:
        tx.execute(insert(sprint_loggers).values(sprint=new.id, person=person))


def end(tx: Tx, id: str, state: SprintState, now: datetime) -> None:
    """It is over."""
    tx.execute(update(sprints).where(sprints.c.id == id).values(state=state.value, ended_at=now))


def get(tx: Tx, id: str) -> Sprint | None:
    """By id."""
    return next(iter(_read(tx, tx.execute(select(sprints).where(sprints.c.id == id)).all())), None)


def newest_of(tx: Tx, initiatives: Iterable[str]) -> Mapping[str, Sprint]:
    """The newest sprint of each initiative that has had one, by initiative."""
    where = sprints.c.initiative.in_(list(initiatives))
    rows = tx.execute(select(sprints).where(where).order_by(sprints.c.started_at, sprints.c.id)).all()
    return {one.initiative: one for one in _read(tx, rows)}


def newest(tx: Tx, initiative: str) -> Sprint | None:
    """The newest of one."""
    return newest_of(tx, [initiative]).get(initiative)


def running(tx: Tx) -> list[Sprint]:
    """All that are not over."""
    where = sprints.c.state == SprintState.RUNNING.value
    return _read(tx, tx.execute(select(sprints).where(where).order_by(sprints.c.id)).all())


def logged_by(tx: Tx, person: int) -> list[Sprint]:
    """The sprints in which somebody was named to log, oldest first."""
    mine = select(sprint_loggers.c.sprint).where(sprint_loggers.c.person == person)
    return _read(tx, tx.execute(select(sprints).where(sprints.c.id.in_(mine)).order_by(sprints.c.started_at)).all())


def _read(tx: Tx, rows: Iterable[Row[Any]]) -> list[Sprint]:
    found = list(rows)
    if not found:
        return []
    where = sprint_loggers.c.sprint.in_([row.id for row in found])
    people: dict[str, list[int]] = {row.id: [] for row in found}
    for row in tx.execute(select(sprint_loggers).where(where).order_by(sprint_loggers.c.person)):
        people[row.sprint].append(row.person)
    return [_sprint(row, tuple(people[row.id])) for row in found]
