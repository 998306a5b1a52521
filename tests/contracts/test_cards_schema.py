"""What a client of plain Adaptive Cards draws is valid by the official schema."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.cards.samples import SAMPLES
from tests.cards.schema import FILE, MISSING, schema
from tests.cards.walk import walk

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=MISSING)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_official_schema_accepts_every_element(name: str) -> None:
    assert schema(SAMPLES[name]) == []


def first(card: dict[str, Any], kind: str) -> Any:
    return next(one.node for one in walk(card) if one.kind == kind)


@pytest.mark.parametrize("spoil", [
    lambda c: first(c, "TextBlock").update(wrp=True),
    lambda c: first(c, "TextBlock").pop("text"),
    lambda c: first(c, "Input.Text").pop("id"),
    lambda c: first(c, "Badge")["fallback"].update(weight="Heavy"),
    lambda c: first(c, "Action.Execute").update(style="loud"),
])  # fmt: skip
def test_a_slip_of_the_pen_is_found(spoil: Callable[[dict[str, Any]], object]) -> None:
    spoilt = copy.deepcopy(SAMPLES["check_in"])
    spoil(spoilt)
    assert schema(spoilt)
