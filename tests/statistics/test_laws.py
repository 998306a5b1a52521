"""What holds for every file, not only for those we thought of."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import inf, isfinite, isnan, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.common import Goal
from portfolio.statistics.counts import Period, rate_ratio
from portfolio.statistics.crude import crude
from portfolio.statistics.durations import compare
from portfolio.statistics.estimates import Estimate, Printed, Source, Spread, net, printed, widest
from portfolio.statistics.items import Case, Item
from portfolio.statistics.judge_counts import CountRow, judge_counts
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judge_series import judge_series
from portfolio.statistics.judge_shares import judge_shares
from portfolio.statistics.judged import Judgement, Question
from portfolio.statistics.series import level_change
from portfolio.statistics.shares import Share, change, relative_change, wilson
from portfolio.statistics.tallies import Tally
from portfolio.statistics.verdict import Standing, share_standing, standing, verdict_of
from portfolio.verdicts import Verdict

START = date(2026, 3, 2)
UNTIL = datetime(2026, 6, 1, tzinfo=UTC)
ALPHAS = (0.005, 0.035, 0.05)
lower = Goal(target=-0.2)
higher = Goal(target=0.25, higher_is_better=True)
alphas = st.sampled_from(ALPHAS)
ys = st.lists(st.floats(-4, 4), min_size=1, max_size=40)
shares = st.integers(1, 400).flatmap(lambda n: st.integers(0, n).map(lambda hits: Share(hits=hits, n=n)))


def question(goal: Goal = lower, alpha: float = 0.05) -> Question:
    return Question(start=START, until=UNTIL, goal=goal, alpha=alpha)


def instant(day: int, hours: float = 0) -> datetime:
    return datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=day, hours=hours)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Anything a tracker may hold: open, closed at once, closed before it was opened, blank people."""
    found = []
    for _ in range(draw(st.integers(0, 60))):
        day = draw(st.integers(-120, 91))
        length = draw(st.none() | st.integers(-1, 40) | st.floats(0, 60))
        opened = instant(day)
        found.append(
            Item(
                day=opened.date(),
                opened=opened,
                closed=None if length is None else opened + timedelta(days=length),
                person=draw(st.sampled_from(["", "Ana", "Bo", "Cy", "Di", "Ed", "Flo"])),
                kind=draw(st.sampled_from(["", "easy", "hard"])),
            )
        )
    return found


def sound(judged: Judgement) -> None:
    """What may never be printed."""
    low, est, high = judged.change.low, judged.change.estimate, judged.change.high
    numbers = [one for one in (low, est, high) if one is not None]
    assert not any(isnan(one) for one in numbers) and all(isfinite(one) and one >= -1 for one in numbers)
    if low is not None and est is not None:
        assert low <= est
    if est is not None and high is not None:
        assert est <= high
    if low is not None or high is not None:
        assert judged.n_before and judged.n_after and (low, high) != (0, 0)
    assert (judged.verdict is Verdict.NOT_MEASURED) == (judged.shortfall is not None)
    if judged.interval is not None:
        assert judged.interval.n_before > 0 and judged.interval.n_after > 0


@given(items(), st.randoms(use_true_random=False), st.sampled_from([lower, higher]))
def test_the_order_of_items_changes_nothing(found: list[Item], random: object, goal: Goal) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    judged = judge_durations(found, question(goal))
    sound(judged)
    assert repr(judge_durations(shuffled, question(goal))) == repr(judged)


@given(items(), items())
def test_a_comparison_group_never_breaks_a_verdict(pilot: list[Item], other: list[Item]) -> None:
    sound(judge_durations(pilot, question(), {"other": other}))


tallies = st.lists(
    st.builds(Tally, day=st.integers(-90, 90).map(lambda d: START + timedelta(days=d)), hits=st.integers(0, 1)), max_size=120
)


@given(tallies, st.randoms(use_true_random=False), st.sampled_from([lower, higher]))
def test_the_order_of_yes_and_no_changes_nothing(found: list[Tally], random: object, goal: Goal) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    judged = judge_shares(found, question(goal), {"other": shuffled[:50]})
    sound(judged)
    assert repr(judge_shares(shuffled, question(goal), {"other": shuffled[:50]})) == repr(judged)


rows = st.lists(
    st.builds(
        CountRow,
        day=st.integers(-12, 12).map(lambda w: START + timedelta(weeks=w)),
        count=st.integers(0, 30),
        exposure=st.floats(0.5, 40),
    ),
    max_size=40,
)


@given(rows, st.randoms(use_true_random=False), st.sampled_from([lower, higher]))
def test_the_order_of_periods_changes_nothing(found: list[CountRow], random: object, goal: Goal) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    judged = judge_counts(found, question(goal), {"other": found[:20]})
    sound(judged)
    assert repr(judge_counts(shuffled, question(goal), {"other": found[:20]})) == repr(judged)


points = st.dictionaries(
    st.integers(-14, 12).map(lambda w: START + timedelta(weeks=w)), st.floats(-1, 50).map(lambda x: round(x, 3)), max_size=27
)


@given(points, points, st.booleans())
def test_any_series_gets_a_sound_answer(own: dict[date, float], other: dict[date, float], trend: bool) -> None:
    sound(judge_series(own, question(), {"other": other}, trend=trend))
    turned = dict(reversed(own.items()))
    assert repr(judge_series(turned, question(), trend=trend)) == repr(judge_series(own, question(), trend=trend))


@given(ys, ys, alphas)
def test_an_interval_holds_its_estimate_and_grows_as_the_error_shrinks(
    before: list[float], after: list[float], alpha: float
) -> None:
    old, new = ([Case(y=y, week=at % 9 + first) for at, y in enumerate(side)] for side, first in ((before, -9), (after, 2)))
    cases = (old, new)
    narrow, wide = crude(*cases, alpha), crude(*cases, alpha / 2)
    if narrow is not None and wide is not None:
        assert wide.low <= narrow.low <= narrow.est <= narrow.high <= wide.high
    else:
        assert narrow is None and wide is None


@given(ys, ys, st.floats(0.01, 1000), alphas)
def test_the_unit_of_durations_does_not_matter(before: list[float], after: list[float], unit: float, alpha: float) -> None:
    def cases(shift: float) -> tuple[list[Case], list[Case]]:
        return (
            [Case(y=y + shift, week=at % 7 - 7, person="abcdefg"[at % 7], kind="xy"[at % 2]) for at, y in enumerate(before)],
            [Case(y=y + shift, week=at % 7 + 2, person="abcdefg"[at % 7], kind="xy"[at % 2]) for at, y in enumerate(after)],
        )

    days, hours = (compare(*cases(shift), alpha).estimate for shift in (0.0, log(unit)))
    if days is not None and hours is not None and (days.se or 0) > 1e-9:
        assert (hours.est, hours.low, hours.high) == (
            pytest.approx(days.est, abs=1e-6), pytest.approx(days.low, abs=1e-6), pytest.approx(days.high, abs=1e-6),
        )  # fmt: skip


@given(shares, shares, alphas, st.floats(1, 4))
def test_shares_mirror_their_complements(before: Share, after: Share, alpha: float, phi: float) -> None:
    moved = change(before, after, 1.0, alpha, phi)
    mirrored = change(*(Share(hits=one.n - one.hits, n=one.n) for one in (before, after)), 1.0, alpha, phi)
    assert (moved.low, moved.high) == (pytest.approx(-mirrored.high, abs=1e-9), pytest.approx(-mirrored.low, abs=1e-9))
    assert moved.low <= moved.est <= moved.high
    low, high = wilson(after, alpha, phi)
    assert 0 <= low <= after.p <= high <= 1


@given(shares, shares, alphas, st.sampled_from([-0.5, -0.3, -0.2, -0.05, 0.1, 0.4]), st.floats(1, 3))
def test_the_printed_ratio_and_the_words_of_a_share_agree(
    before: Share, after: Share, alpha: float, asked: float, phi: float
) -> None:
    """A limit of the printed change lies below what was asked exactly when d(1 + asked) says so."""
    shown = relative_change(before, after, alpha, phi)
    moved = change(before, after, 1 + asked, alpha, phi)
    if shown.high is not None and abs(shown.high - asked) > 1e-9:
        assert (shown.high < asked) == (moved.high < 0)
    if shown.high is None:
        assert moved.high >= 0
    if shown.low is not None and abs(shown.low - asked) > 1e-9:
        assert (shown.low > asked) == (moved.low > 0)


counted = st.lists(st.builds(Period, count=st.integers(0, 40), exposure=st.floats(0.5, 20)), min_size=1, max_size=14)


@given(counted, counted, alphas)
def test_counts_mirror_when_the_sides_are_exchanged(before: list[Period], after: list[Period], alpha: float) -> None:
    there, back = rate_ratio(before, after, alpha), rate_ratio(after, before, alpha)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.low <= there.est <= there.high
        assert there.est == pytest.approx(-back.est)
        assert there.low == pytest.approx(-back.high, rel=1e-6) and there.high == pytest.approx(-back.low, rel=1e-6)
        wide = rate_ratio(before, after, alpha / 2)
        assert wide is not None and wide.low <= there.low and wide.high >= there.high


@given(st.lists(st.floats(-3, 3), min_size=6, max_size=20), st.lists(st.floats(-3, 3), min_size=4, max_size=20), alphas)
def test_series_turn_with_their_sign_and_not_with_their_unit(before: list[float], after: list[float], alpha: float) -> None:
    plain = level_change(before, after, alpha)
    turned = level_change([-y for y in before], [-y for y in after], alpha)
    shifted = level_change([y + 5 for y in before], [y + 5 for y in after], alpha)
    if plain is None or turned is None or shifted is None or (plain.se or 0) < 1e-5:
        return
    assert plain.low <= plain.est <= plain.high
    assert (turned.est, turned.low, turned.high) == (
        pytest.approx(-plain.est, abs=1e-6), pytest.approx(-plain.high, abs=1e-6), pytest.approx(-plain.low, abs=1e-6),
    )  # fmt: skip
    assert (shifted.est, shifted.low) == (pytest.approx(plain.est, abs=1e-6), pytest.approx(plain.low, abs=1e-6))


limits = st.tuples(st.floats(-2, 2), st.floats(-2, 2), st.floats(-2, 2)).map(sorted)


@given(limits, st.sampled_from([None, -0.05, -0.2]))
def test_every_interval_has_exactly_one_verdict_and_it_is_the_tables(three: list[float], floor: float | None) -> None:
    goal = Goal(target=-0.2, floor=floor)
    low, est, high = three
    estimate = Estimate(est=est, low=low, high=high, se=0.1, df=9, alpha=0.05, binding=Source.ITEMS)
    t, f = goal.target_log, goal.floor_log
    table = [
        (high < t, Verdict.PROVEN),
        (high < f and est <= t, Verdict.LIKELY),
        (high < f and low > t, Verdict.SHORT),
        (high < f, Verdict.IMPROVED),
        (low > 0, Verdict.WORSE),
        (low > t, Verdict.NO_EFFECT),
        (True, Verdict.UNCLEAR),
    ]
    assert verdict_of(standing(estimate, goal)) is next(code for holds, code in table if holds)


@given(limits)
def test_orientation_is_a_mirror(three: list[float]) -> None:
    """Halving what should be low is judged as doubling what should be high."""
    low, est, high = three
    estimate = Estimate(est=est, low=low, high=high, se=0.1, df=9, alpha=0.05, binding=Source.ITEMS)
    less, more = Goal(target=-0.2), Goal(target=0.25, higher_is_better=True)
    assert less.target_log == pytest.approx(more.target_log)
    assert standing(estimate, Goal(target=-0.5)) == standing(estimate, Goal(target=1.0, higher_is_better=True))
    down, up = printed(estimate, higher_is_better=False), printed(estimate, higher_is_better=True)
    for one, other in ((down.estimate, up.estimate), (down.low, up.high), (down.high, up.low)):
        assert one is not None and other is not None and (1 + one) * (1 + other) == pytest.approx(1)


@given(shares, shares, alphas)
def test_a_share_of_good_things_is_judged_by_the_other_limit(before: Share, after: Share, alpha: float) -> None:
    up = share_standing(before, after, Goal(target=0.25, higher_is_better=True), alpha)
    swapped = share_standing(after, before, Goal(target=-0.2), alpha)
    assert isinstance(up, Standing)
    assert up.better == swapped.better and up.worse == swapped.worse and up.estimate_at_target == swapped.estimate_at_target


@given(st.floats(-2, 2), st.floats(0.01, 1), st.floats(-2, 2), st.floats(0.01, 1), alphas)
def test_what_a_comparison_takes_away_it_takes_with_its_own_error(
    own: float, own_se: float, other: float, other_se: float, alpha: float
) -> None:
    pilot, comparison = (
        widest(est, [Spread(source=Source.ITEMS, se=se, df=30)], alpha, se * se)
        for est, se in ((own, own_se), (other, other_se))
    )
    beyond = net(pilot, comparison)
    assert beyond.est == pytest.approx(own - other)
    assert beyond.high - beyond.low >= max(pilot.high - pilot.low, comparison.high - comparison.low) - 1e-12
    assert beyond.se == pytest.approx((own_se**2 + other_se**2) ** 0.5)


def test_infinite_limits_are_printed_as_minus_one_and_nothing() -> None:
    wide = Estimate(est=0.0, low=-inf, high=inf, se=None, df=None, alpha=0.05, binding=Source.EVENTS)
    for higher_is_better in (False, True):
        assert printed(wide, higher_is_better=higher_is_better) == Printed(estimate=0.0, low=-1.0, high=None)


@pytest.mark.parametrize("target", [0.0, 0.1, -1.0, -1.5])
def test_a_target_has_to_be_an_improvement(target: float) -> None:
    with pytest.raises(ValueError):
        Goal(target=target)


def test_the_floor_lies_between_no_change_and_the_target() -> None:
    for floor in (-0.3, 0.1, -1.0):
        with pytest.raises(ValueError):
            Goal(target=-0.2, floor=floor)
    with pytest.raises(ValueError):
        Goal(target=0.2, floor=-0.1, higher_is_better=True)
    assert all(a < b for a, b in pairwise([Goal(target=-0.2).target_log, Goal(target=-0.2, floor=-0.1).floor_log, 0.0]))
