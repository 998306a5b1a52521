"""What a dead sender leaves behind."""

import asyncio

from portfolio.delivery import Unknown
from portfolio.messages import Ambiguous
from store import Store, Tx, outbox, sending
from store.settling import MAX_AMBIGUOUS
from tests.store.claims import MINUTE, NOW, SECOND, SENT, claim, get, put, resend, settle


async def test_a_dead_senders_rows_are_due_again_and_flagged(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = put(tx)
        claim(tx)
        assert sending.recover(tx, NOW + 59 * SECOND, policy_of=resend) == []
        (row,) = sending.recover(tx, NOW + MINUTE, policy_of=resend)
        assert (row.id, row.state, row.ambiguous, row.next_try_at) == (id, "due", 1, NOW + MINUTE)
        (attempt,) = sending.attempts_of(tx, id)
        assert (attempt.n, attempt.outcome, attempt.detail) == (1, "unknown", "the sender died")
        assert claim(tx, NOW + MINUTE, "w2")[0].attempts == 2

    await store.write(scenario)


async def test_where_the_process_lock_proves_the_sender_dead_nobody_waits_for_the_lease(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx)
        claim(tx)
        assert len(sending.recover(tx, NOW, policy_of=resend, everything=True)) == 1
        assert sending.recover(tx, NOW, policy_of=resend, everything=True) == []

    await store.write(scenario)


async def test_a_dead_senders_nudge_is_not_sent_again(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        put(tx, kind="decided")
        claim(tx)
        (row,) = sending.recover(tx, NOW + MINUTE, policy_of=lambda kind: Ambiguous.DROP)
        assert (row.state, row.ambiguous) == ("in_doubt", 1)

    await store.write(scenario)


async def test_an_update_left_behind_is_repeated_without_doubt(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = put(tx)
        settle(tx, claim(tx)[0], SENT)
        outbox.request_update(tx, get(tx, id), view='{"n":2}', view_version=1, now=NOW)
        claim(tx, NOW + 5 * SECOND)
        (row,) = sending.recover(tx, NOW + 2 * MINUTE, policy_of=lambda kind: Ambiguous.DROP)
        assert (row.state, row.ambiguous) == ("due", 0)

    await store.write(scenario)


async def test_a_message_that_kills_every_sender_comes_to_an_end(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = put(tx)
        for life in range(MAX_AMBIGUOUS):
            assert claim(tx, NOW + life * MINUTE), life
            sending.recover(tx, NOW + life * MINUTE, policy_of=resend, everything=True)
        assert get(tx, id).state == "in_doubt"
        assert len(sending.attempts_of(tx, id)) == MAX_AMBIGUOUS

    await store.write(scenario)


async def test_two_recoverers_flag_a_row_once(store: Store) -> None:
    def left_behind(tx: Tx) -> None:
        for person in range(10):
            put(tx, person)
        claim(tx)

    await store.write(left_behind)
    recovered = await asyncio.gather(
        *(store.write(sending.recover, NOW + MINUTE, policy_of=resend) for _ in range(6))
    )
    assert sorted(row.id for rows in recovered for row in rows) == sorted({row.id for rows in recovered for row in rows})
    assert sum(len(rows) for rows in recovered) == 10
    assert {row.ambiguous for rows in recovered for row in rows} == {1}


async def test_an_ambiguous_send_that_then_succeeds_stays_flagged(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = put(tx)
        settle(tx, claim(tx)[0], Unknown(detail="502"))
        (row,) = claim(tx, NOW + MINUTE)
        assert settle(tx, row, SENT, NOW + MINUTE) == "sent"
        assert get(tx, id).ambiguous == 1
        assert [attempt.outcome for attempt in sending.attempts_of(tx, id)] == ["unknown", "sent"]

    await store.write(scenario)
