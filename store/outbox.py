"""Messages as rows: put beside the change that causes them, sent later by the worker (store.sending).

    due -> sending -> sent            held: waits for a time or for somebody's release
    sending -> due (tried again) | failed | in_doubt (may have arrived) | undeliverable
    due | held -> expired             sent -> due (an update of the same message is wanted)
    any but sending -> closed

A row with an `activity_id` is in the chat: sending it again means updating that one message.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Row, and_, bindparam, func, or_, select

from store.once import inserted
from store.tables import outbox

UPDATABLE = frozenset({"due", "held", "sending", "sent"})
_GET = select(outbox).where(outbox.c.id == bindparam("of"))
_FIND = select(outbox).where(outbox.c.key == bindparam("of"))
_LOCKED = _GET.with_for_update()
_CHANGE = outbox.update().where(
    outbox.c.id == bindparam("of"), outbox.c.state == bindparam("was"), outbox.c.revision == bindparam("seen")
)
_IN_DOUBT_FOR = (
    select(outbox).where(outbox.c.recipient_person == bindparam("person"), outbox.c.ambiguous > 0).order_by(outbox.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One message to one person or channel. `view` is JSON of the frozen view, in the shape `view_version` names.

    `attempts` counts claims and is the fence of the current one; `rejections` sure refusals since the last success;
    `ambiguous` attempts that may have arrived. `next_try_at` is None while held until somebody's release.
    """

    id: int
    key: str
    kind: str
    recipient_person: int | None
    recipient_channel: str | None
    initiative: str | None
    view: str
    view_version: int
    revision: int
    reason: str
    due_at: datetime
    expires_at: datetime | None
    state: str
    hold_reason: str | None
    attempts: int
    rejections: int
    ambiguous: int
    owner: str | None
    claimed_at: datetime | None
    lease_until: datetime | None
    next_try_at: datetime | None
    conversation_id: str | None
    activity_id: str | None
    created_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    detail: str | None


_FIELDS = tuple(field.name for field in fields(OutboxRow))
_values = attrgetter(*_FIELDS)


def row_of(row: Row[Any]) -> OutboxRow:
    """A row of the table as a value."""
    return OutboxRow(**dict(zip(_FIELDS, _values(row), strict=True)))


def put(
    tx: Connection,
    *,
    key: str,
    kind: str,
    person: int | None = None,
    channel: str | None = None,
    initiative: str | None = None,
    view: str,
    view_version: int,
    reason: str,
    due_at: datetime,
    now: datetime,
    expires_at: datetime | None = None,
) -> int | None:
    """Queue a message for exactly one of `person` and `channel`; its id, or None when `key` was put before.

    Belongs into the transaction of the change it speaks of. `reason` is a code: why this message comes.
    """
    if (person is None) == (channel is None):
        raise ValueError("a message goes to one person or to one channel")
    return inserted(
        tx,
        outbox,
        outbox.c.id,
        key=key,
        kind=kind,
        recipient_person=person,
        recipient_channel=channel,
        lane=f"person:{person}" if channel is None else f"channel:{channel}",
        initiative=initiative,
        view=view,
        view_version=view_version,
        revision=1,
        revision_out=0,
        reason=reason,
        due_at=due_at,
        expires_at=expires_at,
        state="due",
        attempts=0,
        rejections=0,
        ambiguous=0,
        next_try_at=due_at,
        created_at=now,
    )


def get(tx: Connection, id: int) -> OutboxRow | None:
    """The message with this id."""
    return _one(tx, _GET, id)


def find(tx: Connection, key: str) -> OutboxRow | None:
    """The message with this key."""
    return _one(tx, _FIND, key)


def _one(tx: Connection, statement: Executable, of: int | str) -> OutboxRow | None:
    row = tx.execute(statement, {"of": of}).first()
    return None if row is None else row_of(row)


def locked(tx: Connection, id: int) -> Row[Any] | None:
    """The row, kept from other writers until the transaction ends."""
    return tx.execute(_LOCKED, {"of": id}).first()


def request_update(tx: Connection, row: OutboxRow, *, view: str, view_version: int, now: datetime) -> bool:
    """Have the message show `view`. False when it never will: failed, in doubt, expired or closed.

    Before it is sent the new view simply takes the old one's place; after, the worker updates the same message in the
    chat; while it is being sent, the update follows. The same view again changes nothing.
    """
    if row.state not in UPDATABLE:
        return False
    if (row.view, row.view_version) == (view, view_version):
        return True
    values: dict[str, Any] = {"view": view, "view_version": view_version, "revision": row.revision + 1}
    if row.state == "sent":
        values |= {"state": "due", "next_try_at": now, "rejections": 0, "detail": None}
    if tx.execute(_CHANGE, {"of": row.id, "was": row.state, "seen": row.revision, **values}).rowcount == 1:
        return True
    moved = locked(tx, row.id)  # its sender, or another press, was faster: once more, alone with it
    return moved is not None and request_update(tx, row_of(moved), view=view, view_version=view_version, now=now)


def _mine(id: int, owner: str | None, attempt: int | None, *states: str) -> ColumnElement[bool]:
    """The row in one of `states`, or, for its sender, in "sending" under the same claim."""
    free = outbox.c.state.in_(states)
    if owner is None:
        return and_(outbox.c.id == id, free)
    claimed = and_(outbox.c.state == "sending", outbox.c.owner == owner, outbox.c.attempts == attempt)
    return and_(outbox.c.id == id, or_(free, claimed))


_UNCLAIMED = {"owner": None, "claimed_at": None, "lease_until": None}


def hold(
    tx: Connection,
    id: int,
    reason: str,
    *,
    until: datetime | None = None,
    owner: str | None = None,
    attempt: int | None = None,
) -> bool:
    """Keep a due message back, for the code `reason`: until a time, or until `release`. False when it is not due.

    Its sender, who has it claimed and has not sent it, names `owner` and `attempt`.
    """
    values = {"state": "held", "hold_reason": reason, "next_try_at": until, **_UNCLAIMED}
    done = tx.execute(outbox.update().where(_mine(id, owner, attempt, "due", "held")).values(values))
    return done.rowcount == 1


def release(tx: Connection, now: datetime, *, reason: str, person: int | None = None) -> int:
    """Make everything held for `reason` due now, or only what is for `person`; how many there were."""
    where = [outbox.c.state == "held", outbox.c.hold_reason == reason]
    if person is not None:
        where.append(outbox.c.recipient_person == person)
    return _wake(tx, now, *where)


def wake(tx: Connection, now: datetime) -> int:
    """Make due what was held until a time that has come; how many there were."""
    return _wake(tx, now, outbox.c.state == "held", outbox.c.next_try_at <= now)


def _wake(tx: Connection, now: datetime, *where: ColumnElement[bool]) -> int:
    return tx.execute(
        outbox.update().where(*where).values(state="due", hold_reason=None, next_try_at=now)
    ).rowcount


def expire(tx: Connection, now: datetime) -> list[OutboxRow]:
    """End what was not sent in time, and return it with what kept it back. What may have arrived is "in_doubt"."""
    late = and_(outbox.c.state.in_(("due", "held")), outbox.c.expires_at <= now, outbox.c.activity_id.is_(None))
    ended = []
    for state, where in (("in_doubt", outbox.c.ambiguous > 0), ("expired", outbox.c.ambiguous == 0)):
        rows = tx.execute(
            outbox.update().where(late, where).values(state=state, settled_at=now).returning(outbox)
        )
        ended += [row_of(row) for row in rows]
    return sorted(ended, key=lambda row: row.id)


def close(
    tx: Connection,
    id: int,
    now: datetime,
    *,
    detail: str | None = None,
    owner: str | None = None,
    attempt: int | None = None,
) -> bool:
    """End a message for good: answered, superseded, or no longer this person's. False when it is being sent.

    Its sender, who has it claimed and has not sent it, names `owner` and `attempt`.
    """
    states = ("due", "held", "sent", "failed", "in_doubt", "undeliverable", "expired")
    values = {"state": "closed", "settled_at": now, "detail": detail, "hold_reason": None, **_UNCLAIMED}
    return tx.execute(outbox.update().where(_mine(id, owner, attempt, *states)).values(values)).rowcount == 1


def by_state(tx: Connection) -> list[tuple[str, int]]:
    """How many messages are in each state; states without one are left out."""
    counted = select(outbox.c.state, func.count()).group_by(outbox.c.state).order_by(outbox.c.state)
    return [(state, count) for state, count in tx.execute(counted)]


_DEAD = ("failed", "in_doubt", "undeliverable")


def dead(tx: Connection) -> list[OutboxRow]:
    """Messages that nobody will try again by himself, oldest first."""
    return [row_of(row) for row in tx.execute(select(outbox).where(outbox.c.state.in_(_DEAD)).order_by(outbox.c.id))]


def redrive(tx: Connection, id: int, now: datetime) -> bool:
    """Try a dead message once more from the beginning, on an admin's word. False when it is not dead."""
    dead = outbox.c.state.in_(_DEAD)
    values = {"state": "due", "next_try_at": now, "rejections": 0, "settled_at": None}
    return tx.execute(outbox.update().where(outbox.c.id == id, dead).values(values)).rowcount == 1


def oldest_due(tx: Connection, now: datetime) -> timedelta | None:
    """How long the oldest due message has been waiting; None when nothing is due. For health checks."""
    where = (outbox.c.state == "due", outbox.c.next_try_at <= now)
    row = tx.execute(select(outbox.c.next_try_at).where(*where).order_by(outbox.c.next_try_at).limit(1)).first()
    return None if row is None else now - row.next_try_at


def newest(tx: Connection, kind: str) -> OutboxRow | None:
    """The message of this kind that was put last."""
    row = tx.execute(select(outbox).where(outbox.c.kind == kind).order_by(outbox.c.id.desc()).limit(1)).first()
    return None if row is None else row_of(row)


def about(tx: Connection, kind: str, initiative: str) -> list[OutboxRow]:
    """The messages of this kind about an initiative, oldest first."""
    where = (outbox.c.kind == kind, outbox.c.initiative == initiative)
    return [row_of(row) for row in tx.execute(select(outbox).where(*where).order_by(outbox.c.id))]


def count_sent(tx: Connection, *, person: int, kinds: Collection[str], since: datetime) -> int:
    """How many messages of these kinds have reached somebody since then, or may have."""
    arrived = or_(outbox.c.sent_at >= since, and_(outbox.c.state == "in_doubt", outbox.c.settled_at >= since))
    where = (outbox.c.recipient_person == person, outbox.c.kind.in_(list(kinds)), arrived)
    return tx.execute(select(func.count()).select_from(outbox).where(*where)).scalar_one()


def next_try(tx: Connection) -> datetime | None:
    """When the next message that waits for a time may be tried; None when none does."""
    waiting = outbox.c.state.in_(("due", "held")) & outbox.c.next_try_at.is_not(None)
    return tx.execute(select(outbox.c.next_try_at).where(waiting).order_by(outbox.c.next_try_at).limit(1)).scalar()


def in_doubt_for(tx: Connection, *, person: int) -> list[OutboxRow]:
    """Messages to somebody of which nobody knows how many copies arrived."""
    return [row_of(row) for row in tx.execute(_IN_DOUBT_FOR, {"person": person})]
