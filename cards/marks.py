"""Badge, Icon and Image: newer than 1.5 or pictures, so each brings what stands in for it."""

from typing import Literal

from cards.elements import Align, Element, Spacing, node, text

BadgeStyle = Literal["Subtle", "Accent", "Good", "Warning", "Attention"]
IconSize = Literal["xSmall", "Small", "Standard", "Large"]
IconColour = Literal["Default", "Accent", "Good", "Warning", "Attention"]


def badge(
    word: str,
    *,
    style: BadgeStyle,
    icon: str,
    symbol: str,
    size: Literal["Large"] | None = None,
    align: Align | None = None,
) -> Element:
    """A chip. Clients without Badge draw "symbol word" instead; red words only where somebody must act."""
    return node(
        "Badge",
        text=word,
        style=style,
        appearance="Tint",
        size=size,
        icon=icon,
        horizontalAlignment=align,
        fallback=text(f"{symbol} {word}", bold=True, size="Small", colour=_act_now(style)),
    )


def icon(
    name: str,
    *,
    symbol: str | None,
    colour: IconColour = "Default",
    size: IconSize = "xSmall",
    filled: bool = False,
    align: Align | None = None,
) -> Element:
    """A Fluent icon. `symbol` is drawn where icons are unknown; None: the words beside it say the same."""
    return node(
        "Icon",
        name=name,
        size=size,
        color=None if colour == "Default" else colour,
        style="Filled" if filled else None,
        horizontalAlignment=align,
        fallback="drop" if symbol is None else text(symbol, size="Small", colour=_act_now(colour)),
    )


def image(url: str, *, alt: str, spacing: Spacing | None = None) -> Element:
    """A picture over the whole width; `alt` says what it shows, in words."""
    return node("Image", url=url, altText=alt, size="Stretch", spacing=spacing)


def _act_now(colour: str) -> Literal["Attention"] | None:
    return "Attention" if colour == "Attention" else None


def progress(percent: int) -> Element:
    """How far along something is. Say the same in words beside it: where bars are unknown nothing is drawn."""
    return node("ProgressBar", value=percent, max=100, spacing="Small", fallback="drop")
