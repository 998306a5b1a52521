"""`pilothouse search` as somebody runs it."""

import json
from pathlib import Path

import pytest

from pilothouse.cli import main

ROWS = "Name,Status,Office,Purpose\nPrüfung of letters,Pilot,Customs,Letters wait\n=Audit(1),Retired,Tax,Numbers\n"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{tmp_path / 'record.db'}")
    return tmp_path


@pytest.fixture
def filled(record: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (record / "list.csv").write_text(ROWS, encoding="utf-8")
    assert main(["import", "list.csv"]) == 0
    capsys.readouterr()
    return record


def test_what_was_found_is_said_with_where(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "letters", "PRUF"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "One found for “letters PRUF”", "Prüfung of letters", "  Customs · Pilot · from an imported list",
        "  Found in the name",
    ]  # fmt: skip
    assert main(["search", "wait", "--language", "de"]) == 0
    assert "Gefunden im Zweck: „Letters wait“" in capsys.readouterr().out


def test_as_json_there_is_everything(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "audit", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "text": "audit", "found": 1,
        "results": [{"initiative": None, "name": "=Audit(1)", "who": "Tax", "stage": "retired", "found_in": ["name"],
                     "said": ""}],
    }  # fmt: skip


def test_nothing_found_is_told_apart_by_the_exit_code(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "zebra"]) == 1
    assert capsys.readouterr().out == "Nothing found for “zebra”\n"
