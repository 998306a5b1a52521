"""Files on their way out: row <-> value. What was asked for and where it went is erased when it is over."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from portfolio.leaving import LEAVING_MOVES, Leaving, LeavingState, Place
from portfolio.machines import step
from store.database import Tx
from store.leaving_tables import leaving
from store.values import dump, load

_OPEN = (LeavingState.OFFERED.value, LeavingState.ACCEPTED.value)
_ERASED = {"said": None, "place": None}


def _leaving(row: Row[Any]) -> Leaving:
    return Leaving(
        id=row.id, asker=row.asker, kind=row.kind, said={} if row.said is None else load(row.said, dict[str, str]),
        name=row.name, state=LeavingState(row.state), asked_at=row.asked_at, expires_at=row.expires_at,
        place=None if row.place is None else load(row.place, Place), tried_at=row.tried_at,
    )


def add(tx: Tx, new: Leaving) -> None:
    """An offer."""
    tx.execute(insert(leaving).values(
        id=new.id, asker=new.asker, kind=new.kind, said=dump(new.said), name=new.name, state=new.state.value,
        asked_at=new.asked_at, expires_at=new.expires_at,
    ))


def get(tx: Tx, id: str) -> Leaving | None:
    """By id."""
    row = tx.execute(select(leaving).where(leaving.c.id == id)).first()
    return _leaving(row) if row else None


def open_of(tx: Tx, asker: int, now: datetime) -> list[Leaving]:
    """What somebody was offered and what is on its way to them, oldest first."""
    where = (leaving.c.asker == asker, leaving.c.state.in_(_OPEN), leaving.c.expires_at > now)
    return [_leaving(row) for row in tx.execute(select(leaving).where(*where).order_by(leaving.c.asked_at, leaving.c.id))]


def waiting(tx: Tx, now: datetime, lease: timedelta) -> list[str]:
    """The ids of what was agreed to and nobody is at, oldest first."""
    free = or_(leaving.c.tried_at.is_(None), leaving.c.tried_at <= now - lease)
    where = (leaving.c.state == LeavingState.ACCEPTED.value, leaving.c.expires_at > now, free)
    return list(tx.execute(select(leaving.c.id).where(*where).order_by(leaving.c.asked_at, leaving.c.id)).scalars())


def take(tx: Tx, id: str, now: datetime, lease: timedelta) -> bool:
    """Somebody is at it from now on. False when somebody else was faster."""
    free = or_(leaving.c.tried_at.is_(None), leaving.c.tried_at <= now - lease)
    where = (leaving.c.id == id, leaving.c.state == LeavingState.ACCEPTED.value, free)
    return tx.execute(update(leaving).where(*where).values(tried_at=now)).rowcount == 1


def late(tx: Tx, now: datetime) -> list[Leaving]:
    """Those whose time is over and of which something is still kept, whatever became of them."""
    where = (leaving.c.expires_at <= now, or_(leaving.c.said.is_not(None), leaving.c.place.is_not(None)))
    return [_leaving(row) for row in tx.execute(select(leaving).where(*where).order_by(leaving.c.id))]


def accept(tx: Tx, one: Leaving, place: Place) -> None:
    """It may be put there."""
    _move(tx, one, LeavingState.ACCEPTED, place=dump(place))


def left(tx: Tx, one: Leaving, place: Place) -> None:
    """It was put there. The address that took it is of no more use."""
    _move(tx, one, LeavingState.LEFT, said=None, place=dump(place))


def end(tx: Tx, one: Leaving, state: LeavingState = LeavingState.OVER) -> None:
    """Declined, or over."""
    _move(tx, one, state, **_ERASED)


def forget(tx: Tx, id: str) -> None:
    """Erase what is kept of one that has ended."""
    tx.execute(update(leaving).where(leaving.c.id == id).values(**_ERASED))


def erase(tx: Tx, person: int) -> None:
    """End and erase all of somebody's."""
    open_ = (leaving.c.asker == person, leaving.c.state.in_(_OPEN))
    tx.execute(update(leaving).where(*open_).values(state=LeavingState.OVER.value))
    tx.execute(update(leaving).where(leaving.c.asker == person).values(**_ERASED))


def _move(tx: Tx, one: Leaving, then: LeavingState, **values: Any) -> None:
    state = step(LEAVING_MOVES, one.state, then, thing="file")
    tx.execute(update(leaving).where(leaving.c.id == one.id).values(state=state.value, **values))
