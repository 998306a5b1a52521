"""What a design can show by its gate: honest where nothing is known, and close to what the product's verdicts do."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.gates import SEAL_BEFORE
from portfolio.history import History
from portfolio.linter import Draft
from portfolio.metrics import Family
from portfolio.prospects import Prospect, Sketch, Unknown, foreseen
from portfolio.sources import How
from portfolio.statistics.common import Goal, gate_alpha
from portfolio.statistics.judge_durations import judge_durations
from portfolio.statistics.judged import Question
from portfolio.verdicts import Verdict
from tests.statistics.pilots import START, midnight
from tests.statistics.worlds import World, flow

GATE = START + timedelta(days=90)
ALPHA = gate_alpha(2)
SKETCH = Sketch(
    draft=Draft(text="x", family=Family.CYCLE_TIME, unit="days", lower_is_better=True, target=Decimal(4)),
    baseline=Decimal(5), floor=None, per_month=Decimal(40),
)  # fmt: skip
CASES = History(how=How.CASES, n=210, days=182, middle=Decimal(5), spread=1.0, horizon=10.0)
SHARES = History(how=How.SHARE, n=900, days=182, middle=Decimal(5), hits=180)
COUNTS = History(how=How.COUNTS, n=26, days=182, middle=Decimal(5), hits=130, phi=1.4)
SERIES = History(how=How.SERIES, n=26, days=182, middle=Decimal(5), spread=0.2)


def asked(history: History | None = CASES, sketch: Sketch = SKETCH, **draft: object) -> Prospect:
    return foreseen(replace(sketch, draft=replace(sketch.draft, **draft)), history, START, GATE, ALPHA)  # type: ignore[arg-type]


def chance(history: History, **draft: object) -> Decimal:
    found = asked(history, **draft).probability
    assert found is not None
    return found


SEEN = {Verdict.PROVEN, Verdict.LIKELY, Verdict.IMPROVED, Verdict.SHORT}


@pytest.mark.parametrize(("per_week", "ratio"), [(8, 0.8), (8, 0.65), (15, 0.8)])
def test_the_chance_is_within_12_points_of_what_the_verdicts_do(per_week: int, ratio: float) -> None:
    world = World(per_week=per_week, median=4, ratio=ratio)
    rng, runs, seen = np.random.default_rng(20261125), 240, 0
    question = Question(
        start=START, until=midnight(GATE - SEAL_BEFORE), goal=Goal(target=ratio - 1), alpha=ALPHA
    )
    for _ in range(runs):
        seen += judge_durations(flow(rng, world), question).verdict in SEEN
    history = History(
        how=How.CASES, n=per_week * 26, days=182, middle=Decimal(4), spread=world.spread * 1.3, horizon=11.2
    )
    told = foreseen(
        replace(SKETCH, baseline=Decimal(4), draft=replace(SKETCH.draft, target=Decimal(4) * Decimal(str(ratio)))),
        history, START, GATE, ALPHA,
    ).probability
    assert told is not None and abs(float(told) - seen / runs) <= 0.12


def test_cases_a_month_are_reckoned_after_settling_in_up_to_the_seal_and_old_enough() -> None:
    found = asked()
    days = 90 - SEAL_BEFORE.days - 14 - 10
    assert (found.per_month, found.before, found.after) == (Decimal(35), 210, int(210 / 182 * days))
    assert found.change == Decimal("-0.2000") and not found.assumed and found.unknown is None


@pytest.mark.parametrize("history", [CASES, SHARES, COUNTS, SERIES], ids=lambda one: str(one.how))
def test_every_way_of_counting_has_a_chance_that_grows_with_the_target(history: History) -> None:
    small, large = chance(history, target=Decimal("4.5")), chance(history, target=Decimal("2.5"))
    assert Decimal(0) < small < large < Decimal("1.01")
    smallest = asked(history).smallest
    assert smallest is not None and smallest < Decimal("-0.2"), "proving a target takes more than reaching it"


@pytest.mark.parametrize("history", [CASES, SHARES, COUNTS, SERIES], ids=lambda one: str(one.how))
def test_higher_is_better_mirrors(history: History) -> None:
    found = asked(history, target=Decimal(7), lower_is_better=False)
    assert found.change == Decimal("0.4000") and found.probability is not None and found.probability > Decimal("0.3")
    assert found.smallest is None or found.smallest > Decimal("0.4")


@given(st.integers(60, 4000), st.integers(60, 4000))
def test_more_cases_never_lower_the_chance(one: int, other: int) -> None:
    few, many = sorted((one, other))
    chances = [asked(replace(CASES, n=n)).probability or Decimal(0) for n in (few, many)]
    assert chances[0] <= chances[1]


def test_a_floor_asks_for_more_than_any_improvement() -> None:
    found = foreseen(replace(SKETCH, floor=Decimal("4.6")), CASES, START, GATE, ALPHA).probability
    assert found is not None and found < chance(CASES)


def test_without_history_the_expected_cases_give_a_first_idea_that_says_so() -> None:
    found = asked(None)
    assert found.assumed and found.probability is not None and found.per_month == Decimal(40) and found.before == 240
    share = foreseen(
        replace(SKETCH, baseline=Decimal(20), draft=replace(SKETCH.draft, family=Family.ERROR_RATE, unit="%",
                                                           target=Decimal(10))),
        None, START, GATE, ALPHA,
    )  # fmt: skip
    assert share.assumed and share.probability is not None


@pytest.mark.parametrize(("found", "why"), [
    (asked(None, replace(SKETCH, per_month=None)), Unknown.NO_HISTORY),
    (asked(None, replace(SKETCH, baseline=None)), Unknown.NO_HISTORY),
    (asked(None, family=Family.REVENUE, unit="EUR", lower_is_better=False, target=Decimal(6)), Unknown.NO_HISTORY),
    (asked(target=None), Unknown.NO_TARGET),
    (asked(lower_is_better=None), Unknown.NO_TARGET),
    (asked(target=Decimal(6)), Unknown.NOT_COMPARABLE),
    (asked(target=Decimal(0)), Unknown.NOT_COMPARABLE),
    (asked(sketch=replace(SKETCH, baseline=Decimal(0))), Unknown.NOT_COMPARABLE),
    (asked(replace(CASES, horizon=80.0)), Unknown.NO_TIME),
    (asked(replace(CASES, n=40)), Unknown.TOO_FEW),
    (foreseen(SKETCH, CASES, START, START + timedelta(days=20), ALPHA), Unknown.NO_TIME),
])  # fmt: skip
def test_what_cannot_be_said_is_not_said(found: Prospect, why: Unknown) -> None:
    assert (found.unknown, found.probability, found.smallest) == (why, None, None)


def test_the_baseline_comes_from_history_where_none_was_said() -> None:
    assert asked(CASES, replace(SKETCH, baseline=None)) == asked(CASES)


def test_the_dates_are_those_of_the_gate() -> None:
    assert asked().gate_on == GATE == date(2026, 5, 31)


def test_a_floor_that_is_no_improvement_on_the_history_does_not_hide_what_the_target_needs() -> None:
    assert asked(sketch=replace(SKETCH, floor=Decimal("5.5"))).unknown is None
    assert asked(sketch=replace(SKETCH, floor=Decimal("5.5"))) == asked()
