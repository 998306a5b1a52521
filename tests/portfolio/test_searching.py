"""Words that are looked for, and where they are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.names import plain
from portfolio.searching import MOST_WORDS, Where, excerpt, match, sections, wanted

HERE = sections({
    Where.NAME: "Prüfung der Café-Rechnungen (2.0)", Where.WORKFLOW: "From invoice to approval", Where.INTENT: "",
    Where.LESSON: "Nobody read the invoices",
})  # fmt: skip


@pytest.mark.parametrize("asked", ["prüfung", "PRUFUNG", "pruf", "cafe", "CAFÉ rech", "rechnungen 2", "Prüfung: café!"])
def test_case_accents_signs_and_endings_do_not_matter(asked: str) -> None:
    met = match(wanted(asked), HERE)
    assert met is not None and met.places == (Where.NAME,)


@pytest.mark.parametrize("asked", ["fung", "prüfungen", "invoice missing", "echnung"])
def test_a_word_is_found_by_how_it_begins_and_every_word_has_to_be_there(asked: str) -> None:
    assert match(wanted(asked), HERE) is None


def test_the_answer_says_where_each_word_was_found() -> None:
    met = match(wanted("invoice pruf read"), HERE)
    assert met is not None and met.places == (Where.NAME, Where.WORKFLOW, Where.LESSON)


def test_a_name_counts_more_than_a_workflow_and_a_whole_word_more_than_its_beginning() -> None:
    def score(**texts: str) -> int:
        met = match(("audit",), sections({Where(where): text for where, text in texts.items()}))
        assert met is not None
        return met.score

    ranked = [
        score(name="Audit trail"), score(name="Auditing trail"), score(name="The audit"), score(name="The auditors"),
        score(workflow="an audit"), score(workflow="auditors"), score(lesson="audit"), score(intent="audit"),
        score(unit="audit"),
    ]  # fmt: skip
    assert ranked == sorted(ranked, reverse=True) and len(set(ranked)) == len(ranked)


def test_a_long_text_is_cut_around_what_was_found_as_it_is_written() -> None:
    text = "It was said at length. " * 8 + "Nobody read the Café-Rechnungen before the call. " + "And so on. " * 20
    assert "Café-Rechnungen before" in excerpt(("cafe",), text)
    assert excerpt(("cafe",), text).startswith("… ") and excerpt(("cafe",), text).endswith(" …")
    assert len(excerpt(("cafe",), text)) < 140
    assert excerpt(("nobody",), "Nobody read it.") == "Nobody read it."


def test_a_question_has_few_words_each_once() -> None:
    assert wanted("a b a C c " + " ".join(f"w{n}" for n in range(20)))[:3] == ("a", "b", "c")
    assert len(wanted("one " * 3 + " ".join(f"w{n}" for n in range(20)))) == MOST_WORDS
    assert wanted(" ?! — ") == ()


@given(st.text(max_size=60))
def test_what_is_plain_stays_so_and_holds_nothing_a_pattern_could_mean(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert not text.isascii() or once == plain(text.upper())
    assert not set(once) & set("%_'\"\\\n\0")


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6), st.data())
def test_any_words_of_a_name_find_it(words: list[str], data: st.DataObject) -> None:
    name = " ".join(words)
    here = sections({Where.NAME: name})
    known = plain(name).split()
    if known:
        asked = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=4))
        assert match(wanted(" ".join(asked)), here) is not None


@given(st.text(max_size=300), st.text(min_size=1, max_size=5))
def test_an_excerpt_is_part_of_its_text(text: str, word: str) -> None:
    assert excerpt((plain(word) or "x",), text).removeprefix("… ").removesuffix(" …") in text
