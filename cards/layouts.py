"""How elements stand beside each other: flowing tiles, and a table. Clients that know none of it stack them."""

from collections.abc import Sequence

from cards.elements import Element, node, text


def flow(*, min_item_px: int | None = None, centred: bool = False) -> Element:
    """Items in rows, wrapping. With `min_item_px` they share the width evenly (tiles: 140)."""
    return node(
        "Layout.Flow",
        itemFit="Fit" if min_item_px is None else "Fill",
        minItemWidth=None if min_item_px is None else f"{min_item_px}px",
        columnSpacing="Medium" if min_item_px is None else "Small",
        rowSpacing="None" if min_item_px is None else "Small",
        horizontalItemsAlignment="Left",
        verticalItemsAlignment="Center" if centred else None,
    )


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Sequence[Element]]],
    *,
    weights: Sequence[int],
) -> Element:
    """Rows of cells (each a list of elements) under `heads`, shown only on wide cards: draw rows for the others."""
    head = [_cell([text(words, size="Small", subtle=True)]) for words in heads]
    body = [[_cell(cell) for cell in row] for row in rows]
    return node(
        "Table",
        columns=[{"width": weight} for weight in weights],
        rows=[node("TableRow", cells=cells) for cells in [head, *body]],
        verticalCellContentAlignment="Center",
        firstRowAsHeaders=True,
        showGridLines=False,
        spacing="Small",
        targetWidth="Wide",
    )


def _cell(items: Sequence[Element]) -> Element:
    return node("TableCell", items=list(items))
