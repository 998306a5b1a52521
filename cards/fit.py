"""A card must stay under 28,000 bytes: beyond about that, Teams' older paths refuse it (CARDS, section 3)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cards.elements import Element
from cards.markup import closed

MOST_BYTES = 28_000


def size(card: Element) -> int:
    """Bytes of the card as it is sent."""
    return len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())


_SAID = frozenset({"text", "title", "altText", "fallbackText"})
"""What is shown, or read out. What an input asks and holds, and what a button carries, is never cut."""
_CUTS = (600, 300, 150, 100, 70, 50, 30)
"""Bytes of one text, as little cut as is needed."""


def cut_to_fit(card: Element) -> Element:
    """The card itself where it is small enough; else with the longest of its texts cut, each ending in a sign that it goes
    on. Only names and remarks in signs of many bytes come to that, and each is whole on the card it is the subject of."""
    made = card
    for most in _CUTS:
        if size(made) <= MOST_BYTES:
            break
        made = _cut(card, most)
    return made


def _cut(node: Any, most: int) -> Any:
    if isinstance(node, Mapping):
        return {
            key: _shorter(value, most) if key in _SAID and isinstance(value, str)
            else value if key == "data" else _cut(value, most)
            for key, value in node.items()
        }  # fmt: skip
    return [_cut(one, most) for one in node] if isinstance(node, list) else node


def _shorter(words: str, most: int) -> str:
    said = words.encode()
    return words if len(said) <= most else closed(said[:most].decode(errors="ignore").rstrip()) + "…"


def fitting(variants: Iterable[Element]) -> Element:
    """The first variant that fits; the last one when none does. Order them from the richest to the barest.

    Raises ValueError when there is no variant at all.
    """
    made: Element | None = None
    for made in variants:
        if size(made) <= MOST_BYTES:
            break
    if made is None:
        raise ValueError("nothing to choose from")
    return made
