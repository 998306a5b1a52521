"""Looking at a card the way a person does: what it asks, what its buttons would do, what stands below an input."""

from collections.abc import Iterator
from typing import Any

from cards.decoding import decode
from cards.markup import unescape
from cards.verbs import Press
from tests.cards.walk import Node, walk


def inputs(card: Node) -> dict[str, Node]:
    """Every input by id, those in opened forms included."""
    return {one.node["id"]: one.node for one in walk(card) if one.kind.startswith("Input.")}


def presses(card: Node) -> dict[str, Press]:
    """What each button asks for, by its title, as the server reads it."""
    found = {}
    for one in walk(card):
        if one.kind == "Action.Execute":
            action = {key: one.node[key] for key in ("type", "verb", "data", "title")}
            found[one.node["title"]] = decode({"action": action})[0]
    return found


def primary(card: Node) -> list[str]:
    """The titles of the coloured buttons of the card itself; those inside its forms are not among them."""
    return [action["title"] for action in card.get("actions", []) if action.get("style") == "positive"]


def forms(card: Node) -> dict[str, Node]:
    """The small forms that open in place, by their button's title."""
    return {action["title"]: action["card"] for action in card.get("actions", []) if action["type"] == "Action.ShowCard"}


def below(card: Node, id: str) -> str:
    """The text right below an input, empty when something else stands there."""
    for siblings in _lists(card):
        for element, following in zip(siblings, [*siblings[1:], {}], strict=True):
            if element.get("id") == id and element["type"].startswith("Input."):
                return unescape(following.get("text", ""))
    raise LookupError(id)


def chip(card: Node) -> str:
    """The word of the chip beside the title."""
    return next(str(one.node["text"]) for one in walk(card) if one.kind == "Badge")


def _lists(node: Any) -> Iterator[list[dict[str, Any]]]:
    for one in walk(node):
        for key in ("body", "items"):
            if isinstance(one.node.get(key), list):
                yield one.node[key]
