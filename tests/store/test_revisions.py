"""What is known of a record's revision without Alembic is what Alembic says."""

import subprocess
import sys

from sqlalchemy import text

from store import Store, migrate, revisions


async def test_the_newest_revision_is_alembics_head() -> None:
    assert revisions.newest() == migrate.scripts().get_current_head()
    assert {script.revision for script in migrate.scripts().walk_revisions()} >= {"0001", revisions.newest()}


async def test_the_revision_of_a_record_is_what_alembic_reads(store: Store) -> None:
    assert await store.read(revisions.current) == await store.read(migrate.revision_of) == revisions.newest()


async def test_an_empty_data_base_has_none(store: Store) -> None:
    await store.write(lambda tx: tx.execute(text("drop table alembic_version")))
    assert await store.read(revisions.current) is None


def test_a_record_that_needs_no_migration_is_opened_without_alembic_and_without_the_other_engine(sqlite_url: str) -> None:
    code = (
        "import asyncio, sys\nfrom store import open_store\n"
        f"async def go():\n    store = await open_store({sqlite_url!r})\n    await store.close()\n"
        "asyncio.run(go())\n"
        "print([name for name in ('alembic', 'asyncpg', 'sqlalchemy.ext.asyncio') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.stdout == "[]\n", ran.stderr
