import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from portfolio.errors import Refused
from store import Store, Tx, migrate, open_store, revisions
from store.metadata import metadata
from store.migrations.__main__ import main
from tests.store.messages import queued


def tables(tx: Tx) -> set[str]:
    return set(inspect(tx).get_table_names())


async def test_a_migrated_record_is_exactly_what_the_tables_say(store: Store) -> None:
    assert await store.write(migrate.difference) == []
    assert await store.read(migrate.revision_of) == revisions.newest()


async def test_the_comparison_finds_a_missing_column(store: Store) -> None:
    def damage(tx: Tx) -> list[object]:
        tx.execute(text("alter table texts add column planted integer"))
        return migrate.difference(tx)

    assert [change[0] for change in await store.write(damage)] == ["remove_column"]


async def test_migrations_go_back_to_nothing_and_forward_again(store: Store) -> None:
    assert await store.read(tables) == {*metadata.tables, "alembic_version"}
    await store.write(migrate.downgrade, "base")
    assert await store.read(tables) == {"alembic_version"}
    await store.write(migrate.upgrade)
    assert await store.write(migrate.difference) == []


async def test_a_card_of_an_audit_from_before_does_not_leave_in_shadow_mode_as_a_look_does(store: Store) -> None:
    def kinds(tx: Tx) -> list[str]:
        return list(tx.execute(text("select kind from outbox order by id")).scalars())

    def before(tx: Tx) -> list[str]:
        for key, view in (("card:1", "Looking"), ("card:2", "AuditCard")):
            queued(tx, key, kind="lookup", view=f'{{"view":"{view}","of":{{}}}}')
        tx.execute(text("update outbox set kind = 'audit_card' where key = 'card:2'"))
        migrate.downgrade(tx, "0035")
        return kinds(tx)

    assert await store.write(before) == ["lookup", "lookup"]
    await store.write(migrate.upgrade)
    assert await store.read(kinds) == ["lookup", "audit_card"]


async def test_a_record_of_a_newer_program_is_refused(store_url: str) -> None:
    def pretend(tx: Tx) -> None:
        tx.execute(text("update alembic_version set version_num = '9999'"))

    store = await open_store(store_url)
    await store.write(pretend)
    await store.close()
    for _ in range(2):  # and the refusal leaves no lock behind
        with pytest.raises(Refused) as caught:
            await open_store(store_url)
        assert (caught.value.code, caught.value.params["revision"]) == ("record_newer", "9999")


async def test_an_existing_file_is_copied_before_it_is_migrated(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(connection: Tx) -> None:
        connection.execute(text("delete from texts"))

    with sqlite3.connect(tmp_path / "record.db") as connection:
        connection.execute("insert into texts (salt, body) values (x'00', 'kept')")
    connection.close()
    known = revisions.newest()
    monkeypatch.setattr(revisions, "newest", lambda: "9999")
    monkeypatch.setattr(migrate, "upgrade", forget)
    await (await open_store(sqlite_url)).close()
    with sqlite3.connect(tmp_path / f"record.before-{known}.db") as copy:
        assert copy.execute("select body from texts").fetchall() == [("kept",)]
    copy.close()
    with sqlite3.connect(tmp_path / "record.db") as migrated:
        assert migrated.execute("select body from texts").fetchall() == []
    migrated.close()


async def test_a_failed_migration_changes_nothing(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(connection: Tx) -> None:
        connection.execute(text("drop table texts"))
        raise RuntimeError("the second half is missing")

    monkeypatch.setattr(revisions, "newest", lambda: "9999")
    monkeypatch.setattr(migrate, "upgrade", half)
    with pytest.raises(RuntimeError, match="second half"):
        await open_store(sqlite_url)
    monkeypatch.undo()
    store = await open_store(sqlite_url)
    assert "texts" in await store.read(tables)
    await store.close()
    assert len(list(tmp_path.glob("record.before-*.db"))) == 1


async def test_a_migration_that_leaves_a_dangling_reference_is_rolled_back(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dangling(connection: Tx) -> None:
        connection.execute(text("insert into attempts (outbox_id, n, at, outcome) values (404, 1, '2026-11-25', 'sent')"))

    monkeypatch.setattr(revisions, "newest", lambda: "9999")
    monkeypatch.setattr(migrate, "upgrade", dangling)
    with pytest.raises(RuntimeError, match="attempts"):
        await open_store(sqlite_url)


@pytest.mark.parametrize("statement", ["update ledger set action = 'a:b:c'", "delete from ledger"])
async def test_the_data_base_refuses_to_change_the_ledger(store: Store, statement: str) -> None:
    await store.write(one_entry)

    def attack(tx: Tx) -> None:
        tx.execute(text(statement))

    with pytest.raises(DBAPIError, match="append-only"):
        await store.write(attack)


def one_entry(tx: Tx) -> None:
    tx.execute(
        text(
            "insert into ledger (seq, at, action, subject, data, prev, hash) "
            "values (1, '2026-11-25', 'a:b:c', '', '{}', 'p', 'h')"
        )
    )


async def test_the_ledger_cannot_be_replaced_or_truncated(store: Store) -> None:
    def attack(tx: Tx) -> None:
        if tx.dialect.name == "sqlite":
            tx.execute(text("insert or replace into ledger select * from ledger"))
        else:
            tx.execute(text("truncate ledger"))

    await store.write(one_entry)
    with pytest.raises(DBAPIError, match="append-only"):
        await store.write(attack)


def test_the_command_that_writes_a_migration_says_how_it_is_called() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-m", "store.migrations"], capture_output=True, text=True, cwd=root, check=False)
    assert (done.returncode, done.stderr) == (2, 'Say what changes: python -m store.migrations "what changes"\n')


def test_a_new_migration_protects_tables_that_only_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "migrations"
    shutil.copytree(migrate._HERE, home, ignore=shutil.ignore_patterns("0*", "__pycache__"))
    monkeypatch.setattr(migrate, "_HERE", home)
    monkeypatch.setattr(migrate, "scripts", lambda: ScriptDirectory.from_config(migrate.config()))
    assert main(["The first tables"]) == 0
    written = (home / "versions" / "0001_the_first_tables.py").read_text()
    assert "protect(op.get_bind(), 'ledger')" in written
    assert compile(written, "0001", "exec")
