"""A metric bound to the source its observations come from: which rows, which columns, and how they are judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from portfolio.calendar import DAY, local_date, midnight
from portfolio.metrics import Family, Metric, Provenance
from portfolio.observations import (
    Binding,
    Gap,
    MissingPermission,
    NotAllowed,
    NotFound,
    Shape,
    SourceKind,
    SourceRef,
    ThrottledUntil,
    Unavailable,
    Unreadable,
)

_FILES = frozenset({SourceKind.WORKBOOK, SourceKind.CSV, SourceKind.DROP})
LOGS = frozenset({SourceKind.LOG, SourceKind.TEMPLATE})
"""Sources that people fill by hand, one case at a time."""

KEYED = _FILES | {SourceKind.HTTP}
"""Kinds whose rows have no ids of their own: a column tells them apart, or else their place."""


class How(StrEnum):
    """What one row is to the statistics: a case with its own length or value, a yes or no of a share, a period with a count
    and its exposure, or one point of a series."""

    CASES = "cases"
    SHARE = "share"
    COUNTS = "counts"
    SERIES = "series"


FITS = {
    Shape.CASE: frozenset({How.CASES}),
    Shape.YES_NO: frozenset({How.SHARE}),
    Shape.NUMBER: frozenset({How.CASES, How.COUNTS, How.SERIES}),
}
"""How the rows of a shape can be judged."""


class Trouble(StrEnum):
    """Why the last look at a source saw nothing new. Never shown as zero and never as "nothing has changed" (R23)."""

    PERMISSION = "permission"
    NOT_FOUND = "not_found"
    THROTTLED = "throttled"
    COLUMN = "column"
    UNREADABLE = "unreadable"
    UNAVAILABLE = "unavailable"
    NOT_ALLOWED = "not_allowed"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What is in the way, what it is about (a permission, a column, a code), and since when."""

    trouble: Trouble
    about: str
    since: datetime
    until: datetime | None = None
    """Before this it makes no sense to look again: the service said so."""
    feature: str = ""
    """What is off while a permission is missing: a code."""

    def same_as(self, other: "Failure | None") -> bool:
        """Whether the other one says the same; the first time counts."""
        return other is not None and (self.trouble, self.about) == (other.trouble, other.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a source has been read that says what changed. `sweeping`: in the middle of a pass over everything. `more`:
    the next part is there to be read now."""

    link: str
    sweeping: bool
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source that one metric is counted in. `metric` is the version it was bound to; `pilot` names the group whose rows
    are the initiative's own, the other groups are what it is compared with. `enabled_by` bound it, under the `grant` of an
    admin; None where there is nothing to grant, as with what people log themselves."""

    id: str
    initiative: str
    metric: int
    ref: SourceRef
    label: str
    binding: Binding
    how: How
    pilot: str | None
    enabled_by: int
    enabled_at: datetime
    guardrail: int | None = None
    """The number of the guardrail that is counted here; None: the metric that decides."""
    looked_at: datetime | None = None
    read_at: datetime | None = None
    """The last look that saw everything there was to see."""
    failure: Failure | None = None
    cursor: Cursor | None = None
    grant: str | None = None

    @property
    def whole(self) -> bool:
        """False in the middle of a file: some of its rows are of this reading, the others of the one before."""
        return self.ref.kind not in KEYED or self.cursor is None or not self.cursor.sweeping

    @property
    def provenance(self) -> Provenance:
        """Measured where a system of record is read, Extract where a file with a checksum is, Logged where people write."""
        if self.ref.kind in LOGS:
            return Provenance.LOGGED
        return Provenance.EXTRACT if self.ref.kind in _FILES else Provenance.MEASURED


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One row as it is kept. `person` is a salted hash. `ended` is the batch that superseded it, None while it holds."""

    key: str
    at: datetime
    opened: datetime | None
    closed: datetime | None
    value: Decimal | None
    n: int
    person: str | None
    work: str | None
    group: str | None
    batch: int
    ended: int | None

    @property
    def content(self) -> tuple[object, ...]:
        """What the source says; the same content is no change."""
        value = None if self.value is None else self.value.normalize()
        return self.at, self.opened, self.closed, value, self.n, self.person, self.work, self.group


def day_of(row: Seen, source: Source) -> date:
    """The day a row is sorted by, where the source is: a case's opening, else the time of its number."""
    return local_date(row.opened or row.at, source.binding.zone)


LATE_AFTER: Mapping[Provenance, timedelta] = {
    Provenance.MEASURED: timedelta(days=3),     # DOMAIN.md, the ladder "source late"
    Provenance.EXTRACT: timedelta(days=31),     # a file that comes monthly is not late
    Provenance.LOGGED: timedelta(days=14),      # two weeks without a case: nobody logs any more
}
"""How old what is known may be at a look before no verdict is given."""


def known_until(source: Source, fetched_at: datetime, refreshed_on: date | None) -> datetime:
    """Until when a source's last batch tells what happened. A system that still says the same says it of now; a file, or
    somebody who logs, tells of the time before it came; a report of the days until the one it names."""
    if refreshed_on is not None:
        return midnight(refreshed_on + DAY, source.binding.zone)
    if source.provenance is not Provenance.MEASURED or source.read_at is None:
        return fetched_at
    return max(source.read_at, fetched_at)


def measures(bound: Metric, current: Metric) -> bool:
    """Whether a source bound to one version of a metric still counts the same thing as another version asks for.

    Saying which cases count, where nothing was said, makes it no other thing.
    """
    return _thing(bound) == _thing(current) and bound.population in (None, current.population)


def _thing(metric: Metric) -> tuple[str, Family, str, bool]:
    return metric.name, metric.family, metric.unit, metric.lower_is_better


def failure_of(gap: Gap, now: datetime) -> Failure:
    """A gap as it is kept and told."""
    match gap:
        case MissingPermission(permission=permission):
            trouble, about = Trouble.PERMISSION, permission
        case NotFound(what=what):
            trouble, about = Trouble.NOT_FOUND, what
        case ThrottledUntil():
            trouble, about = Trouble.THROTTLED, ""
        case Unreadable(column=str(column)):
            trouble, about = Trouble.COLUMN, column
        case Unreadable(why=why):
            trouble, about = Trouble.UNREADABLE, why
        case Unavailable(why=why):
            trouble, about = Trouble.UNAVAILABLE, why
        case NotAllowed(why=why):
            trouble, about = Trouble.NOT_ALLOWED, why
    until = gap.at if isinstance(gap, ThrottledUntil) else None
    feature = gap.feature if isinstance(gap, MissingPermission) else ""
    return Failure(trouble=trouble, about=about, since=now, until=until, feature=feature)


_DAYS_PER = {
    "minute": Decimal(1) / 1440, "hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7),
}  # fmt: skip
_TIME = {
    "min": "minute", "minute": "minute", "minutes": "minute", "minuten": "minute",
    "h": "hour", "hour": "hour", "hours": "hour", "stunde": "hour", "stunden": "hour",
    "d": "day", "day": "day", "days": "day", "tag": "day", "tage": "day", "tagen": "day",
    "week": "week", "weeks": "week", "woche": "week", "wochen": "week",
}  # fmt: skip
_PERCENT = frozenset({"%", "percent", "prozent", "per cent"})


def is_short(unit: str) -> bool:
    """Whether lengths in this unit need times of day: minutes and hours do."""
    return _TIME.get(unit.strip().casefold()) in ("minute", "hour")


def per_unit(source: Source, unit: str) -> float | None:
    """What a raw value of a source (days of a case, a share from 0 to 1) is multiplied by to be in the metric's unit.

    None where a length of time is to be told in a unit that is none.
    """
    return factor(source.binding.shape, source.how, unit)


def factor(shape: Shape, how: How, unit: str) -> float | None:
    """The same for rows of a shape that are judged in some way."""
    if shape is Shape.CASE:
        days = days_per(unit)
        return None if days is None else 1 / days
    return 100.0 if how is How.SHARE and is_percent(unit) else 1.0


def days_per(unit: str) -> float | None:
    """How many days one of a unit of time is; None for what is no unit of time."""
    word = unit.strip().casefold()
    return float(_DAYS_PER[_TIME[word]]) if word in _TIME else None


def is_percent(unit: str) -> bool:
    """Whether a unit is percent."""
    return unit.strip().casefold() in _PERCENT
