"""Two initiatives that look like one: what a person may say of them (A7)."""

from dataclasses import dataclass
from enum import StrEnum

from portfolio.initiatives import MOVES, Initiative, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class TellApart:
    """They are two things: not shown as a pair again."""

    first: str
    second: str
    reason: str


class Things(StrEnum):
    """What becomes of what runs of the one that goes: its licences, its site, its group. Ending as merged owes no retirement
    (R11 is about `retired`), so whoever merges says it."""

    MOVE = "move"      # the other one uses it from here on
    DOWN = "down"      # it is taken down, as the retirement plan says
    NONE = "none"      # nothing runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """They are one: `gone` goes into the other."""

    gone: str
    into: str
    reason: str
    things: Things


def may_go(one: Initiative) -> bool:
    """Whether it can go into another as it stands. What stands at its gate owes a decision first: merging is no way round
    it; and cases that are being counted are counted to their end."""
    return Stage.MERGED in MOVES.get(one.stage, frozenset())
