"""`pilothouse audit` lists entries that may be one thing, and --apart keeps two of them apart."""

import json
from pathlib import Path

import pytest

from pilothouse.cli import main
from store import ledger, open_store

REAL = Path(__file__).parents[3] / "shared" / "data" / "omb2025.csv"
ROWS = (
    "Name,Status,Agency,Office,Purpose\n"
    "Letter triage,Pilot,X,Tax,Sorting\n"
    "Triage of letters,Pilot,X,Tax,Routing\n"
    "Letter triage,Pilot,X,Customs,Sorting\n"
    "Letter triages,Retired,X,Tax,Else\n"
)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", f"sqlite:///{tmp_path / 'record.db'}")
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    assert main(["import", "list.csv"]) == 0
    capsys.readouterr()
    return tmp_path


def audited(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    assert main(["audit", *more, "--as-of", "2026-01-31", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["overlaps"]
    return found


def test_pairs_of_one_unit_are_listed_with_what_agrees(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = audited(capsys)
    assert len(pairs) == 3 and all(pair["agrees"] == ["name"] for pair in pairs)
    assert audited(capsys, "list.csv") == pairs
    assert main(["audit", "--as-of", "2026-01-31"]) == 0
    said = capsys.readouterr().out
    assert "3 pairs of entries may be one thing:" in said and str(pairs[0]["id"]) in said and "alike in the name" in said
    assert max(map(len, said.splitlines())) <= 80


async def count(record: Path, action: str) -> int:
    store = await open_store(f"sqlite:///{record / 'record.db'}")
    try:
        return sum(action in line for line in await store.read(lambda tx: list(ledger.export(tx))))
    finally:
        await store.close()


def test_two_told_apart_stay_apart_when_the_list_comes_again(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import asyncio

    first, *others = audited(capsys)
    assert main(["audit", "--apart", str(first["id"])]) == 0
    assert "told apart" in capsys.readouterr().out
    assert audited(capsys) == others
    (record / "list.csv").write_text(ROWS.replace("Sorting", "Sorting post"), encoding="utf-8")
    assert main(["import", "list.csv"]) == 0
    capsys.readouterr()
    assert audited(capsys) == others
    assert asyncio.run(count(record, "cli:overlap:told_apart")) == 1


@pytest.mark.parametrize("id", ["00000000", "", "x' or 1=1", "²"])
def test_a_pair_that_is_not_there_is_refused_with_a_sentence(
    record: Path, id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--apart", id]) == 2
    assert "No two imported entries are called" in capsys.readouterr().err
    assert len(audited(capsys)) == 3


def test_the_real_list_is_compared_within_its_units(capsys: pytest.CaptureFixture[str]) -> None:
    if not REAL.exists():
        pytest.skip(f"the real list is not at hand: {REAL} is missing")
    assert main(["audit", str(REAL), "--as-of", "2026-01-31", "--json"]) == 0
    pairs = json.loads(capsys.readouterr().out)["overlaps"]
    names = [tuple(pair["names"]) for pair in pairs]
    assert ("Trust Document Entity Extraction", "Trust Document Entity Extraction - LLM") in names
    assert all(set(pair["agrees"]) & {"name", "workflow"} or {"users", "data"} <= set(pair["agrees"]) for pair in pairs)
    assert len({pair["id"] for pair in pairs}) == len(pairs)
