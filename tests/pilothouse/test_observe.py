"""`pilothouse observe` as somebody runs it, and what is on record without a constraint."""

import json
from pathlib import Path

import pytest

from pilothouse.cli import main

STEPS = "Step,Touch,Wait,Switches,Copies\nRead,45 min,3 h,2,0\nPrice,,1 d,1,2\nSend,15 min,,0,1\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{tmp_path / 'record.db'}")
    (tmp_path / "steps.csv").write_text(STEPS, encoding="utf-8")
    return tmp_path


def test_steps_become_versions_with_lower_bounds_where_a_step_is_unknown(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    observe = ["observe", "steps.csv", "--workflow", "Bids"]
    assert main([*observe, "--new", "--cases", "4", "--on", "2026-01-31"]) == 0
    assert capsys.readouterr().out == "Bids, version 1: work at least 1 h, waiting at least 1.1 days, switches 3, copies 3\n"
    assert main([*observe, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["version"], said["touch_seconds"], said["touch_unknown"], said["wait_unknown"]) == (2, 3600.0, 1, 1)


def test_a_cell_that_cannot_be_read_is_said_and_nothing_is_kept(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "steps.csv").write_text(STEPS.replace("45 min", "1 d"), encoding="utf-8")
    assert main(["observe", "steps.csv", "--workflow", "Bids", "--new"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "row 2, column Touch: “1 d” of work can mean 8 hours or 24" in said.err
    assert not (here / "record.db").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "no workflow called “Bids”"), (["--new", "--on", "soon"], "soon"),
        (["--new", "--on", "2999-01-01"], "lies ahead"),
        (["--new", "--cases", "-3"], "is no count"), (["--new", "--workflow", " "], "characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(
    here: Path, capsys: pytest.CaptureFixture[str], options: list[str], sentence: str
) -> None:
    assert main(["observe", "steps.csv", "--workflow", "Bids", *options]) == 2
    assert sentence in capsys.readouterr().err


def test_a_dry_run_makes_no_record(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["observe", "steps.csv", "--workflow", "Bids", "--dry-run", "--language", "de"]) == 0
    assert "Arbeit mindestens 1 h, Warten mindestens 1,1 Tage" in capsys.readouterr().out
    assert not (here / "record.db").exists()


def test_a_register_without_an_entry_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["observe", "steps.csv", "--workflow", "Bids", "--new"]) == 0
    capsys.readouterr()
    assert main(["constraints"]) == 0 and main(["constraints", "--json"]) == 0
    assert capsys.readouterr().out == 'No constraint holds.\n{\n  "constraints": []\n}\n'
