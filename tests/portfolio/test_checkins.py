"""Answers add up: what was said stays, what is said again replaces it, and the same again changes nothing."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from portfolio.checkins import Answer, Outlook, merged, same

answers = st.builds(
    Answer, initiative=st.sampled_from(["i-1", "i-2", "i-3"]), value=st.sampled_from([None, Decimal(0), Decimal("4.7")]),
    outlook=st.sampled_from(list(Outlook)), note=st.sampled_from(["", "Tax starts Monday"]),
)
sheets = st.lists(answers, max_size=3, unique_by=lambda one: one.initiative).map(tuple)
Sheet = tuple[Answer, ...]


@given(sheets, sheets)
def test_a_later_answer_takes_the_place_of_an_earlier_one_and_no_other(stored: Sheet, said: Sheet) -> None:
    after = {one.initiative: one for one in merged(stored, said)}
    assert after == {one.initiative: one for one in stored} | {one.initiative: one for one in said}


@given(sheets, sheets)
def test_giving_the_same_answers_again_changes_nothing(stored: Sheet, said: Sheet) -> None:
    after = merged(stored, said)
    assert same(after, said) and merged(after, said) == after


@given(sheets, sheets)
def test_whatever_differs_is_no_replay(stored: Sheet, said: Sheet) -> None:
    assert same(stored, said) is all(one in stored for one in said)


def test_unknown_is_not_zero() -> None:
    unknown = Answer(initiative="i-1", value=None, outlook=Outlook.AT_RISK, note="")
    zero = Answer(initiative="i-1", value=Decimal(0), outlook=Outlook.AT_RISK, note="")
    assert not same((unknown,), (zero,)) and not same((zero,), (unknown,))
