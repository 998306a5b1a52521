"""Facts as pairs of title and value: two columns, or one below the other where two would push words off the card (seen)."""

from collections.abc import Sequence

from cards.elements import Element, container, fact_set, text


def pairs(facts: Sequence[tuple[str, str]]) -> list[Element]:
    """The facts, arranged for wide and for very narrow cards; a plain-text reader gets them once."""
    stacked: list[Element] = []
    for title, value in facts:
        stacked.append(text(title, bold=True, size="Small", spacing="Small"))
        stacked.append(text(value, size="Small", spacing="None"))
    return [
        container([fact_set(facts)], spacing="Medium", target_width="atLeast:Narrow"),
        container(stacked, spacing="Medium", target_width="VeryNarrow"),
    ]
