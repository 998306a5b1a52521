"""The metric form and the rules: what the linter says, the wording it offers, and what the design can show."""

import pytest

from cards.render import render
from cards.verbs import Verb
from tests.cards.look import below, inputs, presses
from tests.cards.views_metrics import SAMPLES
from words.api import LOCALES


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
