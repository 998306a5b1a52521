"""Microsoft's models know every key and every value our builder writes."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.cards.oracle import oracle
from tests.cards.samples import SAMPLES
from tests.cards.walk import walk


@pytest.mark.parametrize("name", SAMPLES)
def test_the_models_know_every_key_and_value(name: str) -> None:
    assert oracle(SAMPLES[name]) == []


def first(card: dict[str, Any], kind: str) -> Any:
    return next(one.node for one in walk(card) if one.kind == kind)


@pytest.mark.parametrize("spoil", [
    lambda c: first(c, "TextBlock").update(wrp=True),
    lambda c: first(c, "TextBlock").update(size="Huge"),
    lambda c: first(c, "Badge").update(style="Grey"),
    lambda c: first(c, "Icon").update(size="tiny"),
    lambda c: first(c, "Action.Execute").update(mode="tertiary"),
    lambda c: first(c, "Container").update(targetWidth="Tiny"),
    lambda c: first(c, "Input.Text").update(maxLength="many"),
    lambda c: first(c, "Image").update(type="Picture"),
])  # fmt: skip
def test_a_slip_of_the_pen_is_found(spoil: Callable[[dict[str, Any]], object]) -> None:
    spoilt = copy.deepcopy(SAMPLES["check_in"])
    spoil(spoilt)
    assert oracle(spoilt)
