"""The plain-text twin has what the card has, in the order it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.buttons import action_bar, toggle_visibility
from cards.components import header, row
from cards.disclosure import disclosure
from cards.elements import card, fact_set, text
from cards.inputs import choice_input
from cards.looks import DUE, Chip
from cards.markup import markdown_escape
from cards.render import LONGEST_SAMPLE, render, sample
from cards.twin import twin
from tests.cards import views_g
from tests.cards.lint import visible
from tests.cards.samples import SAMPLES, button


def lines(*body: dict[str, object]) -> list[str]:
    return twin(card(body, fallback_text="x")).split("\n")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_visible_word_of_every_sample_is_in_its_twin(name: str) -> None:
    said = " ".join(twin(SAMPLES[name]).split())
    shown = [" ".join(part.split()) for part in visible(SAMPLES[name])]
    assert shown
    rows_when_narrow = "22% fewer tickets · gate 12. Dez"  # the table says it in two cells
    assert [part for part in shown if part not in said and part != rows_when_narrow] == []


def test_blocks_are_apart_and_lines_of_a_row_together() -> None:
    made = [*header(eyebrow="Gate", title="Drafts", sub="Day 68", mark=Chip(look=DUE, word="Due")), row("A", sub="b")]
    assert lines(*made) == ["Gate  ◆ Due", "Drafts", "Day 68", "", "A", "b"]


def test_a_hidden_detail_is_written_out_and_its_arrows_are_not() -> None:
    assert lines(*disclosure("plan", "Plan", "140 people", [text("Tax first")])) == ["Plan", "140 people", "Tax first"]


def test_choices_say_which_is_chosen() -> None:
    choices = [("a", "On track"), ("b", "At risk")]
    assert lines(choice_input("o", "Outlook", choices, required=True, error="Choose", value="b")) == [
        "Outlook *", "  ( ) On track", "  (x) At risk",
    ]  # fmt: skip


def test_buttons_stand_on_one_line_in_their_order() -> None:
    actions = action_bar(primary=button("Save"), others=[toggle_visibility("More", ["m"])], overflow=[button("Later")])
    assert twin(card([text("Hello")], actions=actions, fallback_text="x")) == "Hello\n\n[Save] [More] [Later]"


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="\u2217\u02cb"), min_size=1))
def test_what_people_typed_is_in_the_twin_as_they_typed_it(typed: str) -> None:
    escaped = markdown_escape(typed)
    assert lines(text(escaped), fact_set([("Note", escaped)])) == [typed, f"Note: {typed}"]


def test_a_sample_ends_with_a_whole_sentence_and_says_that_it_goes_on() -> None:
    shown = sample(views_g.SAMPLES["decision"], "en")
    whole = render(views_g.SAMPLES["decision"], "en").text
    assert len(whole) > LONGEST_SAMPLE >= len(shown.removesuffix("\u00a0…"))
    assert shown.endswith("\u00a0…") and whole.startswith(shown.removesuffix("\u00a0…"))
    follows = whole[len(shown) - 2 :]
    assert follows.startswith("\n") or shown[-3] in ".!?"
    short = render(views_g.SAMPLES["channel_done"], "en").text
    assert len(short) <= LONGEST_SAMPLE and sample(views_g.SAMPLES["channel_done"], "en") == short
