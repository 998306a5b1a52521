"""`pilothouse portfolio`: what is listed is what is written, and a formula is text."""

import asyncio
import csv
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from actions import lists
from pilothouse.cli import main
from portfolio.filters import Filter, Sort
from reports.portfolio_list import as_csv
from store import open_store
from tests.actions.world import START, World, company

HEAD = ["Initiative", "Sponsor", "Sponsor has accepted", "Stage", "Decision date", "Evidence", "What is wrong", "Id"]


@pytest.fixture
def record(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three initiatives, one called like a formula; the names as a card in Teams lists them, ordered by name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PILOTHOUSE_DATABASE", sqlite_url)

    async def make() -> list[str]:
        world = World(await open_store(sqlite_url), company())
        dana = await world.meet("Dana Whitfield")
        await world.initiative(dana, '=HYPERLINK("https://evil.example";"Prize")')
        await world.initiative(dana, "Letters", first_use=START.date() - timedelta(days=30))
        await world.initiative(await world.meet("Omar Haddad"), "Parcels", accept=False)
        olga = await world.meet("Olga Office")
        page = await world.store.read(lists.portfolio, olga, 1, world.now, Filter(sort=Sort.NAME))
        await world.store.close()
        return [row.name for row in page.rows]

    return asyncio.run(make())


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_file_has_exactly_the_rows_of_the_view_in_its_order(record: list[str], tmp_path: Path) -> None:
    for name in ("list.csv", "list.xlsx"):
        assert main(["portfolio", "--sort", "name", "--out", name]) == 0
    head, *written = rows(tmp_path / "list.csv")
    assert head == HEAD
    assert [row[0].removeprefix("'") for row in written] == record
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    values = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert values[0] == HEAD
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("AI portfolio", "A2", "A1:H4")
    assert sheet.column_dimensions["A"].width > len(record[0]), "a name can be read"
    assert values[1:] == [[row[0].removeprefix("'"), *row[1:]] for row in written]


def test_a_name_that_is_a_formula_stays_text(record: list[str], tmp_path: Path) -> None:
    for name in ("list.csv", "list.xlsx"):
        assert main(["portfolio", "--text", "hyperlink", "--out", name]) == 0
    assert rows(tmp_path / "list.csv")[1][0].startswith("'=HYPERLINK")
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None and sheet["A2"].data_type == "s" and sheet["A2"].value.startswith("=HYPERLINK")


def test_a_sign_that_nobody_sees_is_in_no_file() -> None:
    assert as_csv([["faster\nand\u00a0better", "\t=1+1"]]).decode("utf-8-sig") == "faster and better,'=1+1\r\n"
    assert as_csv([["\x07=1+1", "\x1b[31mred\u202e", "\tx"]]).decode("utf-8-sig") == "'=1+1,[31mred,x\r\n"


def test_filters_leave_out_what_they_leave_out_in_teams(record: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", "--sponsor", "omar", "--condition", "unowned"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["One initiative", "Parcels"] and said[2].startswith("  Omar Haddad (has not accepted) · Piloting · ")
    assert said[2].endswith(" · Not measured") and "no accepted sponsor" in said[3]
    assert main(["portfolio", "--stage", "retired", "--language", "de"]) == 0
    assert capsys.readouterr().out.startswith("0 Vorhaben")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--stage", "doomed"], "no such filter"), (["--out", "list.pdf"], "neither .csv nor .xlsx"),
        (["--sort", "1"], "Orders"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(
    record: list[str], arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["portfolio", *arguments]) == 2
    assert words in capsys.readouterr().err
