"""The metric linter over real phrasings, English and German, and what holds for every text (B2, R3)."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.linter import Draft, Finding, Part, Why, lint, refusals
from portfolio.metrics import Family
from tests.portfolio.metric_names import OUTCOMES, USE, WISHES

OMB = Path(__file__).parents[3] / "shared" / "data" / "omb2025.csv"

FILLED = Draft(
    text="", unit="cases", population="All proposals", lower_is_better=True, target=Decimal(4), target_on=date(2026, 11, 30),
    source="PSA tool",
)  # fmt: skip
"""Everything but the name."""


def whys(draft: Draft) -> dict[Part, Why]:
    return {found.part: found.why for found in lint(draft)}


@pytest.mark.parametrize("text", OUTCOMES)
def test_an_outcome_passes_with_nothing_to_add_but_the_fields(text: str) -> None:
    assert lint(replace(FILLED, text=text, population=None)) == ()


@pytest.mark.parametrize("text", USE)
def test_use_is_no_outcome_and_is_not_stored(text: str) -> None:
    (found,) = lint(replace(FILLED, text=text))
    assert (found.part, found.why) == (Part.WHAT, Why.ACTIVITY) and found.word in text
    (refused,) = refusals((found,))
    assert (refused.field, refused.code, refused.params) == ("metric", "metric_activity", {"word": found.word})


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_is_nothing_that_can_be_counted(text: str) -> None:
    (found,) = lint(replace(FILLED, text=text))
    assert found.part is Part.WHAT and found.why is Why.VAGUE and found.word in text
    assert [one.code for one in refusals((found,))] == ["metric_vague"]


@pytest.mark.parametrize("text", ["", " ", "AI-first", "Copilot", "KI", "the process", "2027"])
def test_a_name_that_says_nothing_is_refused(text: str) -> None:
    assert Part.WHAT in whys(replace(FILLED, text=text))


EXAMPLE = "Time from RFP receipt to first draft submission, measured in their PSA tool"
"""The worked example of DOMAIN.md."""


def test_the_rfp_example_passes_with_unit_number_and_date_beside_it() -> None:
    draft = Draft(
        text=EXAMPLE, family=Family.CYCLE_TIME, unit="days", target=Decimal("4.0"), target_on=date(2026, 11, 30)
    )
    assert lint(draft) == ()


def test_the_rfp_example_by_itself_lacks_exactly_unit_number_and_date() -> None:
    assert whys(Draft(text=EXAMPLE)) == dict.fromkeys((Part.UNIT, Part.NUMBER, Part.DATE), Why.MISSING)


@pytest.mark.parametrize("text", [
    "Cut the time from RFP receipt to first draft from 5.1 to 4.0 days by 12 March 2027, measured in the PSA tool",
    "Reduce invoice errors by 30 % by end of June, counted in SAP",
    "Customer complaints per month fall below 12 by Q2 2027, according to the CRM",
    "Die Zeit von der Ausschreibung bis zum ersten Entwurf sinkt von 5,1 auf 4 Tage bis 12. März 2027, laut Zeiterfassung",
    "Fehlerquote bei Eingangsrechnungen auf höchstens 2 % senken bis Ende Juni, gemessen in SAP",
])
def test_a_whole_sentence_needs_no_fields(text: str) -> None:
    assert lint(Draft(text=text)) == ()


@pytest.mark.parametrize(("text", "missing"), [
    ("improve efficiency", set(Part)),
    ("explore AI", set(Part)),
    ("Reduce errors", {Part.UNIT, Part.POPULATION, Part.NUMBER, Part.DATE, Part.SOURCE}),
    ("20 % fewer errors", {Part.POPULATION, Part.DATE, Part.SOURCE}),
    ("Increase revenue by 10 % by end of Q1", {Part.POPULATION, Part.SOURCE}),
    ("Fehlerquote", {Part.POPULATION, Part.NUMBER, Part.DATE, Part.SOURCE}),
    ("Hours saved", {Part.POPULATION, Part.NUMBER, Part.DATE, Part.SOURCE}),
    ("Copilot for M365 cuts the time per proposal", {Part.UNIT, Part.NUMBER, Part.DATE, Part.SOURCE}),
    ("ISO 9001 findings per audit by 2027", {Part.NUMBER, Part.SOURCE}),
])
def test_each_missing_part_is_named(text: str, missing: set[Part]) -> None:
    assert set(whys(Draft(text=text))) == missing


@pytest.mark.parametrize("unit", ["users", "active users", "prompts", "logins", "Nutzer", "Schulungen", "licences", "chats"])
def test_a_unit_that_counts_use_is_refused(unit: str) -> None:
    found = lint(replace(FILLED, text="Hours per contract", unit=unit))
    assert [(one.part, one.why) for one in found] == [(Part.UNIT, Why.ACTIVITY)]
    assert [one.field for one in refusals(found)] == ["unit"]


def test_hours_per_user_are_hours() -> None:
    assert lint(replace(FILLED, text="Hours per contract", unit="hours per user")) == ()


def test_a_missing_population_or_source_may_follow_and_is_not_refused() -> None:
    found = lint(replace(FILLED, text="Errors", unit="%", population=None, source=" "))
    assert found == (Finding(part=Part.POPULATION, why=Why.MISSING), Finding(part=Part.SOURCE, why=Why.MISSING))
    assert refusals(found) == ()


TEXTS = st.one_of(st.text(max_size=300), st.sampled_from([*OUTCOMES, *USE, *WISHES]))


@given(TEXTS, st.sampled_from(["unit", "population", "lower_is_better", "target", "target_on", "source"]))
def test_saying_more_never_makes_more_missing(text: str, field: str) -> None:
    bare = Draft(text=text)
    said = replace(bare, **{field: getattr(FILLED, field)})  # type: ignore[arg-type]
    assert set(whys(said)) <= set(whys(bare))


@given(TEXTS)
def test_findings_come_once_each_in_the_order_of_the_parts(text: str) -> None:
    parts = [found.part for found in lint(Draft(text=text))]
    assert parts == [part for part in Part if part in parts]


@given(TEXTS, st.sampled_from([str.upper, str.lower, lambda text: f"  {text}\n", lambda text: text.replace(" ", "  ")]))
def test_case_and_white_space_change_nothing_for_plain_letters(text: str, change: object) -> None:
    if not text.isascii():
        return
    assert whys(Draft(text=change(text))) == whys(Draft(text=text))  # type: ignore[operator]


@given(st.sampled_from(OUTCOMES), st.sampled_from(["2026-12-31", "by 31 December 2026", "bis Ende Juni", "Q3 2027"]))
def test_a_date_is_never_taken_for_the_number(text: str, day: str) -> None:
    assert (Part.NUMBER in whys(Draft(text=f"{text} {day}"))) == (Part.NUMBER in whys(Draft(text=text)))
    assert Part.DATE not in whys(Draft(text=f"{text} {day}"))


@pytest.mark.skipif(not OMB.exists(), reason="the inventory of public use cases is not beside this checkout")
def test_of_440_public_pilots_every_benefit_is_told_what_it_lacks() -> None:
    with OMB.open(encoding="utf-8-sig", newline="") as file:
        benefits = [row["benefits"] for row in csv.DictReader(file) if row["development_stage"] == "Pilot"]
    found = [whys(Draft(text=text)) for text in benefits]
    assert len(found) == 440 and all(found), "none of them states number, date and source together"
    assert sum(not {Part.UNIT, Part.NUMBER} & set(one) for one in found) <= 20, "10 state a benefit with number and unit"


@pytest.mark.parametrize(("name", "unit", "word"), [
    ("Hours from request to answer", "days", "Hours"),
    ("Average days from request to answer", "hours", "days"),
    ("Time from request to answer (hours)", "days", "hours"),
    ("Time from request to answer in hours", "days per case", "hours"),
    ("Minutes per discharge letter", "%", "Minutes"),
    ("Share of invoices with errors", "days", "Share"),
    ("Stunden von der Anfrage bis zur Antwort", "Tage", "Stunden"),
    ("Anteil der Rechnungen mit Fehlern", "Tage", "Anteil"),
])
def test_a_unit_that_is_not_the_one_in_the_name_is_refused_beside_it(name: str, unit: str, word: str) -> None:
    (found,) = lint(replace(FILLED, text=name, unit=unit))
    assert found == Finding(part=Part.UNIT, why=Why.DIFFERS, word=word)
    (refused,) = refusals((found,))
    assert (refused.field, refused.code, refused.params) == ("unit", "unit_differs", {"word": word})


@pytest.mark.parametrize(("name", "unit"), [
    ("Hours from request to answer", "hours"),
    ("Hours from request to answer", "h"),
    ("Stunden je Angebot", "Std."),
    ("Time from request to answer (hours)", "hours per case"),
    ("Days sales outstanding", "days"),
    ("Share of tickets solved within 2 days", "%"),
    ("Share of tickets answered in hours", "%"),
    ("Tickets open for more than 3 days", "tickets"),
    ("Cost per hour of work", "EUR"),
    ("Errors per week", "errors per day"),
])
def test_units_that_agree_or_cannot_be_compared_pass(name: str, unit: str) -> None:
    assert lint(replace(FILLED, text=name, unit=unit)) == ()
