"""A pasted address is read without asking anybody, has one spelling, and never leads anywhere else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portfolio.addresses import Address, read_address
from portfolio.observations import SourceKind

BASE = "https://contoso.sharepoint.com"
SITE = "contoso.sharepoint.com:/sites/works:"


def listed(site: str, name: str, text: str) -> Address:
    return Address(kind=SourceKind.LIST, text=text, site=site, name=name)


@pytest.mark.parametrize(("text", "expected"), [
    (f"{BASE}/sites/works/Lists/Cases/AllItems.aspx", listed(SITE, "Cases", f"{BASE}/sites/works/Lists/Cases")),
    (" <https://Contoso.SharePoint.com/sites/works/lists/Open%20cases?viewid=1#x> ",
     listed(SITE, "Open cases", f"{BASE}/sites/works/Lists/Open cases")),
    (f"{BASE}/Lists/Cases/", listed("contoso.sharepoint.com", "Cases", f"{BASE}/Lists/Cases")),
    (f"{BASE}/:l:/r/sites/works/Lists/Cases?d=w1&csf=1", listed(SITE, "Cases", f"{BASE}/sites/works/Lists/Cases")),
    (f"{BASE}/sites/works/Lists/100%25%20%23done", listed(SITE, "100% #done", f"{BASE}/sites/works/Lists/100%25 %23done")),
    (f"{BASE}/teams/it/Shared%20Documents/a/b%20c.csv?web=1",
     Address(kind=SourceKind.CSV, text=f"{BASE}/teams/it/Shared Documents/a/b c.csv",
             site="contoso.sharepoint.com:/teams/it:", name="a/b c.csv")),
    (f"{BASE}/sites/works/Freigegebene%20Dokumente/x.XLSX",
     Address(kind=SourceKind.WORKBOOK, text=f"{BASE}/sites/works/Freigegebene Dokumente/x.XLSX", site=SITE, name="x.XLSX")),
    (f"{BASE}/sites/works/Shared%20Documents/Forms/AllItems.aspx?id=%2Fsites%2Fworks%2FShared%20Documents%2Fa%2Fx%2Ecsv"
     "&parent=%2Fsites%2Fworks",
     Address(kind=SourceKind.CSV, text=f"{BASE}/sites/works/Shared Documents/a/x.csv", site=SITE, name="a/x.csv")),
    (f"{BASE}/:x:/r/sites/works/Shared%20Documents/x.xlsx?d=wf00",
     Address(kind=SourceKind.WORKBOOK, text=f"{BASE}/sites/works/Shared Documents/x.xlsx", site=SITE, name="x.xlsx")),
    (" https://KPI.Contoso.com/api/V1/rfp%20cases?team=Tax&year=2026#top ",
     Address(kind=SourceKind.HTTP, text="https://kpi.contoso.com/api/V1/rfp%20cases?team=Tax&year=2026",
             site="kpi.contoso.com", name="rfp cases")),
    ("https://kpi.contoso.com",
     Address(kind=SourceKind.HTTP, text="https://kpi.contoso.com/", site="kpi.contoso.com", name="kpi.contoso.com")),
    ("https://evil.example/sites/works/Lists/Cases",
     Address(kind=SourceKind.HTTP, text="https://evil.example/sites/works/Lists/Cases", site="evil.example", name="Cases")),
    ("RFP export.csv", Address(kind=SourceKind.DROP, text="RFP export.csv", site=None, name="RFP export.csv")),
])  # fmt: skip
def test_an_address_says_which_site_and_what_in_it(text: str, expected: Address) -> None:
    assert read_address(text) == expected


@pytest.mark.parametrize(("text", "why"), [
    ("", "link_wrong"), ("Cases", "link_wrong"), ("http://contoso.sharepoint.com/Lists/Cases", "link_wrong"),
    ("http://kpi.contoso.com/cases", "link_not_https"), ("https://localhost/cases", "link_wrong"),
    ("https://10.1.2.3/cases", "link_wrong"), ("https://kpi.contoso.com:x/cases", "link_wrong"),
    ("https://user:secret@kpi.contoso.com/cases", "link_wrong"), ("https://kpi.contoso.com/a b", "link_wrong"),
    ("https://kpi.contoso.com\\@evil.example/", "link_wrong"), ("ftp://kpi.contoso.com/x", "link_wrong"),
    ("https://kpi.contoso.com/" + "a" * 400, "link_wrong"),
    ("https://kpi.contoso.com/cases?year=2026&api_key=abc", "link_holds_a_key"),
    ("https://kpi.contoso.com/cases?%73ig=abc", "link_holds_a_key"),
    ("https://fn.contoso.com/api/cases?code=abc", "link_holds_a_key"),
    ("https://contoso.sharepoint.com.evil.example/Lists/Cases", "link_wrong"),
    ("https://contoso.sharepoint.com@evil.example/Lists/Cases", "link_wrong"),
    ("https://contoso.sharepoint.com:8443/Lists/Cases", "link_wrong"),
    ("https://user:secret@contoso.sharepoint.com/Lists/Cases", "link_wrong"),
    ("https://evil.example\\@contoso.sharepoint.com/Lists/Cases", "link_wrong"),
    ("https://[::1/Lists/Cases", "link_wrong"),
    (f"{BASE}/sites/works/Lists/..%2f..%2fusers", "link_wrong"), (f"{BASE}/sites/works/Lists/../Cases", "link_wrong"),
    (f"{BASE}/sites/works/Lists/a%5C..%5Cb", "link_wrong"), (f"{BASE}/sites/works/Lists/a%00b", "link_wrong"),
    (f"{BASE}/sites/a:/Lists/Cases", "link_wrong"),
    (f"{BASE}/sites/works/Documents/Forms/AllItems.aspx?id=%2Fsites%2F..%2FDocuments%2Fx.csv", "link_wrong"),
    (f"{BASE}/sites/works/Lists/" + "a" * 400, "link_wrong"),
    (f"{BASE}/:l:/s/works/FAbc", "link_is_a_share"),
    (f"{BASE}/sites/works", "link_elsewhere"), (f"{BASE}/sites/works/SitePages/Home.aspx", "link_elsewhere"),
    (f"{BASE}/sites/works/Shared%20Documents/salaries.docx", "link_elsewhere"),
    (f"{BASE}/sites/works/Shared%20Documents/Forms/AllItems.aspx", "link_elsewhere"),
    ("../rfp.csv", "link_wrong"), (".csv", "link_wrong"), ("a/b.csv", "link_wrong"), ("C:\\rfp.csv", "link_wrong"),
])  # fmt: skip
def test_another_address_is_refused_with_its_reason(text: str, why: str) -> None:
    assert read_address(text) == why


def test_a_place_is_called_by_its_name_and_its_site() -> None:
    for text, label in (
        (f"{BASE}/sites/works/Lists/Cases", "Cases · works"), (f"{BASE}/Lists/Cases", "Cases · contoso.sharepoint.com"),
        (f"{BASE}/teams/it/Documents/a/b.csv", "b.csv · it"), ("rfp.csv", "rfp.csv"),
    ):  # fmt: skip
        found = read_address(text)
        assert isinstance(found, Address) and found.label == label


SIGNS = st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Co", "Cn", "Zs"))
NAMES = st.text(SIGNS, min_size=1, max_size=20)


@example(site="0", name="</", kind="Lists/{}")
@given(site=NAMES, name=NAMES, kind=st.sampled_from(["Lists/{}", "Shared Documents/{}.csv", "Documents/f/{}.xlsx"]))
def test_the_spelling_of_a_place_reads_as_the_same_place(site: str, name: str, kind: str) -> None:
    found = read_address(f"{BASE}/sites/{site}/{kind.format(name)}")
    if isinstance(found, Address):
        assert read_address(found.text) == found
        assert found.site is not None and found.site.startswith("contoso.sharepoint.com:/sites/")
        assert not {"..", "."} & set(found.name.split("/")) and "\\" not in found.name and ":" not in found.name


@given(st.text(max_size=80))
def test_anything_typed_is_an_address_or_has_its_reason(text: str) -> None:
    found = read_address(text)
    if isinstance(found, Address):
        assert found.kind is SourceKind.DROP or found.text.startswith("https://")
    else:
        assert found in {"link_wrong", "link_is_a_share", "link_elsewhere", "link_not_https", "link_holds_a_key"}


WEB = st.builds(
    "https://{}{}{}{}".format, st.sampled_from(["kpi.contoso.com", "KPI.contoso.com:8443"]),
    st.from_regex(r"(/[a-zA-Z0-9%._~-]{0,12}){0,3}", fullmatch=True),
    st.from_regex(r"(\?[a-z]{1,3}=[a-zA-Z0-9%&=._-]{0,12})?", fullmatch=True), st.sampled_from(["", "#x"]),
)  # fmt: skip


@given(WEB)
def test_what_is_enabled_for_an_address_on_the_web_is_its_host_alone(text: str) -> None:
    found = read_address(text)
    if isinstance(found, Address):
        assert read_address(found.text) == found
        assert found.host == text.split("/")[2].partition("?")[0].partition("#")[0].lower()
        assert found.reach == f"https://{found.host}" and found.text.startswith(f"{found.reach}/")


def test_an_address_copied_from_a_card_is_the_same_address() -> None:
    typed = "https://contoso.sharepoint.com/sites/works/Lists/Cases"
    copied = "\u2068https://contoso.sharepoint.com/\u200bsites/\u200bworks/\u2060Lists/\u200bCases\u2069"
    assert read_address(copied) == read_address(typed)
