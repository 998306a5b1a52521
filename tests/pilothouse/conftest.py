"""Fixtures of the command line's tests."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from pilothouse.cli import main
from tests.pilothouse.judging import Judge, Ran


@pytest.fixture
def judge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Judge:
    """Writes rows to a file and runs the command on it: exit code, what it said, what it complained about."""

    def run(rows: Sequence[Sequence[object]] | bytes, *options: str, separator: str = ",") -> Ran:
        path = tmp_path / "data.csv"
        if isinstance(rows, bytes):
            path.write_bytes(rows)
        else:
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file, delimiter=separator).writerows(rows)
        try:
            code = main(["judge", str(path), *options])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
