"""Sorting in runs is sorting."""

from hypothesis import given
from hypothesis import strategies as st

from portfolio import ordering


@given(st.lists(st.tuples(st.integers(0, 5), st.integers()), max_size=60))
def test_runs_that_are_merged_keep_the_order_and_the_order_of_equals(pairs: list[tuple[int, int]]) -> None:
    before, ordering.AT_ONCE = ordering.AT_ONCE, 4
    try:
        assert ordering.in_runs(pairs, lambda pair: pair[0]) == sorted(pairs, key=lambda pair: pair[0])
    finally:
        ordering.AT_ONCE = before
