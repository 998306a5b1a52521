"""Two initiatives that look like one: what a person may say of them (A7)."""

from dataclasses import dataclass

from portfolio.initiatives import MOVES, Initiative, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class TellApart:
    """They are two things: not shown as a pair again."""

    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """They are one: `gone` goes into the other."""

    gone: str
    into: str
    reason: str


def may_go(one: Initiative) -> bool:
    """Whether it can go into another as it stands. What stands at its gate owes a decision first: merging is no way round
    it; and cases that are being counted are counted to their end."""
    return Stage.MERGED in MOVES.get(one.stage, frozenset())
