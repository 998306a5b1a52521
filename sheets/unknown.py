"""What people write in a list where they do not know yet, beside what exports write for nothing."""

from sheets.numbers import is_blank

_UNKNOWN = frozenset({
    "tbd", "tbc", "t.b.d.", "t.b.c.", "to be determined", "to be confirmed", "not known", "unknown", "k. a.", "n.n.",
    "n. n.", "offen", "noch offen", "unbekannt",
})  # fmt: skip


def is_unknown(cell: str) -> bool:
    """Whether a cell says that there is nothing, or nothing yet."""
    return is_blank(cell) or cell.casefold() in _UNKNOWN
