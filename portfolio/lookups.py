"""Looking into the tenant for a dialog (HOUSE, "A lookup"): what was asked, what came of it, and how long it is kept.

A card turn never waits for the network: it asks, the worker looks, and the card shows what came. Only the columns that are
to be bound are kept, for as long as the dialog lasts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from portfolio.course import Course
from portfolio.observations import (
    Binding,
    Gap,
    MissingPermission,
    NotAllowed,
    NotFound,
    Observation,
    Rejected,
    SourceRef,
    ThrottledUntil,
    Unavailable,
    Unreadable,
)
from portfolio.sources import How, Trouble, failure_of

PATIENCE = timedelta(minutes=10)
"""How long a question may wait for the worker. Then nobody waits for it any more."""
KEPT = timedelta(hours=1)
"""How long an answer is kept for the next step."""
LAST_ROWS, MOST_REJECTED = 10, 5
"""What a preview shows of a source (FEATURES B5): its last rows, and the first of those that cannot be used."""
MOST_COLUMNS, MOST_SIGNS = 26, 780
"""Columns to choose from, and signs of their names: a card has room for no more, and a list of cases has a dozen."""
LONGEST_CELL = 60


class LookupState(StrEnum):
    """waiting -> answered -> used; the first two end as well when their time is over or when another question is asked."""

    WAITING = "waiting"
    ANSWERED = "answered"
    USED = "used"
    OVER = "over"


LOOKUP_MOVES: Mapping[LookupState, frozenset[LookupState]] = {
    LookupState.WAITING: frozenset({LookupState.ANSWERED, LookupState.OVER}),
    LookupState.ANSWERED: frozenset({LookupState.USED, LookupState.OVER}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What to look for at an address: its columns; or with a `binding`, what it says under it. `table` is one of a workbook.

    `ref` and `label` are known once its columns were seen.
    """

    address: str
    table: str | None = None
    ref: SourceRef | None = None
    label: str = ""
    binding: Binding | None = None
    how: How | None = None
    pilot: str | None = None
    guardrail: int | None = None
    """The number of the guardrail that is to be counted there; None: the metric that decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSeen:
    """A column to choose: its name in the source, what people see, its type where the source has types."""

    name: str
    shown: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is at an address: columns, or several tables of which one has to be chosen first; in JSON these are the paths to
    its lists of rows, with the `counts` of them."""

    ref: SourceRef
    label: str
    columns: tuple[ColumnSeen, ...] = ()
    tables: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    more: int = 0
    """Columns beyond those that can be chosen from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One row as it will count."""

    at: datetime
    start: datetime | None
    end: datetime | None
    value: Decimal | None
    n: int
    person: str | None
    kind: str | None
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a source says under a binding. `first` and `last` are the days its usable rows lie between, None without any.

    `pilots` counts the usable rows of the pilot's group, where the rows name groups. `course` is how those of the initiative
    itself went until now, all on one side.
    """

    rows: tuple[PreviewRow, ...]
    usable: int
    open: int
    first: date | None
    last: date | None
    refused: int
    rejected: tuple[Rejected, ...]
    pilots: int | None = None
    course: Course | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Nothing was seen, and why: the trouble, what it is about, the reader's code for it, the feature that is off without a
    permission, and until when to wait."""

    trouble: Trouble
    about: str
    why: str | None = None
    feature: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a look: exactly one of the three."""

    contents: Contents | None = None
    preview: Preview | None = None
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One look. `asker` is the only one who sees what came of it; `ask` and `answer` are gone once it is over.

    `parent` is the look at the columns that a preview belongs to, `card` the key of the message that shows it, `seen` how
    often that was told something new, `source` what was saved from it.
    """

    id: str
    initiative: str
    asker: int
    grant: str
    parent: str | None
    state: LookupState
    ask: Ask | None
    answer: Answer | None
    asked_at: datetime
    expires_at: datetime
    card: str | None
    seen: int = 0
    source: str | None = None


_SIGN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(name: str) -> str:
    """A column's internal name as people wrote it: SharePoint writes a space as _x0020_."""
    return _SIGN.sub(lambda found: chr(int(found[1], 16)), name)


def obstacle_of(gap: Gap, now: datetime) -> Obstacle:
    """A gap as the card tells it."""
    failure = failure_of(gap, now)
    return Obstacle(
        trouble=failure.trouble, about=failure.about[:200],
        why=_code(gap),
        feature=gap.feature if isinstance(gap, MissingPermission) else None,
        until=gap.at if isinstance(gap, ThrottledUntil) else None,
    )


def _code(gap: Gap) -> str | None:
    """The reader's own code for what was in the way, where it has one."""
    match gap:
        case Unreadable(why=code) | Unavailable(why=code) | NotAllowed(why=code) | NotFound(what=code):
            return code
    return None


def previewed(rows: tuple[Observation, ...], rejected: tuple[Rejected, ...], binding: Binding, pilot: str | None) -> Preview:
    """The preview of a source's usable and refused rows: the last ones that carry a number, newest first, and cases that are
    still open only where there is room left."""
    last = sorted(rows, key=lambda row: (not _is_open(row), row.at, row.key))[-LAST_ROWS:]
    days = [(row.start or row.at).date() for row in rows]
    return Preview(
        rows=tuple(_shown(row) for row in reversed(last)), usable=len(rows),
        open=sum(map(_is_open, rows)), first=min(days, default=None),
        last=max(days, default=None), refused=len(rejected), rejected=tuple(_short(one) for one in rejected[:MOST_REJECTED]),
        pilots=None if binding.group is None else sum(row.group == pilot for row in rows),
    )


def _is_open(row: Observation) -> bool:
    """Whether it is a case without an end: it carries no number yet."""
    return row.start is not None and row.end is None


def _shown(row: Observation) -> PreviewRow:
    return PreviewRow(
        at=row.at, start=row.start, end=row.end, value=row.value, n=row.n, person=_cut(row.person), kind=_cut(row.kind),
        group=_cut(row.group),
    )


def _short(one: Rejected) -> Rejected:
    return Rejected(row=one.row, why=one.why, column=one.column, value=one.value[:LONGEST_CELL])


def _cut(text: str | None) -> str | None:
    return None if text is None else text[:LONGEST_CELL]
