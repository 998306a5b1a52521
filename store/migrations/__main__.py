"""The command that writes the next migration:

    python -m store.migrations "what changes"

It compares store.tables with the migrations there are and writes the difference as a file in versions/. The comparison
is SQLite's; read the file before committing it. While nothing is released, 0001 may be deleted and written anew. A
SQLite migration runs with foreign keys off and is checked before its COMMIT.
"""

import sys
from collections.abc import Sequence
from typing import Any

from alembic import command
from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.render import renderers
from alembic.operations.ops import CreateTableOp, MigrateOperation, MigrationScript
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from store import migrate
from store.every_table import metadata


class ProtectOp(MigrateOperation):
    """Renders as a call of `protect`: the table it names only grows."""

    def __init__(self, table: str) -> None:
        self.table = table


@renderers.dispatch_for(ProtectOp)
def _render(context: AutogenContext, operation: ProtectOp) -> str:
    context.imports.add("from store.append_only import protect")
    return f"protect(op.get_bind(), {operation.table!r})"


def _protect_append_only(_context: MigrationContext, _revision: Any, scripts: list[MigrationScript]) -> None:
    for script in scripts:
        for upgrade_ops in script.upgrade_ops_list:
            created = [op.table_name for op in upgrade_ops.ops if isinstance(op, CreateTableOp)]
            upgrade_ops.ops.extend(ProtectOp(name) for name in created if metadata.tables[name].info.get("append_only"))


def main(arguments: Sequence[str]) -> int:
    """Write the next migration. 0 when written, 2 when called wrongly."""
    if len(arguments) != 1:
        sys.stderr.write('Say what changes: python -m store.migrations "what changes"\n')
        return 2
    number = sum(1 for _ in migrate.scripts().walk_revisions()) + 1
    with create_engine("sqlite://").begin() as connection:
        migrate.upgrade(connection)
        command.revision(
            migrate.config(connection),
            message=arguments[0],
            autogenerate=True,
            rev_id=f"{number:04}",
            process_revision_directives=_protect_append_only,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
