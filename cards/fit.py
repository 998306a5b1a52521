"""A card must stay under 28,000 bytes: beyond about that, Teams' older paths refuse it (CARDS, section 3)."""

import json
from collections.abc import Iterable

from cards.elements import Element

MOST_BYTES = 28_000


def size(card: Element) -> int:
    """Bytes of the card as it is sent."""
    return len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())


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
