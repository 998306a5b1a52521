"""A page is the same bytes each time, needs nothing of the machine, and takes what people typed as text."""

import pytest
import typst

from reports.typeset import FACE, pdf

_PAGE = f"""
#let shown = json(bytes(sys.inputs.shown))
#set document(title: shown.title)
#set page(paper: "a4")
#set text(font: "{FACE}", lang: "en")
= #shown.title
"""
AT = 1_764_000_000


def test_the_same_page_is_the_same_bytes() -> None:
    first = pdf(_PAGE, {"title": "Proposal drafting"}, made_at=AT)
    assert first.startswith(b"%PDF-1.7") and b"pdfuaid" in first
    assert pdf(_PAGE, {"title": "Proposal drafting"}, made_at=AT) == first
    assert pdf(_PAGE, {"title": "Claims triage"}, made_at=AT) != first


@pytest.mark.parametrize("typed", ['#read("/etc/passwd")', "*bold* $x^2$ <a> @b", '"); #panic("no")', "עברית 日本 \\u{7}"])
def test_what_people_typed_is_text(typed: str) -> None:
    page = _PAGE.replace("shown.title)", '"A page")')
    assert pdf(page, {"title": typed}, made_at=AT).startswith(b"%PDF-1.7")


def test_a_source_that_is_wrong_is_told() -> None:
    with pytest.raises(typst.TypstError):
        pdf("#undefined-name", {}, made_at=AT)
