"""An address that was enabled becomes the ids of what is there."""

from graph.downloads import place
from graph.files import FileRef
from graph.links import find_source
from graph.sample_tenant.sharepoint import CSV_FILE, DRIVE, XLSX_FILE
from graph.workbooks import Place
from portfolio.addresses import Address, read_address
from portfolio.observations import MissingPermission, NotAllowed, NotFound
from tests.graph.reading import WORKS, Reading, list_of, value

BASE = "https://contoso.sharepoint.com/sites/invoice-approval"


def at_address(text: str) -> Address:
    found = read_address(text)
    assert isinstance(found, Address), found
    return found


async def test_a_list_and_a_file_are_found_by_their_address(at: Reading) -> None:
    assert value(await find_source(at.graph, at_address(f"{BASE}/Lists/Cases/AllItems.aspx"))) == list_of(WORKS)
    folder = f"{BASE}/Shared%20Documents/Reports/2026"
    assert value(await find_source(at.graph, at_address(f"{folder}/Cases.csv"))) == FileRef(drive=DRIVE, item=CSV_FILE)
    book = value(await find_source(at.graph, at_address(f"{folder}/Cases.xlsx"), place=Place(table="Cases")))
    assert book == FileRef(drive=DRIVE, item=XLSX_FILE, place=Place(table="Cases"))


async def test_what_is_not_there_and_what_may_not_be_seen_say_so(at: Reading) -> None:
    assert await find_source(at.graph, at_address(f"{BASE}/Lists/Secret")) == NotFound(what="list_source")
    at.tenant.manners.next(403, on="/lists/Cases")
    refused = await find_source(at.graph, at_address(f"{BASE}/Lists/Cases"))
    assert isinstance(refused, MissingPermission) and refused.feature == "list_source"


async def test_a_dropped_file_is_none_of_the_tenants(at: Reading) -> None:
    assert await find_source(at.graph, at_address("rfp.csv")) == NotAllowed(why="link_elsewhere")
    assert at.tenant.requests == []


async def test_everything_in_a_list_leaves_out_people_of_whom_it_has_the_number_only(at: Reading) -> None:
    grid = value(await place(at.graph, at_address(f"{BASE}/Lists/Cases/AllItems.aspx"), most=1))
    assert "Handler" not in grid.header and {"Opened", "Kind", "Fee"} <= set(grid.header)
    assert {len(row) for row in grid.rows} == {len(grid.header)}
