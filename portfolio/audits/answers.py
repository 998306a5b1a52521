"""What an owner answers in the first step of an audit (A4): is it alive, gone, or not theirs? And what follows."""

from enum import StrEnum


class Then(StrEnum):
    """What follows from an answer, offered to the programme office; nothing follows by itself."""

    DECIDE = "decide"          # nobody uses it: its decision is brought forward
    NAME_SPONSOR = "name_sponsor"


class Alive(StrEnum):
    """The three answers. Whatever is not answered is unknown, and never fine (R15)."""

    ALIVE = "alive"
    GONE = "gone"
    NOT_MINE = "not_mine"
