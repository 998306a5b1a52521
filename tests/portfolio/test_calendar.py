"""Laws of the calendar, in every zone this machine knows."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.calendar import (
    MORNING,
    OFFICE,
    add_working_days,
    in_working_hours,
    instant,
    is_working,
    known_zone,
    local_date,
    midnight,
    month_of,
    morning,
    next_morning,
    period_of,
    working_day_of_month,
    working_on_or_after,
)

ZONES = sorted(available_timezones() - {"localtime"})
ODD = [  # a zone and a day on which its clocks did something rare
    ("Pacific/Apia", date(2011, 12, 30)),        # the day does not exist
    ("Pacific/Kwajalein", date(1993, 8, 21)),    # nor does this one
    ("Africa/Monrovia", date(1972, 1, 7)),       # a gap of 44 minutes and 30 seconds
    ("Antarctica/Troll", date(2027, 3, 28)),     # two hours at once
    ("Australia/Lord_Howe", date(2026, 10, 4)),  # half an hour
    ("America/Sao_Paulo", date(2018, 11, 4)),    # the day begins at one o'clock
    ("Africa/Casablanca", date(2027, 3, 14)),    # clocks go forward at the end of Ramadan
]
BEFORE = [timedelta(microseconds=1), *(timedelta(seconds=s) for s in (1, 59, 60, 1800, 3599, 3600, 7200, 86400, 90000))]

days = st.dates(date(2000, 1, 1), date(2037, 12, 31))
zones = st.sampled_from(ZONES)
holiday_sets = st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=60)
busy_days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
moments = st.timedeltas(timedelta(0), timedelta(days=729)).map(lambda gone: datetime(2026, 1, 1, tzinfo=UTC) + gone)


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def assert_first_reached(day: date, at: time, zone: str) -> None:
    """The law: it is the first instant whose wall clock shows the time asked for, or more."""
    asked = datetime.combine(day, at)
    found = instant(day, at, zone)
    assert found.utcoffset() == timedelta(0)
    assert wall(found, zone) >= asked
    assert all(wall(found - earlier, zone) < asked for earlier in BEFORE)


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The instants between 2024 and 2030 at which the zone's offset changes."""
    return tuple(_changes(ZoneInfo(zone)))


def _changes(tz: ZoneInfo) -> Iterator[datetime]:
    at, end, step = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC), timedelta(days=1)
    offset = at.astimezone(tz).utcoffset()
    while at < end:
        then = at + step
        if then.astimezone(tz).utcoffset() != offset:
            low, high = at, then
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle = middle.replace(microsecond=0)
                low, high = (middle, high) if middle.astimezone(tz).utcoffset() == offset else (low, middle)
            yield high
            offset = then.astimezone(tz).utcoffset()
        at = then


@given(day=days, at=st.times(), zone=zones)
def test_an_instant_is_the_first_whose_wall_clock_has_come(day: date, at: time, zone: str) -> None:
    assert_first_reached(day, at.replace(fold=0), zone)


@pytest.mark.parametrize(("zone", "day"), ODD)
@given(at=st.times())
def test_it_holds_on_the_oddest_days_on_record(zone: str, day: date, at: time) -> None:
    assert_first_reached(day, at.replace(fold=0), zone)


def test_every_gap_of_every_zone_ends_at_its_first_valid_instant() -> None:
    seen = 0
    for zone in ZONES:
        for change in changes(zone):
            opens, closes = wall(change - timedelta(seconds=1), zone) + timedelta(seconds=1), wall(change, zone)
            while opens < closes:
                seen += 1
                assert instant(opens.date(), opens.time(), zone) == change, (zone, opens)
                opens += timedelta(minutes=7, seconds=13)
    assert seen > 1000


def test_of_a_time_that_comes_twice_every_zone_gives_the_first() -> None:
    seen = 0
    for zone in ZONES:
        for change in changes(zone):
            again, last = wall(change, zone), wall(change - timedelta(seconds=1), zone)
            while again <= last:
                seen += 1
                first = change - (last + timedelta(seconds=1) - again)
                assert instant(again.date(), again.time(), zone) == first, (zone, again)
                assert instant(again.date(), again.time().replace(fold=1), zone) == first
                again += timedelta(minutes=7, seconds=13)
    assert seen > 1000


def test_the_double_and_the_missing_half_past_two_in_berlin() -> None:
    assert instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant(date(2027, 3, 28), time(2, 30), "Europe/Berlin") == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    assert instant(date(2027, 3, 28), time(3, 30), "Europe/Berlin") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_day_that_has_no_midnight_begins_after_the_gap() -> None:
    assert midnight(date(2018, 11, 4), "America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)


@given(day=days, zone=zones)
def test_a_day_contains_its_midnight_and_its_morning_unless_the_zone_skipped_it(day: date, zone: str) -> None:
    begins, ends = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    if begins < ends:  # not in Samoa on 30 December 2011
        assert local_date(begins, zone) == day
        assert local_date(begins - timedelta(microseconds=1), zone) < day
        assert begins <= instant(day, MORNING, zone) < ends


@given(day=busy_days, holidays=holiday_sets)
def test_moving_a_day_lands_on_the_nearest_working_day_not_before_it(day: date, holidays: frozenset[date]) -> None:
    found = working_on_or_after(day, holidays)
    assert is_working(found, holidays)
    assert not any(is_working(day + timedelta(days=n), holidays) for n in range((found - day).days))


@given(day=busy_days, count=st.integers(0, 30), holidays=holiday_sets)
def test_adding_working_days_passes_exactly_that_many(day: date, count: int, holidays: frozenset[date]) -> None:
    found = add_working_days(day, count, holidays)
    passed = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(is_working(each, holidays) for each in passed) == count
    assert count == 0 or is_working(found, holidays)


@given(day=busy_days, one=st.integers(0, 15), two=st.integers(0, 15), holidays=holiday_sets)
def test_adding_working_days_adds_up(day: date, one: int, two: int, holidays: frozenset[date]) -> None:
    there = add_working_days(add_working_days(day, one, holidays), two, holidays)
    assert there == add_working_days(day, one + two, holidays)


@given(year=st.integers(2026, 2027), month=st.integers(1, 12), nth=st.integers(1, 8), holidays=holiday_sets)
def test_the_nth_working_day_has_that_many_before_and_with_it(
    year: int, month: int, nth: int, holidays: frozenset[date]
) -> None:
    found = working_day_of_month(year, month, nth, holidays)
    first = date(year, month, 1)
    assert sum(is_working(first + timedelta(days=n), holidays) for n in range((found - first).days + 1)) == nth
    assert is_working(found, holidays)


def test_the_second_and_the_fifth_working_day_of_january() -> None:
    holidays = frozenset({date(2027, 1, 1), date(2027, 1, 6)})  # a Friday and a Wednesday
    assert working_day_of_month(2027, 1, 2, holidays) == date(2027, 1, 5)
    assert working_day_of_month(2027, 1, 5, holidays) == date(2027, 1, 11)


@given(now=moments, zone=zones, holidays=holiday_sets)
def test_the_next_morning_is_later_and_within_working_hours(now: datetime, zone: str, holidays: frozenset[date]) -> None:
    found = next_morning(now, zone, holidays)
    there = found.astimezone(ZoneInfo(zone))
    assert found > now
    assert in_working_hours(found, zone, holidays)
    assert there.time() == MORNING
    today = local_date(now, zone)
    between = [today + timedelta(days=n) for n in range((there.date() - today).days)]
    assert not [day for day in between if is_working(day, holidays) and instant(day, MORNING, zone) > now]


@given(day=busy_days, zone=zones, holidays=holiday_sets)
def test_a_morning_is_that_days_or_the_next_working_ones(day: date, zone: str, holidays: frozenset[date]) -> None:
    assert morning(day, zone, holidays) == instant(working_on_or_after(day, holidays), MORNING, zone)


def test_no_morning_is_planned_into_a_day_the_zone_skipped() -> None:
    eve = datetime(2011, 12, 29, 20, 0, tzinfo=ZoneInfo("Pacific/Apia"))
    assert next_morning(eve, "Pacific/Apia", frozenset()) == instant(date(2012, 1, 2), MORNING, "Pacific/Apia")


@given(now=moments, zone=zones)
def test_working_hours_are_nine_to_half_past_five_on_weekdays(now: datetime, zone: str) -> None:
    there = now.astimezone(ZoneInfo(zone))
    expected = there.strftime("%a") not in ("Sat", "Sun") and OFFICE.starts <= there.time() < OFFICE.ends
    assert in_working_hours(now, zone, frozenset()) == expected
    assert not in_working_hours(now, zone, frozenset({there.date()}))


@pytest.mark.parametrize(("clock", "inside"), [("08:59", False), ("09:00", True), ("17:29", True), ("17:30", False)])
def test_working_hours_begin_with_their_first_minute_and_end_before_their_last(clock: str, inside: bool) -> None:
    there = datetime.combine(date(2026, 11, 3), time.fromisoformat(clock), tzinfo=ZoneInfo("Europe/Berlin"))
    assert in_working_hours(there.astimezone(UTC), "Europe/Berlin", frozenset()) is inside


@given(day=st.dates())
def test_a_period_names_its_month(day: date) -> None:
    assert month_of(period_of(day)) == (day.year, day.month)
    assert len(period_of(day)) == len("2026-10")


@pytest.mark.parametrize(
    "name",
    [None, "", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "Europe", "W. Europe Standard Time", "a" * 999],
)
def test_a_zone_nobody_knows_is_none(name: str | None) -> None:
    assert known_zone(name) is None


@pytest.mark.parametrize("name", ["Europe/Berlin", "UTC", "Asia/Kathmandu"])
def test_a_known_zone_keeps_its_name(name: str) -> None:
    assert known_zone(name) == name
