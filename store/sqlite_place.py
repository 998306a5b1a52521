"""Where a SQLite record may live, and for whom: a local disk, one process."""

import sqlite3
from pathlib import Path, PurePath

from portfolio.errors import Refused

NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs"})
"""SQLite's write-ahead log needs shared memory, which these do not have (sqlite.org/wal.html)."""


class ProcessLock:
    """Held by the one process that uses the record; free at once when that process dies, also by kill -9.

    It is BEGIN EXCLUSIVE on an empty side file, which works the same on every system. One writing process is also what
    keeps SQLite before 3.51.3 away from its WAL-reset corruption bug.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock for the record at `path`, or Refused("record_in_use")."""
        side = path.with_name(path.name + ".lock.db")
        self._connection = sqlite3.connect(side, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._connection.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise Refused("record_in_use", path=str(path)) from None

    def release(self) -> None:
        self._connection.close()


def network_file_system(path: PurePath, mounts: str) -> str | None:
    """The kind of network file system that holds the absolute `path`, None when it is a local one.

    `mounts` is the text of /proc/mounts; the longest mount point above `path` counts.
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = PurePath(fields[1].replace("\\040", " "))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def refuse_network_drive(path: Path) -> None:
    """Refused("record_on_network_drive") when `path` is on a network drive (seen on Linux; UNC paths elsewhere)."""
    mounts = Path("/proc/mounts")
    if path.drive.startswith("\\\\"):
        raise Refused("record_on_network_drive", path=str(path), kind="UNC")
    if mounts.exists() and (kind := network_file_system(path.resolve(), mounts.read_text())):
        raise Refused("record_on_network_drive", path=str(path), kind=kind)
