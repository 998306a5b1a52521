from typing import Any

import pytest
from sqlalchemy import func, select

from portfolio.delivery import Sent, Unknown
from store import Store, Tx, outbox, sending, tables
from tests.store.messages import MINUTE, NOW, claimed, ended, put, queued, row, state


async def test_a_message_is_queued_once_by_its_key(store: Store) -> None:
    id = await store.write(queued)
    assert await store.write(put, view='{"n":2}') is None
    found = await store.read(outbox.find, "check_in:7:2026-11")
    assert found is not None
    assert (found.id, found.view, found.state, found.due_at, found.attempts) == (id, '{"n":1}', "due", NOW, 0)
    assert await store.read(outbox.find, "check_in:8:2026-11") is None


@pytest.mark.parametrize("recipient", [{"person": None}, {"person": 7, "channel": "19:x"}])
def test_a_message_has_exactly_one_recipient(recipient: dict[str, Any]) -> None:
    values = {"kind": "digest", "view": "{}", "view_version": 1, "reason": "monthly", "due_at": NOW, "now": NOW}
    with pytest.raises(ValueError):
        outbox.put(None, key="k", **values, **recipient)  # type: ignore[arg-type]


async def test_a_held_message_waits_for_its_release(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        mine, other = queued(tx), queued(tx, "check_in:8:2026-11", person=8)
        assert outbox.hold(tx, mine, "shadow")
        assert outbox.hold(tx, other, "shadow")
        assert row(tx, mine).hold_reason == "shadow"
        assert sending.claim_next(tx, NOW + 60 * MINUTE, owner="w1", lease=MINUTE, limit=5) == []
        assert outbox.wake(tx, NOW + 60 * MINUTE) == 0
        assert outbox.release(tx, NOW, reason="cap") == 0
        assert outbox.release(tx, NOW, reason="shadow", person=7) == 1
        assert (state(tx, mine), state(tx, other)) == ("due", "held")
        assert row(tx, mine).hold_reason is None
        assert outbox.release(tx, NOW, reason="shadow") == 1
        assert state(tx, other) == "due"

    await store.write(scenario)


async def test_a_message_held_until_a_time_wakes_then(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        assert outbox.hold(tx, id, "quiet", until=NOW + 10 * MINUTE)
        assert outbox.wake(tx, NOW + 9 * MINUTE) == 0
        assert outbox.wake(tx, NOW + 10 * MINUTE) == 1
        assert claimed(tx, NOW + 10 * MINUTE).id == id

    await store.write(scenario)


async def test_its_sender_may_hold_or_close_a_claimed_message_and_nobody_else(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        first = queued(tx)
        row_ = claimed(tx)
        assert not outbox.hold(tx, first, "quiet")
        assert not outbox.close(tx, first, NOW)
        assert not outbox.hold(tx, first, "quiet", owner="w2", attempt=row_.attempts)
        assert not outbox.hold(tx, first, "quiet", owner="w1", attempt=row_.attempts + 1)
        assert outbox.hold(tx, first, "quiet", until=NOW + MINUTE, owner="w1", attempt=row_.attempts)
        assert (state(tx, first), row(tx, first).owner) == ("held", None)
        assert ended(tx, row_, Sent(activity_id="a", conversation_id="c")) is None
        outbox.wake(tx, NOW + MINUTE)
        again = claimed(tx, NOW + MINUTE)
        assert outbox.close(tx, first, NOW, detail="not_yours", owner="w1", attempt=again.attempts)
        assert (state(tx, first), row(tx, first).detail) == ("closed", "not_yours")

    await store.write(scenario)


async def test_a_message_that_comes_too_late_expires(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        due = queued(tx, expires_at=NOW + MINUTE)
        held = queued(tx, "k2", person=8, expires_at=NOW + MINUTE)
        lasting = queued(tx, "k3", person=9, expires_at=NOW + 2 * MINUTE)
        outbox.hold(tx, held, "shadow")
        assert outbox.expire(tx, NOW) == []
        assert [ended_.id for ended_ in outbox.expire(tx, NOW + MINUTE)] == [due, held]
        assert [state(tx, id) for id in (due, held, lasting)] == ["expired", "expired", "due"]
        assert row(tx, held).hold_reason == "shadow", "what kept it back is still to be read"

    await store.write(scenario)


async def test_between_expiry_and_its_record_nothing_is_sent(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        queued(tx, expires_at=NOW)
        later = queued(tx, "k2", due_at=NOW + MINUTE)  # and the late one does not block the person's next message
        assert claimed(tx, NOW + MINUTE).id == later

    await store.write(scenario)


async def test_a_late_message_that_may_have_arrived_is_in_doubt_not_expired(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx, expires_at=NOW + MINUTE)
        assert ended(tx, claimed(tx), Unknown(detail="timeout")) == "due"
        outbox.expire(tx, NOW + MINUTE)
        assert state(tx, id) == "in_doubt"

    await store.write(scenario)


async def test_the_oldest_waiting_message_says_how_late_the_sender_is(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        assert outbox.oldest_due(tx, NOW) is None
        queued(tx)
        queued(tx, "k2", due_at=NOW + MINUTE)
        assert outbox.oldest_due(tx, NOW - MINUTE) is None
        assert outbox.oldest_due(tx, NOW + 5 * MINUTE) == 5 * MINUTE

    await store.write(scenario)


async def test_a_message_and_the_change_that_causes_it_are_stored_together_or_not_at_all(store: Store) -> None:
    def fails_after_queueing(tx: Tx) -> None:
        queued(tx)
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(fails_after_queueing)
    assert await store.read(lambda tx: tx.execute(select(func.count()).select_from(tables.outbox)).scalar()) == 0
