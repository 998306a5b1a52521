"""Adaptive Card elements as plain dicts, one function each (docs/adr: cards are dicts).

Version 1.5 is the most Teams takes from a bot. Elements newer than that (Badge, Icon, Chart.*) get their
fallback here, by construction. Such an element loses id, isVisible and targetWidth when its fallback is drawn (seen), so
the functions that make one do not take them: wrap it in a `container` that does. Texts are Markdown: what people typed has
been escaped before it gets here (cards/markup.py, words.Words). Badge, Icon and pictures are in cards/marks.py, inputs in
cards/inputs.py, buttons in cards/buttons.py, charts in cards/charts.py, side by side in cards/layouts.py.
"""

from collections.abc import Sequence
from typing import Any, Literal

from cards.markup import paragraphs

Element = dict[str, Any]
Spacing = Literal["None", "ExtraSmall", "Small", "Default", "Medium", "Large"]
Align = Literal["Left", "Center", "Right"]
VerticalAlign = Literal["Top", "Center", "Bottom"]
BoxStyle = Literal["default", "emphasis", "accent", "good", "attention", "warning"]
TargetWidth = Literal["VeryNarrow", "Wide", "atLeast:Narrow", "atLeast:Standard", "atMost:Standard"]

VERSION = "1.5"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


def node(kind: str, /, **fields: object) -> Element:
    """An object of the type `kind`; fields that are None are left out."""
    return {"type": kind} | {name: field for name, field in fields.items() if field is not None}


def card(
    body: Sequence[Element],
    *,
    actions: Sequence[Element] = (),
    fallback_text: str,
    full_width: bool = False,
) -> Element:
    """The card itself. `fallback_text` is what a client shows that cannot draw it."""
    made = node("AdaptiveCard", version=VERSION, fallbackText=fallback_text, body=list(body))
    made["$schema"] = SCHEMA
    if actions:
        made["actions"] = list(actions)
    if full_width:
        made["msteams"] = {"width": "Full"}
    return made


def text(
    words: str,
    *,
    size: Literal["Small", "Default", "Large", "ExtraLarge"] | None = None,
    bold: bool = False,
    subtle: bool = False,
    colour: Literal["Accent", "Attention"] | None = None,
    align: Align | None = None,
    spacing: Spacing | None = None,
    separator: bool = False,
    heading: bool = False,
) -> Element:
    """A paragraph. `heading` marks the one title of a card for screen readers."""
    return node(
        "TextBlock",
        text=paragraphs(words),
        wrap=True,
        size=size,
        weight="Bolder" if bold else None,
        isSubtle=subtle or None,
        color=colour,
        horizontalAlignment=align,
        spacing=spacing,
        separator=separator or None,
        style="heading" if heading else None,
    )


def container(
    items: Sequence[Element],
    *,
    id: str | None = None,
    visible: bool = True,
    style: BoxStyle | None = None,
    rounded: bool = False,
    border: bool = False,
    fill_height: bool = False,
    layout: Element | None = None,
    action: Element | None = None,
    spacing: Spacing | None = None,
    separator: bool = False,
    target_width: TargetWidth | None = None,
) -> Element:
    """A group, perhaps drawn as a box. `layout` is a `flow`."""
    return node(
        "Container",
        items=list(items),
        id=id,
        isVisible=None if visible else False,
        style=style,
        roundedCorners=rounded or None,
        showBorder=border or None,
        height="stretch" if fill_height else None,
        layouts=[layout] if layout else None,
        selectAction=action,
        spacing=spacing,
        separator=separator or None,
        targetWidth=target_width,
    )


def column(
    items: Sequence[Element],
    *,
    width: Literal["auto", "stretch"] | int = "stretch",
    valign: VerticalAlign | None = None,
    spacing: Spacing | None = None,
    target_width: TargetWidth | None = None,
) -> Element:
    """One column of a `column_set`. A number is a width in pixels, for icons only (at most 48)."""
    return node(
        "Column",
        width=f"{width}px" if isinstance(width, int) else width,
        items=list(items),
        verticalContentAlignment=valign,
        spacing=spacing,
        targetWidth=target_width,
    )


def column_set(
    columns: Sequence[Element],
    *,
    action: Element | None = None,
    spacing: Spacing | None = None,
    separator: bool = False,
) -> Element:
    """At most three columns side by side. `action` makes the whole row a button."""
    return node(
        "ColumnSet", columns=list(columns), selectAction=action, spacing=spacing, separator=separator or None
    )


def fact_set(facts: Sequence[tuple[str, str]], *, spacing: Spacing | None = None) -> Element:
    """Titles and values in two columns."""
    pairs = [{"title": paragraphs(title), "value": paragraphs(value)} for title, value in facts]
    return node("FactSet", facts=pairs, spacing=spacing)
