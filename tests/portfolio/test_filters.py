"""The filter of a list travels as text and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.conditions import Condition
from portfolio.errors import Invalid
from portfolio.filters import EVERYTHING, LONGEST, Filter, Sort, told
from portfolio.initiatives import Stage

letters = st.characters(codec="utf-8", exclude_categories=("Z", "C"))
words = st.lists(st.text(letters, min_size=1, max_size=9), max_size=3).map(" ".join)
filters = st.builds(
    Filter, condition=st.none() | st.sampled_from(Condition), stage=st.none() | st.sampled_from(Stage), sponsor=words,
    text=words, sort=st.sampled_from(Sort),
)


@given(filters)
def test_what_is_said_of_a_filter_tells_it_again(filter: Filter) -> None:
    assert told(filter.said) == filter
    assert (filter.said == {}) == (filter == EVERYTHING)


@given(filters, st.sampled_from(Sort))
def test_an_order_leaves_nothing_out(filter: Filter, sort: Sort) -> None:
    assert not Filter(sort=sort).narrows
    assert filter.narrows == any((filter.condition, filter.stage, filter.sponsor, filter.text))


@pytest.mark.parametrize("said", [{"condition": "doomed"}, {"stage": "Piloting"}, {"sort": "1"}])
def test_a_choice_that_there_is_not_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        told(said)


def test_a_long_text_is_cut_to_what_a_button_can_carry() -> None:
    assert told({"text": " x  " * 500, "sponsor": "y" * 500}) == Filter(text="x " * 49 + "x", sponsor="y" * LONGEST)
