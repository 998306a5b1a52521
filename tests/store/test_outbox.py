from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from portfolio.delivery import Blocked, Sent, Unknown
from portfolio.messages import Ambiguous
from store import Store, Tx, outbox, sending, tables, twins

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


async def test_a_message_in_the_chat_does_not_expire_while_an_update_waits(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = sent(tx, expires_at=NOW + MINUTE)
        assert outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=1, now=NOW)
        assert outbox.expire(tx, NOW + 5 * MINUTE) == []
        assert claimed(tx, NOW + 5 * MINUTE).activity_id == "act-1"

    await store.write(scenario)


async def test_a_new_view_before_sending_takes_the_old_ones_place(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        assert outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=2, now=NOW)
        row_ = claimed(tx)
        assert (row_.view, row_.view_version, row_.activity_id) == ('{"n":2}', 2, None)
        assert ended(tx, row_, Sent(activity_id="a", conversation_id="c")) == "sent"

    await store.write(scenario)


async def test_an_update_edits_the_same_message(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = sent(tx)
        assert outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=1, now=NOW + MINUTE)
        row_ = claimed(tx, NOW + MINUTE)
        assert (row_.id, row_.activity_id, row_.conversation_id) == (id, "act-1", "conv-1")
        assert ended(tx, row_, Sent(activity_id="other", conversation_id="conv-1"), NOW + MINUTE) == "sent"
        after = row(tx, id)
        assert (after.activity_id, after.sent_at, after.settled_at) == ("act-1", NOW, NOW + MINUTE)

    await store.write(scenario)


async def test_the_same_view_again_causes_no_update(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = sent(tx)
        assert outbox.request_update(tx, row(tx, id), view='{"n":1}', view_version=1, now=NOW)
        assert state(tx, id) == "sent"

    await store.write(scenario)


async def test_a_view_that_changes_while_it_is_on_its_way_is_followed_by_an_update(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        row_ = claimed(tx)
        assert outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=1, now=NOW)
        assert ended(tx, row_, Sent(activity_id="act-1", conversation_id="c")) == "due"
        update = claimed(tx, NOW + MINUTE)
        assert (update.view, update.activity_id) == ('{"n":2}', "act-1")
        assert ended(tx, update, Sent(activity_id="act-1", conversation_id="c")) == "sent"

    await store.write(scenario)


async def test_an_update_that_cannot_be_made_leaves_the_message_sent(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = sent(tx)
        outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=1, now=NOW)
        assert ended(tx, claimed(tx, NOW + MINUTE), Blocked(detail="uninstalled")) == "sent"
        assert row(tx, id).detail == "blocked: uninstalled"
        assert outbox.request_update(tx, row(tx, id), view='{"n":3}', view_version=1, now=NOW + MINUTE)
        assert (state(tx, id), row(tx, id).detail) == ("due", None)

    await store.write(scenario)


async def test_a_dead_message_takes_no_update_but_an_admin_may_drive_it_again(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        assert not outbox.redrive(tx, id, NOW)
        assert ended(tx, claimed(tx), Blocked(detail="uninstalled")) == "undeliverable"
        assert not outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=1, now=NOW)
        assert outbox.redrive(tx, id, NOW + MINUTE)
        assert claimed(tx, NOW + MINUTE).id == id

    await store.write(scenario)


async def test_a_closed_message_stays_closed(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        due, done = queued(tx, "k2", person=8), sent(tx, due_at=NOW - MINUTE)
        for id in (due, done):
            assert outbox.close(tx, id, NOW)
            assert not outbox.close(tx, id, NOW)
            assert not outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=1, now=NOW)
            assert not outbox.redrive(tx, id, NOW)
        assert sending.claim_next(tx, NOW + MINUTE, owner="w1", lease=MINUTE, limit=9) == []

    await store.write(scenario)


async def test_a_press_on_an_unknown_copy_tells_that_it_arrived(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        ended(tx, claimed(tx), Unknown(detail="timeout"))
        press = {"activity_id": "act-9", "conversation_id": "conv-1", "now": NOW + MINUTE}
        assert twins.note(tx, id, **press) == "adopted"
        found = row(tx, id)
        assert (found.state, found.activity_id, found.sent_at, found.ambiguous) == ("sent", "act-9", NOW + MINUTE, 1)
        assert twins.note(tx, id, **press) == "known"
        assert sending.claim_next(tx, NOW + 99 * MINUTE, owner="w1", lease=MINUTE) == []

    await store.write(scenario)


async def test_an_adopted_copy_that_may_show_an_old_view_is_updated(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        ended(tx, claimed(tx), Unknown(detail="timeout"))  # arrived, showing the first view
        outbox.request_update(tx, row(tx, id), view='{"n":2}', view_version=1, now=NOW)
        ended(tx, claimed(tx, NOW + MINUTE), Unknown(detail="timeout"))  # did not arrive
        assert twins.note(tx, id, activity_id="act-9", conversation_id="conv-1", now=NOW + 2 * MINUTE) == "adopted"
        update = claimed(tx, NOW + 2 * MINUTE)
        assert (update.activity_id, update.view) == ("act-9", '{"n":2}')

    await store.write(scenario)


async def test_further_copies_are_remembered_once_each(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = sent(tx)
        for activity in ("act-1", "act-2", "act-2", "act-3"):
            expected = "known" if activity == "act-1" else "twin"
            assert twins.note(tx, id, activity_id=activity, conversation_id="c", now=NOW) == expected
        assert sorted(twins.of(tx, id)) == ["act-2", "act-3"]
        assert row(tx, id).activity_id == "act-1"
        assert twins.note(tx, 404, activity_id="x", conversation_id="c", now=NOW) is None

    await store.write(scenario)


async def test_a_press_on_a_copy_while_the_next_one_is_on_its_way_is_a_twin(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        ended(tx, claimed(tx), Unknown(detail="timeout"))
        second = claimed(tx, NOW + MINUTE)
        press = {"activity_id": "act-1", "conversation_id": "c", "now": NOW + MINUTE}
        assert twins.note(tx, id, **press) == "twin"
        assert ended(tx, second, Sent(activity_id="act-2", conversation_id="c"), NOW + MINUTE) == "sent"
        assert (row(tx, id).activity_id, twins.of(tx, id)) == ("act-2", ["act-1"])

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


async def test_an_update_asked_for_on_what_was_read_before_another_change_is_made_all_the_same(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        read_before = row(tx, id)
        assert ended(tx, claimed(tx), Sent(activity_id="act-1", conversation_id="c")) == "sent"
        assert outbox.request_update(tx, read_before, view='{"n":2}', view_version=1, now=NOW)
        update = claimed(tx, NOW + MINUTE)
        assert (update.view, update.activity_id) == ('{"n":2}', "act-1")

    await store.write(scenario)
