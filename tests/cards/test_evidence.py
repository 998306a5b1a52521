"""A number claims what its verdict carries, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cards.elements import card, text
from cards.evidence import evidence, now_line
from cards.markup import markdown_escape
from cards.twin import twin
from portfolio.verdicts import Interval, NotMeasured, Verdict
from portfolio.views.numbers import Panel
from tests.cards.panels import EARLY, SHORT
from tests.cards.views_base import BASELINE, EMPTY_PANEL, HIGHER, PANEL, PROVEN
from tests.cards.walk import walk
from words.api import Words

W = Words("en", escape=markdown_escape)
assert EARLY.why is not None and SHORT.why is not None
LOOK_AHEAD = replace(EARLY, why=replace(EARLY.why, then=SHORT.why.then))


def said(panel: Panel, w: Words = W) -> str:
    return twin(card([text("x", heading=True), evidence(panel, w)], fallback_text="x"))


def test_a_reported_number_says_who_said_it_and_claims_no_change() -> None:
    read = said(PANEL)
    assert "2.9 days" in read
    assert "Not measured" in read
    assert "Now: Reported · stated by Dana Whitfield, 3 Nov 2026 · PSA time entries" in read
    assert "so no result can be claimed" in read
    assert "lower than" not in read
    assert "before with after" not in read


def test_before_its_look_a_number_says_when_that_is() -> None:
    assert "Too early for a result: the next look at the numbers is on 7 Dec 2026." in said(LOOK_AHEAD)
    undated = replace(EMPTY_PANEL, because=NotMeasured.BEFORE_LOOK)
    assert "the day to look at the numbers has not come yet" in said(undated)


def test_an_unknown_number_is_unknown_and_never_zero() -> None:
    read = said(EMPTY_PANEL)
    assert "Unknown" in read
    assert "0" not in read


def test_a_proven_number_has_change_interval_and_the_sentence_about_before_and_after() -> None:
    read = said(PROVEN)
    assert "31% lower than the baseline" in read
    assert "Likely between 38% lower and 24% lower (90% interval; 214 cases before, 41 after)" in read
    assert "This compares before with after" in read


def test_an_interval_that_includes_nothing_says_both_directions() -> None:
    around = Interval(low=Decimal("-0.05"), high=Decimal("0.031"), level=Decimal(90), n_before=30, n_after=30)
    assert "between 5% lower and 3% higher" in said(replace(PROVEN, verdict=Verdict.UNCLEAR, interval=around))


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("4.2", "2.9", "31% lower than the baseline"),
        ("40", "41", "3% higher than the baseline"),
        ("4", "4", "No change from the baseline"),
        ("1000", "1001", "No change from the baseline"),
    ],
)
def test_a_change_is_told_in_whole_percent(before: str, now: str, words: str) -> None:
    assert PROVEN.current is not None and PROVEN.baseline is not None
    panel = replace(
        PROVEN,
        baseline=replace(PROVEN.baseline, value=Decimal(before)),
        current=replace(PROVEN.current, value=Decimal(now)),
        interval=None,
    )
    assert words in said(panel)


def test_a_baseline_of_zero_has_no_percentage() -> None:
    panel = replace(PROVEN, baseline=replace(BASELINE, value=Decimal(0)), interval=None)
    assert "%" not in said(panel)


def test_the_ruler_needs_a_baseline_and_a_target() -> None:
    def pictures(panel: Panel) -> int:
        return sum(one.kind == "Image" for one in walk({"type": "AdaptiveCard", "body": [evidence(panel, W)]}))

    assert pictures(PANEL) == 1
    assert pictures(replace(PANEL, current=None)) == 1
    assert pictures(replace(PANEL, baseline=None)) == 0
    assert pictures(replace(PANEL, target=None)) == 0


def test_the_interval_on_the_ruler_is_the_one_in_words() -> None:
    drawn = [one.node["url"] for one in walk(evidence(PROVEN, W)) if one.kind == "Image"]
    without = [one.node["url"] for one in walk(evidence(replace(PROVEN, interval=None), W)) if one.kind == "Image"]
    assert drawn != without


def test_markdown_in_a_metric_shows_as_it_was_typed() -> None:
    assert HIGHER.metric in said(HIGHER)


def test_a_row_says_number_and_target_with_its_day() -> None:
    assert now_line(PANEL, W) == "2.9 days · target 2.5 by 14 Dec 2026"
    assert now_line(replace(PANEL, target_on=None), W) == "2.9 days · target 2.5"
    assert now_line(EMPTY_PANEL, W) == "Unknown"


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert "2,9 days" in said(PANEL, Words("de", escape=markdown_escape))
