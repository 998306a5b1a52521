"""Who uses it, and what may be shown of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.adoption import breadth, habitual, stickiness
from portfolio.statistics.fade import Fade, Week, fades

TODAY = date(2026, 6, 28)  # a Sunday


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=day) for day in days]


def test_breadth_counts_the_eligible_who_were_active_in_28_days() -> None:
    days = {"a": ago(0), "b": ago(27), "c": ago(28), "d": ago(-1), "outsider": ago(1)}
    seen = breadth(days, ["a", "b", "c", "d", "e"], TODAY)
    assert (seen.active, seen.eligible, seen.share) == (2, 5, 0.4)
    assert breadth(days, [], TODAY).share is None


def test_stickiness_is_working_days_a_week_of_those_who_came() -> None:
    days = {"a": ago(2, 3, 4, 5, 6), "b": ago(0, 2, 9), "c": ago(40)}
    seen = stickiness(days, "abc", TODAY)
    assert seen and seen.days_a_week == pytest.approx(7 / 3) and seen.weekly_of_monthly == pytest.approx(3 / 4 / 2)
    off = stickiness(days, "abc", TODAY, days_off=ago(2))
    assert off and off.days_a_week == pytest.approx(5 / 3)
    assert stickiness({"c": ago(40)}, "abc", TODAY) is None


def test_habitual_is_nine_of_the_last_twelve_weeks() -> None:
    days = {"nine": ago(*range(0, 63, 7)), "eight": ago(*range(0, 56, 7)), "old": ago(*range(84, 180, 7))}
    days["outsider"] = ago(*range(80))
    assert habitual(days, ["nine", "eight", "old", "none"], TODAY) == {"nine"}


@given(st.lists(st.builds(Week, active=st.integers(0, 50), working_days=st.integers(0, 5)), max_size=25))
def test_no_colour_before_week_ten_and_red_only_after_an_amber_or_red_week(weeks: list[Week]) -> None:
    shown = fades(weeks)
    assert len(shown) == len(weeks) and all(one is Fade.NONE for one in shown[:9])
    assert all(shown[at - 1] is not Fade.NONE for at, one in enumerate(shown) if one is Fade.RED)
