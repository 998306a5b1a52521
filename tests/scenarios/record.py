"""The whole record as values, to say that nothing in it changed."""

from typing import Any

from sqlalchemy import select

from store import Store, Tx, domain_tables, ledger
from store.tables import ledger as ledger_table

metadata = domain_tables.metadata
Dump = dict[str, list[tuple[Any, ...]]]


async def dump(store: Store) -> Dump:
    """Every row of every table, and the ledger's head."""
    return await store.read(_dump)


def _dump(tx: Tx) -> Dump:
    rows = {table.name: sorted(map(tuple, tx.execute(select(table))), key=repr) for table in metadata.sorted_tables}
    head = ledger.head(tx)
    return rows | {"head": [(head.seq, head.hash)]}


def changed(before: Dump, after: Dump) -> set[str]:
    """The tables that differ, but for where people can be reached: any event from somebody renews that."""
    return {name for name in before if before[name] != after[name]} - {"addresses"}


async def actions(store: Store) -> list[str]:
    """What the ledger says happened, oldest first."""
    return await store.read(lambda tx: [str(row.action) for row in tx.execute(select(ledger_table).order_by("seq"))])
