"""The instrumentation sprint: starting it, where it stands, logging a case, and what is sent about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portfolio.baselines import Proposal
from portfolio.errors import Problem
from portfolio.messages import Reason
from portfolio.observations import Rejected, Shape
from portfolio.sprints import Progress, SprintState, Way
from portfolio.views.initiatives import SourceTrouble


@dataclass(frozen=True, slots=True, kw_only=True)
class SprintForm:
    """What starting it would do, and the few questions. `use_moves`: first use would move to `first_use`.

    Input ids: what (Shape), way (Way), kinds (separated by commas), loggers (people picker, several), loggers_name (typed,
    separated by semicolons).
    """

    initiative: str
    name: str
    metric: str
    unit: str
    last_on: date
    use_moves: bool
    first_use: date
    gate_on: date
    revision: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One case as its form shows it again. `revision` is the batch it came with."""

    entry: str
    revision: int
    started: datetime | None
    ended: datetime
    value: Decimal | None
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SprintCard:
    """Where a sprint stands.

    `mine` are the newest cases of the person who looks; `file` is the template's name in the drop folder, `template` its
    header and a row as an example. The flags say which buttons they get; `just` what has happened a moment ago.
    """

    initiative: str
    name: str
    metric: str
    unit: str
    shape: Shape
    way: Way
    state: SprintState
    progress: Progress
    first_on: date
    last_on: date
    first_use: date
    gate_on: date
    loggers: tuple[str, ...]
    mine: tuple[Logged, ...]
    zone: str
    file: str | None
    template: tuple[str, str] | None
    rejected: tuple[Rejected, ...]
    trouble: SourceTrouble | None
    may_log: bool
    may_run: bool
    may_take: bool
    just: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogForm:
    """One case. With a `revision` it corrects the case `entry`. `timed`: the unit is so short that a day is not enough.

    Input ids: started_on, started_at, ended_on, ended_at (CASE); on, value (NUMBER); on, hit (YES_NO); kind.
    """

    initiative: str
    name: str
    metric: str
    unit: str
    shape: Shape
    entry: str
    revision: int | None
    timed: bool
    kinds: tuple[str, ...]
    today: date
    first_on: date
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPlaces:
    """`log` typed by somebody who logs in several places: which one?"""

    places: tuple[tuple[str, str], ...]
    """(initiative, name) of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAsked:
    """To somebody who logs: they were named, or nothing came from them for a week."""

    initiative: str
    name: str
    metric: str
    way: Way
    progress: Progress
    last_on: date
    asked_by: str
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class SprintEnded:
    """To the sponsor and the delivery lead: the baseline that came out of it, or what it was short of."""

    initiative: str
    name: str
    unit: str
    progress: Progress
    proposal: Proposal | None
    first_use: date
    gate_on: date
    why: Reason
