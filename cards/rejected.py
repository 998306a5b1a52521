"""Rows that could not be used, one sentence each: which row, which column, and what is wrong with it."""

from collections.abc import Sequence

from portfolio.observations import Rejected
from words.api import Raw, Words

SHOWN = 8
_LONGEST = 60
"""Characters of a refused cell that are repeated."""


def rejected_lines(rows: Sequence[Rejected], w: Words) -> list[str]:
    """The first of them, and how many more there are."""
    said = [_line(row, w) for row in rows[:SHOWN]]
    return [*said, w.say("rejected.more", n=len(rows) - SHOWN)] if len(rows) > SHOWN else said


def _line(row: Rejected, w: Words) -> str:
    key = f"rejected.{row.why}"
    why = Raw(w.say(key if w.has(key) else "rejected.other", value=row.value[:_LONGEST], column=row.column or ""))
    return w.say("rejected.row", row=row.row, why=why) if row.row else w.say("rejected.file", why=why)
