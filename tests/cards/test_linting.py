"""The metric form and the rules: what the linter says, the wording it offers, and what the design can show."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.elements import card
from cards.elements import text as heading
from cards.linting import advice, offered_name
from cards.render import render
from cards.twin import twin
from cards.verbs import Verb
from portfolio.errors import Problem, problem
from portfolio.linter import Draft, lint, refusals
from portfolio.metrics import Family
from portfolio.prospects import Sketch
from tests.cards.look import below, inputs, presses
from tests.cards.views_metrics import SAMPLES
from words.api import LOCALES, Words


def text(name: str, language: str = "en") -> str:
    return " ".join(render(SAMPLES[name], language).text.split())


def test_use_is_refused_beside_its_input_and_the_wording_of_an_outcome_is_offered() -> None:
    card = render(SAMPLES["metric_use"], "en").card
    assert "“Weekly active users” is about use, and use is no outcome" in below(card, "metric")
    assert "“users” counts use" in below(card, "unit")
    said = text("metric_use")
    assert said.count("is about use") == 1, "what is said beside the input is not said again"
    assert "Time from a request for proposal to the first draft" in said
    assert "‹which cases›" not in said and "counted in ‹system or report›" in said
    assert presses(card)["Use this wording"].verb is Verb.METRIC_REWORD
    assert inputs(card)["metric"]["value"] == "Weekly active users of *Copilot*", "what was typed is kept"


@pytest.mark.parametrize("language", LOCALES)
def test_the_offered_wording_is_taken_over_as_plain_text(language: str) -> None:
    card = render(SAMPLES["metric_reworded"], language).card
    wording = {"en": "Time from a request for proposal to the first draft",
               "de": "Zeit from a request for proposal to the first draft"}
    assert inputs(card)["metric"]["value"] == wording[language]
    assert Verb.METRIC_REWORD not in {press.verb for press in presses(card).values()}


def test_an_incomplete_metric_is_told_each_missing_part_with_a_gap_in_the_sentence() -> None:
    said = text("rules_undefined")
    assert "The number that decides is not fully defined." in said
    assert "2 parts of the number are missing" in said
    assert "Which cases count" in said and "Where it is counted" in said
    assert "Errors, ‹which cases›: from 4.2 to 2.5 % by 14 Dec 2026, counted in ‹system or report›." in said


def test_a_sound_metric_is_not_scolded_and_says_what_it_can_show() -> None:
    said = text("metric_sound")
    assert "missing" not in said
    assert "With about 18 a month you would see a real change of 20% with 71% probability by 14 Dec 2026." in said
    assert "To prove the target itself 4 times in 5, the real change has to be 45%." in said
    assert "Reckoned from the 214 counted so far, and about 41 by then." in said


def test_a_weak_design_says_what_would_help_and_what_was_assumed() -> None:
    said = text("metric_weak")
    assert "with 21% probability" in said and "could not be proven 4 times in 5 by any change" in said
    assert "half a year of history" in said and "A longer history or a number that is counted more often would help" in said


def test_what_nobody_can_say_is_not_said() -> None:
    assert "We cannot say before there is history." in text("rules_undefined")
    assert "only 7 could be counted by 14 Dec 2026, and a verdict needs 20" in text("rules_too_few")
    assert "comes too early" in text("rules_no_time")
    assert all("probability" not in text(name) for name in ("rules_undefined", "rules_too_few", "rules_no_time"))


def notice_of(draft: Draft, told: tuple[Problem, ...] = ()) -> str:
    sketch = Sketch(draft=draft, baseline=None, floor=None, per_month=None)
    made = advice(sketch, "Answers to requests", Words("en"), told)
    return twin(card([heading("x", heading=True), *made], fallback_text="x"))


WHOLE = Draft(
    text="Errors", family=Family.ERROR_RATE, unit="%", population="All invoices of Tax", lower_is_better=True,
    target=Decimal(2), target_on=date(2026, 12, 14), source="The ledger",
)


def test_only_parts_that_are_missing_are_counted_as_missing() -> None:
    one, two = replace(WHOLE, population=None), replace(WHOLE, population=None, source=None)
    assert "One part of the number is missing" in notice_of(one)
    assert "2 parts of the number are missing" in notice_of(two)
    use = replace(one, text="Weekly active users")
    said = notice_of(use)
    assert "This number cannot decide yet" in said and "missing" not in said
    told = (problem("metric", "metric_activity", word="Weekly active users"),)
    said = notice_of(use, told)
    assert "is about use" not in said and "missing" not in said, "the part that is said beside its input is wrong as well"


def test_two_units_for_one_number_are_told_in_a_sentence() -> None:
    said = notice_of(replace(WHOLE, text="Hours from request to answer", unit="days"))
    assert "“Hours” is in the name, and the unit is another one." in said


def test_what_was_typed_stands_small_inside_of_the_suggested_sentence() -> None:
    said = notice_of(replace(WHOLE, text="Weekly active users"))
    assert "Share of cases with errors: Answers to requests, all invoices of Tax: 2 % by" in said
    assert "counted in the ledger." in said


@given(st.sampled_from(Family), st.text(min_size=1, max_size=60) | st.sampled_from(
    ["Copilot training", "Hours of use of Copilot", "From prompts to adoption", "Nutzungsdauer", "AI"]
))
def test_a_wording_that_is_offered_is_not_refused_with_the_next_press(family: Family, workflow: str) -> None:
    draft = replace(WHOLE, text="Weekly active users", family=family, unit="cases")
    sketch = Sketch(draft=draft, baseline=None, floor=None, per_month=None)
    name = offered_name(sketch, workflow, Words("en"))
    if name is not None:
        assert refusals(lint(replace(draft, text=name))) == ()
