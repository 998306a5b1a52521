"""Connecting a metric to the data it is counted in: where, may it be read, which columns, what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.errors import Problem
from portfolio.grants import GrantState
from portfolio.lookups import ColumnSeen, Obstacle, Preview
from portfolio.messages import Hold, Reason
from portfolio.observations import Binding, Shape, SourceKind
from portfolio.sources import How


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The source a metric is counted in now: what it is called, and since when."""

    label: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereForm:
    """"Where is it counted?" Input id: place."""

    initiative: str
    name: str
    metric: str
    counted: Counted | None
    may_sprint: bool
    """Whether this person may start an instrumentation sprint: "We cannot count it today"."""
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    guardrail: int | None = None
    """The number of the guardrail that is meant; None: the metric that decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """An admin whom a question has not reached: what it waits for, and until when, where that is known."""

    name: str
    why: Hold
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWaits:
    """The address is not enabled for this initiative: an admin was asked, or has said no; or this person, an admin, has just
    enabled it. `admins` are those who have the question in their chat, `held` those whom it has not reached.

    `told`: the answer comes as a card of its own. `may_enable`: this person may answer it right here, in this `round`.
    """

    grant: str
    round: int
    initiative: str
    name: str
    metric: str
    address: str
    host: str | None
    state: GrantState
    on: date
    zone: str
    admins: tuple[str, ...]
    held: tuple[Unreached, ...]
    told: bool
    may_enable: bool
    by: str | None
    reason: str
    guardrail: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRequest:
    """To an admin: may this be read for that initiative, to count its `metric`? `permission` is what the app needs for it,
    None where that is nothing. `host`: it is enabled together with everything else on this host.

    Once answered, `state` says how, `by` whom and `on` when. Input id: reason.
    """

    grant: str
    round: int
    name: str
    metric: str
    address: str
    kind: SourceKind
    permission: str | None
    asked_by: str
    asked_on: date
    why: Reason
    state: GrantState
    by: str | None
    on: date | None
    reason: str
    problems: tuple[Problem, ...] = ()
    host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRequests:
    """To an admin: what waits for an answer, and what may be read."""

    waiting: tuple[SourceRequest, ...]
    enabled: tuple[SourceRequest, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswered:
    """To who asked: an admin enabled the address, or refused it. `metric` is the number it was asked for."""

    grant: str
    initiative: str
    name: str
    address: str
    enabled: bool
    by: str
    reason: str
    why: Reason
    metric: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """"Reading ...": a look is under way. This is what waits in the outbox; what came of it is put in its place there."""

    lookup: str
    initiative: str
    name: str
    label: str
    rows: bool
    """Whether rows are read, or first the columns."""
    seen: int = 0
    """Counts what the card has been told, so that each news is sent once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesForm:
    """A workbook with several tables. Input id: table."""

    lookup: str
    initiative: str
    name: str
    label: str
    tables: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathForm:
    """An answer in JSON: the path to its rows. `found` are the paths to its lists, the longest first, with how many rows
    each has. Input id: table."""

    lookup: str
    initiative: str
    name: str
    label: str
    found: tuple[tuple[str, int], ...]
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsForm:
    """Which columns mean what. Input ids: start and end of a case, or at and value; how, n; person, kind, group, pilot; key.

    `values` are names of columns: guessed, chosen before, or as typed. `keyed`: the rows of this source have no ids.
    """

    lookup: str
    initiative: str
    name: str
    metric: str
    unit: str
    label: str
    zone: str
    shape: Shape
    columns: tuple[ColumnSeen, ...]
    more: int
    keyed: bool
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePreview:
    """What the source says under the chosen columns, before anything is saved."""

    lookup: str
    parent: str
    initiative: str
    name: str
    label: str
    unit: str
    zone: str
    binding: Binding
    how: How
    pilot: str | None
    preview: Preview
    columns: Mapping[str, str]
    """What people see of the columns that are named by an internal name."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGap:
    """Nothing was seen, or the time is over (`obstacle` None), and how to go on."""

    lookup: str
    initiative: str
    name: str
    label: str
    zone: str
    obstacle: Obstacle | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The receipt: the metric is counted there from now on. `again`: it was bound to something else before."""

    initiative: str
    name: str
    metric: str
    label: str
    binding: Binding
    how: How
    by: str
    at: datetime
    zone: str
    again: bool
