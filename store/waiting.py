"""What waits in the outbox for somebody."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from store.tables import outbox


def count(tx: Connection, *, person: int, kinds: Collection[str], now: datetime) -> int:
    """How many messages of these kinds have not been sent to somebody yet, and still may be."""
    in_time = or_(outbox.c.expires_at.is_(None), outbox.c.expires_at > now)
    unsent = (outbox.c.state.in_(("due", "held")), outbox.c.activity_id.is_(None), in_time)
    where = (outbox.c.recipient_person == person, outbox.c.kind.in_(list(kinds)), *unsent)
    return tx.execute(select(func.count()).select_from(outbox).where(*where)).scalar_one()
