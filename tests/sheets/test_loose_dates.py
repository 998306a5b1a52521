"""Dates of lists: every form that was met in real ones, with the precision it was written in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.imports.entries import Dated, Precision
from sheets.dates import Order
from sheets.loose_dates import loose_order, read_loose


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2025-11-15 00:00:00", date(2025, 11, 15), Precision.DAY),
        ("11/15/2025 12:00:00 AM", date(2025, 11, 15), Precision.DAY),
        ("7/1/2023", date(2023, 7, 1), Precision.DAY),
        ("7/1/2023 0:00", date(2023, 7, 1), Precision.DAY),
        ("7/1/23", date(2023, 7, 1), Precision.DAY),
        ("45000", date(2023, 3, 15), Precision.DAY),
        ("1. Mai 2024", date(2024, 5, 1), Precision.DAY),
        ("Apr-25", date(2025, 4, 1), Precision.MONTH),
        ("April 2025", date(2025, 4, 1), Precision.MONTH),
        ("08/2021", date(2021, 8, 1), Precision.MONTH),
        ("2021-08", date(2021, 8, 1), Precision.MONTH),
        ("März 2024", date(2024, 3, 1), Precision.MONTH),
        ("Q3 2024", date(2024, 7, 1), Precision.QUARTER),
        ("2024-Q3", date(2024, 7, 1), Precision.QUARTER),
        ("Q3/24", date(2024, 7, 1), Precision.QUARTER),
        ("3. Quartal 2024", date(2024, 7, 1), Precision.QUARTER),
        ("March, 2024", date(2024, 3, 1), Precision.MONTH),
        ("seit März 2024", date(2024, 3, 1), Precision.MONTH),
        ("KW 14/2024", date(2024, 4, 1), Precision.WEEK),
        ("2024-W14", date(2024, 4, 1), Precision.WEEK),
        ("2024", date(2024, 7, 1), Precision.YEAR),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(text: str, day: date, precision: Precision) -> None:
    assert read_loose(text, Order.MONTH_FIRST) == Dated(day=day, precision=precision)


@pytest.mark.parametrize(
    "text", ["", "soon", "FY24", "Spring 2024", "May 23", "23-Jan", "2024-02-30", "13/2024", "0204", "99999"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_loose(text, Order.MONTH_FIRST) is None


def test_a_date_that_reads_both_ways_is_none_until_the_column_shows_which() -> None:
    assert read_loose("3/4/2026", None) is None
    assert read_loose("4/4/2026", None) == Dated(day=date(2026, 4, 4), precision=Precision.DAY)
    assert read_loose("25/4/2026", None) == Dated(day=date(2026, 4, 25), precision=Precision.DAY)
    order = loose_order("start", ["3/4/2026", "4/25/26"], None)
    assert read_loose("3/4/2026", order) == Dated(day=date(2026, 3, 4), precision=Precision.DAY)


def test_a_column_that_contradicts_itself_shows_no_order() -> None:
    assert loose_order("start", ["25/4/2026", "4/25/2026"], None) is None


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 12, 31))
FORMS = st.sampled_from(["%Y-%m-%d", "%Y-%m-%d 00:00:00", "%B %d, %Y", "%d %b %Y"])


@given(DAYS, FORMS)
def test_every_day_written_without_doubt_is_read(day: date, form: str) -> None:
    assert read_loose(day.strftime(form), None) == Dated(day=day, precision=Precision.DAY)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_loose(text, None)
    assert found is None or 1950 <= found.day.year <= 2150
