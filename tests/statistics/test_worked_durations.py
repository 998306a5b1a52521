"""Durations: the worked examples the method was fixed by, to six digits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import log
from zoneinfo import ZoneInfo

import pytest

from portfolio.statistics.common import quantile
from portfolio.statistics.crude import crude, item_error, people_error, stickiness, week_error, weekly
from portfolio.statistics.durations import Way, compare, total
from portfolio.statistics.estimates import Estimate, Source
from portfolio.statistics.followup import follow, horizon
from portfolio.statistics.items import Case, Item
from portfolio.statistics.old_mix import old_mix
from portfolio.statistics.same_people import same_people

Cases = Callable[..., list[Case]]
START = date(2026, 1, 5)


def six(value: float) -> object:
    """Equal to six decimals."""
    return pytest.approx(value, abs=5.01e-7)


def limits(estimate: Estimate | None) -> tuple[float, float, float]:
    assert estimate is not None
    return estimate.est, estimate.low, estimate.high


def test_example_a_is_bound_by_its_sticky_weeks(cases: Cases) -> None:
    before = cases([5, 6, 5, 6, 9, 10, 8, 12, 4, 5, 6, 4], [-6, -6, -5, -5, -4, -4, -3, -3, -2, -2, -1, -1], "ABCABCABCABC")
    after = cases([3, 4, 3, 3, 5, 6, 7, 5, 4, 3, 2, 3], [2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7], "AAABABABCACB")
    items, weeks, people = item_error(before, after), week_error(before, after), people_error(before, after)
    assert items and weeks and people
    assert (items.se, items.df) == (six(0.146190), six(21.996549))
    assert stickiness([weekly(before), weekly(after)]) == six(0.639790)
    assert (weeks.se, weeks.df) == (six(0.422683), six(2.196432))
    assert (people.se, people.df) == (six(0.138499), six(3.289385))
    estimate = crude(before, after, 0.05)
    assert limits(estimate) == (six(-0.510416), six(-1.672567), six(0.651735))
    assert estimate and estimate.binding is Source.WEEKS
    assert estimate.est - items.half(0.05) == six(-0.761448)
    assert estimate.est + items.half(0.05) == six(-0.259385)
    assert estimate.est + people.half(0.05) == six(-0.195842)


def test_example_b_is_bound_by_its_items(cases: Cases) -> None:
    before = cases([5, 8, 3, 12, 6, 9, 4, 7], [-4, -4, -3, -3, -2, -2, -1, -1], "ABCABCAB")
    after = cases([4, 6, 2, 5, 3, 7, 3, 4], [2, 2, 3, 3, 4, 4, 5, 5], "BCABCABC")
    items, weeks, people = item_error(before, after), week_error(before, after), people_error(before, after)
    assert items and weeks and people
    assert (items.se, items.df) == (six(0.215207), six(13.872624))
    assert (weeks.se, weeks.df) == (six(0.126015), six(5.107744))
    assert stickiness([weekly(before), weekly(after)]) == 0
    assert (people.se, people.df) == (six(0.080862), six(2.578666))
    estimate = crude(before, after, 0.05)
    assert limits(estimate) == (six(-0.447940), six(-0.827232), six(-0.068647))
    assert estimate and estimate.binding is Source.ITEMS


BEFORE_C, AFTER_C = [6, 9, 4, 12, 7, 5, 10, 3, 8, 6], [5, 6, 3, 4, 6, 5, 2, 4, 6, 3]


def test_example_c_compares_people_and_kinds_with_themselves(cases: Cases) -> None:
    before = cases(BEFORE_C, [-5, -4, -3, -2, -1] * 2, "AAABBCCDDE", "xxyxyyxyxy")
    after = cases(AFTER_C, [2, 3, 4, 5, 6] * 2, "ABBCCDDEEE", "xxyyxxyxxy")
    fit = same_people(before, after)
    assert fit is not None
    items, weeks, people = fit.spreads
    assert items.se == six(0.090675) and items.df == 13
    assert (weeks.se, weeks.df) == (six(0.0983427), six(7.619846))
    assert (people.se, people.df) == (six(0.102044), six(3.790052))
    result = compare(before, after, 0.05)
    assert limits(result.estimate) == (six(-0.547668), six(-0.768720), six(-0.326617))
    assert result.way is Way.SAME_PEOPLE and result.estimate and result.estimate.binding is Source.PEOPLE
    assert limits(compare(before, after, 0.035).estimate)[1:] == (six(-0.803084), six(-0.292252))
    assert limits(result.crude) == (six(-0.443082), six(-0.856107), six(-0.030057))


def test_example_c_without_people_compares_kinds_and_is_bound_by_weeks(cases: Cases) -> None:
    before = cases(BEFORE_C, [-5, -5, -4, -4, -3, -3, -2, -2, -1, -1], None, "xxyxyyxyxy")
    after = cases(AFTER_C, [2, 2, 3, 3, 4, 4, 5, 5, 6, 6], None, "xxyyxxyxxy")
    estimate = compare(before, after, 0.05).estimate
    assert limits(estimate) == (six(-0.503044), six(-0.716254), six(-0.289833))
    assert estimate and estimate.binding is Source.WEEKS and (estimate.se, estimate.df) == (six(0.114657), 8)


def test_cases_that_are_nearly_alike_are_compared_as_exactly_as_others(cases: Cases) -> None:
    """A level that all cases share changes nothing, were it a hundred million times their differences."""
    before = cases(BEFORE_C, [-5, -4, -3, -2, -1] * 2, "AAABBCCDDE", "xxyxyyxyxy")
    after = cases(AFTER_C, [2, 3, 4, 5, 6] * 2, "ABBCCDDEEE", "xxyyxxyxxy")
    high = [[replace(case, y=case.y + 2.0**26) for case in side] for side in (before, after)]
    low = [[replace(case, y=case.y - 2.0**26) for case in side] for side in high]  # exactly the same differences
    one, other = same_people(high[0], high[1]), same_people(low[0], low[1])
    assert one and other and one.est == pytest.approx(other.est, rel=1e-12)
    for spread, same in zip(one.spreads, other.spreads, strict=True):
        assert (spread.se, spread.df) == (pytest.approx(same.se, rel=1e-12), pytest.approx(same.df, rel=1e-12))


def test_a_moved_mix_keeps_the_crude_width_around_the_old_mix(cases: Cases) -> None:
    before = cases([2, 3, 2, 4, 8, 9, 7, 12, 10, 6], [0] * 10, None, "eeeehhhhhh")
    after = cases([2, 2, 3, 3, 2, 4, 7, 8, 9], [0] * 9, None, "eeeeeehhh")
    mix = old_mix(before, after)
    assert mix is not None and (mix.est, mix.se, mix.df) == (six(-0.045257), six(0.111847), six(12.395216))
    plain = crude(before, after, 0.05)
    assert limits(plain) == (six(-0.346688), six(-0.855247), six(0.161872)) and plain and plain.se == six(0.292314)


def test_refused_people_get_the_old_mix(cases: Cases) -> None:
    before = cases([2, 3, 2, 4, 8, 9, 7, 12, 10, 6], [0] * 10, "AABBAABBAA", "eeeehhhhhh")
    after = cases([2, 2, 3, 3, 2, 4, 7, 8, 9], [0] * 9, "CCCCCCCCC", "eeeeeehhh")
    result = compare(before, after, 0.05)
    assert result.people_changed and result.mix_moved and result.way is Way.OLD_MIX
    assert limits(result.estimate)[0] == six(-0.045257)
    assert result.estimate and result.crude and result.estimate.se == result.crude.se


def test_the_saved_total_carries_the_ratios_interval(cases: Cases) -> None:
    before = cases([5, 6, 5, 6, 9, 10, 8, 12, 4, 5, 6, 4], [0] * 12)
    after = cases([3, 4, 3, 3, 5, 6, 7, 5, 4, 3, 2, 3], [0] * 12)
    estimate = crude(before, after, 0.05)
    assert estimate is not None
    saved = total(estimate, cases=50, mean_before=80 / 12)
    assert (saved.best, saved.low, saved.high) == (
        pytest.approx(133.251, abs=5e-4),
        pytest.approx(76.158, abs=5e-4),
        pytest.approx(177.670, abs=5e-4),
    )


def stamps(opened: int, closed: int | None) -> Item:
    """An item opened and closed on numbered days."""
    zero = datetime(2026, 1, 1, tzinfo=UTC)
    at = zero + timedelta(days=opened)
    return Item(day=at.date(), opened=at, closed=None if closed is None else zero + timedelta(days=closed))


def test_a_clock_that_is_put_back_shortens_nothing() -> None:
    """Berlin, 25 October 2026: 02:10 comes again 20 minutes after 02:50; and from date to date a day is a day."""
    berlin = ZoneInfo("Europe/Berlin")
    times = datetime(2026, 10, 25, 2, 50, tzinfo=berlin), datetime(2026, 10, 25, 2, 10, tzinfo=berlin, fold=1)
    dates = datetime(2026, 10, 24, tzinfo=berlin), datetime(2026, 10, 27, tzinfo=berlin)
    lengths = [Item(day=opened.date(), opened=opened, closed=closed).days for opened, closed in (times, dates)]
    assert lengths == [pytest.approx(20 / 1440), 3]


def test_the_horizon_is_the_slowest_tenth_of_what_has_closed() -> None:
    lengths = [2, 3, 5, 5, 6, 7, 8, 9, 11, 14, 20]
    late = datetime(2027, 1, 1, tzinfo=UTC)
    assert horizon([stamps(0, length) for length in lengths], late) == 14
    assert horizon([stamps(0, length) for length in lengths if length != 14], late) == six(11.9)
    assert quantile(lengths, 0.5) == 7
    assert horizon([stamps(0, None)], late) is None


def test_open_and_late_items_get_the_same_follow_up() -> None:
    before = [stamps(0, length) for length in (2, 3, 5, 5, 6, 7, 8, 9, 11, 14, 20)]
    after = [stamps(*one) for one in ((100, 104), (104, None), (110, 131), (118, 121), (125, 127), (129, None))]
    as_of = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=140)
    watched = follow(before, after, as_of)
    assert watched is not None and watched.horizon == 14
    assert [one.length for one in watched.after] == [4, 14, 14, 3, 2]
    assert watched.immature == 1 and watched.open == 1


def test_rounding_drops_no_item_that_was_watched_for_the_whole_horizon() -> None:
    """Position 9.9 lies nine tenths between 14 and 24: the horizon is 23 days, and 23.000000000000004 as a float."""
    before = [stamps(0, length) for length in (*[2] * 9, 14, 24, 30)]
    as_of = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=140)
    watched = follow(before, [stamps(117, 120), stamps(118, 121)], as_of)
    assert watched is not None and [one.length for one in watched.after] == [3]


def test_kinds_that_cover_exactly_four_fifths_are_enough(cases: Cases) -> None:
    """3 and 21 of 30: .1 and .7 add up to less than .8 in floats."""
    before = cases([4, 5, 6] * 10, [0] * 30, None, "e" * 3 + "h" * 21 + "x" * 6)
    after = cases([2, 3, 4] * 2, [0] * 6, None, "eeehhh")
    assert old_mix(before, after) is not None
    assert old_mix([*before, *cases([4], [0], None, "x")], after) is None


def test_stickiness_pairs_only_weeks_that_follow_each_other() -> None:
    """Means of 1 and -1 in turn carry over by nothing; the same weeks two apart have no pair, which leaves the + 1 alone."""
    turns = {week: [1.0 if week % 2 else -1.0] for week in range(4)}
    assert stickiness([turns, turns]) == 0
    apart = {2 * week: ys for week, ys in turns.items()}
    assert stickiness([apart, apart]) == 0.8  # (4 x 0 / 8 + 1) / (4 - 3), and never above .8
    assert stickiness([turns, {0: [1.0], 1: [2.0], 2: [3.0]}]) == 0.2  # seven weeks cannot tell
    alike = {week: [2.0] for week in range(4)}
    assert stickiness([alike, alike]) == 0.2  # and weeks that are all alike neither


def test_a_weeks_mean_counts_by_its_cases() -> None:
    """Centre (3 x 1 + 1 x 5) / 4 = 2, so the means lie at -1 and 3; with equal weights they would lie at -2 and 2."""
    side = {0: [1.0, 1.0, 1.0], 1: [5.0], 2: [1.0, 1.0, 1.0], 3: [5.0], 4: [1.0, 1.0, 1.0], 5: [5.0]}
    products, squares = -3.0 * 5, 3 * 1 + 3 * 9
    assert stickiness([side, side]) == pytest.approx(max((6 * products / squares + 1) / 3, 0))
    steps = {0: [0.0] * 3, 1: [0.0], 2: [0.0] * 3, 3: [4.0], 4: [4.0] * 3, 5: [4.0]}
    off = [mean - 20 / 12 for mean in (0, 0, 0, 4, 4, 4)]
    carried = sum(first * second for first, second in pairwise(off))
    assert stickiness([steps, steps]) == pytest.approx(min((6 * carried / sum(one * one for one in off) + 1) / 3, 0.8))


def test_very_sticky_weeks_keep_two_degrees_of_freedom(cases: Cases) -> None:
    """Eight weeks that rise step by step carry over by .8: the error grows threefold, df stops at 2."""
    before = cases([1, 1.1, 3, 3.1, 9, 9.1, 27, 27.1], [-4, -4, -3, -3, -2, -2, -1, -1])
    after = cases([1, 1.1, 3, 3.1, 9, 9.1, 27, 27.1], [2, 2, 3, 3, 4, 4, 5, 5])
    assert stickiness([weekly(before), weekly(after)]) == 0.8
    weeks, people = week_error(before, after), people_error(before, after)
    assert weeks is not None and people is None and weeks.df == 2
    clustered = [[(mean, 2) for mean in (0.5 * log(1.1), 0.5 * log(9.3), 0.5 * log(81.9), 0.5 * log(731.7))]] * 2
    variance = sum(sum((2 * (m - sum(x for x, _ in side) / 4)) ** 2 for m, _ in side) / 64 * 4 / 3 for side in clustered)
    assert weeks.se == pytest.approx(3 * variance**0.5)
