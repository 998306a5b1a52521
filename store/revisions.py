"""At which revision a record is, and which one this program carries: asked at every start, and without Alembic.

Alembic takes 8 MB and 0.2 s to import, and a record is migrated once for each new version of the program.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str:
    """The newest revision this program knows. Revisions are numbered, and their files begin with the number."""
    return max(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*_*.py"))


def current(connection: Connection) -> str | None:
    """The revision a data base is at, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("select version_num from alembic_version").scalar()
    return found
