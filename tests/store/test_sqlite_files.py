"""The SQLite file itself: its copies, where it may lie, and what is no record."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
from sqlalchemy.exc import DBAPIError

from portfolio.errors import Refused
from store import Store, Tx, open_store
from store.snapshot import snapshot
from store.sqlite_place import network_file_system
from store.tables import occurrences

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def add(tx: Tx, key: str) -> str:
    tx.execute(occurrences.insert().values(key=key, claimed_at=NOW))
    return key


async def test_a_snapshot_beside_a_busy_writer_is_complete_and_sound(sqlite_store: Store, tmp_path: Path) -> None:
    busy, written, warm = True, 0, asyncio.Event()

    async def keep_writing() -> None:
        nonlocal written
        while busy:
            await asyncio.gather(*(sqlite_store.write(add, f"k{written + number}") for number in range(20)))
            written += 20
            warm.set()

    writing = asyncio.create_task(keep_writing())
    target = tmp_path / "copy.db"
    target.write_bytes(b"an older copy")
    await warm.wait()
    before = written
    await asyncio.to_thread(snapshot, tmp_path / "record.db", target)
    busy = False
    await writing
    with sqlite3.connect(target) as copy:
        assert before <= copy.execute("select count(*) from occurrences").fetchone()[0] <= written
    copy.close()
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.db"]


def test_a_failed_snapshot_leaves_the_older_copy(tmp_path: Path) -> None:
    (tmp_path / "record.db").write_bytes(b"not a data base at all, however long this is" * 50)
    target = tmp_path / "copy.db"
    target.write_bytes(b"an older copy")
    with pytest.raises(sqlite3.DatabaseError):
        snapshot(tmp_path / "record.db", target)
    assert target.read_bytes() == b"an older copy"
    assert not (tmp_path / "copy.db.part").exists()


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/vdb /home/local ext4 rw 0 0
//files/share /mnt/my\\040share cifs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/record.db", None),
        ("/home/anna/record.db", "nfs4"),
        ("/home/local/record.db", None),
        ("/homework/record.db", None),
        ("/mnt/my share/record.db", "cifs"),
    ],
)
def test_a_network_drive_is_told_by_its_mount(path: str, kind: str | None) -> None:
    assert network_file_system(PurePosixPath(path), MOUNTS) == kind


async def test_a_record_on_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.sqlite_place.network_file_system", lambda path, mounts: "nfs4")
    with pytest.raises(Refused) as caught:
        await open_store(f"sqlite:///{tmp_path / 'record.db'}")
    assert (caught.value.code, caught.value.params["kind"]) == ("record_on_network_drive", "nfs4")


async def test_a_file_that_is_no_data_base_is_an_error_and_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(b"something else entirely" * 100)
    for _ in range(2):
        with pytest.raises(DBAPIError):
            await open_store(f"sqlite:///{path}")
    path.unlink()
    await (await open_store(f"sqlite:///{path}")).close()
