"""The components: what they promise beyond what every card is checked for."""

from decimal import Decimal

import pytest

from cards.buttons import action_bar, execute
from cards.components import field, text_button, tiles
from cards.disclosure import disclosure
from cards.elements import card, text
from cards.inputs import people_input, text_input
from cards.looks import DECISION, EVIDENCE, OUTLOOK, PROVENANCE, chip
from cards.looks import Chip as Word
from cards.number import Ruler, number_panel
from cards.ruler import Scale
from portfolio.checkins import Outlook
from portfolio.metrics import Provenance
from portfolio.verdicts import Choice, Verdict
from tests.cards.samples import button
from tests.cards.walk import walk


def test_every_word_of_every_vocabulary_has_a_look() -> None:
    assert set(OUTLOOK) == set(Outlook)
    assert set(EVIDENCE) == set(Verdict)
    assert set(DECISION) == set(Choice)
    assert set(PROVENANCE) == set(Provenance)


def test_retired_is_grey_and_proven_is_green() -> None:
    assert chip(Word(look=DECISION[Choice.RETIRE], word="Retired"))["style"] == "Subtle"
    assert chip(Word(look=EVIDENCE[Verdict.PROVEN], word="Proven"))["style"] == "Good"


def test_a_button_in_the_overflow_neither_checks_nor_sends_the_form() -> None:
    saved, later = action_bar(primary=button("Save"), overflow=[button("Tomorrow")])
    assert "associatedInputs" not in saved and "mode" not in saved
    assert (later["associatedInputs"], later["mode"]) == ("none", "secondary")
    assert (later["fallback"]["associatedInputs"], later["fallback"]["mode"]) == ("none", "secondary")


def test_dots_never_stand_alone() -> None:
    first, other = action_bar(overflow=[button("Tomorrow"), button("Never")])
    assert first["associatedInputs"] == "none" and "mode" not in first and "mode" not in first["fallback"]
    assert other["mode"] == "secondary"


@pytest.mark.parametrize(("others", "overflow"), [(3, 0), (2, 4)])
def test_more_buttons_than_can_be_shown_are_a_mistake(others: int, overflow: int) -> None:
    with pytest.raises(ValueError, match="too many buttons"):
        action_bar(primary=button("a"), others=[button("b")] * others, overflow=[button("c")] * overflow)


def test_a_text_button_shows_the_first_part_of_its_name() -> None:
    made = text_button(execute(button("Change: Proposal drafting")))
    assert made["items"][0]["text"] == "Change"
    assert made["selectAction"]["title"] == "Change: Proposal drafting"


def test_a_disclosure_turns_its_arrow() -> None:
    head, hidden = disclosure("plan", "Plan", "140 people", [text("Tax first")])
    both = walk({"type": "Container", "items": [head, hidden]})
    shown = {one.node["id"]: not one.hidden for one in both if "id" in one.node}
    assert shown == {"plan": False, "plan_down": True, "plan_up": False}
    assert sorted(head["selectAction"]["targetElements"]) == sorted(shown)


def test_what_is_wrong_stands_right_below_the_input() -> None:
    asked = text_input("v", "Days", max_length=9, error="A number", value="2,9,1")
    assert field(asked, None) == [asked]
    assert field(asked, "Too many digits.")[1]["text"] == "✕ Too many digits."


def test_a_panel_without_interval_or_baseline_claims_neither() -> None:
    bare = number_panel(name="Days", value="Unknown", remark="No baseline.")
    texts = [one.node["text"] for one in walk(bare) if one.kind == "TextBlock"]
    assert texts == ["Days", "Unknown", "No baseline."]
    same = Scale(baseline=Decimal(4), target=Decimal(4), now=None)
    no_way = number_panel(name="a", value="b", ruler_=Ruler(scale=same, alt="c"))
    assert "Image" not in [one.kind for one in walk(no_way)]


def test_a_person_filled_in_keeps_their_name() -> None:
    assert people_input("p", "Who", known=[("oid", "Dana")])["choices"] == [{"title": "Dana", "value": "oid"}]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_tiles_stand_two_in_a_row_of_equal_columns_whatever_their_words(count: int) -> None:
    made = tiles([("x" * 9 * n, str(n), "y") for n in range(1, count + 1)])
    rows = [row["columns"] for row in made if row["type"] == "ColumnSet"]
    assert [len(row) for row in rows] == [2] * (count // 2) + [1] * (count % 2)
    assert {column["width"] for row in rows for column in row} == {"stretch"}
    seconds = [row[1] for row in rows if len(row) == 2]
    below = [one for one in made if one["type"] == "Container"]
    assert [one["items"] for one in below] == [column["items"][0]["items"] for column in seconds]
    assert {one["targetWidth"] for one in seconds} <= {"atLeast:Narrow"}
    assert {one["targetWidth"] for one in below} <= {"VeryNarrow"}


def test_a_source_whose_icon_is_unknown_is_not_indented() -> None:
    made = number_panel(name="Days", value="3 days", sources=(("Database", "Measured · PSA"),))
    (icons,) = [seen.node for seen in walk(card([text("x", heading=True), made], fallback_text="x"))
                if seen.kind == "Column" and seen.node["items"][0]["type"] == "Icon"]
    assert icons["width"] == "auto" and icons["items"][0]["fallback"] == "drop"
