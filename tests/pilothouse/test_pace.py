"""The sending pace: even, halved by refusals, and back up after quiet minutes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.pace import QUIET, Pace


@given(st.lists(st.floats(0, 5), max_size=200), st.integers(1, 100))
def test_in_no_second_more_leaves_than_allowed(gaps: list[float], most: int) -> None:
    pace, now, left = Pace(most), 1000.0, []
    for gap in gaps:
        now += gap
        now += pace.reserve(now)
        left.append(now)
    for first in left:
        assert sum(first <= at < first + 1 - 1e-6 for at in left) <= most


@given(st.integers(1, 100))
def test_what_waits_as_told_leaves_at_the_full_rate(most: int) -> None:
    pace, now = Pace(most), 50.0
    for _ in range(10 * most):
        now += pace.reserve(now)
    assert now + pace.reserve(now) == pytest.approx(60.0)


def test_a_quiet_time_is_not_saved_up_for_a_burst() -> None:
    pace = Pace(10)
    pace.reserve(0.0)
    assert pace.reserve(1000.0) == 0
    assert pace.reserve(1000.0) == pytest.approx(0.1)


def test_those_who_wait_leave_one_after_the_other() -> None:
    pace = Pace(10)
    assert [pace.reserve(5.0) for _ in range(4)] == pytest.approx([0, 0.1, 0.2, 0.3])


def test_each_refusal_halves_the_rate_down_to_one_a_second() -> None:
    pace = Pace(25)
    rates = []
    for second in range(7):
        pace.throttled(float(second))
        rates.append(pace.rate(float(second)))
    assert rates == [12.5, 6.25, 3.125, 1.5625, 1.0, 1.0, 1.0]


def test_each_quiet_minute_gives_one_more_up_to_the_full_rate() -> None:
    pace = Pace(25)
    pace.throttled(100.0)
    assert [pace.rate(100.0 + minutes * QUIET) for minutes in (0, 0.99, 1, 2, 12, 13, 1000)] == [
        12.5, 12.5, 13.5, 14.5, 24.5, 25.0, 25.0,
    ]  # fmt: skip


def test_a_refusal_starts_from_the_rate_reached_so_far() -> None:
    pace = Pace(25)
    pace.throttled(0.0)
    pace.throttled(3 * QUIET)
    assert pace.rate(3 * QUIET) == pytest.approx(15.5 / 2)


def test_without_a_limit_nothing_ever_waits() -> None:
    pace = Pace(float("inf"))
    pace.throttled(0.0)
    assert [pace.reserve(0.0) for _ in range(3)] == [0, 0, 0]
