"""The verdicts on shares, counts and series: minimum rules, comparison groups, and what is said beside them."""

from datetime import date, timedelta
from math import sin
from random import Random

import pytest

from portfolio.statistics.judge_counts import CountRow, judge_counts
from portfolio.statistics.judge_series import judge_series
from portfolio.statistics.judge_shares import judge_shares
from portfolio.statistics.judged import Design, Judgement, Reason, Warn
from portfolio.statistics.settle import Source
from portfolio.statistics.shares import Share
from portfolio.statistics.tallies import Tally
from portfolio.verdicts import Verdict
from tests.statistics.pilots import START, question


def warned(judged: Judgement) -> set[Warn]:
    return {one.code for one in judged.caveats}


def reason(judged: Judgement) -> Reason | None:
    assert (judged.verdict is Verdict.NOT_MEASURED) == (judged.shortfall is not None)
    return judged.shortfall.reason if judged.shortfall else None


def on(day: int) -> date:
    return START + timedelta(days=day)


def yes_no(before: tuple[int, int], after: tuple[int, int]) -> list[Tally]:
    """Hits of n on each side, dealt evenly over its weeks."""
    found = []
    for (hits, n), first, weeks in ((before, -84, 12), (after, 14, 10)):
        found += [
            Tally(day=on(first + 7 * (at * weeks // n)), hits=int(at * hits // n != (at + 1) * hits // n)) for at in range(n)
        ]
    return found


def test_shares_are_judged_by_newcombe_and_printed_as_a_relative_change() -> None:
    judged = judge_shares(yes_no((60, 200), (10, 200)), question())
    assert judged.verdict is Verdict.PROVEN and judged.change.estimate == pytest.approx(10 / 60 - 1)
    assert judged.typical == (0.3, 0.05) and judged.method == "share/newcombe/2" and judged.design is Design.CASES
    good = judge_shares(yes_no((60, 200), (140, 200)), question(0.3, higher=True))
    assert good.verdict is Verdict.PROVEN and (good.change.low or 0) > 0.3
    assert judge_shares(yes_no((60, 200), (140, 200)), question()).verdict is Verdict.WORSE


@pytest.mark.parametrize(("before", "after", "expected"), [
    ((0, 0), (5, 50), Reason.NO_BASELINE), ((5, 19), (5, 50), Reason.TOO_FEW_BEFORE),
    ((5, 50), (2, 19), Reason.TOO_FEW_AFTER), ((5, 50), (0, 0), Reason.TOO_FEW_AFTER),
    ((4, 50), (2, 50), Reason.TOO_FEW_EVENTS), ((5, 20), (2, 20), None),
])  # fmt: skip
def test_shares_need_twenty_cases_a_side_and_five_hits_before(
    before: tuple[int, int], after: tuple[int, int], expected: Reason | None
) -> None:
    judged = judge_shares(yes_no(before, after), question())
    assert reason(judged) is expected and judged.minimum_met is (expected is None)
    assert (judged.n_before, judged.n_after) == (before[1], after[1])


def test_a_share_that_falls_to_nothing_has_a_lower_limit_of_everything_gone() -> None:
    judged = judge_shares(yes_no((30, 100), (0, 100)), question())
    assert (judged.change.estimate, judged.change.low) == (-1, -1) and (judged.change.high or 0) < -0.5


def test_weeks_that_clump_widen_a_share() -> None:
    calm = judge_shares(yes_no((60, 240), (30, 200)), question())
    clumped = [Tally(day=on(7 * week), hits=15 if week % 3 == 0 else 0, n=20) for week in range(-12, 0)]
    clumped += [Tally(day=on(7 * week), hits=15 if week % 5 == 0 else 0, n=20) for week in range(2, 12)]
    wide = judge_shares(clumped, question())
    assert wide.n_before == 240 and wide.typical == (0.25, 0.15)
    assert calm.change.estimate == wide.change.estimate == pytest.approx(-0.4)
    assert (wide.change.high or 0) > (calm.change.high or 0) and (wide.change.low or 0) < (calm.change.low or 0)
    assert wide.settle and wide.settle.source is Source.WEEKS


def test_a_comparison_of_shares_takes_away_what_others_did_as_well() -> None:
    same = yes_no((60, 200), (15, 200))
    both = judge_shares(same, question(), {"b": same})
    assert both.change.estimate == pytest.approx(0) and both.verdict is Verdict.UNCLEAR
    assert both.design is Design.WITH_COMPARISON and Warn.NO_COMPARISON not in warned(both)
    none = judge_shares(yes_no((60, 200), (0, 200)), question(), {"b": same})
    assert none.verdict is Verdict.PROVEN and Warn.COMPARISON_SMALL in warned(none)
    up = judge_shares(yes_no((40, 200), (120, 200)), question(0.3, higher=True), {"b": yes_no((40, 200), (40, 200))})
    assert up.verdict is Verdict.PROVEN and (up.change.estimate or 0) == pytest.approx(2)


def test_a_share_that_was_bad_just_before_the_start_is_said() -> None:
    steady = [Tally(day=on(day), hits=int(day % 5 == 0)) for day in range(-120, -28)]
    after = [Tally(day=on(14 + day % 70), hits=int(day % 5 == 0)) for day in range(100)]
    bad = [Tally(day=on(day), hits=1) for day in range(-28, 0)]
    usual = [Tally(day=on(day), hits=int(day % 5 == 0)) for day in range(-28, 0)]
    assert Warn.PICKED_BAD in warned(judge_shares(steady + bad + after, question()))
    assert Warn.PICKED_BAD not in warned(judge_shares(steady + usual + after, question()))
    assert Warn.PICKED_BAD not in warned(judge_shares(steady + bad + after, question(0.2, higher=True)))


def test_no_cases_are_no_share() -> None:
    for hits, n in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError):
            Share(hits=hits, n=n)


def counts(before: int, after: int, *, per: int = 10, weeks: tuple[int, int] = (12, 10)) -> list[CountRow]:
    old = [CountRow(day=on(7 * (at - weeks[0])), count=before + at % 2, exposure=per) for at in range(weeks[0])]
    return old + [CountRow(day=on(14 + 7 * at), count=after + at % 2, exposure=per) for at in range(weeks[1])]


def test_counts_are_judged_as_a_ratio_of_rates() -> None:
    judged = judge_counts(counts(6, 1), question())
    assert judged.verdict is Verdict.PROVEN and judged.change.estimate == pytest.approx(1.5 / 6.5 - 1)
    assert judged.typical == (0.65, 0.15) and judged.design is Design.SERIES
    assert (judged.n_before, judged.n_after) == (12, 10)
    more = judge_counts(counts(1, 6), question(0.5, higher=True))
    assert more.verdict is Verdict.PROVEN and (more.change.low or 0) > 0.5
    assert judge_counts(counts(1, 6), question()).verdict is Verdict.WORSE


@pytest.mark.parametrize(("rows", "expected"), [
    ([], Reason.NO_BASELINE), (counts(0, 0), Reason.TOO_FEW_EVENTS), (counts(5, 1, weeks=(5, 8)), Reason.TOO_FEW_BEFORE),
    (counts(5, 1, weeks=(6, 5)), Reason.TOO_FEW_AFTER), (counts(5, 1, weeks=(6, 6)), None),
])  # fmt: skip
def test_counts_need_ten_events_before_and_six_periods_a_side(rows: list[CountRow], expected: Reason | None) -> None:
    assert reason(judge_counts(rows, question())) is expected


def test_rows_of_one_day_are_one_period() -> None:
    halves = [
        CountRow(day=row.day, count=part, exposure=5)
        for row in counts(6, 2)
        for part in (row.count // 2, row.count - row.count // 2)
    ]
    assert judge_counts(halves, question()) == judge_counts(counts(6, 2), question())


def test_periods_that_are_missing_may_be_those_in_which_nothing_happened() -> None:
    whole = counts(6, 2)
    assert Warn.PERIODS_MISSING not in warned(judge_counts(whole, question()))
    found = judge_counts([row for at, row in enumerate(whole) if at not in (3, 7, 8, 15)], question())
    assert [one.params["n"] for one in found.caveats if one.code is Warn.PERIODS_MISSING] == [3]


def test_no_event_after_has_no_lower_end() -> None:
    nothing = [CountRow(day=on(14 + 7 * at), count=0, exposure=10) for at in range(8)]
    judged = judge_counts([*counts(6, 0)[:12], *nothing], question())
    assert judged.change.low == -1 and judged.verdict is Verdict.PROVEN


def test_a_comparison_of_counts_takes_away_what_others_did_as_well() -> None:
    both = judge_counts(counts(6, 1), question(), {"b": counts(6, 1)})
    assert both.change.estimate == pytest.approx(0) and both.design is Design.WITH_COMPARISON
    few = judge_counts(counts(6, 1), question(), {"b": counts(0, 0)})
    assert few.verdict is Verdict.PROVEN and Warn.COMPARISON_SMALL in warned(few)
    three = judge_counts(counts(9, 1), question(), {"b": counts(3, 3), "c": counts(2, 2)})
    assert Warn.WORST_GROUP in warned(three)


def series(before: float, after: float, *, weeks: tuple[int, int] = (12, 10), seed: int = 3) -> dict[date, float]:
    random = Random(seed)
    old = {on(7 * (at - weeks[0])): before * random.uniform(0.93, 1.07) for at in range(weeks[0])}
    return old | {on(14 + 7 * at): after * random.uniform(0.93, 1.07) for at in range(weeks[1])}


def test_a_series_is_judged_by_its_level() -> None:
    judged = judge_series(series(10, 6), question())
    assert judged.verdict is Verdict.PROVEN and judged.method == "series/level/2" and judged.design is Design.SERIES
    up = judge_series(series(10, 15), question(0.2, higher=True))
    assert up.verdict is Verdict.PROVEN and (up.change.estimate or 0) == pytest.approx(0.5, abs=0.05)
    assert judge_series(series(10, 6), question(), trend=True).method == "series/trend/2"


@pytest.mark.parametrize(("weeks", "trend", "expected", "computed"), [
    ((0, 10), False, Reason.NO_BASELINE, False), ((7, 6), False, Reason.TOO_FEW_BEFORE, True),
    ((8, 5), False, Reason.TOO_FEW_AFTER, True), ((8, 6), False, None, True), ((8, 7), True, Reason.TOO_FEW_AFTER, False),
    ((8, 8), True, None, True), ((5, 6), False, Reason.TOO_FEW_BEFORE, False), ((8, 3), False, Reason.TOO_FEW_AFTER, False),
])  # fmt: skip
def test_a_series_needs_eight_and_six_points(
    weeks: tuple[int, int], trend: bool, expected: Reason | None, computed: bool
) -> None:
    judged = judge_series(series(10, 5, weeks=weeks), question(), trend=trend)
    assert reason(judged) is expected and (judged.change.low is not None) is computed


def test_a_value_that_is_not_above_zero_is_not_judged() -> None:
    judged = judge_series(series(10, 6) | {on(14): 0.0}, question())
    assert reason(judged) is Reason.NOT_POSITIVE and judged.change.estimate is None and judged.minimum_met


def test_a_series_that_never_varies_has_no_interval() -> None:
    flat = {day: 10.0 if day < START else 8.0 for day in series(1, 1)}
    judged = judge_series(flat, question())
    assert reason(judged) is Reason.NO_SPREAD and judged.change.estimate == pytest.approx(-0.2)
    assert judged.change.low is None and judged.change.high is None


def test_a_comparison_series_is_taken_away_point_by_point() -> None:
    own = series(10, 6)
    same = judge_series(own, question(), {"b": {day: value * 2 for day, value in series(10, 6, seed=4).items()}})
    assert same.verdict in (Verdict.NO_EFFECT, Verdict.UNCLEAR) and same.method == "series/level/comparison/2"
    holes = {day: value for at, (day, value) in enumerate(series(10, 10, seed=5).items()) if at % 9}
    fewer = judge_series(own, question(), {"b": holes, "c": series(3, 3, seed=6)})
    assert fewer.verdict is Verdict.PROVEN and fewer.design is Design.WITH_COMPARISON and fewer.n_before < 12
    for useless in ({on(-7): 3.0}, dict.fromkeys(own, 0.0), {}):
        alone = judge_series(own, question(), {"b": useless})
        assert alone.design is Design.SERIES and {Warn.COMPARISON_SMALL, Warn.NO_COMPARISON} <= warned(alone)
        assert alone.change == judge_series(own, question()).change


def test_gaps_settling_in_and_later_points_are_said() -> None:
    own = series(10, 6) | {on(3): 9.0, on(10): 8.0, on(400): 7.0}
    del own[on(-35)]
    counted = {one.code: one.params.get("n") for one in judge_series(own, question()).caveats}
    assert (counted[Warn.GAPS], counted[Warn.SETTLING], counted[Warn.LATER]) == (1, 2, 1)
    assert Warn.GAPS not in warned(judge_series(series(10, 6), question()))


def test_periods_that_resemble_their_neighbours_are_said_and_others_seldom() -> None:
    """Two years of weeks: a slow wave, and the same numbers dealt out anew."""
    random = Random(11)
    days = [on(7 * week) for week in range(-78, 26)]

    def alike(counts: list[int]) -> bool:
        rows = [CountRow(day=day, count=count) for day, count in zip(days, counts, strict=True)]
        return Warn.ALIKE in warned(judge_counts(rows, question()))

    wave = [round(20 + 10 * sin(at / 6) + random.gauss(0, 2)) for at in range(len(days))]
    tallies = [Tally(day=day, hits=count, n=50) for day, count in zip(days, wave, strict=True)]
    assert alike(wave) and Warn.ALIKE in warned(judge_shares(tallies, question()))
    said = 0
    for _ in range(200):
        random.shuffle(wave)
        said += alike(wave)
    assert said <= 20
