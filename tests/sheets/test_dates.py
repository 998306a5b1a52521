"""Dates in the usual forms; whatever can be read in two ways is asked for and never guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.errors import Invalid
from sheets.dates import Order, order_of, read_stamp, shape

DAY = date(2026, 4, 3)


@pytest.mark.parametrize("text", [
    "2026-04-03", "2026/4/3", "2026.04.03", "20260403", "3.4.2026", "03.04.2026", "3 Apr 2026", "3 April 2026",
    "03-Apr-2026", "3. April 2026", "April 3, 2026", "Apr 3 2026", "Apr. 3rd, 2026", "3. 4. 2026", "3.4.26", "03. 04. 26",
    "3-Apr-26", "03/Apr/26", "Friday, April 3, 2026", "Fri, 3 Apr 2026", "Fr. 03.04.2026", "Freitag, 3. April 2026",
])  # fmt: skip
def test_a_date_is_read_in_every_clear_form(text: str) -> None:
    stamp = read_stamp(text, None)
    assert stamp and stamp.day == DAY and stamp.at == datetime(2026, 4, 3, tzinfo=UTC) and not stamp.timed


@pytest.mark.parametrize(("text", "day"), [
    ("3. März 2026", date(2026, 3, 3)), ("24. Dez. 2026", date(2026, 12, 24)), ("1 Mai 2026", date(2026, 5, 1)),
    ("3.4.69", date(2069, 4, 3)), ("3-Apr-70", date(1970, 4, 3)),
])  # fmt: skip
def test_german_months_and_short_years_are_read(text: str, day: date) -> None:
    stamp = read_stamp(text, None)
    assert stamp and stamp.day == day


@pytest.mark.parametrize(("text", "day"), [
    ("2026-04", date(2026, 4, 1)), ("2026/4", date(2026, 4, 1)), ("2026M04", date(2026, 4, 1)),
    ("04/2026", date(2026, 4, 1)), ("4.2026", date(2026, 4, 1)), ("Apr 2026", date(2026, 4, 1)),
    ("April-2026", date(2026, 4, 1)), ("2026 Apr.", date(2026, 4, 1)), ("März 2026", date(2026, 3, 1)),
    ("2026-W14", date(2026, 3, 30)),
    ("2026W01", date(2025, 12, 29)), ("2026-Q2", date(2026, 4, 1)), ("2026q4", date(2026, 10, 1)),
    ("Q1 2026", date(2026, 1, 1)), ("2026", date(2026, 1, 1)), ("1871", date(1871, 1, 1)), ("1871.0", date(1871, 1, 1)),
])  # fmt: skip
def test_a_period_is_its_first_day(text: str, day: date) -> None:
    stamp = read_stamp(text, None)
    assert stamp and stamp.day == day and not stamp.timed


@pytest.mark.parametrize(("text", "hour", "minute", "zoned"), [
    ("2026-04-03T14:05:00Z", 14, 5, True), ("2026-04-03 14:05", 14, 5, False), ("2026-04-03T14:05:00.1234567", 14, 5, False),
    ("2026-04-03T16:05+02:00", 14, 5, True), ("2026-04-03 09:35:00 -0430", 14, 5, True), ("4/3/2026 2:05 PM", 14, 5, False),
    ("4/3/2026, 12:00:00 AM", 0, 0, False), ("4/3/2026 12:05 p.m.", 12, 5, False), ("20260403T1405", 14, 5, False),
    ("2026-04-03 14:05 UTC", 14, 5, True), ("2026-04-03 16:05:00.5+02", 14, 5, True), ("03/Apr/26 2:05 PM", 14, 5, False),
    ("Fri, 3 Apr 2026 14:05:00 +0000", 14, 5, True), ("3.4.2026, 14:05 Uhr", 14, 5, False),
])  # fmt: skip
def test_a_time_gives_an_instant_in_utc(text: str, hour: int, minute: int, zoned: bool) -> None:
    stamp = read_stamp(text, Order.MONTH_FIRST)
    assert stamp and stamp.at.replace(microsecond=0) == datetime(2026, 4, 3, hour, minute, tzinfo=UTC)
    assert stamp.day == DAY and stamp.timed and stamp.zoned is zoned


@pytest.mark.parametrize("text", [
    "", "soon", "2026-13-01", "2026-02-30", "31/31/2026", "45678", "2026-04-03 25:00", "2026-04-03 13:05 PM",
    "2026-04-03 noon", "3 Brumaire 2026", "2026-W60", "0000-01-01", "2026-04-03T24:00", "99999999", "2026-04-03 10:61",
    "26/3/4", "2026.5", "2026-13", "13/2026", "2026-Q5", "Q0 2026", "Brumaire 2026", "0000", "0000-00-00", "Fri", "260403",
])  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_stamp(text, Order.DAY_FIRST) is None


def test_one_clear_cell_shows_the_order_of_its_column() -> None:
    assert order_of("opened", ["3/4/2026", "25/3/2026", "no date"], None) is Order.DAY_FIRST
    assert order_of("opened", ["3-4-2026", "3-25-2026"], None) is Order.MONTH_FIRST
    assert order_of("opened", ["2026-04-03", "3.4.2026", "4/4/2026"], None) is None
    day, month = read_stamp("3/4/2026", Order.DAY_FIRST), read_stamp("3/4/2026", Order.MONTH_FIRST)
    assert day and month and (day.day, month.day) == (date(2026, 4, 3), date(2026, 3, 4))


def test_a_short_year_after_slashes_needs_an_order_to_be_known() -> None:
    """25/1/26 may begin with the year; 1/25/26 cannot."""
    assert order_of("opened", ["3/4/26", "1/25/26"], None) is Order.MONTH_FIRST
    for unclear in ("25/1/26", "4/4/26"):
        with pytest.raises(Invalid):
            order_of("opened", [unclear], None)
        assert read_stamp(unclear, None) is None
    days = [stamp and stamp.day for order in Order if (stamp := read_stamp("3/4/26 10:05", order))]
    assert days == [date(2026, 4, 3), date(2026, 3, 4)]


def test_an_order_that_no_cell_shows_is_asked_for_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        order_of("opened", ["5/6/2026", "3/4/2026"], None)
    (one,) = refused.value.problems
    assert one.code == "date_order_unknown" and one.params == {"name": "opened", "text": "3/4/2026"}
    assert order_of("opened", ["5/6/2026", "3/4/2026"], Order.MONTH_FIRST) is Order.MONTH_FIRST


def test_two_orders_in_one_column_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        order_of("opened", ["25/3/2026", "3/25/2026"], None)
    assert refused.value.problems[0].code == "dates_contradict"


FORMS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %b %Y", "%B %d, %Y"]


@given(st.dates(date(1000, 1, 1)), st.sampled_from(FORMS))
def test_every_day_is_read_back(day: date, form: str) -> None:
    order = Order.MONTH_FIRST if form.startswith("%m") else Order.DAY_FIRST
    stamp = read_stamp(day.strftime(form), order)
    assert stamp is not None and stamp.day == day


@given(st.text(max_size=30))
def test_any_text_is_read_or_none(text: str) -> None:
    stamp = read_stamp(text, None)
    assert stamp is None or stamp.at.tzinfo is UTC


def test_the_way_a_date_is_written_does_not_depend_on_the_date() -> None:
    assert shape("3/4/2026") == shape("25/12/2026") != shape("2026-04-03")
    assert shape("3 Apr 2026") == shape("25 December 2026") != shape("3. April 2026")
    assert shape("2026-04-03 10:05:00.1234") == shape("2026-12-25 10:05:00") != shape("2026-12-25")
    assert shape("soon") is None
