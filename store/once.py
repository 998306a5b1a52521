"""Inserting a row that must exist once, on both engines."""

from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Column, Connection, Table


def inserted(tx: Connection, table: Table, returned: Column[Any], **values: Any) -> Any | None:
    """Insert a row and return its `returned` column, or None when a unique constraint of the table forbids the row.

    On PostgreSQL a concurrent insert of the same key is waited for, so exactly one caller ever gets its row in.
    """
    return tx.execute(_statement(tx.dialect.name, table, returned), values).scalar()


def insert_new(tx: Connection, table: Table, returned: Column[Any], **values: Any) -> bool:
    """Insert a row unless a unique constraint of the table forbids it; True when it was inserted."""
    return inserted(tx, table, returned, **values) is not None


@cache  # building a statement costs several times as much as running it
def _statement(dialect: str, table: Table, returned: Column[Any]) -> Any:
    insert = import_module(f"sqlalchemy.dialects.{dialect}").insert
    return insert(table).on_conflict_do_nothing().returning(returned)
