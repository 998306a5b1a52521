"""Numbers with points or commas, lengths of time in any unit, and yes or no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.errors import Invalid
from sheets.numbers import Decimals, decimals_of, is_blank, read_length, read_number, read_yes_no, unit_in

POINT, COMMA = Decimals.POINT, Decimals.COMMA


@pytest.mark.parametrize(("text", "decimals", "value"), [
    ("3", POINT, 3), ("3.5", POINT, 3.5), ("-3.5", POINT, -3.5), ("+3", POINT, 3), ("−3", POINT, -3), (".5", POINT, 0.5),
    ("1,234.5", POINT, 1234.5), ("1 234.5", POINT, 1234.5), ("1'234.5", POINT, 1234.5), ("1,234,567", POINT, 1234567),
    ("3,5", COMMA, 3.5), ("1.234,5", COMMA, 1234.5), ("1.234", COMMA, 1234), ("1\u00a0234,5", COMMA, 1234.5),
    ("12%", POINT, 12), ("€ 1,200.50", POINT, 1200.5), ("$-5", POINT, -5), ("1e-3", POINT, 0.001), ("5E2", POINT, 500),
])  # fmt: skip
def test_a_number_is_read_by_the_sign_of_its_column(text: str, decimals: Decimals, value: float) -> None:
    assert read_number(text, decimals) == value


@pytest.mark.parametrize("text", [
    "", "x", "3 h", "1.2.3", "12,34.5", "1,23", "3,5", "12 34", "--3", "1e999", "9" * 31, "nan", "inf",
    "3.4,5", ",", ".", "1,2345",
])  # fmt: skip
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_number(text, POINT) is None


@pytest.mark.parametrize(("texts", "separator", "sign"), [
    (["3", "4"], ",", POINT), (["3.5", "1,234"], ",", POINT), (["3,5", "1.234"], ",", COMMA), (["1,234.5"], ";", POINT),
    (["1.234,5", "1.234"], ";", COMMA), (["0,123"], ",", COMMA), (["1.234.567"], ",", COMMA), (["1,234,567"], ";", POINT),
    (["1.234"], ",", POINT), (["2.5 h", "1,250 h"], ",", POINT), ([], ",", POINT),
])  # fmt: skip
def test_a_column_shows_its_decimal_sign(texts: list[str], separator: str, sign: Decimals) -> None:
    assert decimals_of("hours", texts, None, separator=separator) is sign


@pytest.mark.parametrize(("texts", "separator", "code"), [
    (["1,234"], ",", "decimals_unknown"), (["1.234"], ";", "decimals_unknown"), (["3,5", "3.5"], ",", "decimals_contradict"),
])  # fmt: skip
def test_a_sign_that_the_column_does_not_show_is_asked_for(texts: list[str], separator: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        decimals_of("hours", texts, None, separator=separator)
    assert refused.value.problems[0].code == code and refused.value.problems[0].params["name"] == "hours"
    assert decimals_of("hours", texts, COMMA, separator=separator) is COMMA


@pytest.mark.parametrize(("texts", "sign"), [
    (["1,234", "987"], POINT), (["1.234", "987"], COMMA), (["12,000,000"], POINT), (["3", "4"], POINT),
    (["1,234", "5.0"], POINT),
])  # fmt: skip
def test_whole_numbers_can_only_be_grouped(texts: list[str], sign: Decimals) -> None:
    for separator in ",;":
        assert decimals_of("tickets", texts, None, separator=separator, whole=True) is sign


def test_what_is_no_number_shows_no_sign() -> None:
    assert decimals_of("hours", ["2.5", "5.4.2026", "1.2,3"], None) is POINT


def test_whole_numbers_grouped_in_two_ways_are_asked_about() -> None:
    with pytest.raises(Invalid) as refused:
        decimals_of("tickets", ["1,234", "1.234"], None, whole=True)
    assert refused.value.problems[0].code == "decimals_unknown"


@pytest.mark.parametrize(("text", "unit", "value"), [
    ("3", "days", 3), ("36 h", "days", 1.5), ("2d", "hours", 48), ("1:30:00", "hours", 1.5), ("-1:30:00", "hours", -1.5),
    ("90 min", "hours", 1.5), ("1 Woche", "Tage", 7), ("3 cases", "days", None), ("3 points", "points", 3),
    ("90 Min.", "hours", 1.5),
    ("2 days 1:30:00", "hours", 49.5), ("1 day, 0:00:00.5", "seconds", 86400.5), ("0:00:01.25", "seconds", 1.25),
    ("3 h", "points", None), ("1:30", "hours", None), ("1:30:00", "points", None), ("x", "days", None),
    ("-1 days +23:00:00", "hours", None),
])  # fmt: skip
def test_lengths_are_converted_to_the_unit_asked_for(text: str, unit: str, value: float | None) -> None:
    assert read_length(text, POINT, unit) == (None if value is None else pytest.approx(value))


def test_a_cell_may_name_its_own_unit() -> None:
    assert [unit_in(text) for text in ("3", "3 h", "3 Days", "1:30:00", "x")] == [None, "h", "days", "clock", None]


def test_yes_and_no_in_the_words_of_exports() -> None:
    assert {read_yes_no(text) for text in ("yes", "Y", "TRUE", "1", "1.0", "1,00", "ja", "Wahr", "Sí", "VRAI")} == {True}
    assert {read_yes_no(text) for text in ("no", "N", "False", "0", "0.0", "0,0", "nein", "Não", "FAUX")} == {False}
    assert {read_yes_no(text) for text in ("", "2", "maybe", "0.5", "-1", "10", "1.", "01")} == {None}


def test_what_exports_write_for_nothing_is_blank() -> None:
    assert all(map(is_blank, ("", "-", "n/a", "NaN", "NULL", "None", "?", ".", "\\N", "#NV", "<NA>", "(blank)")))
    assert not any(map(is_blank, ("0", "no", "x")))


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_a_written_number_is_read_back_with_either_sign(value: float, digits: int) -> None:
    text = f"{value:,.{digits}f}"
    assert read_number(text, POINT) == float(f"{value:.{digits}f}")
    turned = text.translate(str.maketrans(",.", ".,"))
    assert read_number(turned, COMMA) == float(f"{value:.{digits}f}")
