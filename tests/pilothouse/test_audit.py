"""`pilothouse audit` as somebody runs it."""

import json
import sqlite3
from pathlib import Path

import pytest

from pilothouse.cli import main

REAL = Path(__file__).parents[3] / "shared" / "data" / "omb2025.csv"
ROWS = (
    "Name;Status;Start;Kontakt;Nutzen\n"
    "Angebote;Pilot;01.02.2025;dana@x.test;spart 20 % der Stunden\n"
    "Protokolle;Pilot;;;\n"
    "Rechnungen;eingestellt;01.02.2024;;\n"
)


@pytest.fixture
def small(tmp_path: Path) -> str:
    file = tmp_path / "list.csv"
    file.write_bytes(ROWS.encode("cp1252"))
    return str(file)


def test_an_audit_is_one_screen_of_sentences(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", small, "--as-of", "2026-01-31"]) == 0
    said = capsys.readouterr().out
    assert "3 entries on 31 Jan 2026:" in said
    assert "Of the 2 pilots:" in said
    assert "274 days  Angebote" in said
    assert "Columns taken: “Name” as name, “Status” as stage, “Start” as first use," in said, "what the figures stand on"
    assert max(map(len, said.splitlines())) <= 80


def test_an_audit_speaks_german(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", small, "--as-of", "2026-01-31", "--language", "de"]) == 0
    assert "Von 2 Piloten:" in capsys.readouterr().out


def test_the_same_file_and_day_give_the_same_bytes(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for _ in range(2):
        assert main(["audit", small, "--as-of", "2026-01-31", "--json"]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    assert json.loads(answers[0])["initiatives"][0]["traits"]["metric"]["missing"] == "no_baseline"


def test_a_mapping_corrects_the_guess(small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"started": null}')
    assert main(["audit", small, "--as-of", "2026-01-31", "--json", "--mapping", str(mapping)]) == 0
    assert json.loads(capsys.readouterr().out)["age"]["dated"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--as-of", "31.1.2026"], "is no date"),
        (["--mapping", "MISSING"], "MISSING"),
        (["--mapping", "BROKEN"], "is no mapping"),
        (["--mapping", "LIST"], "is no mapping"),
        (["--mapping", "UNKNOWN"], "which is no field"),
    ],
)
def test_what_cannot_be_used_is_a_sentence_and_2(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    for name, text in (("BROKEN", "{"), ("LIST", "[1]"), ("UNKNOWN", '{"owner": "Name"}')):
        (tmp_path / name).write_text(text)
    told = [str(tmp_path / word) if word.isupper() else word for word in arguments]
    assert main(["audit", small, *told]) == 2
    assert words in capsys.readouterr().err


def test_a_missing_file_is_a_sentence_and_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data")
def test_a_public_inventory_of_3611_entries_gives_the_figures_a_careful_reading_gives(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["audit", str(REAL), "--as-of", "2026-01-31", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["stages"] == {"pre_deployment": 1479, "pilot": 440, "deployed": 1040, "retired": 314, "unknown": 338}
    assert said["age"] == {
        "dated": 399, "undated": 41, "by_precision": {"day": 275, "month": 119, "year": 5}, "in_future": 5,
        "median_days": 336, "older_than_days": {"90": 384, "180": 325, "365": 194},
    }  # fmt: skip
    assert said["contact"] == {"none": 138, "shared_mailbox": 293, "person": 9}
    assert said["approval"] == {"yes": 147, "no": 260, "unknown": 33}
    assert said["benefit"]["with_number_and_unit"] == len(said["benefit"]["keys"]) == 10
    assert len({one["key"] for one in said["initiatives"]}) == 440


def test_a_former_version_of_the_list_says_what_changed(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    former = tmp_path / "former.csv"
    former.write_text(
        "Name;Status\nAngebote schreiben;Pilot\nProtokolle;Pilot\nAblage;Pilot\nRechnungen;Pilot\n", encoding="utf-8"
    )
    assert main(["audit", small, "--against", str(former), "--as-of", "2026-01-31", "--json"]) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert changes["decided"] == ["||rechnungen"]
    assert [(one["name"], (one["maybe"] or {}).get("name")) for one in changes["vanished"]] == [
        ("Angebote schreiben", "Angebote"), ("Ablage", None),
    ]
    assert main(["audit", small, "--against", str(former), "--as-of", "2026-01-31"]) == 0
    said = capsys.readouterr().out
    assert "2  are no longer there, and nobody has retired them" in said
    assert "may be “Angebote” now" in said
    assert main(["audit", small, "--as-of", "2026-01-31", "--json"]) == 0
    assert "changes" not in json.loads(capsys.readouterr().out)


def test_the_record_is_audited_kept_and_made_again(
    small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{tmp_path / 'record.db'}")
    assert main(["audit", "--record", "1"]) == 2
    assert "no audit record number 1" in capsys.readouterr().err
    assert main(["import", small]) == 0
    capsys.readouterr()
    assert main(["audit", "--close", "--as-of", "2026-01-31", "--json"]) == 0
    kept = json.loads(capsys.readouterr().out)
    assert (kept["record"], kept["same"], kept["document"]["states"]["flying"]) == (1, True, 2)
    assert main(["audit", "--record", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == kept

    assert main(["audit", "--record", "1"]) == 0
    said = capsys.readouterr().out
    assert "274 days  Angebote" in said
    assert kept["hash"] in said
    with monkeypatch.context() as patch:
        patch.setattr("portfolio.audits.kept.METHOD", "record-next")
        assert main(["audit", "--record", "1", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == kept | {"same": None}
        assert main(["audit", "--record", "1"]) == 0
        older = capsys.readouterr().out
        assert "made by other rules (version record-3" in older
        assert older.splitlines()[:-1] == said.splitlines()[:-1]
    for left, shown in (('{"lines": []}', {"lines": []}), ("{", None)):
        with sqlite3.connect(tmp_path / "record.db") as there:
            there.execute("UPDATE audits SET document = ? WHERE id = 1", [left])
        assert main(["audit", "--record", "1"]) == 1
        assert "record of audit 1 cannot be read" in (out := capsys.readouterr().out) and kept["hash"] in out
        assert main(["audit", "--record", "1", "--json"]) == 1
        assert json.loads(capsys.readouterr().out) == kept | {"same": False, "document": shown}
    with sqlite3.connect(tmp_path / "record.db") as there:
        there.execute("UPDATE audits SET document = ?", [json.dumps(kept["document"])])
    assert main(["audit", "--join", "||angebote", "||nichts"]) == 2
    assert main(["audit", "--join", "||angebote", "||protokolle"]) == 0
