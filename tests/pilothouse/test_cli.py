"""The command line: quick help, exit codes, sentences instead of tracebacks."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import aiohttp
import pytest

from pilothouse.cli import main
from pilothouse.terminal import wrapped
from portfolio.sprints import COLUMNS

HEAVY = (
    "aiohttp", "alembic", "apscheduler", "asyncio", "asyncpg", "babel", "botbuilder", "botframework", "cryptography",
    "dotenv", "holidays", "jwt", "msal", "msgspec", "numpy", "rich", "scipy", "sqlalchemy", "yarl",
)  # fmt: skip
GUID = "3f0a1c9e-58d2-4b7e-8f3c-0b6d2e9a4c11"
APP = {"PILOTHOUSE_APP_ID": GUID, "PILOTHOUSE_APP_SECRET": "a~secret", "PILOTHOUSE_TENANT_ID": GUID}


@pytest.mark.parametrize("command", [["--help"], ["ledger", "--help"], ["manifest", "--help"], ["demo", "--help"]])
def test_help_imports_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys\nfrom pilothouse.cli import main\n"
        f"try:\n    main({command!r})\nexcept SystemExit:\n    pass\n"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "usage: pilothouse" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "HEAVY []"


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert all(command in said for command in ("serve", "demo", "playground", "manifest", "ledger"))


def test_the_template_is_printed_with_the_columns_that_are_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    for shape, columns in COLUMNS.items():
        assert main(["template", shape.value]) == 0
        printed = capsys.readouterr()
        assert printed.out == ",".join(columns) + "\n"
        assert "do not leave it in the file" in printed.err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("pilothouse 0.")


@pytest.mark.parametrize("arguments", [[], ["sail"], ["ledger"], ["ledger", "verify"], ["playground", "--port", "x"]])
def test_a_wrong_command_line_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: pilothouse" in capsys.readouterr().err


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, and no settings."""
    for name in [name for name in os.environ if name.startswith("PILOTHOUSE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_settings_the_bot_says_what_is_missing_and_makes_no_record(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve"]) == 2
    assert "PILOTHOUSE_APP_ID: The bot's application (client) ID is missing." in capsys.readouterr().err
    assert list(bare.iterdir()) == []


@pytest.mark.parametrize("database", ["mysql://x", "sqlite://", "nonsense", "sqlite:///:memory:"])
def test_a_record_that_cannot_be_is_refused_in_a_sentence(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str
) -> None:
    for name, value in (APP | {"PILOTHOUSE_DATABASE": database}).items():
        monkeypatch.setenv(name, value)
    assert main(["serve"]) == 2
    assert "The database has to be sqlite:///file.db or postgresql://" in capsys.readouterr().err
    assert main(["ledger", "export"]) == 2


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(arguments: list[str], folder: Path, env: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own; the first line it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pilothouse", *arguments], cwd=folder, env={**os.environ, **env}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


async def test_serve_answers_and_leaves_when_it_is_told_to(bare: Path) -> None:
    port = _free_port()
    env = APP | {"PILOTHOUSE_PORT": str(port), "PILOTHOUSE_DATABASE": "sqlite:///record.db"}
    with _running(["serve"], bare, env) as (process, said):
        assert said == f"Pilothouse listens on http://127.0.0.1:{port}/api/messages. Stop it with Ctrl+C.\n"
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200
                assert (await answer.json())["status"] == "ok"
            async with session.post(f"http://127.0.0.1:{port}/api/messages", json={}) as answer:
                assert answer.status == 401
        second = subprocess.run(
            [sys.executable, "-m", "pilothouse", "ledger", "export"], cwd=bare, env={**os.environ, **env},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert (second.returncode, second.stdout) == (2, "")
        assert "Another Pilothouse process has this record open" in second.stderr
        process.send_signal(signal.SIGTERM)
        _, logged = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in logged
    events = [json.loads(line.partition("pilothouse.teams ")[2])["event"] for line in logged.splitlines() if "{" in line]
    assert sorted(events) == ["ledger_head", "request_refused"]


def test_a_port_that_is_taken_is_said_in_a_sentence(bare: Path) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ran = subprocess.run(
            [sys.executable, "-m", "pilothouse", "playground", "--port", port], cwd=bare, capture_output=True, text=True,
            timeout=60,
        )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr.startswith("Pilothouse cannot go on: ")
    assert "address already in use" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_playground_says_the_one_line_that_starts_its_peer(bare: Path) -> None:
    port = _free_port()
    with _running(["playground", "--port", str(port)], bare, {}) as (process, said):
        assert f"http://127.0.0.1:{port}/api/messages, on this machine only" in said
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None and process.stderr is not None
        rest, logged = process.stdout.read(), process.stderr.read()
        process.wait(timeout=30)
    assert f"npx @microsoft/m365agentsplayground start -e http://127.0.0.1:{port}/api/messages -c msteams" in rest
    assert process.returncode == 0
    assert "Traceback" not in logged


def test_what_is_too_long_for_a_line_goes_on_below_its_words() -> None:
    labelled = "  Look    at the gate, at 3.5%: the rest belongs to the looks before it"
    assert wrapped(f"{labelled}\n  - one two three four five six\nshort", 30).split("\n") == [
        "  Look    at the gate, at", "          3.5%: the rest", "          belongs to the looks", "          before it",
        "  - one two three four five", "    six", "short",
    ]  # fmt: skip
    long = wrapped(f"{'label of a length that nobody wants':<40}{'word ' * 30}", 40)
    assert max(map(len, long.split("\n"))) <= 40


def test_a_refusal_is_in_the_language_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{tmp_path}/none.db")
    assert main(["portfolio", "--language", "de"]) == 2
    assert "noch keinen Bestand" in capsys.readouterr().err
