"""Lengths of time as people write them, and what steps add up to."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.discover.constraints import Constraint, ConstraintKind, ConstraintStanding, ending
from portfolio.discover.spans import read_span, unit_of, written
from portfolio.discover.steps import LONGEST_WAIT, Step, moved, put, totals, without
from portfolio.errors import Problem

SPANS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=30)).map(
    lambda span: timedelta(seconds=int(span.total_seconds()))
)
MAYBE = st.none() | SPANS
COUNTS = st.none() | st.integers(0, 50)
STEPS = st.lists(
    st.builds(
        Step, what=st.text(min_size=1, max_size=5), role=st.none(), system=st.none(), touch=MAYBE, wait=MAYBE,
        switches=COUNTS, copies=COUNTS, pain=st.just(""),
    ),
    max_size=8,
)


def read(text: str, *, worked: bool = False, unit: str | None = None) -> object:
    found = read_span(text, "f", worked=worked, longest=LONGEST_WAIT, unit=unit)
    return found.code if isinstance(found, Problem) else found


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45 min", 45), ("45min", 45), ("45 Min.", 45), ("1.5 h", 90), ("1,5 Std.", 90), ("1 h 30 min", 90),
        ("1 h, 30 min", 90), ("2 Stunden und 5 Minuten", 125), ("90 s", 1.5), ("2 d", 2880), ("1 Tag", 1440),
        ("1 week", 10080), ("0", 0), ("1:30:00", 90), ("0,25 hours", 15), (" 3  hrs ", 180),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_as_people_write_it(text: str, minutes: float) -> None:
    assert read(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("45", "span_without_unit"), ("1:30", "span_unreadable"), ("soon", "span_unreadable"), ("2-3 h", "span_unreadable"),
        ("-2 h", "span_unreadable"), ("3 m", "span_unit_unknown"), ("2 months", "span_unit_unknown"),
        ("1,500 h", "number_grouped"), ("1.500 min", "number_grouped"), ("900 d", "span_too_long"),
        ("9" * 300 + " h", "span_too_long"), ("1 h 2 d x", "span_unreadable"),
        ("1" * 3000 + "!", "span_unreadable"), ("1hund" * 600 + "!", "span_unreadable"), ("1 h 2", "span_unreadable"),
        ("~2 h", "span_unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_clear_length_of_time_is_asked_back(text: str, code: str) -> None:
    assert read(text) == code


def test_a_day_of_work_is_asked_back_and_a_day_of_waiting_has_24_hours() -> None:
    assert read("1 d", worked=True) == "span_day_of_work" and read("1 w", worked=True) == "span_day_of_work"
    assert read("1 d") == timedelta(hours=24)


def test_nothing_is_unknown_and_a_heading_gives_bare_numbers_their_unit() -> None:
    assert read("  ") is None
    assert read("90", unit=unit_of("Touch (min)")) == timedelta(minutes=90)
    assert [unit_of(heading) for heading in ("Wartezeit [Tage]", "Wait (in h)", "Wait", "Wait (fast)")] == [
        "tage", "h", None, None
    ]


@given(SPANS)
def test_a_length_that_a_form_shows_is_read_as_itself(span: timedelta) -> None:
    assert read(written(span)) == span


@given(STEPS, STEPS)
def test_the_totals_of_two_parts_are_the_totals_of_the_whole(first: list[Step], second: list[Step]) -> None:
    one, two, whole = totals(first), totals(second), totals([*first, *second])
    for name in ("steps", "touch", "touch_unknown", "wait", "wait_unknown", "switches", "copies", "copies_unknown"):
        assert getattr(whole, name) == getattr(one, name) + getattr(two, name)


@given(STEPS, st.integers(-2, 9), st.sampled_from([-1, 1]))
def test_moving_a_step_loses_none_and_moving_it_back_restores_the_order(steps: list[Step], index: int, by: int) -> None:
    after = moved(steps, index, by)
    assert sorted(map(repr, after)) == sorted(map(repr, steps))
    assert after == tuple(steps) or moved(after, index + by, -by) == tuple(steps)


@given(STEPS.filter(bool))
def test_a_step_put_in_is_there_and_one_taken_out_is_not(steps: list[Step]) -> None:
    new = Step(what="new step", role=None, system=None, touch=None, wait=None, switches=None, copies=None)
    assert put(steps, None, new)[-1] == put(steps, 0, new)[0] == new
    assert without(put(steps, None, new), len(steps)) == tuple(steps)


@pytest.mark.parametrize(
    ("expires", "standing"),
    [
        (None, ConstraintStanding.HOLDS), (date(2026, 12, 10), ConstraintStanding.HOLDS),
        (date(2026, 12, 9), ConstraintStanding.EXPIRING), (date(2026, 11, 25), ConstraintStanding.EXPIRING),
        (date(2026, 11, 24), ConstraintStanding.EXPIRED),
    ],
)  # fmt: skip
def test_a_constraint_is_about_to_end_for_14_days_and_holds_on_its_last(
    expires: date | None, standing: ConstraintStanding
) -> None:
    one = Constraint(
        id="c-1", kind=ConstraintKind.DATA, text="x", source="y", owner=1, expires=expires, reviewed_on=date(2026, 1, 1),
        hits=(), said_by=None, said_at=datetime(2026, 1, 1, tzinfo=UTC), revision=1,
    )
    today = date(2026, 11, 25)
    assert one.standing(today) is standing
    assert ending([one], today) == (() if standing is ConstraintStanding.HOLDS else (one,))
