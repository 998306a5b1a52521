"""Whatever people type into names and remarks, a card is small enough to be delivered."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.fit import MOST_BYTES, cut_to_fit, size
from cards.markup import closed, markdown_escape
from cards.render import render
from tests.cards.every import SAMPLES
from tests.cards.lint import lint
from tests.cards.test_fullest_g import ROCKET

_LONG = {"note": 500, "reason": 600, "remark": 600, "text": 300, "name": 80, "sponsor": 100, "by": 100, "owner": 100}
READ = {"audit_gaps_fullest", "digest_full", "map_fullest", "opportunity_extreme", "portfolio", "record_pairs"}
"""Samples of cards that list much of what people named and said."""


def widest(view: Any, field: str = "") -> Any:
    """The view with names and remarks as long as they may be, in signs of four bytes."""
    if isinstance(view, tuple):
        return tuple(widest(one, field) for one in view)
    if is_dataclass(view) and not isinstance(view, type):
        return replace(view, **{one.name: widest(getattr(view, one.name), one.name) for one in fields(view)})
    plain = isinstance(view, str) and not isinstance(view, Enum)
    return ROCKET * _LONG[field] if plain and view and field in _LONG else view


@pytest.mark.parametrize("name", sorted(READ))
def test_a_card_full_of_the_widest_names_and_remarks_is_delivered(name: str) -> None:
    card = render(widest(SAMPLES[name]), "de").card
    assert size(card) <= MOST_BYTES and lint(card) == []


@pytest.mark.parametrize(("begun", "whole"), [
    ("Target **4.2 da", "Target **4.2 da**"), ("**Roadmap.*", "**Roadmap.**"), ("Type *check i", "Type *check i*"),
    ("Target **", "Target "), ("*a* and **b**", "*a* and **b**"), ("By \u2068\u05d0", "By \u2068\u05d0\u2069"),
])  # fmt: skip
def test_what_is_cut_in_two_is_closed_again(begun: str, whole: str) -> None:
    assert closed(begun) == whole


@given(st.lists(st.text(max_size=400).map(markdown_escape), min_size=1, max_size=120), st.text(max_size=90))
def test_only_words_are_cut_and_only_where_the_card_is_too_large(words: list[str], held: str) -> None:
    body = [{"type": "TextBlock", "text": said} for said in words]
    card = {"type": "AdaptiveCard", "body": [*body, {"type": "Input.Text", "id": "x", "value": held, "label": "y"}]}
    made = cut_to_fit(card)
    assert made is card if size(card) <= MOST_BYTES else size(made) <= MOST_BYTES
    for was, now in zip(body, made["body"], strict=False):
        assert now["text"] == was["text"] or now["text"].endswith("…")
        assert now["text"].count("\u2068") == now["text"].count("\u2069")
    assert made["body"][-1] == card["body"][-1]
