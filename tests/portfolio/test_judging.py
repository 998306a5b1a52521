"""Looks, rows and proposals: what is compared with what, by which method, at which error."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.baselines import Proposal, TooLittle, proposed
from portfolio.evidence import Evidence, found, rounded
from portfolio.judging import chosen, goal_of, known_by, last_instant
from portfolio.looks import Look, LookName, look_on
from portfolio.metrics import Metric, Window
from portfolio.observations import Binding, Shape, SourceKind, SourceRef
from portfolio.sources import How, Seen, Source, known_until, per_unit
from portfolio.statistics.judged import Design, Reason
from portfolio.statistics.special import normal_quantile
from portfolio.verdicts import NotMeasured, Verdict
from tests.portfolio.values import baseline, gate, metric

START = date(2026, 6, 1)
GATE = gate(due=START + timedelta(days=90))
WINDOW = Window(n=30, slow=None, first=date(2026, 1, 1), last=date(2026, 5, 31), batch=1, hash="h")
AT_GATE = look_on(START, GATE, GATE.due)


def source(how: How, shape: Shape, **changes: object) -> Source:
    values: dict[str, object] = {
        "id": "s-1", "initiative": "i-1", "metric": 1, "ref": SourceRef(kind=SourceKind.LIST, locator="l"), "label": "List",
        "binding": Binding(shape=shape, zone="Europe/Berlin"), "how": how, "pilot": None, "enabled_by": 1,
        "enabled_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Source(**(values | changes))  # type: ignore[arg-type]


def seen(key: str, day: date, value: float | None = None, *, n: int = 1, group: str | None = None) -> Seen:
    at = datetime.combine(day, time(9), UTC)
    return Seen(
        key=key, at=at, opened=None, closed=None, value=None if value is None else Decimal(repr(value)), n=n, person=None,
        work=None, group=group, batch=1, ended=None,
    )


def weekly(value: Callable[[bool, int], float], *, n: int = 1, group: str | None = None) -> list[Seen]:
    """A row a week from half a year before the start to a quarter after it."""
    return [
        seen(f"{group}{week}", START + timedelta(days=7 * week), value(week >= 0, week), n=n, group=group)
        for week in range(-26, 12)
    ]


def asked(**changes: object) -> Metric:
    values: dict[str, object] = {
        "baseline": baseline(value=Decimal(20), window=WINDOW), "target": Decimal(16), "floor": None,
    }
    return metric(**(values | changes))


def judged(rows: list[Seen], where: Source, its: Metric | None = None, look: Look = AT_GATE) -> Evidence:
    until = last_instant(look, where, datetime(2027, 1, 1, tzinfo=UTC))
    kept = chosen(known_by(rows, until), known_by(rows, until), where, START)
    return found(its or asked(), where, kept, look, START, armed=True, until=until, read_at=until, hash="h")


# --- Looks --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "name", "alpha"),
    [(0, LookName.NONE, 0.005), (29, LookName.NONE, 0.005), (30, LookName.DAY_30, 0.005), (59, LookName.DAY_30, 0.005),
     (60, LookName.DAY_60, 0.005), (82, LookName.DAY_60, 0.005), (83, LookName.GATE, 0.035), (120, LookName.GATE, 0.035)],
)  # fmt: skip
def test_a_pilot_of_ninety_days_is_looked_at_three_times(day: int, name: LookName, alpha: float) -> None:
    look = look_on(START, GATE, START + timedelta(days=day))
    assert look.name is name and look.alpha == pytest.approx(alpha)


@given(length=st.integers(7, 90), days=st.lists(st.integers(0, 120), min_size=1), number=st.integers(1, 4))
def test_the_looks_of_a_gate_never_spend_more_than_they_may(length: int, days: list[int], number: int) -> None:
    due = gate(due=START + timedelta(days=length), number=number)
    looks = {look_on(START, due, START + timedelta(days=day)) for day in days}
    spent = {look.name: look.alpha for look in looks if look.name is not LookName.NONE}
    assert sum(spent.values()) <= (0.045 if number == 1 else 0.005) + 1e-12
    every = {look_on(START, due, START + timedelta(days=day)) for day in range(91)}
    planned = sum(look.alpha for look in every if look.name is not LookName.NONE)
    assert planned == pytest.approx(0.045 if number == 1 else 0.005)
    assert all(look.on <= due.due - timedelta(days=7) for look in looks if look.name is not LookName.NONE)


def test_a_further_gate_has_no_early_looks_and_spends_what_was_kept_for_it() -> None:
    again = replace(GATE, number=2, due=START + timedelta(days=140))
    assert look_on(START, again, START + timedelta(days=100)).name is LookName.NONE
    assert look_on(START, again, again.due).alpha == pytest.approx(0.005)


def test_all_gates_of_an_initiative_together_keep_to_five_percent() -> None:
    """Cases of every look are those of the look before and more. The truth is at the target; any look may call it Proven."""
    ends = (90, 120, 180, 240, 270)  # the first gate, an extension, two narrowings, a pause
    gates = [replace(GATE, number=at, due=START + timedelta(days=day)) for at, day in enumerate(ends, start=1)]
    planned = {look_on(START, one, START + timedelta(days=day)) for one in gates for day in range(300)}
    looks = sorted((look for look in planned if look.name is not LookName.NONE), key=lambda look: look.on)
    assert sum(look.alpha for look in looks) == pytest.approx(0.065)
    random = np.random.default_rng(2026)
    for before in (60, 300, 10_000):
        after = np.array([1.5 * ((look.on - START).days - 14) for look in looks])
        steps = np.diff(after, prepend=0)
        means = np.cumsum(random.normal(size=(100_000, len(looks))) * np.sqrt(steps), axis=1) / after
        off = (means - random.normal(size=(100_000, 1)) / np.sqrt(before)) / np.sqrt(1 / after + 1 / before)
        fooled = off < np.array([normal_quantile(look.alpha) for look in looks])
        assert 0.03 < fooled.any(axis=1).mean() < 0.05


# --- Methods ------------------------------------------------------------------------------------------------------------


def test_a_case_without_a_name_is_compared_with_the_others_without_one() -> None:
    random = Random(3)
    bound = Binding(shape=Shape.CASE, start="Opened", end="Closed", person="Who", zone="Europe/Berlin")
    where = source(How.CASES, Shape.CASE, binding=bound)
    rows = []
    for number in range(400):
        opened = datetime.combine(START + timedelta(days=random.randrange(-180, 75)), time(9), UTC)
        closed = opened + timedelta(days=random.lognormvariate(1.5, 0.5))
        who = random.choice(["a", "b", "c", "d", "e", None])
        rows.append(replace(seen(f"{number}", opened.date()), at=closed, opened=opened, closed=closed, person=who))
    assert judged(rows, where).method.startswith("duration/same_people/")
    unbound = source(How.CASES, Shape.CASE, binding=replace(bound, person=None))
    assert judged([replace(row, person=None) for row in rows], unbound).method.startswith("duration/crude/")


def test_the_pilots_group_is_the_same_in_capitals_and_small_letters() -> None:
    random = Random(4)
    where = source(How.SERIES, Shape.NUMBER, pilot="Team A")
    own = weekly(lambda after, _: random.gauss(10, 1) - 3 * after, group="Team A")
    others = weekly(lambda after, _: random.gauss(10, 1), group="Team B")
    shouted = [replace(row, group="TEAM A " if at % 2 else row.group) for at, row in enumerate(own)]
    made, expected = (judged([*rows, *others], where) for rows in (shouted, own))
    assert (made.verdict, made.estimate, made.design) == (expected.verdict, expected.estimate, Design.WITH_COMPARISON)


def test_a_share_of_cases_is_judged_as_a_share_and_told_in_percent() -> None:
    random = Random(1)
    where = source(How.SHARE, Shape.YES_NO)
    rows = [
        seen(f"{number}", START - timedelta(days=150) + timedelta(days=number // 4), float(random.random() < p))
        for number in range(900)
        for p in [0.2 if number < 600 else 0.08]
    ]
    made = judged(rows, where, asked(unit="%"))
    assert made.method.startswith("share/") and made.design is Design.CASES
    assert made.verdict is Verdict.PROVEN and made.current is not None and Decimal(4) < made.current < Decimal(13)


def test_rounding_makes_no_extension_realistic() -> None:
    """3 of 10 every week settles nothing with less than 5.01 times the data: more than five is more than five."""
    made = judged(weekly(lambda *_: 3.0, n=10), source(How.SHARE, Shape.YES_NO), asked(unit="%"))
    assert (made.verdict, made.factor) == (Verdict.UNCLEAR, Decimal("5.1"))


def test_counts_per_exposure_are_judged_as_a_rate() -> None:
    random = Random(2)
    rows = weekly(lambda after, _: float(sum(random.random() < (0.06 if after else 0.2) for _ in range(100))), n=100)
    made = judged(rows, source(How.COUNTS, Shape.NUMBER))
    assert made.method.startswith("count/") and made.design is Design.SERIES
    assert made.verdict is Verdict.PROVEN and (made.n_before, made.n_after) == (26, 10)


def test_one_number_a_week_is_judged_as_a_series() -> None:
    random = Random(3)
    rows = weekly(lambda after, _: (10 if after else 20) * random.lognormvariate(0, 0.1))
    made = judged(rows, source(How.SERIES, Shape.NUMBER))
    assert made.method.startswith("series/") and made.verdict is Verdict.PROVEN
    assert made.estimate is not None and Decimal("-0.6") < made.estimate < Decimal("-0.4")


def test_the_other_groups_are_what_the_pilot_is_compared_with() -> None:
    random = Random(4)
    where = source(How.SERIES, Shape.NUMBER, pilot="ours")
    rows = weekly(lambda after, _: (14 if after else 20) * random.lognormvariate(0, 0.05), group="ours")
    rows += weekly(lambda after, _: (14 if after else 20) * random.lognormvariate(0, 0.05), group="theirs")
    made = judged(rows, where)
    assert made.design is Design.WITH_COMPARISON and made.rows == 38
    assert made.verdict in (Verdict.NO_EFFECT, Verdict.UNCLEAR), "everybody got faster"


def test_values_of_zero_cannot_be_compared_and_more_of_them_would_not_help() -> None:
    made = judged(weekly(lambda after, _: 0.0 if after else 20.0), source(How.SERIES, Shape.NUMBER))
    assert (made.because, made.reason) == (NotMeasured.NOT_COMPARABLE, Reason.NOT_POSITIVE)


@pytest.mark.parametrize("changes", [{"target": Decimal(0)}, {"baseline": baseline(value=Decimal(0), window=WINDOW)}])
def test_a_change_to_or_from_nothing_cannot_be_judged(changes: dict[str, object]) -> None:
    its = asked(**changes)
    assert goal_of(its) is None
    made = judged(weekly(lambda after, week: 20.0 + week % 3), source(How.SERIES, Shape.NUMBER), its)
    assert (made.verdict, made.because) == (Verdict.NOT_MEASURED, NotMeasured.NOT_COMPARABLE)


def test_shuffled_rows_give_the_same_evidence() -> None:
    random = Random(5)
    where = source(How.CASES, Shape.NUMBER)
    rows = weekly(lambda after, _: (10 if after else 20) * random.lognormvariate(0, 0.3))
    shuffled = sorted(rows, key=lambda row: row.key[::-1])
    assert judged(rows, where) == judged(shuffled, where)


# --- Baselines ----------------------------------------------------------------------------------------------------------


def test_a_trend_in_history_is_found_and_chance_is_not() -> None:
    random = Random(6)
    where = source(How.SERIES, Shape.NUMBER)
    flat = proposed(weekly(lambda *_: 20 * random.lognormvariate(0, 0.1)), where, asked(), START)
    falling = proposed(weekly(lambda _, week: (20 - week / 2) * random.lognormvariate(0, 0.02)), where, asked(), START)
    assert isinstance(flat, Proposal) and flat.trend is None and flat.n == 26 and flat.season
    assert isinstance(falling, Proposal) and falling.trend is not None and falling.trend < 0


def test_shares_and_rates_have_no_slowest_tenth() -> None:
    made = proposed(weekly(lambda *_: 3.0, n=12), source(How.COUNTS, Shape.NUMBER), asked(), START)
    assert isinstance(made, Proposal) and (made.middle, made.slow, made.trend) == (Decimal("0.250"), None, None)
    share = proposed(weekly(lambda *_: 3.0, n=12), source(How.SHARE, Shape.YES_NO), asked(unit="percent"), START)
    assert isinstance(share, Proposal) and (share.middle, share.n) == (Decimal("25.0"), 312)


@pytest.mark.parametrize(
    ("how", "shape", "reason", "need"),
    [(How.SERIES, Shape.NUMBER, Reason.TOO_FEW_BEFORE, 8), (How.COUNTS, Shape.NUMBER, Reason.TOO_FEW_EVENTS, 10),
     (How.SHARE, Shape.YES_NO, Reason.TOO_FEW_BEFORE, 20), (How.CASES, Shape.NUMBER, Reason.TOO_FEW_BEFORE, 20)],
)  # fmt: skip
def test_too_little_history_names_what_is_needed(how: How, shape: Shape, reason: Reason, need: int) -> None:
    rows = [row for row in weekly(lambda *_: 1.0) if row.at.date() < START][-5:]
    assert proposed(rows, source(how, shape), asked(), START) == TooLittle(reason=reason, have=5, need=need)


# --- Small things -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [(3.8712, "3.87"), (12.345, "12.3"), (1234.5, "1234"), (0.04567, "0.0457"), (-2.5, "-2.50"), (0, "0")],
)
def test_three_digits_are_shown(value: float, shown: str) -> None:
    assert str(rounded(value)) == shown


@pytest.mark.parametrize(
    ("unit", "factor"), [("days", 1), ("Stunden", 24), ("weeks", 1 / 7), ("min", 1440), ("apples", None)]
)
def test_a_length_of_time_is_told_in_the_unit_of_the_metric(unit: str, factor: float | None) -> None:
    found_factor = per_unit(source(How.CASES, Shape.CASE), unit)
    assert found_factor == (factor if factor is None else pytest.approx(factor))


def test_what_is_known_ends_with_the_last_look_the_file_or_the_report() -> None:
    came, looked = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 20, tzinfo=UTC)
    listed = source(How.CASES, Shape.CASE, read_at=looked)
    file = replace(listed, ref=SourceRef(kind=SourceKind.DROP, locator="a.csv"))
    assert known_until(listed, came, None) == looked
    assert known_until(file, came, None) == came
    assert known_until(listed, came, date(2026, 5, 30)) == datetime(2026, 5, 30, 22, tzinfo=UTC)
