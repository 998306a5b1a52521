"""How a number went, period by period: what is known has a point, and what is not has none."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from portfolio.course import FEWEST, course_of
from portfolio.observations import Binding, Shape, SourceKind, SourceRef
from portfolio.sources import How, Seen, Source
from portfolio.statistics.groups import LEAST

FIRST = datetime(2026, 3, 2, 8, tzinfo=UTC)
UNTIL = datetime(2026, 11, 30, tzinfo=UTC)
CASES = Source(
    id="s", initiative="i", metric=1, ref=SourceRef(kind=SourceKind.DROP, locator="x.csv"), label="x", how=How.CASES,
    binding=Binding(shape=Shape.CASE, zone="UTC", start="a", end="b"), pilot=None, enabled_by=1, enabled_at=FIRST,
)
SHARES = replace(CASES, how=How.SHARE, binding=Binding(shape=Shape.YES_NO, zone="UTC", at="a", value="b"))


def case(day: int, length: float | None, person: str | None = None) -> Seen:
    opened = FIRST + timedelta(days=day)
    closed = None if length is None else opened + timedelta(days=length)
    return Seen(
        key=f"{day}-{length}-{person}", at=closed or opened, opened=opened, closed=closed, value=None, n=1, person=person,
        work=None, group=None, batch=1, ended=None,
    )


def answer(day: int, value: int) -> Seen:
    return replace(case(day, None), at=FIRST + timedelta(days=day), opened=None, value=Decimal(value))


def month(*lengths: float | None) -> list[Seen]:
    """Cases of one day, and one of half a year later, so that it is told by months."""
    return [*(case(0, length) for length in lengths), case(200, 1.0)]


def test_a_month_is_its_median_length_and_starts_on_its_first_day() -> None:
    went = course_of(month(1, 2, 3, 4, 9), [], CASES, UNTIL)
    assert went.monthly and [(one.first, one.value, one.n) for one in went.before] == [(date(2026, 3, 1), Decimal(3), 5)]


def test_a_short_course_is_told_by_weeks_of_monday() -> None:
    rows = [case(day, 2.0) for day in (1, 2, 2, 3, 4, 8, 8, 9, 9, 9)]
    went = course_of(rows, [], CASES, UNTIL)
    assert not went.monthly and [one.first for one in went.before] == [date(2026, 3, 2), date(2026, 3, 9)]


def test_open_cases_count_as_longer_and_a_median_they_could_move_is_not_known() -> None:
    assert [one.value for one in course_of(month(1, 2, 3, None, None), [], CASES, UNTIL).before] == [Decimal(3)]
    assert course_of(month(1, 2, 3, None, None, None), [], CASES, UNTIL).before == ()
    young = FIRST + timedelta(days=2)
    assert course_of([case(0, length) for length in (1, 2, 3, None, None)], [], CASES, young).before == ()


def test_a_period_of_too_few_cases_or_people_has_no_point() -> None:
    assert course_of(month(*[1.0] * (FEWEST - 1)), [], CASES, UNTIL).before == ()
    for people, points in ((LEAST - 1, 0), (LEAST, 1)):
        named = [case(0, 2.0, person=f"p{number % people}") for number in range(40)]
        assert len(course_of(named, [], CASES, UNTIL).before) == points


@pytest.mark.parametrize(("yes", "share"), [(0, "0"), (3, "0.6"), (5, "1")])
def test_a_share_is_that_of_its_period(yes: int, share: str) -> None:
    rows = [answer(0, int(number < yes)) for number in range(5)]
    assert [one.value for one in course_of([], rows, SHARES, UNTIL).after] == [Decimal(share)]


def test_both_sides_are_kept_apart_in_the_month_of_first_use() -> None:
    went = course_of(month(*[4.0] * 5), [case(3, 2.0) for _ in range(5)], CASES, UNTIL)
    assert [one.value for one in (*went.before, *went.after)] == [Decimal(4), Decimal(2)]
    assert went.before[0].first == went.after[0].first
