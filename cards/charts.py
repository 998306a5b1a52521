"""Charts, each with the same numbers as text: phones have no charts (seen: the public mobile renderer knows none)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cards.elements import Element, Spacing, fact_set, node

ChartColour = Literal["good", "warning", "attention", "neutral", "categoricalBlue", "categoricalPurple"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value of a chart. `shown` is the value in words, for the text that stands in for the chart."""

    label: str
    value: Decimal
    shown: str
    colour: ChartColour


def chart_horizontal_bar(title: str, bars: Sequence[Bar], *, spacing: Spacing | None = None) -> Element:
    """One bar per value. `title` is read by screen readers only; put a visible line above the chart."""
    return node(
        "Chart.HorizontalBar",
        title=title,
        displayMode="AbsoluteNoAxis",
        data=[{"x": bar.label, "y": float(bar.value), "color": bar.colour} for bar in bars],
        spacing=spacing,
        fallback=as_text(bars),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a chart: its points by the label below them, and the same in words."""

    label: str
    points: Sequence[tuple[str, Decimal]]
    shown: str
    colour: ChartColour


def chart_line(title: str, lines: Sequence[Line], *, spacing: Spacing | None = None) -> Element:
    """Lines over the same labels. A point that is not known is left out: no line is drawn down to zero for it."""
    return node(
        "Chart.Line",
        title=title,
        data=[
            {"legend": line.label, "color": line.colour, "values": [{"x": x, "y": float(y)} for x, y in line.points]}
            for line in lines
        ],
        spacing=spacing,
        fallback=fact_set([(line.label, line.shown) for line in lines]),
    )


def as_text(bars: Sequence[Bar]) -> Element:
    """Every value of a chart as facts."""
    return fact_set([(bar.label, bar.shown) for bar in bars])
