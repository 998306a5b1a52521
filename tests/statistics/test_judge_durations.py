"""The verdict on durations: what is compared, what is refused, and what is said beside it."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from portfolio.statistics.common import Goal, Side, gate_alpha, is_early, looks_before, side_of, week_of
from portfolio.statistics.items import Item
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judged import Design, Judgement, Reason, Warn
from portfolio.verdicts import NotMeasured, Verdict
from tests.statistics.pilots import GATE, START, item, pilot, question, valued


def warned(judged: Judgement) -> set[Warn]:
    return {one.code for one in judged.caveats}


def weekly(first: int, weeks: int, values: list[float]) -> list[Item]:
    """The values dealt over weeks, beginning with the day `first`."""
    return [valued(first + 7 * (at % weeks), value) for at, value in enumerate(values)]


def spread(n: int, centre: float, seed: int = 1) -> list[float]:
    random = Random(seed)
    return [centre * random.uniform(0.7, 1.4) for _ in range(n)]


def test_a_pilot_that_works_is_proven_and_one_that_does_nothing_is_not() -> None:
    works = judge_durations(pilot(1, ratio=0.45), question())
    assert works.verdict is Verdict.PROVEN and works.method == "duration/same_people/2" and works.shortfall is None
    assert works.change.high is not None and works.change.high < -0.2 and works.minimum_met
    nothing = judge_durations(pilot(2, ratio=1.0), question())
    assert nothing.verdict in (Verdict.NO_EFFECT, Verdict.UNCLEAR)


def test_higher_is_better_turns_the_verdict_and_not_the_printed_change() -> None:
    items = weekly(-70, 10, spread(60, 10)) + weekly(14, 8, spread(60, 20, seed=2))
    more = judge_durations(items, question(0.2, higher=True))
    less = judge_durations(items, question(-0.2))
    assert more.verdict is Verdict.PROVEN and less.verdict is Verdict.WORSE
    assert more.change.estimate == pytest.approx(less.change.estimate) and (more.change.estimate or 0) > 0.5
    assert more.change.low == pytest.approx(less.change.low)


@pytest.mark.parametrize(("before", "after", "weeks", "reason", "have", "need"), [
    (0, 30, 6, Reason.NO_BASELINE, 0, 0), (19, 19, 5, Reason.TOO_FEW_BEFORE, 19, 20),
    (20, 19, 5, Reason.TOO_FEW_AFTER, 19, 20), (20, 20, 5, Reason.TOO_FEW_WEEKS, 5, 6),
    (20, 0, 6, Reason.TOO_FEW_AFTER, 0, 20),
])  # fmt: skip
def test_below_the_minimum_numbers_are_shown_and_no_verdict(
    before: int, after: int, weeks: int, reason: Reason, have: int, need: int
) -> None:
    items = weekly(-70, weeks, spread(before, 10)) + weekly(14, weeks, spread(after, 5))
    judged = judge_durations(items, question())
    assert judged.verdict is Verdict.NOT_MEASURED and not judged.minimum_met and judged.shortfall
    assert (judged.shortfall.reason, judged.shortfall.have, judged.shortfall.need) == (reason, have, need)
    assert (judged.n_before, judged.n_after) == (before, after)
    assert (judged.change.low is not None) == (before > 0 and after > 0)


def test_the_minimum_itself_is_enough() -> None:
    judged = judge_durations(weekly(-70, 6, spread(20, 10)) + weekly(14, 6, spread(20, 3)), question())
    assert judged.verdict is Verdict.PROVEN and judged.minimum_met


def test_values_without_spread_give_no_interval() -> None:
    judged = judge_durations(weekly(-70, 6, [10.0] * 30) + weekly(14, 6, [8.0] * 30), question())
    assert judged.verdict is Verdict.NOT_MEASURED and judged.shortfall and judged.shortfall.reason is Reason.NO_SPREAD
    assert judged.change.estimate == pytest.approx(-0.2) and judged.change.low is None and judged.change.high is None
    assert judged.minimum_met and judged.interval is None


def test_a_few_zeros_become_half_a_unit_and_many_are_no_durations() -> None:
    items = weekly(-70, 8, spread(60, 10)) + weekly(14, 8, [*spread(57, 5), 0.0, 0.0, 0.0])
    few = judge_durations(items, question())
    assert few.verdict is not Verdict.NOT_MEASURED
    assert {one.code: one.params.get("n") for one in few.caveats}[Warn.ZEROS] == 3
    many = judge_durations([*items, *weekly(14, 8, [0.0] * 4)], question())
    assert many.shortfall and many.shortfall.reason is Reason.MANY_ZEROS and many.shortfall.have == 7
    assert many.change.estimate is None and (many.n_before, many.n_after) == (60, 64)


def test_a_zero_between_dates_counts_half_a_day() -> None:
    old = [item(-100 + at, 1 + at % 5) for at in range(60)]
    new = [item(14 + at, 1 + at % 3 if at else 0) for at in range(40)]
    judged = judge_durations(old + new, question())
    same = judge_durations([*old, replace(new[0], closed=new[0].opened + timedelta(days=0.5)), *new[1:]], question())
    assert judged.change == same.change and Warn.ZEROS in warned(judged)


def test_open_items_do_not_make_a_pilot_look_fast() -> None:
    """Everything takes 30 days as before; only what closed by the gate would read as faster."""
    items = []
    for day in range(-180, 90):
        length = 20 + day * 13 % 21
        items.append(item(day, length if day + length <= 90 else None))
    judged = judge_durations(items, question())
    assert judged.verdict in (Verdict.UNCLEAR, Verdict.NO_EFFECT) and abs(judged.change.estimate or 1) < 0.1
    assert Warn.IMMATURE in warned(judged)
    closed_only = judge_durations([one for one in items if one.closed is not None], question())
    assert Warn.NONE_OPEN in warned(closed_only) and Warn.NONE_OPEN not in warned(judged)


def test_too_early_says_from_which_day_it_can_be_read() -> None:
    old = [item(-120 + at, 30 + at % 5) for at in range(100)]
    new = [item(14 + 2 * at, None) for at in range(25)]
    judged = judge_durations(old + new, question(until=START + timedelta(days=65)))
    assert judged.shortfall and judged.shortfall.reason is Reason.TOO_EARLY
    assert judged.shortfall.on == START + timedelta(days=14 + 2 * 19 + 34)


def test_what_was_cleaned_is_listed() -> None:
    items = [*pilot(3, ratio=0.8), item(-10, -2), item(-11, -3), item(3, 1), item(200, 1), item(-20, 2), item(30, None)]
    counted = {one.code: one.params.get("n") for one in judge_durations(items, question()).caveats}
    assert counted[Warn.NEGATIVE] == 2 and counted[Warn.LATER] == 1
    plain = {one.code: one.params.get("n") for one in judge_durations(pilot(3, ratio=0.8), question()).caveats}
    assert isinstance(plain[Warn.SETTLING], int) and counted[Warn.SETTLING] == plain[Warn.SETTLING] + 1


def test_hours_against_days_are_suspected() -> None:
    old, new = weekly(-70, 10, spread(60, 2)), spread(60, 1.5, seed=2)
    assert Warn.UNITS_SUSPECT not in warned(judge_durations(old + weekly(14, 8, new), question()))
    found = judge_durations(old + weekly(14, 8, [24 * one for one in new]), question())
    assert [one.params["factor"] for one in found.caveats if one.code is Warn.UNITS_SUSPECT] == [24]


def test_tidying_up_on_one_day_is_seen() -> None:
    items = [item(day, 3 + day % 4) for day in range(-150, 80)]
    assert Warn.BULK_CLOSE not in warned(judge_durations(items, question()))
    swept = [replace(one, closed=item(60, 0).closed) if 30 <= at - 150 <= 60 else one for at, one in enumerate(items)]
    found = [one for one in judge_durations(swept, question()).caveats if one.code is Warn.BULK_CLOSE]
    assert found and found[0].params["on"] == START + timedelta(days=60)


def test_a_moved_mix_is_corrected_and_said() -> None:
    random = Random(11)

    def work(first: int, days: int, easy: float) -> list[Item]:
        found = []
        for day in range(first, first + days):
            for _ in range(3):
                kind = "easy" if random.random() < easy else "hard"
                found.append(valued(day, random.lognormvariate(0, 0.4) * (2 if kind == "easy" else 9), None, kind))
        return found

    judged = judge_durations(work(-90, 90, 0.3) + work(14, 70, 0.8), question())
    assert Warn.MIX_MOVED in warned(judged) and judged.verdict in (Verdict.NO_EFFECT, Verdict.UNCLEAR)
    crude = next(one for one in judged.caveats if one.code is Warn.MIX_MOVED).params["percent"]
    assert float(str(crude)) < -30 < 100 * (judged.change.estimate or 0)


def test_one_person_who_carries_it_is_said() -> None:
    random = Random(4)
    old = [valued(-90 + at % 90, random.lognormvariate(1, 0.3), "ABCDE"[at % 5]) for at in range(150)]
    new = [
        valued(14 + at % 70, random.lognormvariate(-1 if at % 10 < 5 else 1, 0.3), "AAAAABCDEB"[at % 10])
        for at in range(150)
    ]
    assert Warn.BUSIEST_PERSON in warned(judge_durations(old + new, question()))
    shared = [replace(one, value=(one.value or 1) * 0.5, person="ABCDE"[at % 5]) for at, one in enumerate(old)]
    moved = [replace(one, day=one.day + timedelta(days=104), opened=one.opened + timedelta(days=104)) for one in shared]
    assert Warn.BUSIEST_PERSON not in warned(judge_durations(old + moved, question(until=date(2026, 8, 1))))


def test_new_people_and_another_season_are_said() -> None:
    old = [valued(-60 + at % 50, 5 + at % 3, "ABCDE"[at % 5]) for at in range(60)]
    new = [valued(20 + at % 50, 4 + at % 3, "PQRST"[at % 5]) for at in range(60)]
    assert {Warn.PEOPLE_CHANGED, Warn.SEASON} <= warned(judge_durations(old + new, question()))
    back = timedelta(days=365)
    year = [replace(one, day=one.day - back, opened=one.opened - back, person="A") for one in new]
    assert Warn.SEASON not in warned(judge_durations([*old, *year, *new], question()))


def test_a_pilot_that_was_picked_at_its_worst_is_said() -> None:
    random = Random(8)
    steady = [valued(-120 + at % 120, random.lognormvariate(1, 0.3)) for at in range(240)]
    new = [valued(14 + at % 70, random.lognormvariate(1, 0.3)) for at in range(140)]
    assert Warn.PICKED_BAD not in warned(judge_durations(steady + new, question()))
    bad = [replace(one, value=(one.value or 1) * 1.6) if one.day >= START - timedelta(days=28) else one for one in steady]
    assert Warn.PICKED_BAD in warned(judge_durations(bad + new, question()))


def test_what_the_other_groups_did_as_well_is_taken_away() -> None:
    both = judge_durations(pilot(21, ratio=0.5), question(), {"b": pilot(22, ratio=0.5), "c": pilot(23, ratio=0.5)})
    assert both.verdict in (Verdict.UNCLEAR, Verdict.NO_EFFECT) and both.design is Design.WITH_COMPARISON
    assert Warn.NO_COMPARISON not in warned(both) and both.method == "duration/same_people/comparison/2"
    alone = judge_durations(pilot(21, ratio=0.5), question(), {"b": pilot(22, ratio=1, before=8, after=8)})
    assert alone.verdict is Verdict.PROVEN and {Warn.COMPARISON_SMALL, Warn.NO_COMPARISON} <= warned(alone)
    assert alone.change == judge_durations(pilot(21, ratio=0.5), question()).change


def test_the_worst_of_three_groups_is_said() -> None:
    slow, quick = pilot(31, ratio=1, median=9), pilot(32, ratio=1)
    assert Warn.WORST_GROUP in warned(judge_durations(slow, question(), {"b": quick, "c": quick}))
    assert Warn.WORST_GROUP not in warned(judge_durations(slow, question(), {"b": quick}))
    assert Warn.WORST_GROUP not in warned(judge_durations(quick, question(), {"b": slow, "c": quick}))


def test_open_verdicts_say_what_would_settle_them() -> None:
    found = {}
    for seed in range(30):
        judged = judge_durations(pilot(seed, ratio=0.72, before=80, after=60), question())
        found[judged.verdict] = judged.settle
    open_still = {Verdict.LIKELY, Verdict.IMPROVED, Verdict.UNCLEAR}
    assert open_still & found.keys()
    assert all((settled is not None) == (code in open_still) for code, settled in found.items())
    assert all(settled.factor >= 1 for settled in found.values() if settled)


def test_the_error_is_split_over_the_looks_planned_before_the_gate() -> None:
    for days, looks, alpha in ((30, 0, 0.045), (45, 1, 0.04), (60, 1, 0.04), (61, 2, 0.035), (90, 2, 0.035)):
        assert looks_before(START, START + timedelta(days=days)) == looks
        assert gate_alpha(looks) == pytest.approx(alpha)


def test_data_belong_to_the_nearest_look() -> None:
    def early(day: int, gate: int) -> bool:
        return is_early(START + timedelta(days=day), START, START + timedelta(days=gate))

    assert [day for day in range(121) if early(day, 90)] == list(range(75))
    assert [early(day, 25) for day in (0, 10, 25)] == [False, False, False]
    assert early(70, 135) and not early(100, 135)


def test_sides_and_weeks_are_counted_from_the_start() -> None:
    days = [START + timedelta(days=day) for day in (-8, -7, -1, 0, 13, 14)]
    assert [week_of(day, START) for day in days] == [-2, -1, -1, 0, 1, 2]
    assert [side_of(day, START) for day in days[2:]] == [Side.BEFORE, Side.SETTLING, Side.SETTLING, Side.AFTER]


def test_a_card_knows_the_reason_in_its_own_words() -> None:
    known = {reason: reason.because for reason in Reason}
    assert known[Reason.NO_BASELINE] is NotMeasured.NO_BASELINE and known[Reason.TOO_EARLY] is NotMeasured.TOO_EARLY
    few = {Reason.TOO_FEW_BEFORE, Reason.TOO_FEW_AFTER, Reason.TOO_FEW_WEEKS, Reason.TOO_FEW_EVENTS}
    assert {reason for reason, why in known.items() if why is NotMeasured.TOO_FEW} == few
    unfit = {Reason.NO_SPREAD, Reason.MANY_ZEROS, Reason.NOT_POSITIVE}
    assert {reason for reason, why in known.items() if why is NotMeasured.NOT_COMPARABLE} == unfit


def test_a_card_gets_an_interval_with_its_observations_and_level() -> None:
    judged = judge_durations(pilot(1, ratio=0.45), replace(question(), alpha=0.035, goal=Goal(target=-0.2)))
    assert judged.interval is not None
    assert str(judged.interval.level) == "93" and judged.interval.n_before == 300
    assert judged.interval.low < judged.interval.high < 0
    assert GATE > START
