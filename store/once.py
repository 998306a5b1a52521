"""Inserting a row that must exist once, on both engines."""

from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(tx: Connection, table: Table, unique: Column[Any], **values: Any) -> bool:
    """Insert a row unless one with the same value in the `unique` column exists; True when it was inserted.

    On PostgreSQL a concurrent insert of the same key is waited for, so exactly one caller ever gets True.
    """
    return _insert(tx, table, unique, values, index_elements=[unique])


def insert_new(tx: Connection, table: Table, returned: Column[Any], **values: Any) -> bool:
    """Insert a row unless any of the table's unique constraints forbids it; True when it was inserted."""
    return _insert(tx, table, returned, values)


def _insert(tx: Connection, table: Table, returned: Column[Any], values: dict[str, Any], **conflict: Any) -> bool:
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing(**conflict).returning(returned)
    return tx.execute(statement).first() is not None
