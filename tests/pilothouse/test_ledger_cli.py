"""`pilothouse ledger export` and `verify`: the export alone tells whether anything was changed, removed or cut off."""

import asyncio
import io
import json
from pathlib import Path

import pytest

from actions import people
from pilothouse.cli import main
from portfolio.people import Identity
from store import open_store
from tests.actions.world import START, TENANT, company


async def _make_record() -> None:
    store = await open_store("sqlite:///record.db")
    for number in range(5):
        who = Identity(tenant=TENANT, object_id=f"00000000-0000-4000-8000-00000000000{number}", name=f"Person {number}")
        await store.write(people.meet, who, company(), START)
    await store.close()


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The export of a record with five entries."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", "sqlite:///record.db")
    with asyncio.Runner() as runner:
        runner.run(_make_record())
    assert main(["ledger", "export", "--out", "ledger.jsonl"]) == 0
    assert capsys.readouterr().err == "Wrote 5 ledger entries to ledger.jsonl.\n"
    return tmp_path / "ledger.jsonl"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_a_sound_export_is_said_to_be_sound_and_what_that_does_not_tell(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "verify", str(export)]) == 0
    said = capsys.readouterr().out
    assert "The ledger is sound: 5 entries" in said
    assert f"Head: 5 {json.loads(_lines(export)[-1])['hash']}" in said
    assert "only against a head kept elsewhere" in said


def test_the_export_goes_to_standard_output_and_verify_reads_standard_input(
    export: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["ledger", "export"]) == 0
    out = capsys.readouterr().out
    assert out == export.read_text(encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(out))
    assert main(["ledger", "verify", "-"]) == 0


def test_a_head_kept_elsewhere_shows_what_was_cut_off(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = _lines(export)
    heads = [json.loads(line)["hash"] for line in lines]
    assert main(["ledger", "verify", str(export), "--head", heads[2]]) == 0
    assert "The head you kept is in it, at entry 3." in capsys.readouterr().out
    _write(export, lines[:-1])
    assert main(["ledger", "verify", str(export)]) == 0
    assert main(["ledger", "verify", str(export), "--head", heads[-1]]) == 1
    assert "entries were cut off or rewritten" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (lambda lines: [*lines[:2], lines[2].replace("met", "cut"), *lines[3:]], "Line 3 was changed"),
        (lambda lines: [*lines[:2], *lines[3:]], "Entries are missing before line 3"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "Entries are missing before line 1"),
        (lambda lines: [*lines[:3], lines[1], *lines[3:]], "Line 4 is out of order"),
        (lambda lines: [*lines[:4], "{}"], "Line 5 is no ledger entry"),
        (lambda lines: [*lines, "ledger"], "Line 6 is no ledger entry"),
    ],
    ids=["changed", "removed", "swapped", "repeated", "emptied", "appended"],
)
def test_each_fault_is_found_and_named(
    export: Path, capsys: pytest.CaptureFixture[str], fault: object, sentence: str
) -> None:
    _write(export, fault(_lines(export)))  # type: ignore[operator]
    assert main(["ledger", "verify", str(export)]) == 1
    said = capsys.readouterr().out
    assert sentence in said
    assert "Sound up to entry" in said


def test_what_cannot_be_read_is_unusable_and_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, binary = tmp_path / "none.jsonl", tmp_path / "binary.jsonl"
    binary.write_bytes(b"\xff\xfe\x00")
    assert main(["ledger", "verify", str(missing)]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err
    assert main(["ledger", "verify", str(binary)]) == 2
    assert "it is not UTF-8" in capsys.readouterr().err


def test_an_export_that_cannot_be_written_is_said_in_a_sentence(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "export", "--out", str(export / "below" / "a" / "file")]) == 2
    assert capsys.readouterr().err.startswith("Pilothouse cannot go on: ")


def test_the_export_holds_no_name(export: Path) -> None:
    assert "Person" not in export.read_text(encoding="utf-8")
