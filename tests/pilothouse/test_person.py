"""`pilothouse person erase`: looks first, and leaves a file in which nobody finds the name."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from actions import people
from pilothouse.cli import main
from portfolio.company import Company
from portfolio.people import Identity
from portfolio.verdicts import Policy
from store import open_store

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
COMPANY = Company(
    zone="UTC", language="en", holidays=frozenset(), default=None, policy=Policy.BALANCED, roles={}, paused=False
)


@pytest.fixture
async def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that has met two people."""
    path = tmp_path / "record.db"
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{path}")
    monkeypatch.chdir(tmp_path)
    store = await open_store(f"sqlite:///{path}")
    for name in ("Zebedee Quist", "Dana Whitfield"):
        await store.write(people.meet, Identity(tenant="t", object_id=f"id {name}", name=name), COMPANY, NOW)
    await store.close()
    return path


def test_it_looks_first_and_erases_with_yes(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["person", "erase", "zebedee quist"]) == 0
    said = capsys.readouterr().out
    assert "Looked only; nothing is changed. Erasing Zebedee Quist" in said and "--yes" in said and "still verifies" in said
    assert b"Zebedee" in record.read_bytes()
    assert main(["person", "erase", "Zebedee Quist", "--yes"]) == 0
    assert "Zebedee Quist was erased" in capsys.readouterr().out
    files = [path for path in record.parent.iterdir() if path.is_file()]
    assert not any(b"Zebedee" in path.read_bytes() for path in files), "not in the file, nor in what lies beside it"
    assert any(b"Dana Whitfield" in path.read_bytes() for path in files)
    assert main(["ledger", "export", "--out", "ledger.jsonl"]) == 0
    assert main(["ledger", "verify", "ledger.jsonl"]) == 0


def test_a_process_of_its_own_knows_every_table(record: Path) -> None:
    program = "import sys; from pilothouse.cli import main; sys.exit(main(['person', 'erase', 'Dana Whitfield', '--yes']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Dana Whitfield" not in record.read_bytes()


def test_nobody_and_several_are_said(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["person", "erase", "Nobody Met"]) == 2
    assert "I have not met anybody called “Nobody Met”" in capsys.readouterr().err
