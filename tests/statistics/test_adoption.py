"""Who uses it, and what may be shown of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.adoption import breadth, habitual, stickiness
from portfolio.statistics.fade import Fade, Week, fades
from portfolio.statistics.groups import LEAST, showable, withheld
from portfolio.statistics.spend import Colour, colour, unit_cost_alert

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


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    assert withheld({"a": 30, "b": 9, "c": 12}) == {"b", "c"}
    assert withheld({"a": 30, "b": 6, "c": 4, "d": 11}) == {"b", "c"}
    assert withheld({"a": 30, "b": 3, "c": 4, "d": 11}) == {"b", "c", "d"}
    assert withheld({"a": 30, "b": 10}) == frozenset() and withheld({"a": 9}) == {"a"} and withheld({}) == frozenset()


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 40)))
def test_nothing_shown_is_about_fewer_than_ten_people(groups: dict[str, int]) -> None:
    hidden = withheld(groups)
    shown = groups.keys() - hidden
    assert all(groups[name] >= LEAST for name in shown)
    if hidden and shown:
        rest = sum(groups.values()) - sum(groups[name] for name in shown)
        assert rest >= LEAST and len(hidden) >= 2


def test_a_figure_is_shown_only_when_its_complement_may_be_too() -> None:
    assert [showable(people, 30) for people in (9, 10, 20, 21, 29, 30)] == [False, True, True, False, False, True]


@given(st.lists(st.builds(Week, active=st.integers(0, 50), working_days=st.integers(0, 5)), max_size=25))
def test_no_colour_before_week_ten_and_red_only_after_an_amber_or_red_week(weeks: list[Week]) -> None:
    shown = fades(weeks)
    assert len(shown) == len(weeks) and all(one is Fade.NONE for one in shown[:9])
    assert all(shown[at - 1] is not Fade.NONE for at, one in enumerate(shown) if one is Fade.RED)


def test_spend_turns_red_only_after_two_days_and_amber_at_once() -> None:
    weights = [1.0] * 30
    steady = [10.0, 11, 9, 10, 11, 9, 10, 10]
    assert colour(steady, weights, 400) is Colour.NONE
    assert colour(steady, weights, 200) is Colour.RED
    assert colour(steady[:6], weights, 200) is Colour.AMBER and colour(steady[:5], weights, 200) is Colour.NONE
    assert colour([10, 11, 9, 10, 30, 30, 0, 0], weights, 450) is Colour.AMBER


def test_a_unit_cost_alarms_when_it_rose_three_months_and_passed_the_gates_by_a_quarter() -> None:
    assert unit_cost_alert([9, 10, 11, 13], 10) and not unit_cost_alert([10, 11, 12.5], 10)
    assert not unit_cost_alert([10, 10, 13], 10) and not unit_cost_alert([12, 14], 10)
