"""What a source said, before and after it became observations, and what can stand in the way of reading one.

No reader answers with zero or with an empty list for "I could not see": it answers with one of the gaps below. A row
that cannot be used is `Rejected` with its reason and stays countable.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from portfolio.metrics import Provenance

T = TypeVar("T")

Cell = str | bool | Decimal | datetime | date | None
"""One cell as its source typed it. Text stays text; None is an empty cell, which is not zero."""


class SourceKind(StrEnum):
    """Where observations come from (DOMAIN.md: Source). LOG: the form in Teams; TEMPLATE: its twin, a filled-in file."""

    LIST = "list"
    WORKBOOK = "workbook"
    CSV = "csv"
    REPORT = "report"
    HTTP = "http"
    DROP = "drop"
    LOG = "log"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A source's address: the same source has the same `locator` on every read. It holds ids, never a secret."""

    kind: SourceKind
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The lineage of one read (R17): source, when it was fetched, the day the source itself says it is as of, its hash.

    `sha256` is over the bytes read (files, reports, HTTP) or over the rows in canonical form (lists), in hexadecimal.
    `refreshed_on` is None when the source does not say. `provisional_from` is the first day that may still change:
    Microsoft re-validates the last three days of its reports.
    """

    source: SourceRef
    fetched_at: datetime
    sha256: str
    refreshed_on: date | None = None
    provisional_from: date | None = None

    @property
    def batch_key(self) -> str:
        """The same content of the same source has the same key: a batch is recorded once, however often it is read."""
        return f"{self.source.kind}:{self.source.locator}@{self.sha256}"


class RawRow(NamedTuple):
    """One row. `number` counts from 1 without the header; `key` names the row in its source for good where it can.

    A named tuple, because a list has hundreds of thousands: one is made in a fifth of a frozen dataclass's time.
    """

    number: int
    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that could not be used, and why: `why` is a code, `column` and `value` what it is about."""

    row: int
    why: str
    column: str | None = None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under named columns. A cell's position is its column's. `separator` is what stands between the cells of a CSV, ""
    where nothing does."""

    origin: Origin
    columns: tuple[str, ...]
    rows: tuple[RawRow, ...]
    rejected: tuple[Rejected, ...] = ()
    separator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What changed in a source since the last part of it: rows as they are now, and the keys of those that were deleted.

    `named` are the keys of all rows that came, also of those that cannot be used. `link` is where the next part begins.
    `begins`: the first part of a pass over everything, after which what came in no part of it is gone. `ends`: there is no
    more for now.
    """

    table: Table
    named: frozenset[str]
    deleted: frozenset[str]
    link: str
    begins: bool
    ends: bool


class Shape(StrEnum):
    """What a row says: a case with a start and an end, a number, or a yes or no."""

    CASE = "case"
    NUMBER = "number"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Which columns mean what. CASE needs `start` and `end`; the others need `at` and `value`.

    `zone` is the IANA zone in which times without an offset, and bare dates, are meant.
    """

    shape: Shape
    zone: str
    start: str | None = None
    end: str | None = None
    at: str | None = None
    value: str | None = None
    n: str | None = None
    person: str | None = None
    kind: str | None = None
    group: str | None = None
    key: str | None = None
    """The column that names a row for good, in a file; a list's items have ids of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One case or one period. A case has `start` and, once closed, `end`; a number or a yes (1) or no (0) has `value`.

    `at` is when it counts: a closed case's end, an open case's start, a number's own time. `n` is how many cases stand
    behind a period's number, 1 for a case. `person`, `kind` and `group` are the source's words, None when not bound.
    """

    key: str
    at: datetime
    start: datetime | None = None
    end: datetime | None = None
    value: Decimal | None = None
    n: int = 1
    person: str | None = None
    kind: str | None = None
    group: str | None = None
    provenance: Provenance
    source: SourceRef
    fetched_at: datetime
    batch_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What a table became: every row is in one of the two."""

    observations: tuple[Observation, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Generic[T]):
    """It was read."""

    value: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale(Generic[T]):
    """It was read, and the source itself is older than it should be: to be shown with its day, not as of today."""

    value: T
    refreshed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPermission:
    """The app may not see it: which permission (or grant) is missing, and which feature is off without it."""

    permission: str
    feature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """There is no such thing, or the app cannot see that there is."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrottledUntil:
    """The service asked us to wait until then; nothing was read."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """What came cannot be used as a whole: `why` is a code, `row` and `column` where; nothing of it was taken."""

    why: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailable:
    """Nobody answered, or not with sense: no connection, no token, a server error. `why` is a code."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAllowed:
    """We do not read this: no admin enabled it, or its address is one we refuse. `why` is a code."""

    why: str


Gap = MissingPermission | NotFound | ThrottledUntil | Unreadable | Unavailable | NotAllowed
"""Nothing was read, and why. There is no gap that looks like a zero."""

ReadResult = Value[T] | Stale[T] | Gap
