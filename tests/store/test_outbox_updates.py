"""A message that is shown anew: updates, copies of it, and its end."""



from portfolio.delivery import Blocked, Sent, Unknown
from store import Store, Tx, outbox, sending, twins
from tests.store.messages import MINUTE, NOW, claimed, ended, queued, row, sent, state


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


async def test_an_update_asked_for_on_what_was_read_before_another_change_is_made_all_the_same(store: Store) -> None:
    def scenario(tx: Tx) -> None:
        id = queued(tx)
        read_before = row(tx, id)
        assert ended(tx, claimed(tx), Sent(activity_id="act-1", conversation_id="c")) == "sent"
        assert outbox.request_update(tx, read_before, view='{"n":2}', view_version=1, now=NOW)
        update = claimed(tx, NOW + MINUTE)
        assert (update.view, update.activity_id) == ('{"n":2}', "act-1")

    await store.write(scenario)
