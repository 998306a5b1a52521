"""Schema migrations: forward at every start. A new one is written by `python -m store.migrations` (see there)."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from portfolio.errors import Refused
from store.every_table import metadata

_HERE = Path(__file__).parent / "migrations"

OPTIONS: dict[str, Any] = {
    "target_metadata": metadata,
    "render_as_batch": True,  # SQLite cannot alter most things in place
    "compare_type": True,
    "compare_server_default": True,
    "user_module_prefix": "store.types.",
}
"""How Alembic compares and runs, the same for every command."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for one command on `connection`; there is no alembic.ini."""
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    return made


@cache
def scripts() -> ScriptDirectory:
    """The migrations this program carries."""
    return ScriptDirectory.from_config(config())


def revision_of(connection: Connection) -> str | None:
    """The revision a data base is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate forward inside the caller's transaction. Refused("record_newer") for a revision this program lacks."""
    at = revision_of(connection)
    if at is not None and at not in {script.revision for script in scripts().walk_revisions()}:
        raise Refused("record_newer", revision=at)
    command.upgrade(config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Migrate back to `revision` ("base" for an empty data base) inside the caller's transaction."""
    command.downgrade(config(connection), revision)


def check_foreign_keys(connection: Connection) -> None:
    """RuntimeError when a SQLite migration left a row pointing at nothing; the migration is then rolled back."""
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"the migration breaks {len(broken)} references, the first in table {broken[0][0]}")


def difference(connection: Connection) -> list[Any]:
    """What separates a data base from store.tables, as Alembic's list; empty when they agree."""
    found: list[Any] = compare_metadata(MigrationContext.configure(connection, opts=OPTIONS), metadata)
    return found
