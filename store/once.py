"""Inserting a row that must exist once, on both engines."""

from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(tx: Connection, table: Table, unique: Column[Any], **values: Any) -> bool:
    """Insert a row unless one with the same value in the `unique` column exists; True when it was inserted.

    On PostgreSQL a concurrent insert of the same key is waited for, so exactly one caller ever gets True.
    """
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(**values).on_conflict_do_nothing(index_elements=[unique]).returning(unique)
    return tx.execute(statement).first() is not None
