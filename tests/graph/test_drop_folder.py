"""The drop folder: a settled CSV is read, anything else is left where it is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.drop_folder import SETTLED, read_dropped
from portfolio.observations import NotAllowed, NotFound, SourceKind, SourceRef, Unavailable, Unreadable
from tests.graph.reading import value


def put(folder: Path, name: str, text: str = "Case;Days\nA;3,5\nB;4,25\n") -> datetime:
    (folder / name).write_text(text, encoding="utf-8")
    return datetime.fromtimestamp((folder / name).stat().st_mtime, UTC) + SETTLED


async def test_a_settled_file_is_read_by_its_header(tmp_path: Path) -> None:
    now = put(tmp_path, "cases.csv")
    table = value(await read_dropped(tmp_path, "cases.csv", ("Days",), now=now, key="case"))
    assert [(row.key, row.cells) for row in table.rows] == [("A", ("3,5",)), ("B", ("4,25",))]
    assert table.origin.source == SourceRef(kind=SourceKind.DROP, locator="cases.csv")
    put(tmp_path, "cases.csv", "Case;Days\nA;3,5\nB;4,26\n")
    again = value(await read_dropped(tmp_path, "cases.csv", ("Days",), now=now + SETTLED))
    assert again.origin.batch_key != table.origin.batch_key


async def test_a_file_that_is_still_arriving_waits(tmp_path: Path) -> None:
    now = put(tmp_path, "cases.csv") - timedelta(seconds=1)
    assert await read_dropped(tmp_path, "cases.csv", ("Days",), now=now) == Unavailable(why="still_arriving")


async def test_a_file_from_a_clock_that_is_ahead_settles_too(tmp_path: Path) -> None:
    settled = put(tmp_path, "cases.csv") + SETTLED
    ahead = (settled + timedelta(days=400)).timestamp()
    os.utime(tmp_path / "cases.csv", (ahead, ahead))
    assert len(value(await read_dropped(tmp_path, "cases.csv", ("Days",), now=settled)).rows) == 2


async def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    inside = tmp_path / "drop"
    inside.mkdir()
    now = put(tmp_path, "secret.csv")
    (inside / "link.csv").symlink_to(tmp_path / "secret.csv")
    (inside / "folder.csv").mkdir()
    os.mkfifo(inside / "pipe.csv")
    for name in ("../secret.csv", "/etc/passwd.csv", "..\\secret.csv", "cases.txt", "a\0.csv", "\ud800.csv"):
        assert await read_dropped(inside, name, ("A",), now=now) == NotAllowed(why="not_a_name")
    for name in ("link.csv", "folder.csv", "pipe.csv"):
        assert await read_dropped(inside, name, ("A",), now=now) == NotAllowed(why="not_a_file")
    assert await read_dropped(inside, "gone.csv", ("A",), now=now) == NotFound(what="drop_folder")


async def test_a_file_without_the_column_is_unreadable(tmp_path: Path) -> None:
    now = put(tmp_path, "cases.csv")
    gap = Unreadable(why="column_missing", column="Hours")
    assert await read_dropped(tmp_path, "cases.csv", ("Hours",), now=now) == gap
