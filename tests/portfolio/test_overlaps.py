"""Pairs that may be one thing: all of them, and no others."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.overlaps import ALIKE, Agrees, Described, Overlap, alike, near, on_one_workflow, overlaps, stems


def one(id: str, name: str, *, unit: str = "u", workflow: str = "", users: str = "", data: str = "") -> Described:
    texts = {Agrees.NAME: name, Agrees.WORKFLOW: workflow, Agrees.USERS: users, Agrees.DATA: data}
    return Described(id=id, unit=unit, texts=texts)


LONG = "Officers read every incoming letter and decide which office has to answer it"


def pairs(*several: Described) -> list[tuple[str, str, tuple[Agrees, ...]]]:
    return [(found.first, found.second, found.agrees) for found in overlaps(several)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Proposal drafting", "The proposal drafts"), ("Invoice matching", "matching of INVOICES"),
        ("Prüfung der Rechnungen", "prufung von Rechnung"), ("Chatbot", "chatbot"),
    ],
)  # fmt: skip
def test_names_agree_whatever_the_order_the_endings_and_the_accents(first: str, second: str) -> None:
    assert pairs(one("b", first), one("a", second)) == [("a", "b", (Agrees.NAME,))]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Proposal drafting", "Proposal review"), ("Letters lot 1", "Letters lot 2"), ("", ""), ("The AI tool", "A tool")],
)
def test_names_that_differ_in_a_word_or_a_number_do_not(first: str, second: str) -> None:
    assert pairs(one("a", first), one("b", second)) == []


def test_only_one_unit_is_compared_with_itself() -> None:
    assert pairs(one("a", "Letters"), one("b", "Letters", unit="v")) == []


def test_the_same_workflow_is_named_and_users_and_data_count_together_only() -> None:
    data = "Scanned letters of five years with their answers"
    assert pairs(one("a", "X1", workflow=LONG), one("b", "Other", workflow=LONG)) == [("a", "b", (Agrees.WORKFLOW,))]
    assert pairs(one("a", "X", data=data), one("b", "Y", data=data)) == []
    assert pairs(one("a", "X", users="Clerks", data=data), one("b", "Y", users="clerk", data=data)) == [
        ("a", "b", (Agrees.USERS, Agrees.DATA))
    ]


def test_what_a_whole_unit_writes_into_its_list_tells_nothing() -> None:
    many = [one(f"k{number}", f"Name{chr(97 + number)}", workflow=LONG) for number in range(4)]
    assert pairs(*many) == []
    assert len(pairs(*many[:3])) == 3


def test_a_dismissed_pair_stays_away_and_no_other() -> None:
    three = [one(id, "Letters") for id in "abc"]
    assert len(overlaps(three)) == 3
    left = overlaps(three, [("a", "c")])
    assert [(found.first, found.second) for found in left] == [("a", "b"), ("b", "c")]


GREEK = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
NAMES = st.lists(st.sampled_from(GREEK), max_size=6).map(" ".join)


@given(st.lists(NAMES, max_size=12))
def test_no_pair_is_missed_by_comparing_only_those_that_share_a_rare_word(names: list[str]) -> None:
    several = [one(f"{number:02}", name) for number, name in enumerate(names)]
    expected = [
        Overlap(first=a.id, second=b.id, agrees=(Agrees.NAME,))
        for a, b in combinations(several, 2)
        if alike(stems(a.texts[Agrees.NAME]), stems(b.texts[Agrees.NAME])) >= ALIKE[Agrees.NAME]
    ]
    assert list(overlaps(several)) == expected
    assert list(overlaps(reversed(several))) == expected


def test_whoever_registers_is_shown_more_than_an_audit_lists() -> None:
    assert near("RFP drafting", "", "Proposal drafting", "RFP answers") == (Agrees.NAME,)
    assert near("Other", "From a request to the first draft", "X", "From requests to first drafts") == (Agrees.WORKFLOW,)
    assert near("Invoice triage", "Sorting", "Proposal drafting", "RFP answers") == ()
    assert near("Lot 2", "", "Lot 1", "") == () == near("", "", "", "")


def test_what_is_attached_to_one_workflow_is_a_pair_whatever_it_is_called() -> None:
    named = overlaps([one("a", "Letters"), one("b", "The letters"), one("c", "Invoices")])
    found = on_one_workflow(named, {"c": "w-1", "a": "w-1", "b": "w-2"})
    assert [(pair.first, pair.second, pair.agrees) for pair in found] == [
        ("a", "b", (Agrees.NAME,)), ("a", "c", (Agrees.WORKFLOW,)),
    ]
    both = on_one_workflow(named, {"a": "w-1", "b": "w-1"})
    assert [pair.agrees for pair in both] == [(Agrees.NAME, Agrees.WORKFLOW)]
    assert on_one_workflow([], {"a": "w-1", "c": "w-1"}, [("a", "c")]) == ()
