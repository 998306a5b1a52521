import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from portfolio.delivery import Malformed, Sent, Throttled, Transient
from store import Store, Tx, outbox, sending, tables
from tests.store.claims import MINUTE, NOW, SECOND, SENT, claim, get, put, resend, settle


async def test_due_messages_are_claimed_oldest_first(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        late, early, future = put(tx, 1), put(tx, 2, due_at=NOW - MINUTE), put(tx, 3, due_at=NOW + SECOND)
        rows = claim(tx)
        assert [row.id for row in rows] == [early, late]
        for row in rows:
            assert (row.state, row.owner, row.attempts, row.lease_until) == ("sending", "w1", 1, NOW + MINUTE)
        assert claim(tx) == []
        assert get(tx, future).state == "due"

    await store.write(scenario)


async def test_a_claim_takes_no_more_than_asked_and_only_the_kinds_asked_for(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        for person in range(5):
            put(tx, person)
        digest = put(tx, 9, kind="digest", key="digest")
        assert [row.id for row in claim(tx, kinds={"digest"})] == [digest]
        assert len(claim(tx, limit=2)) == 2
        assert claim(tx, kinds=()) == []
        assert len(claim(tx)) == 3

    await store.write(scenario)


async def test_a_message_of_another_kind_does_not_block_the_kinds_asked_for(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx, 7, key="older", due_at=NOW - MINUTE)
        nudge = put(tx, 7, key="nudge", kind="nudge")
        assert [row.id for row in claim(tx, kinds={"nudge"})] == [nudge]

    await store.write(scenario)


async def test_one_recipient_gets_one_message_at_a_time_in_order(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        first, second = put(tx, 7, key="a"), put(tx, 7, key="b")
        (row,) = claim(tx)
        assert row.id == first
        assert claim(tx, NOW + 30 * SECOND) == []
        settle(tx, row, SENT, NOW + SECOND)
        assert claim(tx, NOW + SECOND) == []  # two seconds apart, below Teams' limits
        (row,) = claim(tx, NOW + 2 * SECOND)
        assert row.id == second

    await store.write(scenario)


async def test_a_slow_send_to_one_recipient_keeps_nobody_else_waiting(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx, 7, key="a")
        put(tx, 7, key="b")
        claim(tx)
        other = put(tx, 8)
        assert [row.id for row in claim(tx, NOW + 30 * SECOND)] == [other]

    await store.write(scenario)


async def test_a_person_and_a_channel_do_not_wait_for_each_other(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx, 7)
        put(tx, key="digest", person=None, channel="7")
        assert len(claim(tx)) == 2

    await store.write(scenario)


async def test_the_data_base_itself_refuses_two_messages_on_their_way_to_one_recipient(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx, 7, key="a")
        put(tx, 7, key="b")
        tx.execute(tables.outbox.update().values(state="sending"))

    with pytest.raises(IntegrityError):
        await store.write(scenario)


async def test_many_claimers_at_once_take_each_row_once_and_one_per_recipient(store: Store) -> None:
    def fill(tx: Tx) -> None:
        for number in range(60):
            put(tx, number % 20, key=f"k{number}", due_at=NOW - SECOND * (number % 7))

    await store.write(fill)
    taken: list[outbox.OutboxRow] = []
    for round_ in range(6):
        now = NOW + round_ * MINUTE
        claims = await asyncio.gather(*(store.write(claim, now, f"w{name}", limit=4) for name in range(12)))
        rows = [row for rows in claims for row in rows]
        people = [row.recipient_person for row in rows]
        assert len(people) == len(set(people))
        taken += rows
        for row in rows:
            assert await store.write(settle, row, SENT, now) == "sent"
    assert sorted(row.key for row in taken) == sorted(f"k{number}" for number in range(60))


async def test_two_claimers_whose_clocks_differ_are_kept_apart_by_the_data_base(pg_store: Store) -> None:
    def fill(tx: Tx) -> None:
        later = put(tx, 7, key="first for the fast clock", due_at=NOW - MINUTE)
        tx.execute(tables.outbox.update().where(tables.outbox.c.id == later).values(next_try_at=NOW + SECOND))
        put(tx, 7, key="first for the slow clock")

    def slowly(tx: Tx) -> list[outbox.OutboxRow]:
        rows = claim(tx, NOW + SECOND)
        tx.exec_driver_sql("select pg_sleep(0.3)")
        return rows

    async def behind() -> list[outbox.OutboxRow]:
        await asyncio.sleep(0.15)
        return await pg_store.write(claim, NOW, "w2")

    await pg_store.write(fill)
    fast, slow = await asyncio.gather(pg_store.write(slowly), behind())
    assert [row.key for row in fast] == ["first for the fast clock"]
    assert slow == []


async def test_a_stale_owner_cannot_settle(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = put(tx)
        (stale,) = claim(tx)
        (recovered,) = sending.recover(tx, NOW + MINUTE, policy_of=resend)
        assert (recovered.state, recovered.ambiguous) == ("due", 1)
        assert settle(tx, stale, SENT, NOW + MINUTE) is None
        assert get(tx, id).state == "due"
        (fresh,) = claim(tx, NOW + MINUTE, "w2")
        before = get(tx, id)
        for forged in (
            {},
            {"owner": "w2"},
            {"attempt": fresh.attempts},
            {"owner": "w2", "attempt": fresh.attempts + 1},
        ):
            assert settle(tx, stale, SENT, NOW + MINUTE, **forged) is None
        assert get(tx, id) == before
        assert settle(tx, fresh, Sent(activity_id="act-2", conversation_id="c"), NOW + MINUTE) == "sent"
        assert get(tx, id).activity_id == "act-2"

    await store.write(scenario)


async def test_the_same_owner_cannot_settle_an_earlier_claim_of_its_own(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx)
        (stale,) = claim(tx)
        sending.recover(tx, NOW + MINUTE, policy_of=resend)
        (fresh,) = claim(tx, NOW + MINUTE)
        assert settle(tx, stale, Malformed(detail="400"), NOW + MINUTE) is None
        assert settle(tx, fresh, SENT, NOW + MINUTE) == "sent"

    await store.write(scenario)


async def test_a_message_is_settled_once(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = put(tx)
        (row,) = claim(tx)
        assert settle(tx, row, SENT) == "sent"
        assert settle(tx, row, Malformed(detail="400")) is None
        assert [attempt.outcome for attempt in sending.attempts_of(tx, id)] == ["sent"]

    await store.write(scenario)


async def test_a_throttled_recipient_is_left_in_peace(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx, 7, key="a")
        put(tx, 7, key="b")
        put(tx, 8, key="c")
        rows = claim(tx)
        assert settle(tx, rows[0], Throttled(retry_after=60.0)) == "due"
        assert settle(tx, rows[1], SENT) == "sent"
        assert claim(tx, NOW + 59 * SECOND) == []
        assert [row.key for row in claim(tx, NOW + 60 * SECOND)] == ["a"]

    await store.write(scenario)


async def test_a_rejected_message_comes_back_and_one_bad_row_never_blocks_the_others(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        bad, good = put(tx, 7), put(tx, 8)
        rows = claim(tx)
        assert settle(tx, rows[0], Malformed(detail="cannot be rendered")) == "failed"
        assert settle(tx, rows[1], Transient(detail="412"), jitter=0.5) == "due"
        assert claim(tx, NOW + 0.9 * SECOND) == []
        (again,) = claim(tx, NOW + 2 * SECOND)
        assert (again.id, again.attempts, again.rejections) == (good, 2, 1)
        assert get(tx, bad).detail == "malformed: cannot be rendered"

    await store.write(scenario)
