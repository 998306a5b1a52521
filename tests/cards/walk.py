"""Every object of a card with where it stands, for the checks of this folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

Node = Mapping[str, Any]
WIDTHS = ("VeryNarrow", "Narrow", "Standard", "Wide")
_CHILDREN = ("body", "items", "columns", "rows", "cells", "actions", "card", "selectAction", "layouts", "choices.data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One object. `hidden`: behind a toggle. `stands_in_for`: in the fallback of that type. `pressable`: in a button."""

    path: str
    node: Node
    hidden: bool = False
    stands_in_for: str | None = None
    pressable: bool = False
    depth: int = 0
    """How many ShowCards it is in."""

    @property
    def kind(self) -> str:
        return str(self.node.get("type", ""))


def walk(card: Node) -> list[Seen]:
    """The card, its elements, actions, layouts and fallbacks, from the outside in."""
    return list(_walk(Seen(path="card", node=card)))


def _walk(seen: Seen) -> Iterator[Seen]:
    seen = replace(
        seen,
        hidden=seen.hidden or seen.node.get("isVisible") is False,
        pressable=seen.pressable or "selectAction" in seen.node,
    )
    yield seen
    for key in _CHILDREN:
        child = seen.node.get(key)
        for number, inner in enumerate(child if isinstance(child, list) else [child]):
            if isinstance(inner, Mapping) and "type" in inner:
                depth = seen.depth + (key == "card")
                yield from _walk(replace(seen, path=f"{seen.path}.{key}[{number}]", node=inner, depth=depth))
    fallback = seen.node.get("fallback")
    if isinstance(fallback, Mapping):
        yield from _walk(replace(seen, path=f"{seen.path}.fallback", node=fallback, stands_in_for=seen.kind))


def fits(target: object, width: str) -> bool:
    """Teams' rule for targetWidth."""
    if target is None:
        return True
    bound, _, step = str(target).rpartition(":")
    here, there = WIDTHS.index(width), WIDTHS.index(step)
    return here >= there if bound == "atLeast" else here <= there if bound == "atMost" else here == there


def at_width(node: Any, width: str) -> Any:
    """The card as it is at one width: what is not shown there is cut out."""
    if isinstance(node, list):
        return [at_width(inner, width) for inner in node if not _cut(inner, width)]
    if isinstance(node, Mapping):
        return {key: at_width(inner, width) for key, inner in node.items()}
    return node


def _cut(node: Any, width: str) -> bool:
    return isinstance(node, Mapping) and not fits(node.get("targetWidth"), width)
