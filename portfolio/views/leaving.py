"""Files that leave through Teams: offered, and left."""

from dataclasses import dataclass
from typing import Literal

from portfolio.leaving import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOffered:
    """Answers the button: the offer itself is the next message. The pressed card stays as it is."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFiles:
    """Answers the button where no file can be offered, under "file.<why>": "channel" others read along, and files come in
    the one-to-one chat; "paused" nothing is sent now. The pressed card stays."""

    why: Literal["channel", "paused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOffer:
    """The question whether a file may be put into the reader's own files: Teams' own card asks it.

    What it holds is said under "file.<kind>", with `count` where it is a list; `size` is in bytes, roughly.
    """

    offer: str
    kind: str
    name: str
    count: int | None
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLeft:
    """The file is there: Teams' own card opens it. `place` is looked up when it is shown, and None where it is forgotten."""

    offer: str
    name: str
    place: Place | None = None
