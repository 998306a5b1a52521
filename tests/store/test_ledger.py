import asyncio
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text

from portfolio.ledger import GENESIS, verify
from store import Store, Tx, ledger, open_store, texts
from store.tables import texts as rows

NOW = datetime(2026, 11, 25, 9, 30, 0, 123456, tzinfo=UTC)


def note(tx: Tx, subject: str = "i-1", **data: object) -> None:
    ledger.note(tx, at=NOW, actor=7, action="sponsor:gate:armed", subject=subject, data=data)


def exported(tx: Tx) -> list[str]:
    return list(ledger.export(tx))


async def test_a_noted_change_is_in_the_chain_after_the_write(store: Store) -> None:
    assert await store.read(ledger.head) == GENESIS
    await store.write(note, target="5.10", codes=["a", None, True, 3])
    found = verify(await store.read(exported))
    assert (found.problem, found.entries) == (None, 1)
    assert found.head == await store.read(ledger.head)


async def test_time_is_kept_to_the_microsecond_in_utc(store: Store) -> None:
    def in_kathmandu(tx: Tx) -> None:
        at = NOW.astimezone(timezone(timedelta(hours=5, minutes=45)))
        ledger.note(tx, at=at, actor=None, action="policy:gate:opened", subject="g-1")

    await store.write(in_kathmandu)
    assert '"at":"2026-11-25T09:30:00.123456Z"' in (await store.read(exported))[0]


async def test_the_entries_of_one_transaction_follow_each_other(store: Store) -> None:
    def three(tx: Tx) -> None:
        for subject in ("a", "b", "c"):
            note(tx, subject)

    await store.write(three)
    assert [json.loads(line)["subject"] for line in await store.read(exported)] == ["a", "b", "c"]


async def test_a_failed_transaction_leaves_no_entry_and_no_gap(store: Store) -> None:
    def failing(tx: Tx) -> None:
        note(tx, "lost")
        raise LookupError

    results = await asyncio.gather(
        *(store.write(failing) for _ in range(10)),
        *(store.write(note, f"n{number}") for number in range(10)),
        return_exceptions=True,
    )
    assert sum(isinstance(result, LookupError) for result in results) == 10
    found = verify(await store.read(exported))
    assert (found.problem, found.entries) == (None, 10)


async def test_sixteen_writers_at_once_keep_the_chain_unbroken(store: Store) -> None:
    async def writer(name: int) -> None:
        for number in range(20):
            await store.write(note, f"{name}-{number}")

    await asyncio.gather(*map(writer, range(16)))
    head = await store.read(ledger.head)
    found = verify(await store.read(exported), head.hash)
    assert (found.problem, found.entries, found.head_at) == (None, 320, 320)


async def test_a_note_is_appended_after_everything_else_the_transaction_does(store: Store) -> None:
    def note_then_write(tx: Tx) -> int:
        note(tx)
        texts.put(tx, "later")
        return ledger.head(tx).seq

    assert await store.write(note_then_write) == 0
    assert (await store.read(ledger.head)).seq == 1


async def test_words_are_refused_where_they_are_noted(store: Store) -> None:
    with pytest.raises(ValueError, match="not words"):
        await store.write(note, name="Anna Berg")
    assert await store.read(exported) == []


async def test_nothing_can_be_noted_in_a_read(store: Store) -> None:
    with pytest.raises(RuntimeError, match=r"Store\.write"):
        await store.read(note)


async def test_an_entry_changed_behind_the_programs_back_is_found(sqlite_store: Store) -> None:
    for number in range(5):
        await sqlite_store.write(note, f"i-{number}")

    def tamper(tx: Tx) -> None:
        tx.execute(text("drop trigger ledger_no_update"))
        tx.execute(text("update ledger set subject = 'i-9' where seq = 3"))

    await sqlite_store.write(tamper)
    found = verify(await sqlite_store.read(exported))
    assert (found.problem, found.line, found.entries) == ("changed", 3, 2)


async def test_an_entry_deleted_behind_the_programs_back_is_found(sqlite_store: Store) -> None:
    for number in range(5):
        await sqlite_store.write(note, f"i-{number}")
    head = await sqlite_store.read(ledger.head)

    def tamper(tx: Tx, seq: int) -> None:
        tx.execute(text("drop trigger if exists ledger_no_delete"))
        tx.execute(text("delete from ledger where seq = :seq"), {"seq": seq})

    await sqlite_store.write(tamper, 5)
    assert verify(await sqlite_store.read(exported)).problem is None
    assert verify(await sqlite_store.read(exported), head.hash).problem == "head_unknown"
    await sqlite_store.write(tamper, 2)
    assert verify(await sqlite_store.read(exported)).problem == "missing"


async def test_a_fork_of_the_chain_is_refused_by_the_data_base(store: Store) -> None:
    await store.write(note)

    def fork(tx: Tx) -> None:
        tx.execute(
            text(
                "insert into ledger (seq, at, action, subject, data, prev, hash) "
                "select 2, at, action, subject, data, prev, 'other' from ledger where seq = 1"
            )
        )

    with pytest.raises(Exception, match=r"uq_ledger_prev|ledger\.prev"):
        await store.write(fork)


def still(tx: Tx, ref: texts.TextRef) -> bool:
    """Whether the words are what the ledger's hash says of them, as anybody with the record can check."""
    row = tx.execute(select(rows.c.salt, rows.c.body).where(rows.c.id == ref.id)).one()
    return texts.digest(row.salt, row.body) == ref.hash


async def test_words_are_kept_beside_the_ledger_and_can_be_erased(store: Store) -> None:
    ref = await store.write(texts.put, "The queue is shorter — thanks, Anna 🙂")
    assert await store.read(texts.get, ref.id) == "The queue is shorter — thanks, Anna 🙂"
    assert await store.read(still, ref)
    assert await store.write(texts.erase, ref.id) is True
    assert await store.read(texts.get, ref.id) is None
    assert await store.write(texts.erase, ref.id) is False


async def test_the_same_words_have_different_hashes(store: Store) -> None:
    first, second = await store.write(texts.put, "yes"), await store.write(texts.put, "yes")
    assert first.hash != second.hash
    assert hashlib.sha256(b"yes").hexdigest() not in (first.hash, second.hash)


async def test_words_changed_behind_the_programs_back_no_longer_match(store: Store) -> None:
    ref = await store.write(texts.put, "before")

    def change(tx: Tx) -> None:
        tx.execute(text("update texts set body = 'after'"))

    await store.write(change)
    assert not await store.read(still, ref)


async def test_erased_words_are_gone_from_the_disk(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))

    def on_disk() -> bool:
        return any(b"unmistakable" in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))

    store = await open_store(sqlite_url)
    ref = await store.write(texts.put, "unmistakable words of a person")
    await store.close()
    assert on_disk()
    store = await open_store(sqlite_url)
    await store.write(texts.erase, ref.id)
    await store.close()
    assert not on_disk()


@pytest.mark.parametrize("body", ["a\0b", "\ud800"])
async def test_a_text_no_data_base_keeps_is_refused_on_both(store: Store, body: str) -> None:
    with pytest.raises(ValueError):
        await store.write(texts.put, body)
