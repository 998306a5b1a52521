"""One message in the outbox, from being put to its end, for the tests of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from portfolio.delivery import Sent
from portfolio.messages import Ambiguous
from store import Tx, outbox, sending

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def put(tx: Tx, key: str = "check_in:7:2026-11", **changes: Any) -> int | None:
    values: dict[str, Any] = {
        "key": key,
        "kind": "check_in",
        "person": 7,
        "view": '{"n":1}',
        "view_version": 1,
        "reason": "monthly",
        "due_at": NOW,
        "now": NOW,
    } | changes
    if values.get("channel"):
        del values["person"]
    return outbox.put(tx, **values)


def queued(tx: Tx, key: str = "check_in:7:2026-11", **changes: Any) -> int:
    id = put(tx, key, **changes)
    assert id is not None
    return id


def claimed(tx: Tx, now: datetime = NOW) -> outbox.OutboxRow:
    (row,) = sending.claim_next(tx, now, owner="w1", lease=MINUTE)
    return row


def ended(tx: Tx, row: outbox.OutboxRow, outcome: Any, now: datetime = NOW) -> str | None:
    return sending.settle(
        tx, row.id, owner="w1", attempt=row.attempts, outcome=outcome, policy=Ambiguous.RESEND, now=now, jitter=0.0
    )


def sent(tx: Tx, key: str = "check_in:7:2026-11", **changes: Any) -> int:
    id = queued(tx, key, **changes)
    assert ended(tx, claimed(tx), Sent(activity_id="act-1", conversation_id="conv-1")) == "sent"
    return id


def row(tx: Tx, id: int) -> outbox.OutboxRow:
    found = outbox.get(tx, id)
    assert found is not None
    return found


def state(tx: Tx, id: int) -> str:
    return row(tx, id).state
