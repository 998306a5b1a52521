"""The instrumentation sprint as pure rules: its days, its progress, what is written down, and how a time is typed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.case_log import Asked, log, start
from portfolio.errors import Invalid
from portfolio.metrics import Family
from portfolio.observations import Shape
from portfolio.sources import Seen
from portfolio.sprints import (
    CASES,
    COLUMNS,
    EXAMPLE,
    HOW,
    LONGEST,
    USUAL,
    WEEKS,
    Sprint,
    SprintState,
    Way,
    binding,
    first_use_after,
    last_day,
    progress,
)
from portfolio.statistics.judged import Reason
from tests.portfolio.test_judging import source
from tests.portfolio.values import metric

FIRST = date(2026, 9, 1)
SPRINT = Sprint(
    id="n", initiative="i-1", source="s-1", way=Way.FORM, kinds=(), first_on=FIRST, last_on=last_day(FIRST), use_was=FIRST,
    state=SprintState.RUNNING, started_by=1, loggers=(),
)  # fmt: skip


def rows(days: list[int]) -> list[Seen]:
    found = []
    for number, day in enumerate(days):
        at = datetime.combine(FIRST + timedelta(days=day), time(9), UTC)
        found.append(Seen(
            key=str(number), at=at, opened=at - timedelta(hours=3), closed=at, value=None, n=1, person=None, work=None,
            group=None, batch=1, ended=None,
        ))
    return found


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(-100, 100))
def test_a_sprint_is_six_whole_weeks_and_first_use_never_falls_into_it(first_on: date, ahead: int) -> None:
    last = last_day(first_on)
    assert (last - first_on).days + 1 == LONGEST.days == 7 * WEEKS
    use = first_use_after(first_on + timedelta(days=ahead), last)
    assert use > last and (use == first_on + timedelta(days=ahead) or use == last + timedelta(days=1))


@given(st.lists(st.integers(0, 41), max_size=60), st.integers(0, 60))
def test_complete_takes_twenty_cases_each_week_and_a_baseline(days: list[int], today: int) -> None:
    said = progress(rows(days), source(HOW[Shape.CASE], Shape.CASE), metric(), SPRINT, FIRST + timedelta(days=today))
    assert (said.cases, said.weeks) == (len(days), len({day // 7 for day in days}))
    assert 1 <= said.day <= said.days == LONGEST.days
    if said.complete:
        assert said.cases >= CASES and said.weeks == WEEKS and said.short is None
    elif today > 41 and len(days) >= CASES and said.weeks == WEEKS:
        assert said.short is not None, "then something else is missing, and it says what"


def test_todays_cases_do_not_make_a_baseline_before_the_day_is_over() -> None:
    days = [*range(0, 38, 2), 41]
    counted = source(HOW[Shape.CASE], Shape.CASE)
    on_the_day = progress(rows(days), counted, metric(), SPRINT, FIRST + timedelta(days=41))
    assert on_the_day.short is not None and on_the_day.short.reason is Reason.TOO_FEW_BEFORE
    assert progress(rows(days), counted, metric(), SPRINT, FIRST + timedelta(days=42)).complete


def test_the_form_and_the_file_fill_the_same_columns() -> None:
    assert set(USUAL) == set(Family) and set(HOW) == set(COLUMNS) == set(EXAMPLE) == set(Shape)
    for shape, columns in COLUMNS.items():
        bound = binding(shape, "Europe/Berlin")
        named = [bound.start, bound.end, bound.at, bound.value, bound.kind, bound.person, bound.key]
        assert {name for name in named if name} == set(columns) and len(EXAMPLE[shape]) == len(columns)


NOW = datetime(2026, 9, 8, 13, 0, tzinfo=UTC)
CASE = Asked(initiative="i-1", entry="e-1", shape="case", revision=None)


@pytest.mark.parametrize(("typed", "meant"), [("9", "07:00"), ("9:30", "07:30"), ("09.30", "07:30"), ("0930", "07:30")])
def test_a_time_is_read_as_people_type_it_where_they_are(typed: str, meant: str) -> None:
    said = log(
        {"started_on": "2026-09-07", "started_at": typed, "ended_on": "2026-09-08", "ended_at": "14h05"}, CASE,
        "Europe/Berlin", NOW,
    )
    assert said.started is not None and f"{said.started:%H:%M}" == meant and f"{said.ended:%H:%M}" == "12:05"


@pytest.mark.parametrize("typed", ["25", "9:61", "noon", "9:3", "-1"])
def test_what_is_no_time_is_said(typed: str) -> None:
    with pytest.raises(Invalid) as wrong:
        log(
            {"started_on": "2026-09-07", "started_at": typed, "ended_on": "2026-09-08", "ended_at": "9"}, CASE,
            "Europe/Berlin", NOW,
        )
    assert [(found.field, found.code) for found in wrong.value.problems] == [("started_at", "not_a_time")]


def test_whole_days_count_from_noon_to_noon_and_today_never_lies_ahead() -> None:
    early = datetime(2026, 9, 8, 6, 0, tzinfo=UTC)
    said = log({"started_on": "2026-09-05", "ended_on": "2026-09-08"}, CASE, "Europe/Berlin", early)
    assert said.started == datetime(2026, 9, 5, 10, 0, tzinfo=UTC) and said.ended == early
    same = log({"started_on": "2026-09-08", "ended_on": "2026-09-08"}, CASE, "Europe/Berlin", early)
    assert same.started == same.ended == early and not same.timed


def test_people_and_kinds_of_work_are_read_from_picks_and_from_words() -> None:
    ids = "8c1f1d0e-6a51-4b1f-9d3a-2f3f7a2f9c11,8c1f1d0e-6a51-4b1f-9d3a-2f3f7a2f9c12"
    said = start(
        {"what": "number", "way": "file", "kinds": "Tax, Audit;Tax", "loggers": ids, "loggers_name": "Whitfield, Dana; Ann"},
        "i-1", 3,
    )
    assert said.kinds == ("Tax", "Audit") and said.loggers == (*ids.split(","), "Whitfield, Dana", "Ann")
    with pytest.raises(Invalid) as wrong:
        start({"kinds": ",".join("abcdefghi")}, "i-1", 3)
    assert {found.code for found in wrong.value.problems} == {"choose_one", "kinds_too_many"}
