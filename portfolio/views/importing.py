"""A list on its way into the record, as its sender sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.errors import Problem
from portfolio.imports.comparing import ImportState
from portfolio.imports.entries import Field
from portfolio.imports.uploads import Seen, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReading:
    """The worker is at it. This is what waits in the outbox; what came of it is put in its place there."""

    upload: str
    name: str
    importing: bool
    """Whether it is being imported, or first read."""
    shown: int = 0
    """Counts what the card has been told, so that each news is sent once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What importing the list would do. Nothing has been stored. `until`: then what was read is erased."""

    upload: str
    revision: int
    name: str
    seen: Seen
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportColumns:
    """Which column is what, to be corrected. Input ids: field1 and column1 to field3 and column3, order, name."""

    upload: str
    revision: int
    name: str
    header: tuple[str, ...]
    columns: Mapping[Field, str]
    ambiguous: bool
    """Whether there are dates that could not be read, so that it matters what 3/4/2026 means."""
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTrouble:
    """The list cannot be imported like this, and why; `trouble` None: it was put aside or its time is over.

    `columns`: its headings are known, so they can be corrected.
    """

    upload: str
    name: str
    trouble: Trouble | None
    columns: bool
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The receipt of an import; `number` None: everything in it was known, and nothing was stored.

    `by` is None for the command line or somebody erased. It can be taken back up to and including `until`.
    """

    number: int | None
    name: str
    rows: int
    new: int
    changed: int
    state: ImportState
    by: str | None
    at: datetime
    until: date
    may_revert: bool
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDesk:
    """How to bring a list in, and the newest imports."""

    lines: tuple[Imported, ...]
    zone: str
