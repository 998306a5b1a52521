"""A list on its way into the record (A2): sent or named, read by the worker, shown, corrected, and imported when told to.

What was read is kept until it is imported, put aside or forgotten; nothing of it counts before.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from portfolio.errors import Problem
from portfolio.imports.comparing import Comparison
from portfolio.imports.counting import DateCounts, dates_of, mailboxes_of, owners_of
from portfolio.imports.entries import Dated, Entry, Field, ListedStage, Listing, Rejected
from portfolio.imports.owners import Owner, owner_of
from portfolio.lookups import Obstacle

PATIENCE = timedelta(minutes=10)
"""How long a list may wait for the worker. Then nobody waits for it any more."""
KEPT = timedelta(hours=24)
"""How long what was read is kept for a decision; then it is erased."""
MOST_SENT = 16 * 2**20
"""Bytes of a list that comes by Teams; the command line reads larger ones."""
FIRST, MOST_REJECTED = 5, 5
"""What a preview shows of a list (A2): its first rows, and the first of those that were left out."""
MOST_CORRECTED = 3
"""Columns that can be corrected with one press."""
LONGEST_NAME, LONGEST_CELL = 120, 80
"""Characters of a saved mapping's or a file's name, and of a cell that is shown."""


class UploadState(StrEnum):
    """DOMAIN.md, the machine of an import, up to where it is applied. OVER: put aside, or its time has ended."""

    WAITING = "waiting"
    READ = "read"
    ORDERED = "ordered"
    APPLIED = "applied"
    OVER = "over"


UPLOAD_MOVES: Mapping[UploadState, frozenset[UploadState]] = {
    UploadState.WAITING: frozenset({UploadState.READ, UploadState.OVER}),
    UploadState.READ: frozenset({UploadState.WAITING, UploadState.ORDERED, UploadState.OVER}),
    UploadState.ORDERED: frozenset({UploadState.APPLIED, UploadState.READ, UploadState.OVER}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody said of the columns: by field the column, None for no column; and which comes first in 3/4/2026.

    `columns` None: nothing was said, so a mapping that was saved for these headings counts, else the guess.
    """

    columns: Mapping[Field, str | None] | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMapping:
    """A mapping that was saved under a name: which column is what, for lists with these headings."""

    name: str
    headings: str
    columns: Mapping[Field, str]
    order: str | None
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRow:
    """One row as it was understood."""

    row: int
    name: str
    stage: ListedStage
    started: Dated | None
    started_text: str
    owner: Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a list says under its mapping, and what importing it would do. Dates and owners are those of its pilots.

    `saved` names the mapping that was reused, `above` counts the rows above its header, `sheet` names the sheet
    that was read in place of a workbook's first one; `unparsed_text` is the first date
    that could not be read, in `unparsed_row`.
    """

    header: tuple[str, ...]
    encoding: str
    hash: str
    rows: int
    columns: Mapping[Field, str]
    order: str | None
    saved: str | None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    rejected: int = 0
    reasons: tuple[Rejected, ...] = ()
    repeated: int = 0
    repeated_key: str = ""
    too_wide: int = 0
    above: int = 0
    sheet: str = ""
    stages: Mapping[ListedStage, int]
    pilots: int = 0
    dates: DateCounts
    owners: Mapping[Owner, int]
    unparsed_text: str = ""
    unparsed_row: int = 0
    first: tuple[FirstRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a list cannot be imported as it is: what is wrong with it, or what is in the way of reading it."""

    problem: Problem | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One list on its way. `asker` is the only one who sees it. `url` is where a file that was sent waits for some minutes;
    `address` a place somebody named. `revision` counts the readings, `shown` what its card was told, `number` the import."""

    id: str
    asker: int
    state: UploadState
    name: str
    url: str | None
    address: str | None
    told: Told
    seen: Seen | None
    trouble: Trouble | None
    asked_at: datetime
    expires_at: datetime
    revision: int = 0
    card: str | None = None
    shown: int = 0
    number: int | None = None


def seen_of(listing: Listing, done: Comparison, plain: Seen) -> Seen:
    """The preview of a listing; `plain` says what is known of its sheet."""
    entries = listing.entries
    pilots = [one for one in entries if one.stage is ListedStage.PILOT]
    mailboxes = mailboxes_of(entries)
    stages = Counter(one.stage for one in entries)
    unparsed = next((one for one in entries if one.started_text and one.started is None), None)
    return replace(
        plain, new=len(done.new), changed=len(done.changed), unchanged=done.unchanged, missing=len(done.missing),
        rejected=len(listing.rejected), reasons=listing.rejected[:MOST_REJECTED], repeated=len(listing.repeated),
        repeated_key=listing.repeated[0][:LONGEST_CELL] if listing.repeated else "",
        stages={stage: stages[stage] for stage in ListedStage}, pilots=len(pilots), dates=dates_of(pilots),
        owners=owners_of(pilots, mailboxes), unparsed_text=unparsed.started_text[:LONGEST_CELL] if unparsed else "",
        unparsed_row=unparsed.row if unparsed else 0,
        first=tuple(_first(one, mailboxes) for one in islice(entries, FIRST)),
    )


def _first(one: Entry, mailboxes: frozenset[str]) -> FirstRow:
    return FirstRow(
        row=one.row, name=one.name[:LONGEST_CELL], stage=one.stage, started=one.started,
        started_text=one.started_text[:LONGEST_CELL], owner=owner_of(one.named, mailboxes),
    )
