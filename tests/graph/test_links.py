"""A pasted address: read without asking anybody, looked up, and only what was enabled comes back."""

import pytest

from graph.allowed import Allowed
from graph.files import FileRef
from graph.links import Link, find_source, read_link
from graph.sample_tenant.sharepoint import CSV_FILE, DRIVE, XLSX_FILE
from graph.workbooks import Place
from portfolio.observations import NotAllowed, Unreadable
from tests.graph.reading import EVERYTHING, HERO, WORKS, Reading, list_of, value

SITE = "contoso.sharepoint.com:/sites/works:"


@pytest.mark.parametrize(("text", "expected"), [
    ("https://contoso.sharepoint.com/sites/works/Lists/Cases/AllItems.aspx", Link(site=SITE, list="Cases")),
    (" https://Contoso.SharePoint.com/sites/works/Lists/Open%20cases?viewid=1#x ", Link(site=SITE, list="Open cases")),
    ("https://contoso.sharepoint.com/Lists/Cases/", Link(site="contoso.sharepoint.com", list="Cases")),
    ("https://contoso.sharepoint.com/teams/it/Shared%20Documents/a/b%20c.csv?web=1",
     Link(site="contoso.sharepoint.com:/teams/it:", file="a/b c.csv")),
    ("https://contoso.sharepoint.com/sites/works/Freigegebene%20Dokumente/x.XLSX", Link(site=SITE, file="x.XLSX")),
])  # fmt: skip
def test_an_address_says_which_site_and_what_in_it(text: str, expected: Link) -> None:
    assert read_link(text) == expected


@pytest.mark.parametrize(("text", "why"), [
    ("", "link_wrong"), ("Cases", "link_wrong"), ("http://contoso.sharepoint.com/Lists/Cases", "link_wrong"),
    ("https://evil.example/sites/works/Lists/Cases", "link_wrong"),
    ("https://contoso.sharepoint.com.evil.example/Lists/Cases", "link_wrong"),
    ("https://contoso.sharepoint.com@evil.example/Lists/Cases", "link_wrong"),
    ("https://[::1/Lists/Cases", "link_wrong"),
    ("https://contoso.sharepoint.com/sites/works/Lists/..%2f..%2fusers", "link_wrong"),
    ("https://contoso.sharepoint.com/sites/works/Lists/../Cases", "link_wrong"),
    ("https://contoso.sharepoint.com/sites/a:/Lists/Cases", "link_wrong"),
    ("https://contoso.sharepoint.com/:l:/s/works/FAbc", "link_is_a_share"),
    ("https://contoso.sharepoint.com/sites/works", "link_elsewhere"),
    ("https://contoso.sharepoint.com/sites/works/SitePages/Home.aspx", "link_elsewhere"),
    ("https://contoso.sharepoint.com/sites/works/Shared%20Documents/salaries.docx", "link_elsewhere"),
])  # fmt: skip
async def test_another_address_is_refused_with_its_reason_and_nobody_is_asked(at: Reading, text: str, why: str) -> None:
    assert await find_source(at.graph, text, allowed=EVERYTHING) == Unreadable(why=why)
    assert at.tenant.requests == []


async def test_a_list_and_a_file_are_found_by_their_address(at: Reading) -> None:
    base = "https://contoso.sharepoint.com/sites/works"
    assert value(await find_source(at.graph, f"{base}/Lists/Cases/AllItems.aspx", allowed=EVERYTHING)) == list_of(WORKS)
    folder = f"{base}/Shared%20Documents/Reports/2026"
    csv = value(await find_source(at.graph, f"{folder}/Cases.csv", allowed=EVERYTHING))
    assert csv == FileRef(drive=DRIVE, item=CSV_FILE)
    book = value(await find_source(at.graph, f"{folder}/Cases.xlsx", allowed=EVERYTHING, place=Place(table="Cases")))
    assert book == FileRef(drive=DRIVE, item=XLSX_FILE, place=Place(table="Cases"))


async def test_what_is_not_enabled_and_what_is_not_there_look_the_same(at: Reading) -> None:
    allowed = Allowed(locators=frozenset({f"sites/{HERO.site}"}))
    base = "https://contoso.sharepoint.com/sites"
    for path in ("Lists/Cases", "Lists/Secret", "Shared%20Documents/Reports/2026/Cases.csv"):
        assert await find_source(at.graph, f"{base}/works/{path}", allowed=allowed) == NotAllowed(why="not_enabled")
    assert value(await find_source(at.graph, f"{base}/hero/Lists/Cases", allowed=allowed)) == list_of(HERO)
