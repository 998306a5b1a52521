"""Every number that was read from a source opens to what made it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cards.elements import card, text
from cards.evidence import evidence
from cards.markup import markdown_escape
from cards.render import render
from cards.twin import twin
from cards.why_number import why_number
from portfolio.looks import LookName
from portfolio.outlook import Foreseen
from portfolio.statistics.forecast import Chance
from portfolio.statistics.judged import Design, Reason, Warn
from portfolio.verdicts import Advice, Verdict
from portfolio.views.numbers import Panel
from tests.cards.panels import EARLY, MEASURED, READ, SHORT, WHY
from tests.cards.views_gates import DECISION
from words.api import LOCALES, Words

W = Words("en", escape=markdown_escape)


def said(panel: Panel, w: Words = W) -> str:
    body = [text("x", heading=True), evidence(panel, w), *why_number(panel, w)]
    return twin(card(body, fallback_text="x"))


def test_it_names_rows_window_look_method_and_fingerprint() -> None:
    read = said(READ)
    for fact in (
        "Why this number", "265 rows of PSA time entries", "PSA time entries, read on 7 Dec 2026",
        "265, from 2 Mar 2026 to 6 Dec 2026", "214 cases before, 41 after", "15 Sep 2026",
        "At the gate: what happened until 7 days before it", "Before/after cases", "duration/same_people/1, version 1",
        "3f9ac0de11b2a4f7",
    ):
        assert fact in read, fact
    assert WHY.hash not in read


def test_the_change_is_the_estimate_and_not_the_difference_of_two_rounded_numbers() -> None:
    told = replace(READ, change=READ.change * 2 if READ.change else None)
    assert "62% lower than the baseline" in said(told)


def test_a_number_nobody_read_has_nothing_to_open() -> None:
    assert why_number(MEASURED, W) == []


def test_too_few_says_how_many_there_are_are_needed_and_from_when_it_can_be_read() -> None:
    read = said(SHORT)
    assert "Too few cases after the start are old enough to be compared: 12, and a verdict needs 20." in read
    assert "This can be read from 20 Nov 2026." in read
    assert "The next look is on 7 Dec 2026" in read
    assert "the baseline, changed by" not in read and "Likely between" not in read


def test_before_the_first_look_nothing_of_a_comparison_is_said() -> None:
    read = said(EARLY)
    assert "None yet: shown, not judged" in read
    assert "look before the gate" not in read and "12, and a verdict needs" not in read


def test_a_changed_past_is_told_with_its_number_of_rows() -> None:
    assert "4 rows from before the start have changed in the source" in said(READ)
    assert "One row from before the start has changed" in said(EARLY)
    assert "changed in the source" not in said(SHORT)


def test_a_way_out_is_named_only_while_it_is_realistic() -> None:
    assert "About 2.4 times as much data" in said(READ)
    assert "not a realistic way" in said(replace(READ, why=replace(WHY, factor=WHY.n_after)))


def test_periods_are_not_called_cases() -> None:
    read = said(replace(READ, why=replace(WHY, method="series/level/1", design=Design.SERIES)))
    assert "214 periods before, 41 after" in read and "cases before" not in read
    assert "Before/after series" in read


def test_with_a_comparison_group_the_sentence_about_before_and_after_is_another() -> None:
    read = said(replace(READ, why=replace(WHY, design=Design.WITH_COMPARISON)))
    assert "This compares before with after" not in read
    assert "beyond what happened in the comparison group" in read


@pytest.mark.parametrize("language", LOCALES)
def test_every_code_has_its_words(language: str) -> None:
    w = Words(language, escape=markdown_escape)
    for reason in Reason:
        assert said(replace(SHORT, why=replace(WHY, reason=reason)), w)
    for look in LookName:
        assert said(replace(READ, why=replace(WHY, look=look, caveats=tuple(Warn))), w)


@pytest.mark.parametrize(("chance", "words"), [
    (Chance.LIKELY, "the target is likely to be reached by the decision (83%)"),
    (Chance.OPEN, "it is open whether the target is reached by the decision (83%)"),
    (Chance.UNLIKELY, "the target is unlikely to be reached by the decision (83%)"),
])
def test_a_forecast_to_the_gate_is_told_as_one(chance: Chance, words: str) -> None:
    ahead = Foreseen(
        low=Decimal("-0.34"), high=Decimal("-0.12"), probability=Decimal("0.83"), chance=chance, early=chance is Chance.OPEN,
        until=date(2026, 10, 31), gate_on=date(2026, 12, 14),
    )
    read = said(replace(EARLY, foreseen=ahead))
    assert words in read and "a change between -34% and -12%" in read and "a forecast, not a verdict" in read
    assert ("It is early" in read) == ahead.early
    assert "If it goes on like this" not in said(EARLY)


def test_an_open_finding_says_on_the_decision_card_what_would_settle_it() -> None:
    def told(panel: Panel, **changes: object) -> str:
        view = replace(DECISION, panel=panel, recommended=Advice.RETIRE, **changes)  # type: ignore[arg-type]
        return " ".join(render(view, "en").text.split())

    open_ = replace(READ, verdict=Verdict.UNCLEAR)
    assert "What would settle it About 2.4 times as much data" in told(open_)
    assert "The rules allow one extension for that" not in told(open_)
    assert "The rules allow one extension for that" in told(open_, extendable=True)
    far = replace(open_, why=replace(WHY, factor=Decimal("7.1")))
    assert "What would settle it More data is not a realistic way to settle it." in told(far)
    endless = replace(open_, why=replace(WHY, factor=None))
    assert "More data is not a realistic way to settle it." in told(endless)
    assert "What would settle it" not in told(replace(READ, verdict=Verdict.PROVEN))
    assert "What would settle it" not in told(MEASURED)
