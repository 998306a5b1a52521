"""`pilothouse adopt` and `pilothouse sponsors` as somebody runs them."""

import asyncio
import json
from pathlib import Path

import pytest

from actions import people
from pilothouse.cli import main
from portfolio.people import Identity
from store import initiatives, open_store
from tests.actions.world import START, TENANT, company, object_id

ROWS = "Name;Kennung;Status;Start;Kontakt\n" + "".join(
    f"Angebote {n};{n};{'Pilot' if n < 6 else 'Produktion'};2026-0{1 + n}-04;ki@x.test\n" for n in range(8)
)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", "sqlite:///record.db")
    (tmp_path / "list.csv").write_text(ROWS, encoding="utf-8")
    return "sqlite:///record.db"


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def sponsors_of(url: str) -> dict[str, int | None]:
    async def look() -> dict[str, int | None]:
        store = await open_store(url)
        try:
            return {one.name: one.sponsor for one in await store.read(initiatives.everything)}
        finally:
            await store.close()

    return asyncio.run(look())


def meet(url: str, *names: str) -> list[int]:
    async def them() -> list[int]:
        store = await open_store(url)
        try:
            return [
                (await store.write(
                    people.meet, Identity(tenant=TENANT, object_id=object_id(name), name=name), company(), START
                )).number
                for name in names
            ]
        finally:
            await store.close()

    return asyncio.run(them())


def test_a_dry_run_shows_the_dates_and_stores_nothing(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt"]) == 2 and "Nothing has been imported" in capsys.readouterr().err
    assert main(["import", "list.csv"]) == 0
    capsys.readouterr()
    assert main(["adopt", "--dry-run", "--json"]) == 0
    seen = said(capsys)
    assert (seen["adopted"], seen["pilots"], sponsors_of(record)) == (False, 6, {})
    assert main(["adopt", "--json"]) == 0
    done = said(capsys)
    assert (done["adopted"], done["weeks"]) == (True, seen["weeks"])
    assert sponsors_of(record) == dict.fromkeys([f"Angebote {n}" for n in range(6)])
    assert main(["adopt", "--language", "de"]) == 0 and "schon ein Vorhaben" in capsys.readouterr().out
    assert main(["import", "--revert", "1"]) == 0 and sponsors_of(record) == {}


def test_sponsors_are_asked_from_a_list_all_or_none(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "list.csv"])
    main(["adopt"])
    [dana] = meet(record, "Dana Whitfield")
    wrong = ("Angebote 0,Dana Whitfield", "Angebote 1,Nobody", "Nichts,Dana Whitfield", "Angebote 0,Dana Whitfield")
    Path("wrong.csv").write_text("\n".join(("initiative,sponsor", *wrong)), encoding="utf-8")
    capsys.readouterr()
    assert main(["sponsors", "wrong.csv"]) == 1
    complaints = capsys.readouterr().err
    assert [line.partition(":")[0] for line in complaints.splitlines()[:-1]] == ["Row 3", "Row 4", "Row 5"]
    assert set(sponsors_of(record).values()) == {None}
    right = f"initiative,sponsor\nangebote 0,dana whitfield\nAngebote 1,{object_id('Dana Whitfield')}\n"
    Path("right.csv").write_text(right, encoding="utf-8")
    assert main(["sponsors", "right.csv", "--dry-run"]) == 0 and set(sponsors_of(record).values()) == {None}
    assert main(["sponsors", "right.csv"]) == 0
    assert "Dana Whitfield is asked about 2 initiatives, on one card." in capsys.readouterr().out
    assert [name for name, who in sponsors_of(record).items() if who == dana] == ["Angebote 0", "Angebote 1"]


def test_a_list_of_sponsors_that_cannot_be_read_is_refused(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", "list.csv"])
    assert main(["sponsors", "missing.csv"]) == 2
    assert "missing.csv" in capsys.readouterr().err
    Path("narrow.csv").write_text("initiative\nAngebote 0\n", encoding="utf-8")
    assert main(["sponsors", "narrow.csv"]) == 2
    assert "two columns" in capsys.readouterr().err
