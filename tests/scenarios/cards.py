"""A card the way its reader meets it: words to read, inputs to fill, buttons to press by what stands on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cards.twin import twin

Node = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One Action.Execute, and the inputs a client sends with it: those of its own card and of the cards around that."""

    action: Node
    inputs: Mapping[str, Node]

    def execute(self, fill: Mapping[str, str]) -> Node:
        """The `value` of the invoke: verb, the button's data and the inputs, merged into one object as Teams does it."""
        action = {key: self.action[key] for key in ("type", "verb", "title") if key in self.action}
        return {"action": action | {"data": self.action["data"] | self._filled(fill)}, "trigger": "manual"}

    def submit(self, fill: Mapping[str, str]) -> Node:
        """The `value` of the message an old client sends: it draws the fallback, an Action.Submit."""
        fallback = self.action["fallback"]
        assert fallback["type"] == "Action.Submit"
        return dict(fallback["data"] | self._filled(fill))

    def _filled(self, fill: Mapping[str, str]) -> dict[str, str]:
        if self.action.get("associatedInputs") == "none":
            assert not fill, "this button sends no inputs"
            return {}
        kept = {id: str(node.get("value", "")) for id, node in self.inputs.items()}
        return kept | {self._id(name): value for name, value in fill.items()}

    def _id(self, name: str) -> str:
        """The input of this id, or the only one whose id ends with it ("value" of "i-1a2b.value")."""
        ids = [id for id in self.inputs if id == name or id.endswith(f".{name}")]
        assert len(ids) == 1, f"{name!r} fits {ids} of {list(self.inputs)}"
        return ids[0]


def buttons(card: Node) -> dict[str, Button]:
    """All buttons by title, those in forms that open in place included."""
    return {button.action["title"]: button for button in _buttons(card, {})}


def _buttons(card: Node, around: Mapping[str, Node]) -> Iterator[Button]:
    seen = list(_inside(card))
    inputs = {**around, **{node["id"]: node for node in seen if node["type"].startswith("Input.")}}
    for node in seen:
        if node["type"] == "Action.Execute":
            yield Button(action=node, inputs=inputs)
        elif node["type"] == "Action.ShowCard":
            yield from _buttons(node["card"], inputs)


def _inside(node: Any) -> Iterator[Node]:
    """The elements and actions of a card without the forms that open in it, and without what stands in for them."""
    if isinstance(node, list):
        for one in node:
            yield from _inside(one)
    elif isinstance(node, dict):
        if "type" in node:
            yield node
        for key, value in node.items():
            if key not in ("card", "fallback", "data"):
                yield from _inside(value)


def words(card: Node) -> str:
    """Everything that can be read on it."""
    return twin(card)
