"""A file on its way to somebody (issue 4, section 3): offered in their own chat, agreed to, made from the record at that
moment, and put where Teams says their files are. Nothing of the file itself is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

GOOD_FOR = timedelta(hours=24)
"""How long an offer waits for an answer; then what is known of it is erased."""
AGAIN = timedelta(minutes=1)
"""The same file asked for within this time is the same offer; later a new one takes its place, at the end of the chat."""
LEASE = timedelta(minutes=3)
"""Longer than making and putting a file may take: a worker that died is taken to have died after this."""
MOST_BYTES = 16 * 2**20
"""Of one file. Teams' upload sessions take 60 MB in one piece; ours have some hundred kilobytes."""
LONGEST_URL = 8_000
"""Signs of an address: a pre-authenticated one carries a token of some two thousand."""


class LeavingState(StrEnum):
    """OVER: its time has ended, another one took its place, or it could not be made or put."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    LEFT = "left"
    DECLINED = "declined"
    OVER = "over"


LEAVING_MOVES: Mapping[LeavingState, frozenset[LeavingState]] = {
    LeavingState.OFFERED: frozenset({LeavingState.ACCEPTED, LeavingState.DECLINED, LeavingState.OVER}),
    LeavingState.ACCEPTED: frozenset({LeavingState.LEFT, LeavingState.OVER}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where Teams keeps the file: `upload_url` takes its bytes and is a secret, the others point at it afterwards."""

    upload_url: str
    content_url: str
    unique_id: str
    file_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What somebody answered to an offer. `place` None: they declined."""

    offer: str
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """One file on its way to `asker`, and nobody else. `said` is what was asked for besides the kind; it and `place` are
    gone once it is over. `tried_at`: when a worker took it up last."""

    id: str
    asker: int
    kind: str
    said: Mapping[str, str]
    name: str
    state: LeavingState
    asked_at: datetime
    expires_at: datetime
    place: Place | None = None
    tried_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file as it would be now. `count` is how many things it lists (None: it is no list), `size` its bytes, roughly.

    `write` makes the bytes: outside of any transaction, beside the event loop, from what was read already.
    """

    name: str
    count: int | None
    size: int
    write: Callable[[], bytes]
