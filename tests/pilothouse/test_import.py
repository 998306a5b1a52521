"""`pilothouse import` as somebody runs it."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from pilothouse.cli import main

REAL = Path(__file__).parents[3] / "shared" / "data" / "omb2025.csv"
ROWS = (
    "Name;Kennung;Status;Start;Kontakt\n"
    "Angebote;1;Pilot;03/04/2025;dana@x.test\n"
    "Protokolle;2;grün;;\n"
    ";;Pilot;;\n"
)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", "sqlite:///record.db")
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8-sig")
    return tmp_path / "record.db"


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["import", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_dry_run_says_what_would_be_stored_and_makes_no_record(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, "list.csv", "--dry-run")
    assert (said["rows"], said["new"], said["changed"], said["unchanged"]) == (3, 2, 0, 0)
    assert said["rejected"] == [{"row": 4, "column": "Name", "reason": "name_missing"}]
    assert said["dates"] == {"parsed": 0, "by_precision": {}, "unparsed": 1}
    assert said["owners"] == {"none": 0, "shared_mailbox": 0, "person": 1}
    assert not record.exists()


def test_an_order_of_day_and_month_that_is_told_reads_the_date(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = answer(capsys, "list.csv", "--dry-run", "--date-order", "dmy")
    assert said["dates"] == {"parsed": 1, "by_precision": {"day": 1}, "unparsed": 0}


def test_an_import_is_stored_once_and_can_be_taken_back(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "list.csv"]) == 0
    said = capsys.readouterr().out
    assert "Stored: 2 new, 0 changed; 0 were known like this." in said
    assert "Row 4 was left out" in said
    assert "pilothouse import --revert 1" in said
    assert answer(capsys, "list.csv")["unchanged"] == 2
    assert main(["audit", "--as-of", "2026-01-31"]) == 0
    assert "2 entries on 31 Jan 2026" in capsys.readouterr().out
    assert main(["import", "--revert", "1"]) == 0
    assert "Import 1 no longer counts" in capsys.readouterr().out
    assert main(["audit"]) == 2
    assert "Nothing has been imported yet" in capsys.readouterr().err


def test_without_a_record_there_is_nothing_to_audit_and_none_is_made(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit"]) == 2
    assert "Nothing has been imported yet" in capsys.readouterr().err
    assert not record.exists()


def test_the_screen_is_read_in_80_columns_in_both_languages(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("en", "de"):
        assert main(["import", "list.csv", "--dry-run", "--language", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert any("Angebote" in line for line in lines)
        assert max(len(line) for line in lines if line.startswith("  ")) <= 80


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (b"Colour,Size\nblue,3\n", "the columns are Colour, Size"),
        (b"PK\x03\x04rubbish", "no sound Excel workbook"),
        (b"\xd0\xcf\x11\xe0rubbish", "Save the sheet as CSV"),
        (b"Name,A\n\x00\x00\x00\x01,2\n", "no text"),
        (",".join(f"c{n}" for n in range(5000)).encode() + b"\n1\n", "columns"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_sentence_and_nothing_is_stored(
    record: Path, capsys: pytest.CaptureFixture[str], data: bytes, words: str
) -> None:
    Path("bad.csv").write_bytes(data)
    assert main(["import", "bad.csv"]) == 2
    assert words in capsys.readouterr().err
    assert not record.exists()


def test_hostile_cells_are_kept_as_text_and_do_not_steer_the_terminal(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "Name,Status\n=cmd|' /C calc'!A0,Pilot\n\x1b[31mred\u202e,Pilot\n"
    Path("hostile.csv").write_text(rows, encoding="utf-8")
    assert main(["import", "hostile.csv", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "=cmd" in said
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_workbook_is_read_like_its_csv(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Status", "Start", "Approved"])
    sheet.append(["Letters", "Pilot", date(2025, 3, 4), True])
    sheet.append(["Minutes", "Pilot"])
    book.save("list.xlsx")
    said = answer(capsys, "list.xlsx", "--dry-run")
    assert (said["rows"], said["encoding"]) == (2, "xlsx")
    assert said["dates"] == {"parsed": 1, "by_precision": {"day": 1}, "unparsed": 0}


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_before_it_is(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as file, file.open("xl/workbook.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(2**20))
    assert Path("bomb.xlsx").stat().st_size < 2**20
    assert main(["import", "bomb.xlsx"]) == 2
    assert "larger than" in capsys.readouterr().err


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data")
def test_a_public_inventory_is_read_whole_and_the_second_time_changes_nothing(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer(capsys, str(REAL), "--dry-run")
    assert (said["rows"], said["new"], said["rejected"]) == (3611, 3611, [])
    assert said["stages"] == {"pre_deployment": 1479, "pilot": 440, "deployed": 1040, "retired": 314, "unknown": 338}
    assert said["dates"] == {"parsed": 399, "by_precision": {"day": 275, "month": 119, "year": 5}, "unparsed": 0}
    assert said["owners"] == {"none": 138, "shared_mailbox": 293, "person": 9}
    assert answer(capsys, str(REAL))["new"] == 3611
    assert answer(capsys, str(REAL))["unchanged"] == 3611
    edited = REAL.read_bytes().replace(b"Stress Testing Scenarios with Deep", b"Stress testing scenarios with deep", 1)
    Path("edited.csv").write_bytes(edited)
    again = answer(capsys, "edited.csv")
    assert (again["new"], again["changed"], again["unchanged"], again["missing"]) == (0, 1, 3610, 0)


def test_a_saved_mapping_is_reused_for_the_same_headings_and_by_its_name(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (record.parent / "told.json").write_text('{"intent": "Status", "contact": null}')
    first = answer(capsys, "list.csv", "--mapping", "told.json", "--date-order", "dmy", "--save-mapping", "Finance")
    assert (first["mapping"]["intent"], first["saved_mapping"]) == ("Status", None)  # type: ignore[index]

    shuffled = "Kontakt;Start;NAME;Kennung;Status\nx@y.test;05/04/2025;Belege;9;Pilot\n"
    (record.parent / "next.csv").write_text(shuffled, encoding="utf-8")
    second = answer(capsys, "next.csv", "--dry-run")
    assert second["saved_mapping"] == "Finance"
    assert second["mapping"] == {"key": "Kennung", "name": "NAME", "stage": "Status", "started": "Start", "intent": "Status"}
    assert second["dates"]["parsed"] == 1  # type: ignore[index]  # the order was saved with it
    assert answer(capsys, "next.csv", "--dry-run", "--mapping", "FINANCE")["saved_mapping"] == "Finance"

    assert main(["import", "next.csv", "--mapping", "Nobody"]) == 2
    assert "neither a file nor a saved mapping" in capsys.readouterr().err
