"""The plain-text twin of a card, read from the card itself, so the two cannot drift apart.

It has what a person can see or open: texts, labels, choices, button titles, descriptions of pictures, hidden detail. A
card says everything at its widest; what it shows only when narrow is the same in another place, and left out. An element
newer than 1.5 is read through its fallback, which brings the numbers of a chart and the symbol of a chip.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cards.disclosure import CLOSES, OPENS
from cards.markup import unescape

_STEPS = ("VeryNarrow", "Narrow", "Standard", "Wide")
_BREAKS = ("Medium", "Large")


def twin(card: Mapping[str, Any]) -> str:
    """The card as lines of plain text, in reading order, a blank line between its blocks."""
    lines = [*_stack(card.get("body", ())), "", *_buttons(card.get("actions", ()))]
    return "\n".join(_without_double_blanks(lines))


def _stack(items: Iterable[Mapping[str, Any]]) -> list[str]:
    lines: list[str] = []
    for item in items:
        own = _lines(item) if _fits(item.get("targetWidth")) else []
        apart = item.get("separator") or item.get("spacing") in _BREAKS or item.get("style") in ("emphasis", "accent")
        lines += ["", *own] if own and apart else own
    return lines


def _fits(target: object) -> bool:
    """Whether a card at its widest shows it."""
    return target is None or str(target) in ("Wide", *(f"atLeast:{step}" for step in _STEPS))


def _lines(item: Mapping[str, Any]) -> list[str]:
    kind = item.get("type")
    if kind == "TextBlock":
        words = unescape(item["text"])
        return [] if words in (OPENS, CLOSES) else words.split("\n")
    if kind in ("Container", "Column", "TableCell"):
        return _pressed(item, _stack(item.get("items", ())))
    if kind == "ColumnSet":
        return _pressed(item, _side_by_side([_lines(part) for part in item["columns"] if _fits(part.get("targetWidth"))]))
    if kind == "FactSet":
        return [f"{unescape(fact['title'])}: {unescape(fact['value'])}" for fact in item["facts"]]
    if kind == "Image":
        return [f"[{unescape(item['altText'])}]"]
    if kind == "Table":
        return _table(item)
    if str(kind).startswith("Input."):
        return _input(item)
    fallback = item.get("fallback")
    return _lines(fallback) if isinstance(fallback, Mapping) else []


def _pressed(item: Mapping[str, Any], lines: list[str]) -> list[str]:
    """What a press does is said by its title; opening and closing needs no word, for here everything is open."""
    action = item.get("selectAction")
    if action is None or action["type"] == "Action.ToggleVisibility":
        return lines
    return _buttons([action])


def _side_by_side(columns: Sequence[list[str]]) -> list[str]:
    """The first lines of the columns on one line ("✓ Rework: at most 8 %  Met"), then what is left, column by column. Boxes
    beside each other are read one after the other."""
    filled = [lines for lines in columns if lines]
    if not filled:
        return []
    if any(not lines[0] for lines in filled):
        return [line for lines in filled for line in lines]
    first = "".join(lines[0] + (" " if len(lines[0]) == 1 else "  ") for lines in filled).rstrip()
    return [first, *(line for lines in filled for line in lines[1:])]


def _table(table: Mapping[str, Any]) -> list[str]:
    rows = [[", ".join(_lines(cell)) for cell in line["cells"]] for line in table["rows"]]
    heads = rows[0]
    return [
        " | ".join(f"{head}: {cell}" for head, cell in zip(heads, line, strict=True))
        for line in rows[1:]
    ]


def _input(item: Mapping[str, Any]) -> list[str]:
    label = unescape(item["label"]) + (" *" if item.get("isRequired") else "")
    value = item.get("value")
    choices = item.get("choices", ())
    if choices:
        marks = ["x" if choice["value"] == value else " " for choice in choices]
        titles = [unescape(choice["title"]) for choice in choices]
        return [label, *(f"  ({mark}) {title}" for mark, title in zip(marks, titles, strict=True))]
    shown = value if value is not None else unescape(item.get("placeholder", ""))
    return [f"{label}: [{shown}]"]


def _buttons(actions: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = [" ".join(f"[{unescape(action['title'])}]" for action in actions)] if actions else []
    for action in actions:
        if action["type"] == "Action.ShowCard":
            inside = [*_stack(action["card"].get("body", ())), *_buttons(action["card"].get("actions", ()))]
            lines += ["", f"{unescape(action['title'])}:", *(f"  {line}" for line in inside)]
    return lines


def _without_double_blanks(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1]):
            kept.append(line.rstrip())
    while kept and not kept[-1]:
        kept.pop()
    return kept
