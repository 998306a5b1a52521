"""`pilothouse roadmap` and `pilothouse decisions`: on the screen, as JSON, as a calendar and as a workbook."""

import asyncio
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from actions import roadmaps
from pilothouse.cli import main
from portfolio.roadmap.commands import SizeCapacity
from portfolio.roadmap.values import Capacity
from store import open_store
from tests.actions.ranked import Register
from tests.actions.world import World, company

FORMULA = '=HYPERLINK("https://evil.example";"Prize")'


@pytest.fixture
def record(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two opportunities, one called like a formula and one that nobody would answer for; and an initiative."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", sqlite_url)

    async def make() -> None:
        world = World(await open_store(sqlite_url), company())
        register = Register(world=world, proposer=await world.meet("Paul Proposer"))
        await register.add(FORMULA)
        await register.add("Tender answers", cases=1, owner=None)
        await world.initiative(await world.meet("Dana Doe"), "Letters")
        said = SizeCapacity(capacity=Capacity(squads=1, weeks=8), reason="One team", seen=0)
        await world.store.write(roadmaps.size, await world.meet("Olga Office"), said, world.company, world.now)
        await world.store.close()

    asyncio.run(make())
    return tmp_path


async def accept(url: str) -> None:
    """The roadmap as it is planned is accepted; then another opportunity comes first."""
    world = World(await open_store(url), company())
    olga = await world.meet("Olga Office")
    card = await world.store.read(roadmaps.show, olga, 1, world.company, world.now)
    await world.store.write(roadmaps.accept, olga, card.seen, world.company, world.now)
    await Register(world=world, proposer=olga).add("Newest of all", cases=900)
    await world.store.close()


def test_what_is_passed_on_is_the_roadmap_that_was_accepted(
    record: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["roadmap", "--xlsx", "r.xlsx"]) == 2
    assert "No roadmap is in force" in capsys.readouterr().err and not (record / "r.xlsx").exists()
    asyncio.run(accept(sqlite_url))
    written = []
    for more in ([], ["--draft"]):
        assert main(["roadmap", "--xlsx", "r.xlsx", *more]) == 0
        sheet = load_workbook(record / "r.xlsx").worksheets[0]
        written.append({row[1] for row in sheet.iter_rows(min_row=2, values_only=True)})
    assert written == [{FORMULA, "Tender answers"}, {FORMULA, "Tender answers", "Newest of all"}]


def test_the_roadmap_is_printed_with_what_is_in_the_way(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["roadmap"]) == 0
    said = capsys.readouterr().out
    assert "1 of 2 starts in the coming 90 days" in said and "2 · Tender answers" in said and "Sponsor missing" in said
    assert main(["roadmap", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["squads"] == 1 and [one["name"] for one in found["items"]] == [FORMULA, "Tender answers"]
    assert found["items"][1]["start"] is None and found["items"][1]["conflicts"][0]["why"] == "no_sponsor"


def test_a_workbook_has_weeks_and_conflicts_and_a_formula_is_text(record: Path) -> None:
    assert main(["roadmap", "--xlsx", "r.xlsx", "--ics", "r.ics", "--draft"]) == 0
    weeks, conflicts = load_workbook(record / "r.xlsx")
    first = next(iter(weeks.iter_rows(min_row=2, max_row=2)))
    assert first[1].value == FORMULA and {cell.data_type for cell in first if cell.value} == {"s"}
    assert [row[1] for row in conflicts.iter_rows(min_row=2, values_only=True)] == ["Tender answers"]
    assert (record / "r.ics").read_bytes().count(b"BEGIN:VEVENT") == 3


def test_decisions_are_printed_and_written(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", "--json", "--ics", "d.ics"]) == 0
    (one,) = json.loads(capsys.readouterr().out)["decisions"]
    assert (one["name"], one["sponsor"]) == ("Letters", "Dana Doe")
    assert (record / "d.ics").read_bytes().count(b"BEGIN:VEVENT") == 1


def test_what_cannot_be_read_or_written_is_a_sentence(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["roadmap", "--draft", "--ics", "no/such/folder.ics"]) == 2
