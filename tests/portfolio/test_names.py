"""When two names are the same name to people, on every data base alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.names import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Özgür Ünal", "ÖZGÜR ÜNAL"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("Proposal  drafting ", "proposal drafting"),
        ("STRASSE", "straße"),
        ("Ａｄａ", "Ada"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
    ],
)
def test_letter_case_spaces_and_encodings_do_not_matter(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Ada", "Adam"), ("Muller", "Müller"), ("Dana Whitfield", "DanaWhitfield")])
def test_other_letters_do(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)
