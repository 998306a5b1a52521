"""What is at an enabled address: names of columns and tables, and nothing of what stands in them."""

import io
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from graph.sample_tenant import texts
from graph.sample_tenant.local import opened
from graph.sample_tenant.model import Model
from graph.sample_tenant.state import Tenant
from pilothouse.finding import _contents, find
from pilothouse.readers import Readers
from portfolio.addresses import Address, read_address
from portfolio.lookups import MOST_COLUMNS, MOST_SIGNS, ColumnSeen, Contents
from portfolio.observations import NotAllowed, NotFound, SourceKind, SourceRef, Unavailable, Unreadable, Value
from tests.graph.reading import AS_OF, WORKS, list_of

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
BASE = "https://contoso.sharepoint.com/sites/invoice-approval"


def at(text: str) -> Address:
    found = read_address(text)
    assert isinstance(found, Address), found
    return found


@pytest.fixture
def tenant() -> Tenant:
    return Tenant(Model(as_of=AS_OF))


@pytest.fixture
async def readers(tenant: Tenant, tmp_path: Path) -> AsyncIterator[Readers]:
    async with opened(tenant, lambda: NOW) as graph:
        yield Readers(graph=graph, folder=tmp_path)


async def contents(readers: Readers, text: str, table: str | None = None) -> Contents:
    said = await readers.find(at(text), table, NOW)
    assert isinstance(said, Value), said
    return said.value


async def test_a_list_has_its_columns_with_their_types(readers: Readers) -> None:
    found = await contents(readers, f"{BASE}/Lists/Cases/AllItems.aspx")
    assert (found.ref, found.label, found.tables) == (list_of(WORKS).source, "Cases · invoice-approval", ())
    assert {one.name: one.type for one in found.columns} == {
        "Title": "text", "Opened": "dateTime", "Closed": "dateTime", "Handler": "personOrGroup", "Kind": "choice",
        "RightFirstTime": "boolean", "Fee": "number",
    }


async def test_a_file_has_the_names_of_its_header(readers: Readers) -> None:
    found = await contents(readers, f"{BASE}/Shared%20Documents/Reports/2026/Cases.csv")
    assert found.ref.kind is SourceKind.CSV and len(found.columns) > 3
    assert {one.type for one in found.columns} == {None}


async def test_a_workbook_with_one_table_is_read_in_it_and_of_several_one_is_chosen(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = f"{BASE}/Shared%20Documents/Reports/2026/Cases.xlsx"
    found = await contents(readers, link)
    assert found.ref.locator.endswith("#Cases!") and found.label == "Cases · Cases.xlsx · invoice-approval"

    book = Workbook()
    for sheet, name in ((book.active, "Mine"), (book.create_sheet(), "Theirs")):
        sheet.append([f"{name} opened", f"{name} closed"])
        sheet.append(["2026-03-01", "2026-03-02"])
        sheet.add_table(Table(displayName=name, ref="A1:B2"))
    data = io.BytesIO()
    book.save(data)
    monkeypatch.setattr(texts, "workbook", lambda *_: data.getvalue())
    several = await contents(readers, link)
    assert (several.tables, several.columns) == (("Mine", "Theirs"), ())
    chosen = await contents(readers, link, "Theirs")
    assert [one.name for one in chosen.columns] == ["Theirs opened", "Theirs closed"]
    assert await readers.find(at(link), "Gone", NOW) == Unreadable(why="table_missing", column="Gone")


async def test_a_dropped_file_has_its_columns_once_it_has_settled(readers: Readers, tmp_path: Path) -> None:
    assert await readers.find(at("rfp.csv"), None, NOW) == NotFound(what="drop_folder")
    path = tmp_path / "rfp.csv"
    path.write_text("Case,Received,received ,,Who\nA-1,2026-03-02,x,y,Ada")
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert await readers.find(at("rfp.csv"), None, NOW + timedelta(seconds=5)) == Unavailable(why="still_arriving")
    said = await readers.find(at("rfp.csv"), None, NOW + timedelta(minutes=1))
    assert isinstance(said, Value)
    assert [one.name for one in said.value.columns] == ["Case", "Who"], "what cannot be told apart cannot be chosen"


@pytest.mark.parametrize("text", ["rfp.csv", f"{BASE}/Lists/Cases", f"{BASE}/Documents/x.xlsx", "https://kpi.contoso.com/x"])
async def test_what_this_installation_does_not_read_is_a_gap(text: str) -> None:
    kind = at(text).kind.value
    assert await find(at(text), None, folder=None, graph=None, gate=None, now=NOW) == NotAllowed(why=f"{kind}_not_set_up")


def test_more_columns_than_a_card_has_room_for_leave_plain_text_out_first() -> None:
    ref = SourceRef(kind=SourceKind.LIST, locator="sites/a/lists/b")
    many = [ColumnSeen(name=f"t{n}", shown=f"t{n}", type="text") for n in range(MOST_COLUMNS)]
    many.append(ColumnSeen(name="Opened", shown="Opened", type="dateTime"))
    found = _contents(ref, "x", many).value
    assert (len(found.columns), found.more) == (MOST_COLUMNS, 1)
    assert found.columns[-1].name == "Opened"
    long = [ColumnSeen(name="n" * 120, shown="s" * 120) for _ in range(9)]
    assert len(_contents(ref, "x", long).value.columns) == MOST_SIGNS // 240
