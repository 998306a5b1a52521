"""The worker's half of the outbox: claim just in time, settle under a fence, recover what a dead sender left.

`now` and `jitter` (a random number from 0 to below 1) come from the caller; nothing here draws or waits.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, and_, bindparam, exists, or_, select
from sqlalchemy.exc import IntegrityError

from portfolio.delivery import Outcome, Sent, Unknown
from portfolio.messages import Ambiguous
from store.outbox import OutboxRow, row_of
from store.settling import Step, judge
from store.tables import attempts, outbox

PACE = timedelta(seconds=2)
"""One message per recipient in this time stays below all four of Teams' limits per conversation (7 in 1 s, 8 in 2 s,
60 in 30 s, 1800 in an hour; learn.microsoft.com, "Optimize your bot with rate limiting in Teams")."""


def claim_next(
    tx: Connection,
    now: datetime,
    *,
    owner: str,
    lease: timedelta,
    limit: int = 1,
    kinds: Collection[str] | None = None,
    pace: timedelta = PACE,
) -> list[OutboxRow]:
    """Take up to `limit` due messages to send right now; oldest first, at most one per recipient.

    A claimed row is "being sent": send each at once, and call `settle` with its `attempts` as the fence. `lease` must be
    longer than the slowest send; after it another process may recover the row. `owner` names this process uniquely.
    """
    asked = {"now": now, "spoken": now - pace, "most": limit} | ({} if kinds is None else {"kinds": list(kinds)})
    rows = tx.execute(_claimable(kinds is not None), asked).all()
    if not rows:
        return []
    try:
        with tx.begin_nested():
            claimed = tx.execute(
                outbox.update()
                .where(outbox.c.id.in_([row.id for row in rows]))
                .values(
                    state="sending",
                    owner=owner,
                    claimed_at=now,
                    lease_until=now + lease,
                    attempts=outbox.c.attempts + 1,
                    revision_out=outbox.c.revision,
                )
                .returning(outbox)
            ).all()
    except IntegrityError:  # another process took the same recipient's row in between: the data base lets one through
        return []
    return sorted((row_of(row) for row in claimed), key=lambda row: (row.due_at, row.id))


@cache  # it is asked for every message and at every tick, and is built in more time than it runs
def _claimable(of_kinds: bool) -> Select[Any]:
    busy, earlier = outbox.alias("busy"), outbox.alias("earlier")
    now: BindParameter[datetime] = bindparam("now")

    def ready(table: Any) -> ColumnElement[bool]:
        in_time = or_(table.c.expires_at.is_(None), table.c.expires_at > now, table.c.activity_id.is_not(None))
        wanted = [table.c.kind.in_(bindparam("kinds", expanding=True))] if of_kinds else []
        return and_(table.c.state == "due", table.c.next_try_at <= now, in_time, *wanted)

    # Only the first of a recipient's rows may be taken. So two claims at the same time contend for the same row, which
    # SKIP LOCKED settles, and never take two rows of one recipient.
    former = or_(earlier.c.due_at < outbox.c.due_at, and_(earlier.c.due_at == outbox.c.due_at, earlier.c.id < outbox.c.id))
    return (
        select(outbox.c.id)
        .where(
            ready(outbox),
            ~exists().where(
                busy.c.lane == outbox.c.lane, or_(busy.c.state == "sending", busy.c.claimed_at > bindparam("spoken"))
            ),
            ~exists().where(earlier.c.lane == outbox.c.lane, ready(earlier), former),
        )
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=outbox)
    )


def settle(
    tx: Connection,
    id: int,
    *,
    owner: str,
    attempt: int,
    outcome: Outcome,
    policy: Ambiguous,
    now: datetime,
    jitter: float,
) -> str | None:
    """Record what became of a claimed send and return the row's new state.

    None when the claim is no longer this sender's (its lease ran out and somebody recovered the row): then nothing is
    stored, and a message that did arrive is a twin, to be given to `twins.note`.
    """
    fence = and_(
        outbox.c.id == id, outbox.c.owner == owner, outbox.c.attempts == attempt, outbox.c.state == "sending"
    )
    row = tx.execute(select(outbox).where(fence).with_for_update()).first()
    if row is None:
        return None
    step = _judged(row, outcome, policy, now, jitter)
    extra: dict[str, Any] = {}
    if isinstance(outcome, Sent):
        if row.activity_id is None:
            extra = {"activity_id": outcome.activity_id, "conversation_id": outcome.conversation_id, "sent_at": now}
        if row.revision > row.revision_out:  # its view changed while it was on its way: an update follows
            extra |= {"state": "due", "next_try_at": now, "settled_at": None}
    _finish(tx, row, step, now, extra)
    if step.pause and step.next_try_at is not None:
        sooner = (outbox.c.lane == row.lane, outbox.c.state == "due", outbox.c.next_try_at < step.next_try_at)
        tx.execute(outbox.update().where(*sooner).values(next_try_at=step.next_try_at))
    return str(extra.get("state", step.state))


def recover(
    tx: Connection, now: datetime, *, policy_of: Callable[[str], Ambiguous], everything: bool = False
) -> list[OutboxRow]:
    """Settle as unknown what a dead sender left in "sending" (its lease has run out); returns the rows as they are now.

    They are due again at once (or "in_doubt", by the policy of their kind), each flagged as ambiguous. `everything` takes
    all rows in "sending": right when a SQLite record has just been opened, since its process lock proves every former
    sender dead.
    """
    left = outbox.c.state == "sending"
    if not everything:
        left = and_(left, outbox.c.lease_until <= now)
    rows = tx.execute(select(outbox).where(left).order_by(outbox.c.id).with_for_update(skip_locked=True)).all()
    for row in rows:
        step = _judged(row, Unknown(detail="the sender died"), policy_of(row.kind), now, 0.0)
        _finish(tx, row, step, now, {"next_try_at": now, "claimed_at": None} if step.state == "due" else {})
    found = tx.execute(select(outbox).where(outbox.c.id.in_([row.id for row in rows])).order_by(outbox.c.id))
    return [row_of(row) for row in found]


def _judged(row: Row[Any], outcome: Outcome, policy: Ambiguous, now: datetime, jitter: float) -> Step:
    return judge(
        outcome,
        delivered=row.activity_id is not None,
        rejections=row.rejections,
        ambiguous=row.ambiguous,
        policy=policy,
        now=now,
        jitter=jitter,
    )


def _finish(tx: Connection, row: Row[Any], step: Step, now: datetime, extra: dict[str, Any]) -> None:
    """The one place where an attempt ends: the row's new state and the attempt's line."""
    values = {
        "state": step.state,
        "rejections": step.rejections,
        "ambiguous": step.ambiguous,
        "next_try_at": step.next_try_at,
        "settled_at": None if step.state == "due" else now,
        "detail": None if step.code == "sent" else f"{step.code}: {step.detail}" if step.detail else step.code,
        "owner": None,
        "lease_until": None,
    }
    tx.execute(outbox.update().where(outbox.c.id == row.id).values(values | extra))
    tx.execute(
        attempts.insert().values(outbox_id=row.id, n=row.attempts, at=now, outcome=step.code, detail=step.detail)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One attempt at one message, as it ended."""

    n: int
    at: datetime
    outcome: str
    detail: str | None


def attempts_of(tx: Connection, id: int) -> list[AttemptRow]:
    """All attempts at this message, in order."""
    rows = tx.execute(select(attempts).where(attempts.c.outbox_id == id).order_by(attempts.c.n))
    return [AttemptRow(n=row.n, at=row.at, outcome=row.outcome, detail=row.detail) for row in rows]
