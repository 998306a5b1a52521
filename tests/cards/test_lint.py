"""The product's rules find each fault when it is put into a card that has none."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.cards.lint import RULES, lint
from tests.cards.samples import SAMPLES
from tests.cards.walk import fits, walk


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_may_be_sent(name: str) -> None:
    assert lint(SAMPLES[name]) == []


def first(card: dict[str, Any], kind: str, **having: object) -> dict[str, Any]:
    """The first object of a type, to be spoilt."""
    found = [one.node for one in walk(card) if one.kind == kind and having.items() <= one.node.items()]
    assert found and isinstance(found[0], dict)
    return found[0]


def hide_required(card: dict[str, Any]) -> None:
    card["body"][-1] = {"type": "Container", "isVisible": False, "items": [first(card, "Input.ChoiceSet")]}


def two_primaries(card: dict[str, Any]) -> None:
    card["actions"][1]["style"] = card["actions"][1]["fallback"]["style"] = "positive"


def more_visible(card: dict[str, Any]) -> None:
    for action in card["actions"]:
        for one in (action, action["fallback"]):
            one.pop("mode", None)


def sends_from_overflow(card: dict[str, Any]) -> None:
    for one in (card["actions"][-1], card["actions"][-1]["fallback"]):
        del one["associatedInputs"]


FAULTS: dict[str, tuple[str, str, Callable[[dict[str, Any]], object]]] = {
    "another version": ("frame", "check_in", lambda c: c.update(version="1.6")),
    "no fallback text": ("frame", "check_in", lambda c: c.pop("fallbackText")),
    "too big": ("size", "check_in", lambda c: first(c, "TextBlock").update(text="ä" * 14_000)),
    "a chip without fallback": ("fallback", "check_in", lambda c: first(c, "Badge").pop("fallback")),
    "an icon with an id": ("fallback", "gate", lambda c: first(c, "Icon").update(id="i")),
    "a chart at one width": ("fallback", "digest", lambda c: first(c, "Chart.HorizontalBar").update(targetWidth="Wide")),
    "a line below a border": (
        "doubled", "digest", lambda c: c["body"].insert(0, {"type": "Container", "showBorder": True, "items": []})
        or c["body"][1].update(separator=True, spacing="Small")),
    "no submit for old clients": ("execute", "check_in", lambda c: first(c, "Action.Execute").pop("fallback")),
    "another revision for old clients": (
        "execute", "check_in", lambda c: first(c, "Action.Submit")["data"]["ph"].update(rev=4)),
    "another verb for old clients": (
        "execute", "check_in", lambda c: first(c, "Action.Submit")["data"]["ph"].update(verb="gate.open")),
    "another title for old clients": ("execute", "check_in", lambda c: first(c, "Action.Submit").update(title="Go")),
    "an input without label": ("inputs", "check_in", lambda c: first(c, "Input.Text").pop("label")),
    "an input without id": ("inputs", "check_in", lambda c: first(c, "Input.Text").pop("id")),
    "required without its sentence": ("inputs", "check_in", lambda c: first(c, "Input.ChoiceSet").pop("errorMessage")),
    "an input named like our key": ("inputs", "check_in", lambda c: first(c, "Input.Text").update(id="ph")),
    "required and hidden": ("inputs", "check_in", hide_required),
    "a text without limit": ("inputs", "check_in", lambda c: first(c, "Input.Text").pop("maxLength")),
    "two primary buttons": ("buttons", "check_in", two_primaries),
    "four visible buttons": ("buttons", "check_in", more_visible),
    "the overflow sends the form": ("buttons", "check_in", sends_from_overflow),
    "an id twice": ("targets", "check_in", lambda c: first(c, "Input.Text").update(id="INIT-017.outlook")),
    "an id twice in two forms": ("targets", "gate", lambda c: first(c, "Input.Date").update(id="Retire.on")),
    "nothing to open": ("targets", "gate", lambda c: first(c, "Container", id="scale").pop("id")),
    "four columns": ("columns", "gate", lambda c: first(c, "ColumnSet")["columns"].extend([first(c, "Column")] * 2)),
    "a wide column": ("columns", "gate", lambda c: first(c, "Column", width="20px").update(width="60px")),
    "a wide table when narrow": ("columns", "digest", lambda c: first(c, "Table").pop("targetWidth")),
    "a text that is cut off": ("words", "check_in", lambda c: first(c, "TextBlock").pop("wrap")),
    "choices that are cut off": ("words", "check_in", lambda c: first(c, "Input.ChoiceSet").pop("wrap")),
    "an empty text": ("words", "check_in", lambda c: first(c, "TextBlock").update(text=" ")),
    "a picture without words": ("words", "check_in", lambda c: first(c, "Image").pop("altText")),
    "a picture on an address": ("words", "check_in", lambda c: first(c, "Image").update(url="https://x.example/a.png")),
    "no heading": ("heading", "check_in", lambda c: first(c, "TextBlock", style="heading").pop("style")),
    "two headings": ("heading", "check_in", lambda c: first(c, "TextBlock").update(style="heading")),
    "red words": ("colour", "check_in", lambda c: first(c, "TextBlock").update(color="Attention")),
    "words that look like a button": ("colour", "check_in", lambda c: first(c, "TextBlock").update(color="Accent")),
    "a red icon and nothing else": ("colour", "gate", lambda c: first(c, "Icon", color="Attention").update(fallback="drop")),
    "a chip without its word": ("colour", "check_in", lambda c: first(c, "Badge").update(text="")),
    "a red box and nothing else": (
        "colour", "check_in", lambda c: first(c, "Container", style="attention").update(items=[first(c, "TextBlock")])),
    "a chart without title": ("charts", "digest", lambda c: first(c, "Chart.HorizontalBar").pop("title")),
    "a chart whose text says less": (
        "charts", "digest", lambda c: first(c, "Chart.HorizontalBar")["fallback"]["facts"].pop()),
    "a row with another name": (
        "names", "gate", lambda c: first(c, "Action.ToggleVisibility").update(title="Open")),
    "a row that only narrow cards have": (
        "twin", "digest", lambda c: first(c, "Container", targetWidth="atMost:Standard")["items"].append(
            {"type": "TextBlock", "text": "Elsewhere", "wrap": True})),
    "a word only when narrow": (
        "twin", "rows", lambda c: first(c, "Container", targetWidth="VeryNarrow")["items"][0].update(text="Elsewhere")),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_rule(fault: str) -> None:
    rule, name, spoil = FAULTS[fault]
    spoilt = copy.deepcopy(SAMPLES[name])
    spoil(spoilt)
    assert rule in {found.split(":")[0] for found in lint(spoilt)}


def test_every_rule_has_a_fault_that_proves_it() -> None:
    assert {rule for rule, _, _ in FAULTS.values()} == {rule.__name__.strip("_") for rule in RULES}


@pytest.mark.parametrize(("target", "width", "shown"), [
    (None, "Wide", True), ("Wide", "Wide", True), ("Wide", "Standard", False), ("atLeast:Narrow", "VeryNarrow", False),
    ("atLeast:Narrow", "Wide", True), ("atMost:Standard", "Wide", False), ("atMost:Standard", "Narrow", True),
])  # fmt: skip
def test_widths_are_read_as_teams_reads_them(target: str | None, width: str, shown: bool) -> None:
    assert fits(target, width) is shown
