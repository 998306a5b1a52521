"""Holidays come from a kept library, as plain dates."""

import subprocess
import sys
from datetime import date

import pytest

from pilothouse.holidays import holidays_around
from portfolio.errors import Refused

TODAY = date(2026, 11, 3)


def test_no_country_means_no_holidays() -> None:
    assert holidays_around(TODAY, "") == frozenset()


def test_a_country_has_its_holidays_from_last_year_to_the_year_after_next() -> None:
    found = holidays_around(TODAY, "DE")
    unity = {date(year, 10, 3) for year in (2025, 2026, 2027, 2028)}
    assert unity <= found
    assert {day.year for day in found} == {2025, 2026, 2027, 2028}
    assert all(type(day) is date for day in found)


def test_a_subdivision_adds_its_own() -> None:
    epiphany = date(2027, 1, 6)
    assert epiphany in holidays_around(TODAY, "DE", "BY")
    assert epiphany not in holidays_around(TODAY, "DE", "BE")
    assert epiphany not in holidays_around(TODAY, "DE")


@pytest.mark.parametrize("country", ["XX", "de", "os", "HolidayBase", "country_holidays", " ", "DE\0"])
def test_a_country_nobody_knows_is_refused(country: str) -> None:
    with pytest.raises(Refused) as caught:
        holidays_around(TODAY, country)
    assert (caught.value.code, caught.value.params) == ("holidays_country", {"country": country})


def test_a_subdivision_of_another_country_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        holidays_around(TODAY, "DE", "TX")
    assert caught.value.code == "holidays_subdivision"
    assert caught.value.params == {"country": "DE", "subdivision": "TX"}


def test_the_library_is_imported_on_first_use_only() -> None:
    code = "import sys, pilothouse.holidays; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
