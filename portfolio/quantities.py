"""Numbers as people type them, where one country's thousand is another's one and a bit."""

import re
from decimal import Decimal

GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""1,234 and 1.234: a thousand here, a bit over one there. Nobody groups thousands behind a zero."""


def typed(value: Decimal) -> str:
    """A number that a form shows, so that it reads in one way only when it comes back: 1.234 as 1.2340."""
    text = str(value)
    return f"{text}0" if GROUPED.fullmatch(text) else text
