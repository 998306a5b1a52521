"""Waiting for one's turn at a thing, so that two presses at the same instant are one after the other.

SQLite has one writer anyway. On PostgreSQL writers run at the same time under READ COMMITTED: what is read after `alone`
has returned contains what the former holder committed, so a press that came twice finds its own answer and says so.
"""

from sqlalchemy import Connection, text

_SPACE = 0x70686C6B  # "phlk": keeps these keys apart from the ledger's and the migrations'


def alone(tx: Connection, key: str) -> None:
    """Wait until no other transaction works on `key`, and keep others waiting until this one ends."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("select pg_advisory_xact_lock(:space, hashtext(:key))"), {"space": _SPACE, "key": key})
