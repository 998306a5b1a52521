"""The parts every card is made of: plain strings in, elements out (CARDS, section 5).

Order on a card: header, notice, number panel, rows, disclosures, provenance or footer line, inputs, buttons.
Spacing: None inside a pair, ExtraSmall within a group, Small between rows, Medium between blocks, Large before questions.
"""

from collections.abc import Sequence
from typing import Literal

from cards.elements import BoxStyle, Element, Spacing, TargetWidth, column, column_set, container, text
from cards.looks import ERROR, GOOD, WARNING, Chip, Look, chip
from cards.marks import icon

INFO = Look(style="Accent", icon="Info", symbol="◆")
Tone = Literal["info", "good", "warning", "error"]
_NOTICES: dict[Tone, tuple[BoxStyle, Look]] = {
    "info": ("accent", INFO),
    "good": ("good", GOOD),
    "warning": ("warning", WARNING),
    "error": ("attention", ERROR),
}


def header(*, eyebrow: str, title: str, sub: str | None = None, mark: Chip | None = None) -> list[Element]:
    """Eyebrow with a chip at its right (under it on very narrow cards), the one heading, and a line of context if any."""
    line = text(eyebrow, size="Small", subtle=True)
    made = [beside([line], mark, large=True)] if mark else [line]
    made.append(text(title, size="Large", bold=True, heading=True, spacing="ExtraSmall"))
    if sub:
        made.append(text(sub, size="Small", subtle=True, spacing="ExtraSmall"))
    return made


def notice(tone: Tone, title: str, detail: str | None = None) -> Element:
    """A coloured box with an icon: what happened in bold, what follows from it below."""
    style, look = _NOTICES[tone]
    lines = [text(title, bold=True, size="Small")]
    if detail is not None:
        lines.append(text(detail, subtle=True, size="Small", spacing="None"))
    return container([_marked(look, lines)], style=style, rounded=True, spacing="Medium")


def answer(tone: Tone, title: str, detail: str) -> Element:
    """A card that is one notice: an icon, the heading, and what follows from it."""
    lines = [text(title, size="Large", bold=True, heading=True), text(detail, spacing="Small")]
    return _marked(_NOTICES[tone][1], lines, big=True)


def section(title: str, sub: str | None = None, *, separator: bool = False) -> list[Element]:
    """The title of a block, and a line that says what it is about."""
    made = [text(title, bold=True, spacing="Large", separator=separator)]
    if sub is not None:
        made.append(text(sub, size="Small", subtle=True, spacing="None"))
    return made


def row(
    name: str,
    *,
    sub: str | None = None,
    below: str | None = None,
    mark: Chip | None = None,
    link: Element | None = None,
    separator: bool = True,
    strong: bool = False,
    spacing: Spacing = "Small",
) -> Element:
    """One thing in a list: its name, up to two lines below, a chip at the right and perhaps a text button under it.

    `strong` draws the name in the size of a title within the card. `link` is an action; its title begins with the word
    that is shown, so that a voice command finds it ("Change" is shown of "Change: Proposal drafting").
    """
    lines = [text(name, bold=True, size=None if strong else "Small")]
    lines += [text(line, subtle=True, size="Small", spacing="None") for line in (sub, below) if line is not None]
    return beside(lines, mark, large=strong, link=link, separator=separator, spacing=spacing)


def mark_row(
    look: Look,
    name: str,
    *,
    detail: str | None = None,
    sub: str | None = None,
    answer: str | None = None,
) -> Element:
    """A criterion or a gap: an icon, the name, what about it, who and when; at the right a word."""
    lines = [text(name, bold=True, size="Small")]
    if detail is not None:
        lines.append(text(detail, size="Small", spacing="None"))
    if sub is not None:
        lines.append(text(sub, subtle=True, size="Small", spacing="ExtraSmall" if detail else "None"))
    right = [text(answer, bold=True, size="Small", align="Right")] if answer is not None else []
    return _marked(look, lines, right=right, spacing="Small")


def check_line(look: Look, words: str) -> Element:
    """A small icon and a few words: one point of many."""
    return column_set(
        [
            column([_icon(look)], width="auto"),
            column([text(words, size="Small")], spacing="ExtraSmall"),
        ],
        spacing="ExtraSmall",
    )


def beside(
    lines: Sequence[Element],
    mark: Chip | None,
    *,
    large: bool = False,
    link: Element | None = None,
    separator: bool = False,
    spacing: Spacing | None = None,
) -> Element:
    """Lines with a chip at the right, which moves below them on very narrow cards; a text button stays at the right."""
    left, right = list(lines), []
    if mark is not None:
        under = chip(mark, large=large, align="Left")
        left.append(container([under], target_width="VeryNarrow", spacing="ExtraSmall"))
        right.append(chip(mark, large=large, align="Right" if link else None))
    columns = [column(left)]
    if link is not None:  # it is always there, so only the chip above it may go
        kept = [container(right, target_width="atLeast:Narrow")] if right else []
        columns.append(column([*kept, text_button(link)], width="auto"))
    elif right:
        columns.append(column(right, width="auto", target_width="atLeast:Narrow"))
    return column_set(columns, separator=separator, spacing=spacing)


def text_button(action: Element) -> Element:
    """A button that looks like a link. It shows the first part of the action's title, up to ": "."""
    words = text(action["title"].split(": ")[0], colour="Accent", bold=True, size="Small", align="Right")
    return container([words], action=action)


def panel(items: Sequence[Element], *, spacing: Spacing = "Medium") -> Element:
    """The bordered grey box for detail."""
    return container(items, style="emphasis", rounded=True, border=True, spacing=spacing)


def box(title: str, items: Sequence[Element]) -> Element:
    """A coloured box with a title: what needs a decision."""
    return container([text(title, bold=True, size="Small"), *items], style="accent", rounded=True, spacing="Medium")


def quote(label: str, words: str) -> Element:
    """What somebody wrote, in their own words."""
    lines = [text(label, subtle=True, size="Small"), text(words, spacing="None")]
    return container(lines, style="emphasis", rounded=True, spacing="Medium")


def tiles(facts: Sequence[tuple[str, str, str]]) -> list[Element]:
    """Big numbers, each (what, value, context): two in a row, one below the other where it is very narrow.

    In a flow each tile would be as wide as its words ask, and the rows would not line up (seen, in Microsoft's renderer).
    """
    made: list[Element] = []
    for at in range(0, len(facts), 2):
        first, *second = facts[at : at + 2]
        columns = [column([_tile(*first)])]
        columns += [column([_tile(*fact)], spacing="Small", target_width="atLeast:Narrow") for fact in second]
        made.append(column_set(columns, spacing="Small" if made else "Medium"))
        made += [_tile(*fact, target_width="VeryNarrow") for fact in second]
    return made


def _tile(what: str, value: str, context: str, *, target_width: TargetWidth | None = None) -> Element:
    lines = [
        text(what, subtle=True, size="Small"),
        text(value, size="ExtraLarge", bold=True, spacing="None"),
        text(context, subtle=True, size="Small", spacing="None"),
    ]
    return container(
        lines, style="emphasis", rounded=True, border=True, fill_height=target_width is None, spacing="Small",
        target_width=target_width,
    )


def footer(words: str) -> Element:
    """The last line before the buttons: sources, dates, and what happens next."""
    return text(words, subtle=True, size="Small", spacing="Medium", separator=True)


def field(input_element: Element, problem: str | None) -> list[Element]:
    """An input and, right below it, what is wrong with the answer that was given."""
    if problem is None:
        return [input_element]
    return [input_element, text(f"✕ {problem}", size="Small", colour="Attention", spacing="ExtraSmall")]


def empty(icon_name: str, title: str, words: str) -> Element:
    """Nothing here yet, and what to do about it."""
    return container(
        [
            icon(icon_name, symbol=None, colour="Accent", size="Large", align="Center"),
            text(title, size="Large", bold=True, align="Center", heading=True),
            text(words, align="Center", spacing="Small"),
        ]
    )


def _marked(
    look: Look,
    lines: Sequence[Element],
    *,
    right: Sequence[Element] = (),
    big: bool = False,
    spacing: Spacing | None = None,
) -> Element:
    columns = [column([_icon(look, big=big)], width=24 if big else 20), column(lines, spacing="Small")]
    if right:
        columns.append(column(right, width="auto", valign="Center" if big else None))
    return column_set(columns, spacing=spacing)


def _icon(look: Look, *, big: bool = False) -> Element:
    return icon(look.icon, symbol=look.symbol, colour=look.colour, size="Small" if big else "xSmall", filled=True)
