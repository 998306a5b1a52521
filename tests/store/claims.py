"""Claiming and settling messages as senders do, for the tests of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from portfolio.delivery import Outcome, Sent
from portfolio.messages import Ambiguous
from store import Tx, outbox, sending

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SENT = Sent(activity_id="act-1", conversation_id="conv-1")


def put(tx: Tx, person: int = 7, **changes: Any) -> int:
    values = {"key": f"k{person}", "kind": "check_in", "view": "{}", "view_version": 1, "reason": "monthly"}
    id = outbox.put(tx, **({"person": person, "due_at": NOW, "now": NOW} | values | changes))
    assert id is not None
    return id


def claim(tx: Tx, now: datetime = NOW, owner: str = "w1", **changes: Any) -> list[outbox.OutboxRow]:
    return sending.claim_next(tx, now, **({"owner": owner, "lease": MINUTE, "limit": 10} | changes))


def settle(tx: Tx, row: outbox.OutboxRow, outcome: Outcome, now: datetime = NOW, **changes: Any) -> str | None:
    values = {"owner": row.owner, "attempt": row.attempts, "policy": Ambiguous.RESEND, "jitter": 0.0}
    return sending.settle(tx, row.id, outcome=outcome, now=now, **(values | changes))


def resend(kind: str) -> Ambiguous:
    return Ambiguous.RESEND


def get(tx: Tx, id: int) -> outbox.OutboxRow:
    found = outbox.get(tx, id)
    assert found is not None
    return found
