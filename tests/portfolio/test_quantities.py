"""A number that a form shows comes back as itself; what reads in two ways is asked about."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.fields import Reader
from portfolio.quantities import typed
from words.api import Words


@given(st.decimals(min_value=-10**6, max_value=10**6, places=3) | st.decimals(min_value=0, max_value=10**6, places=1))
def test_what_a_form_shows_is_read_back_as_the_same_number(value: Decimal) -> None:
    read = Reader({"value": typed(value)})
    assert read.number("value") == value and read.problems == []


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "999,000"])
def test_a_thousand_here_and_one_and_a_bit_there_is_asked_back_with_both_readings(text: str) -> None:
    read = Reader({"value": text})
    assert read.number("value") is None
    (found,) = read.problems
    assert found.code == "number_grouped"
    for reading in ("thousands", "decimal"):
        again = Reader({"value": str(found.params[reading])})
        assert again.number("value") is not None and again.problems == []
        for language in ("en", "de"):
            assert str(found.params[reading]) in Words(language).say("problem.number_grouped", **found.params)


@pytest.mark.parametrize(("text", "value"), [("0.125", "0.125"), ("0,125", "0.125"), ("1.2340", "1.234"), ("1234", "1234"),
                                             ("12.34", "12.34"), ("1234.567", "1234.567")])
def test_what_reads_in_one_way_only_is_read(text: str, value: str) -> None:
    assert Reader({"value": text}).number("value") == Decimal(value)
