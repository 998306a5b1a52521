"""What bringing a list in costs in memory: it is read by the process that serves, beside everything else."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PEAK = """
import resource, sys
from pilothouse.cli import main
code = main(["import", sys.argv[1]])
print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(record: Path, rows: int) -> int:
    """Megabytes that importing so many rows of 5 cells took at most, with what the command takes by itself."""
    file = record.with_name(f"{rows}.csv")
    lines = (f"Vorhaben {at} \N{ROCKET},Referat {at % 90},Pilot,2025-03-0{at % 9 + 1},d{at}@x.test\n" for at in range(rows))
    file.write_text("Name,Bereich,Status,Start,Kontakt\n" + "".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(file)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={"PILOTHOUSE_DATABASE": f"sqlite:///{record}", "PATH": "", "LANG": "C.UTF-8"},
    )
    code, megabytes = done.stdout.splitlines()[-1].split()
    assert code == "0", done.stderr
    return int(megabytes)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the peak is counted in other units")
def test_a_row_takes_two_kilobytes_at_most_from_the_file_to_the_record(tmp_path: Path) -> None:
    few, many = peak(tmp_path / "few.db", 100), peak(tmp_path / "many.db", 10_100)
    assert many - few < 20
