"""The number panel: one number, what it was, what it should be, and where it comes from."""

from dataclasses import dataclass

from cards.components import beside, panel
from cards.elements import Element, column, column_set, container, text
from cards.layouts import flow
from cards.looks import Chip
from cards.marks import icon, image
from cards.ruler import Scale, ruler


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """A scale and its description in words, for who cannot see it."""

    scale: Scale
    alt: str


def number_panel(
    *,
    name: str,
    value: str,
    change: str | None = None,
    interval: str | None = None,
    mark: Chip | None = None,
    ruler_: Ruler | None = None,
    baseline: str | None = None,
    target: str | None = None,
    sources: tuple[tuple[str, str], ...] = (),
    remark: str | None = None,
) -> Element:
    """The panel, from lines that are ready to read; every line but name and value may be missing.

    `value` with its unit; `change` against the baseline; `interval` only with observations behind it; `sources` are
    (icon name, "Measured · PSA time entries, 31 Oct 2026") lines; `remark` says what cannot be claimed, and why.
    """
    head = text(name, bold=True, size="Small")
    made = [beside([head], mark) if mark else head, _value(value, change, interval)]
    picture = ruler(ruler_.scale) if ruler_ else None
    if ruler_ is not None and picture is not None:
        made.append(image(picture, alt=ruler_.alt, spacing="Small"))
    if baseline is not None or target is not None:
        made.append(_ends(baseline, target))
    if remark is not None:
        made.append(text(remark, size="Small", spacing="Small"))
    made += [_source(icon_name, words) for icon_name, words in sources]
    return panel(made)


def _value(value: str, change: str | None, interval: str | None) -> Element:
    number = text(value, size="ExtraLarge", bold=True)
    beside = [text(change, bold=True)] if change is not None else []
    if interval is not None:
        beside.append(text(interval, subtle=True, size="Small", spacing="None"))
    items = [number, container(beside)] if beside else [number]
    return container(items, layout=flow(centred=True) if beside else None, spacing="ExtraSmall")


def _ends(baseline: str | None, target: str | None) -> Element:
    ends = [column([text(baseline, size="Small")])] if baseline is not None else []
    if target is not None:
        ends.append(column([text(target, size="Small", align="Right" if ends else None)]))
    return column_set(ends, spacing="ExtraSmall")


def _source(icon_name: str, words: str) -> Element:
    return column_set(
        [
            column([icon(icon_name, symbol=None)], width="auto", valign="Center"),  # no icon, no gap
            column([text(words, subtle=True, size="Small")], spacing="ExtraSmall"),
        ],
        spacing="Small",
    )
