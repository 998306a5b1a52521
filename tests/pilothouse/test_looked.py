"""Commands that only look: without a record they say so, which is no empty result (R23), and make none."""

from pathlib import Path

import pytest

from pilothouse.cli import main


@pytest.mark.parametrize("command", [
    ["assessment", "--pdf", "all.pdf"], ["constraints", "--json"], ["decisions"], ["map", "RFP answers"],
    ["opportunities", "--json"], ["portfolio", "--out", "rows.csv"], ["roadmap", "--json"], ["search", "zebra"],
], ids=lambda command: command[0])  # fmt: skip
def test_without_a_record_a_look_says_that_there_is_none(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{tmp_path / 'record.db'}")
    assert main(command) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(f"There is no record at sqlite:///{tmp_path}")
    assert list(tmp_path.iterdir()) == []
