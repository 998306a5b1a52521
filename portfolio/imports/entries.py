"""One row of a list as a value. What the list does not say is None or UNKNOWN, never filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.imports.owners import addresses_of

MAX_KEY = 240
"""Characters of a key."""


class Field(StrEnum):
    """What a column of a list can hold that is of use here."""

    KEY = "key"
    NAME = "name"
    STAGE = "stage"
    STARTED = "started"
    ORGANISATION = "organisation"
    UNIT = "unit"
    CONTACT = "contact"
    SPONSOR = "sponsor"
    INTENT = "intent"
    BENEFIT = "benefit"
    APPROVAL = "approval"


class ListedStage(StrEnum):
    """How far an entry has come by its own list. UNKNOWN: nothing was written, or nothing that says so."""

    PRE_DEPLOYMENT = "pre_deployment"
    PILOT = "pilot"
    DEPLOYED = "deployed"
    RETIRED = "retired"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a date was written."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date as exact as it was written. `day` stands for it in sums: a week, a month and a quarter by their first day, a
    year by its 1 July, so that half of a year is taken for older than it is and half for younger."""

    day: date
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row. `row` is its number in the file; `key` is the same when the list comes again.

    `started_text` is what was written where the start is, also when it could not be read. `approved` is the authority to
    operate: None when nothing is said. `addresses` are the contact's, folded. `others` are the cells of the columns that are
    mapped to nothing, by column; empty ones are left out.
    """

    row: int
    key: str
    name: str
    stage: ListedStage
    stage_text: str
    started: Dated | None
    started_text: str
    organisation: str
    unit: str
    addresses: tuple[str, ...]
    sponsor: str
    intent: str
    benefit: str
    approved: bool | None
    others: Mapping[str, str]

    @property
    def named(self) -> tuple[str, ...]:
        """Whom it names: its contact's addresses, and its sponsor where that is an address or one person's name."""
        return (*self.addresses, *addresses_of(self.sponsor))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that cannot become an entry. `column` as the file names it; `reason` a code with a sentence in words/."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A whole list, read: its entries in the order of the file, what was rejected, and which column was taken for what.

    `repeated` are the keys that several rows share; they were told apart by their place among each other.
    """

    entries: tuple[Entry, ...]
    rejected: tuple[Rejected, ...]
    columns: Mapping[Field, str]
    repeated: tuple[str, ...]
