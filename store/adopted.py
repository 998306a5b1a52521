"""Cards that answer a press are in the chat without having been sent by the outbox; one becomes a row that can change."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from store.once import inserted
from store.outbox import OutboxRow, row_of
from store.tables import outbox


def adopt(
    tx: Connection, *, key: str, kind: str, person: int, initiative: str | None, view: str, view_version: int, reason: str,
    activity_id: str, conversation_id: str, now: datetime,
) -> None:
    """A message that is in the chat already and shows `view`: `request_update` makes it show something else.

    Adopted again it shows the new view, and an update that waited is not made.
    """
    there = {"state": "sent", "sent_at": now, "settled_at": now, "next_try_at": None}
    new = inserted(
        tx, outbox, outbox.c.id, key=key, kind=kind, recipient_person=person, recipient_channel=None,
        lane=f"person:{person}", initiative=initiative, view=view, view_version=view_version, revision=1, revision_out=1,
        reason=reason, due_at=now, expires_at=None, attempts=0, rejections=0, ambiguous=0, created_at=now,
        activity_id=activity_id, conversation_id=conversation_id, **there,
    )  # fmt: skip
    row = None if new is not None else tx.execute(select(outbox).where(outbox.c.key == key).with_for_update()).first()
    if row is not None:
        values: dict[str, Any] = {"kind": kind, "view": view, "view_version": view_version, "revision": row.revision + 1}
        values |= {} if row.state == "sending" else there | {"hold_reason": None, "initiative": initiative}
        tx.execute(outbox.update().where(outbox.c.id == row.id).values(values))


def showing(tx: Connection, id: str) -> list[OutboxRow]:
    """The adopted cards whose view has this id in it."""
    where = outbox.c.key.like("card:%") & outbox.c.view.contains(id, autoescape=True)
    return [row_of(row) for row in tx.execute(select(outbox).where(where).order_by(outbox.c.id))]
