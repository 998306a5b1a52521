"""`pilothouse map` and `pilothouse assessment` as somebody runs them."""

import re
from pathlib import Path

import pytest

from pilothouse.cli import main

STEPS = """step,role,system,touch,wait,switches,copies,pain
Read the request,Bid manager,Outlook,30 min,0.3 d,0,0,
Collect references,Consultant,SharePoint,1 h,0.2 d,2,3,
Ask for prices,Consultant,ERP,12 min,1.1 d,1,1,Only two may open it
Write the draft,Consultant,Word,3 h,0.4 d,3,0,
Legal review,Legal,Outlook,30 min,1.4 d,1,0,
Correct,Consultant,Word,48 min,0.2 d,0,1,
Approve,Partner,PSA,12 min,0.5 d,1,0,
"""


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{tmp_path / 'record.db'}")
    (tmp_path / "steps.csv").write_text(STEPS, encoding="utf-8")
    assert main(["observe", "steps.csv", "--workflow", "RFP answers", "--new", "--cases", "6", "--on", "2026-11-18"]) == 0
    capsys.readouterr()
    return tmp_path


def test_the_map_of_a_watched_workflow_says_what_a_case_costs_and_how_that_is_known(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", "rfp ANSWERS"]) == 0
    said = capsys.readouterr().out
    assert "6.2 h [A] of work in a case, 4.1 days [A] of waiting" in said
    assert ": watched by a colleague on 18 Nov 2026, 6 cases" in said
    assert "Volume: unknown" in said


def test_it_is_written_as_one_page(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", "RFP answers", "--pdf", "map.pdf", "--language", "de"]) == 0
    assert capsys.readouterr().out == "Die Seite steht in map.pdf.\n"
    assert (record / "map.pdf").read_bytes().startswith(b"%PDF")


def test_an_unknown_workflow_or_a_folder_that_is_not_there_is_a_sentence(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", "Zebra"]) == 2 and "Zebra" in capsys.readouterr().err
    assert main(["map", "RFP answers", "--pdf", "nowhere/map.pdf"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_assessment_has_a_sheet_for_each_workflow_and_says_what_there_is_none_of(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["observe", "steps.csv", "--workflow", "Letters", "--new"]) == 0
    capsys.readouterr()
    for language in ("en", "de"):
        assert main(["assessment", "--pdf", "all.pdf", "--language", language]) == 0
        made = (record / "all.pdf").read_bytes()
        assert b"pdfuaid" in made and len(re.findall(rb"/Type\s*/Page\b", made)) == 4
    assert "all.pdf" in capsys.readouterr().out
