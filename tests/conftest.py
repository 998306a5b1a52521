"""Fixtures for everybody: an opened, migrated, empty record on both engines."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from store import Store, open_store

pytest_plugins = ["tests.pg_server"]

# A busy machine is no fault of the code under test; what must be quick is measured in benchmarks/.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_xdist_auto_num_workers() -> int:
    """`-n auto`: half as many again as there are processors. A third of the time is waiting for a data base."""
    processors = os.cpu_count() or 1
    return processors + (processors + 1) // 2


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file; tests work on copies."""
    path = tmp_path_factory.mktemp("template") / "record.db"

    async def make() -> None:
        await (await open_store(f"sqlite:///{path}")).close()

    loop = asyncio.new_event_loop()
    loop.run_until_complete(make())
    loop.close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated, empty SQLite record of one's own."""
    path = tmp_path / "record.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated, empty record, on each engine in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "pg_used_url")
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """An open record, on each engine in turn."""
    opened = await open_store(store_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Store]:
    """An open record in a SQLite file."""
    opened = await open_store(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def pg_store(pg_url: str) -> AsyncIterator[Store]:
    """An open record in PostgreSQL."""
    opened = await open_store(pg_url)
    yield opened
    await opened.close()
