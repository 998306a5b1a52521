"""Copies of one message: the connector may deliver and not say so, and a press on a copy tells that it is there."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, select

from store import outbox
from store.tables import outbox as rows
from store.tables import twins


def note(
    tx: Connection, id: int, *, activity_id: str, conversation_id: str, now: datetime
) -> Literal["known", "adopted", "twin"] | None:
    """Somebody pressed a button on a copy of this message. None when there is no such message.

    "known": it is the copy we know. "adopted": an ambiguous attempt turns out to have arrived, and the row is sent.
    "twin": a further copy, remembered so that it can be updated or deleted (`of`).
    """
    row = outbox.locked(tx, id)
    if row is None:
        return None
    if row.activity_id == activity_id:
        return "known"
    if row.activity_id is None and row.state != "sending":
        values: dict[str, Any] = {"activity_id": activity_id, "conversation_id": conversation_id, "sent_at": now}
        if row.state != "closed":
            values |= {"state": "sent", "settled_at": now, "hold_reason": None}
            if row.revision > 1:  # that copy may show an older view: an update follows
                values |= {"state": "due", "settled_at": None, "next_try_at": now}
        tx.execute(rows.update().where(rows.c.id == id).values(values))
        return "adopted"
    known = select(twins).where(twins.c.outbox_id == id, twins.c.activity_id == activity_id)
    if tx.execute(known).first() is None:
        tx.execute(twins.insert().values(outbox_id=id, activity_id=activity_id, noted_at=now))
    return "twin"


def of(tx: Connection, id: int) -> list[str]:
    """The activity ids of further copies of this message."""
    return list(tx.execute(select(twins.c.activity_id).where(twins.c.outbox_id == id).order_by(twins.c.noted_at)).scalars())
