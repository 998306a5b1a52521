"""Detail on demand: the whole row opens and closes it, and its arrow turns. No server is asked."""

from collections.abc import Sequence

from cards.buttons import toggle_visibility
from cards.elements import Element, Spacing, column, column_set, container, text
from cards.marks import icon

OPENS, CLOSES = "▾", "▴"


def disclosure(
    id: str,
    title: str,
    sub: str,
    items: Sequence[Element],
    *,
    separator: bool = True,
    spacing: Spacing = "Small",
) -> list[Element]:
    """A row with `title` and `sub` that shows and hides `items`. `id` is unique on the card. Below the border of a panel it
    needs no `separator`: the two would look like one doubled line (seen).

    Put no required input inside: hidden, it would block the submit unseen.
    """
    opens, closes = f"{id}_down", f"{id}_up"
    arrows = [_arrow("ChevronDown", OPENS, opens), _arrow("ChevronUp", CLOSES, closes)]
    head = column_set(
        [
            column([text(title, bold=True, size="Small"), text(sub, subtle=True, size="Small", spacing="None")]),
            column(arrows, width="auto", valign="Center"),
        ],
        action=toggle_visibility(f"{title} {sub}", [id, opens, closes]),
        separator=separator,
        spacing=spacing,
    )
    return [head, container(items, id=id, visible=False, spacing="Small")]


def _arrow(name: str, symbol: str, id: str) -> Element:
    return container([icon(name, symbol=symbol)], id=id, visible=symbol == OPENS)
