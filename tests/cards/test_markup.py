"""What people typed is shown literally, by a strict Markdown reader too."""

import re
from html import unescape as from_html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.elements import fact_set, text
from cards.markup import markdown_escape, paragraphs, unescape
from portfolio.addresses import Address, read_address
from words.api import Raw, Words

_OWN = "\u2060\u200b\u2217\u02cb\u2066\u2067\u2068\u2069"  # the signs the escape itself uses
TYPED = st.text(st.characters(exclude_characters=f"{_OWN}\x00\r\x0b\x0c\x85\u2028\u2029\x1c\x1d\x1e\x1f",
                              exclude_categories=["Cs"]))  # fmt: skip
MARKED = st.text(st.sampled_from("*_[]()<>&;!`~\\#-+=1.|:/{} \nab"), max_size=30)
READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])


def literally(markdown: str) -> list[str]:
    """The paragraphs a reader shows; fails on any formatting."""
    html = READER.render(markdown)
    tags = set(re.findall(r"</?(\w+)", html))
    assert tags <= {"p"}, html
    return [from_html(one) for one in re.findall(r"<p>(.*?)</p>", html, re.DOTALL)]


@given(TYPED | MARKED)
@example("[Reset password](https://evil)")
@example("**a** _b_ __c__ `d` ~~e~~ <at>f</at> <https://evil> ![g](h)")
@example("12. März\n- a\n+ b\n> c\n# d\n---\n===\n    e")
@example("\\\\server\\share \\[x\\] &lt; {{DATE(2026-01-01T00:00:00Z)}}")
@example("a | b\n--- | ---\n1 | 2")
def test_what_a_person_typed_is_read_literally(typed: str) -> None:
    shown = [unescape(one) for one in literally(text(markdown_escape(typed))["text"])]
    expected = [" ".join(line.split()) for line in typed.split("\n") if line.strip()]
    assert [" ".join(one.split()) for one in shown] == expected


@given(TYPED | MARKED)
def test_unescaping_gives_back_what_was_typed(typed: str) -> None:
    assert unescape(markdown_escape(typed)) == typed


def test_a_sentence_keeps_its_own_emphasis_and_the_name_in_it_none() -> None:
    said = f"Type *show {markdown_escape('**Bids**')}* to see it."
    assert READER.render(said) == "<p>Type <em>show ∗∗Bids∗∗</em> to see it.</p>\n"
    assert unescape(said) == "Type show **Bids** to see it."


def test_a_german_date_at_the_start_of_a_line_is_no_list() -> None:
    assert unescape(text("12. März 2027")["text"]) == "12. März 2027"
    assert literally(text("12. März 2027")["text"]) == ["\u206012. März 2027"]
    facts = fact_set([("Datum", "3. Mai"), ("- a", "b")])["facts"]
    assert [literally(fact["value"]) for fact in facts] == [["\u20603. Mai"], ["b"]]
    assert literally(facts[1]["title"]) == ["\u2060- a"]


def test_line_breaks_become_paragraphs() -> None:
    assert paragraphs("One.\r\nTwo.\n\n\nThree.") == "One.\n\nTwo.\n\nThree."


@pytest.mark.parametrize("name", ["Proposal drafting", "Café Ñandú", "مسودات العروض", "snake_case_name", "R&D 100% (new)"])
def test_ordinary_names_are_not_touched(name: str) -> None:
    shown = markdown_escape(name)
    assert [sign for sign in shown if sign not in "\u2060\u2068\u2069"] == list(name)


def test_a_name_from_right_to_left_does_not_move_what_stands_beside_it() -> None:
    assert markdown_escape("محمد") + " · 14 Dec" == "\u2068محمد\u2069 · 14 Dec"
    assert markdown_escape("fdp.\u202eexe\u2069") == "\u2068fdp.\u202eexe\u2069", "overridden only as far as the name goes"
    assert unescape(markdown_escape("מיכל 2")) == "מיכל 2"


def test_words_escape_what_people_typed_and_nothing_else() -> None:
    words = Words("en", escape=markdown_escape)
    assert words.free("*x*") == "∗x∗"
    said = words.say("error.nothing_called", name="[a](http://evil)")
    assert "*portfolio*" in said and "](" not in said
    assert words.say("error.nothing_called", name=Raw("*a*")).count("*") == 4


def test_a_long_address_may_break_after_each_slash_and_is_the_same_when_copied() -> None:
    address = "https://contoso.sharepoint.com/sites/proposals/Lists/RFPs"
    shown = markdown_escape(address)
    assert shown == "https://contoso.sharepoint.com/\u200bsites/\u200bproposals/\u200bLists/\u200bRFPs"
    assert unescape(shown) == address
    assert markdown_escape("and/or") == "and/or"


@given(st.integers(1, 300), st.sampled_from(["", "https://contoso.sharepoint.com/sites/proposals/"]))
def test_a_long_step_of_an_address_breaks_inside_and_is_the_same_when_copied(length: int, before: str) -> None:
    typed = before + "a" * length
    shown = markdown_escape(typed)
    assert unescape(shown) == typed
    longest = max(map(len, shown.split("\u200b")))
    assert longest <= 31 if before or length >= 50 else shown == typed


def test_an_address_with_a_long_step_copied_from_a_card_is_the_same_address() -> None:
    typed = f"https://contoso.sharepoint.com/sites/works/Lists/{'Proposal_' * 6}log"
    shown = markdown_escape(typed)
    assert "\u200b" in shown.rpartition("Lists/\u200b")[2]
    assert isinstance(read_address(typed), Address) and read_address(shown) == read_address(typed)


def test_no_word_of_a_language_is_broken() -> None:
    word = "Rechnungsbearbeitungsdurchlaufzeitenmessung"
    assert markdown_escape(word) == word
