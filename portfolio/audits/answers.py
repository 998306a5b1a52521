"""What an owner answers in the first step of an audit (A4): is it alive, gone, or not theirs?"""

from enum import StrEnum


class Alive(StrEnum):
    """The three answers. Whatever is not answered is unknown, and never fine (R15)."""

    ALIVE = "alive"
    GONE = "gone"
    NOT_MINE = "not_mine"
