"""What waits in the outbox."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from store.outbox import OutboxRow, row_of
from store.tables import outbox


def unsent(tx: Connection, now: datetime) -> list[OutboxRow]:
    """Every message that has not been sent and still may be, the earliest due first."""
    in_time = or_(outbox.c.expires_at.is_(None), outbox.c.expires_at > now)
    where = (outbox.c.state.in_(("due", "held")), outbox.c.activity_id.is_(None), in_time)
    rows = tx.execute(select(outbox).where(*where).order_by(outbox.c.due_at, outbox.c.id))
    return [row_of(row) for row in rows]


def count(tx: Connection, *, person: int, kinds: Collection[str], now: datetime) -> int:
    """How many messages of these kinds have not been sent to somebody yet, and still may be."""
    in_time = or_(outbox.c.expires_at.is_(None), outbox.c.expires_at > now)
    unsent = (outbox.c.state.in_(("due", "held")), outbox.c.activity_id.is_(None), in_time)
    where = (outbox.c.recipient_person == person, outbox.c.kind.in_(list(kinds)), *unsent)
    return tx.execute(select(func.count()).select_from(outbox).where(*where)).scalar_one()
