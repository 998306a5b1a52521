"""CSV files somebody puts into a folder: read when they have settled, never followed anywhere else."""

import asyncio
import os
import stat
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from graph.files import bound, csv_grid, table_of
from graph.gaps import GapError, answers
from portfolio.observations import NotAllowed, NotFound, Origin, SourceKind, SourceRef, Table, Unavailable, Unreadable
from sheets.bounds import CASES

SETTLED = timedelta(seconds=30)  # a file that changed less than this ago may still be on its way


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv") and not name.startswith(".")


@answers
async def read_dropped(folder: Path, name: str, columns: Sequence[str], *, now: datetime, key: str | None = None) -> Table:
    """The bound columns of one file. `name` is a name and no path; a link is not followed."""

    def read() -> Table:
        data = _data(folder, name, now)
        grid, too_wide = csv_grid(data, bound(columns, key))
        source = SourceRef(kind=SourceKind.DROP, locator=name)
        origin = Origin(source=source, fetched_at=now, sha256=sha256(data).hexdigest())
        return table_of(grid, columns, origin, key=key, too_wide=too_wide)

    return await asyncio.to_thread(read)


@answers
async def dropped_columns(folder: Path, name: str, *, now: datetime) -> tuple[str, ...]:
    """The columns of one file, for choosing: names only, no cell."""
    return await asyncio.to_thread(lambda: csv_grid(_data(folder, name, now))[0].header)


def _data(folder: Path, name: str, now: datetime) -> bytes:
    if not _is_csv(name) or Path(name).name != name or "\\" in name:
        raise GapError(NotAllowed(why="not_a_name"))
    try:
        handle = os.open(folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise GapError(NotFound(what="drop_folder")) from error
    except ValueError as error:  # a sign that no file's name can have
        raise GapError(NotAllowed(why="not_a_name")) from error
    except OSError as error:
        raise GapError(NotAllowed(why="not_a_file")) from error
    facts = os.fstat(handle)
    if not stat.S_ISREG(facts.st_mode):
        os.close(handle)
        raise GapError(NotAllowed(why="not_a_file"))
    with os.fdopen(handle, "rb") as file:
        if facts.st_size > CASES.size:
            raise GapError(Unreadable(why="too_big"))
        if now - _changed(facts, now) < SETTLED:
            raise GapError(Unavailable(why="still_arriving"))
        data = file.read(CASES.size + 1)
    if len(data) > CASES.size:
        raise GapError(Unreadable(why="too_big"))
    return data


def _changed(facts: os.stat_result, now: datetime) -> datetime:
    """When a file was last written; when it got here, if that lies ahead: it came from where the clock is wrong."""
    written = datetime.fromtimestamp(facts.st_mtime, UTC)
    return written if written <= now + SETTLED else datetime.fromtimestamp(facts.st_ctime, UTC)
