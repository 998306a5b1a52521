"""The outbox under everything that can happen between a data base and a chat, in any order."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.pool import StaticPool

from portfolio.delivery import Blocked, Malformed, Outcome, Sent, Throttled, Transient, Unknown
from portfolio.messages import Ambiguous
from store import outbox, sending, tables, twins
from store.metadata import metadata
from store.outbox import OutboxRow

ENGINE = create_engine("sqlite://", poolclass=StaticPool, connect_args={"isolation_level": None})
event.listen(ENGINE, "begin", lambda tx: tx.exec_driver_sql("BEGIN"))
metadata.create_all(ENGINE)
LEASE = timedelta(seconds=30)
SURELY_NOT = (Throttled(retry_after=7.0), Transient(detail="412"), Blocked(detail="403"), Malformed(detail="400"))


def policy_of(kind: str) -> Ambiguous:
    return Ambiguous(kind)


class OutboxMachine(RuleBasedStateMachine):
    """`chat` is the truth outside: for each message the copies in it, and the view each of them shows."""

    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.tx = ENGINE.connect()
        self.tx.begin()
        self.now = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
        self.chat: dict[int, dict[str, str]] = defaultdict(dict)
        self.views = 0

    def teardown(self) -> None:
        self.drain()
        self.tx.rollback()
        self.tx.close()

    @initialize(kinds=st.lists(st.sampled_from(Ambiguous), min_size=1, max_size=5))
    def some_messages(self, kinds: list[Ambiguous]) -> None:
        for number, kind in enumerate(kinds):
            expires_at = self.now + timedelta(minutes=10) if number == 3 else None
            outbox.put(
                self.tx,
                key=f"k{number}",
                kind=kind,
                person=number % 3,
                view="0",
                view_version=1,
                reason="monthly",
                due_at=self.now + timedelta(seconds=number % 2),
                now=self.now,
                expires_at=expires_at,
            )

    def rows(self) -> list[OutboxRow]:
        return [outbox.row_of(row) for row in self.tx.execute(select(tables.outbox).order_by(tables.outbox.c.id))]

    def arrives(self, row: OutboxRow) -> Sent:
        """The connector carries a claimed row out: a new copy, or an edit of the one there is."""
        copies = self.chat[row.id]
        activity = row.activity_id or f"{row.id}/{len(copies)}"
        copies[activity] = row.view
        return Sent(activity_id=activity, conversation_id=f"c{row.recipient_person}")

    def settle(self, row: OutboxRow, outcome: Outcome, jitter: float) -> str | None:
        assert row.owner is not None
        return sending.settle(
            self.tx,
            row.id,
            owner=row.owner,
            attempt=row.attempts,
            outcome=outcome,
            policy=policy_of(row.kind),
            now=self.now,
            jitter=jitter,
        )

    @rule(seconds=st.sampled_from([1, 2, 7, 31, 400]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(target=claims, owner=st.sampled_from(["w1", "w2"]))
    def claim(self, owner: str) -> OutboxRow | None:
        found = sending.claim_next(self.tx, self.now, owner=owner, lease=LEASE)
        return found[0] if found else None

    @rule(row=consumes(claims), jitter=st.floats(0, 0.999))
    def delivered(self, row: OutboxRow | None, jitter: float) -> None:
        if row is not None:
            self.settle(row, self.arrives(row), jitter)

    @rule(row=consumes(claims), arrived=st.booleans(), jitter=st.floats(0, 0.999))
    def nobody_knows(self, row: OutboxRow | None, arrived: bool, jitter: float) -> None:
        if row is not None:
            if arrived:
                self.arrives(row)
            self.settle(row, Unknown(detail="timeout"), jitter)

    @rule(row=consumes(claims), outcome=st.sampled_from(SURELY_NOT), jitter=st.floats(0, 0.999))
    def refused(self, row: OutboxRow | None, outcome: Outcome, jitter: float) -> None:
        if row is not None:
            self.settle(row, outcome, jitter)

    @rule(row=consumes(claims), arrived=st.booleans())
    def the_sender_dies(self, row: OutboxRow | None, arrived: bool) -> None:
        if row is not None and arrived:
            self.arrives(row)

    @rule()
    def leases_are_checked(self) -> None:
        sending.recover(self.tx, self.now, policy_of=policy_of)

    @precondition(lambda self: self.rows())
    @rule(data=st.data())
    def a_view_changes(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.rows()))
        self.views += 1
        outbox.request_update(self.tx, row, view=str(self.views), view_version=1, now=self.now)

    @precondition(lambda self: any(self.chat.values()))
    @rule(data=st.data())
    def somebody_presses(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from([id for id, copies in self.chat.items() if copies]))
        activity = data.draw(st.sampled_from(sorted(self.chat[id])))
        twins.note(self.tx, id, activity_id=activity, conversation_id="c", now=self.now)

    @rule(data=st.data(), timed=st.booleans())
    def held(self, data: st.DataObject, timed: bool) -> None:
        row = data.draw(st.sampled_from(self.rows()))
        outbox.hold(self.tx, row.id, "shadow", until=self.now + timedelta(seconds=9) if timed else None)

    @rule()
    def released(self) -> None:
        outbox.wake(self.tx, self.now)
        outbox.release(self.tx, self.now, reason="shadow")

    @rule()
    def late_ones_end(self) -> None:
        outbox.expire(self.tx, self.now)

    @invariant()
    def all_is_well(self) -> None:
        rows = self.rows()
        for row in rows:
            self.surplus_copies_are_flagged(row)
            self.what_is_called_sent_is_in_the_chat_as_it_should_look(row)
            if row.kind == Ambiguous.DROP:
                assert len(self.chat[row.id]) <= 1, "a nudge arrives at most once"
            if row.state == "expired":
                assert not self.chat[row.id], "what is called expired never arrived"
        on_their_way = [row.recipient_person for row in rows if row.state == "sending"]
        assert len(on_their_way) == len(set(on_their_way)), "one message at a time for each"
        self.every_attempt_that_ended_has_its_line(rows)

    def surplus_copies_are_flagged(self, row: OutboxRow) -> None:
        assert len(self.chat[row.id]) <= row.ambiguous + (row.activity_id is not None) + (row.state == "sending")

    def what_is_called_sent_is_in_the_chat_as_it_should_look(self, row: OutboxRow) -> None:
        if row.state == "sent":
            assert row.activity_id in self.chat[row.id]
            assert row.detail is not None or self.chat[row.id][row.activity_id] == row.view

    def every_attempt_that_ended_has_its_line(self, rows: list[OutboxRow]) -> None:
        lines = select(tables.attempts.c.outbox_id, func.count()).group_by(tables.attempts.c.outbox_id)
        counted = {id: count for id, count in self.tx.execute(lines)}  # noqa: C416
        for row in rows:
            assert counted.get(row.id, 0) == row.attempts - (row.state == "sending")

    def drain(self) -> None:
        """With a healthy connector everything comes to an end within a day."""
        for _ in range(72):
            self.now += timedelta(minutes=20)
            outbox.release(self.tx, self.now, reason="shadow")
            sending.recover(self.tx, self.now, policy_of=policy_of)
            outbox.expire(self.tx, self.now)
            claimed = sending.claim_next(self.tx, self.now, owner="last", lease=LEASE, limit=9)
            if not claimed and outbox.oldest_due(self.tx, self.now) is None:
                break
            for row in claimed:
                self.settle(row, self.arrives(row), 0.5)
        self.all_is_well()
        assert {row.state for row in self.rows()} <= {"sent", "failed", "undeliverable", "in_doubt", "expired"}


OutboxMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestOutbox = OutboxMachine.TestCase
