"""Cells as Graph's JSON has them, as values. Numbers become the decimal that was printed; nothing is guessed from text."""

from decimal import Decimal
from types import NoneType
from typing import Any

from portfolio.observations import Cell

AS_IS = frozenset({str, bool, Decimal, NoneType})
"""Types that stay as they are."""


def cell(raw: Any) -> Cell:
    """One field of a list item. Lookups and people come as {LookupId, LookupValue}, links as {Url, Description};
    several values of one cell are joined by "; ". Raises `ValueError` for anything else.
    """
    if type(raw) in AS_IS:
        return raw  # type: ignore[no-any-return]
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, float):
        return Decimal(repr(raw))
    if isinstance(raw, list):
        return "; ".join(_text(one) for one in raw) or None
    return _text(raw)


def _text(raw: Any) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, dict):
        for name in ("LookupValue", "Label", "Url"):
            if isinstance(raw.get(name), str):
                return str(raw[name])
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return str(raw)
    raise ValueError("not a cell")
