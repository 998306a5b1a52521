"""A consistent copy of a SQLite record while it is in use."""

import os
import sqlite3
from pathlib import Path


def snapshot(source: Path, target: Path) -> None:
    """Write a complete, checked copy of `source` to `target`, replacing an older copy in one step.

    VACUUM INTO reads one snapshot and never restarts; `Connection.backup` in steps never finished beside a busy writer
    (measured). Raises sqlite3.Error or OSError; then `target` is as it was.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(source, timeout=10)
        try:
            connection.execute("VACUUM INTO ?", (str(part),))
        finally:
            connection.close()
        _check(part)
        descriptor = os.open(part, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _check(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")
