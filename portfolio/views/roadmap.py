"""The roadmap as somebody reads it, its capacity, what changed, and who decides what by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portfolio.errors import Problem
from portfolio.gates import GateState
from portfolio.roadmap.changes import Became
from portfolio.roadmap.values import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdle:
    """What is in the way of one candidate. `about` are a constraint's words, "" once they were erased."""

    why: Why
    until: date | None = None
    about: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """It was moved so many places (negative: up) in all; by whom last (None: erased), when and why ("": erased)."""

    places: int
    by: str | None
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapRow:
    """One candidate in its place. Without `start` it comes after these 90 days."""

    opportunity: str
    name: str
    rank: int
    place: int
    start: date | None
    first_use: date | None
    gate: date | None
    hurdles: tuple[Hurdle, ...]
    moved: Moved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningLine:
    """An initiative that holds a squad until its gate."""

    initiative: str
    name: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What became of one candidate since the roadmap that was accepted."""

    name: str
    became: Became
    was: date | None
    start: date | None
    because: Hurdle | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapCard:
    """The roadmap as it stands now, one page of it. Input id: reason, which goes with a move.

    `ranked` counts the candidates; `seen` names this very roadmap, so that nobody accepts one they have not read; `revision`
    counts the moves. `accepted_on` None: none is in force; `version` is that of the one that is, 0 for none. `just` is what
    happened a moment ago ("moved", "accepted"...). `may_plan`: this person may move, accept and withdraw; `may_start`: make
    an initiative of one. Squads are None while nobody has said how many there are.
    """

    rows: tuple[RoadmapRow, ...]
    page: int
    pages: int
    ranked: int
    starting: int
    begins: date
    squads: int | None
    weeks: int | None
    running: tuple[RunningLine, ...]
    changed: tuple[ChangeLine, ...]
    accepted_on: date | None
    accepted_by: str | None
    version: int
    seen: str
    revision: int
    may_plan: bool
    may_start: bool
    in_channel: bool
    just: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityForm:
    """How many squads work at a time. Input ids: squads, weeks, reason. `version` is the one that is changed."""

    version: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDue:
    """A decision that is owed: what, by whom (None: nobody has accepted) and when. `change_since`: a change of its locked
    rules has waited since then for somebody's answer."""

    initiative: str
    gate: str
    name: str
    sponsor: str | None
    on: date
    state: GateState
    days_left: int
    change_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FullWeek:
    """A sponsor has more than three decisions in the week that begins on `monday` (R1). `number` is the sponsor's local
    number, for whoever may hand some of them to somebody else."""

    sponsor: str
    monday: date
    count: int
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """One page of who must decide what in the coming 90 days, what is overdue first. `mine_only`: only what this person may
    see."""

    rows: tuple[DecisionDue, ...]
    page: int
    pages: int
    total: int
    overdue: int
    full: tuple[FullWeek, ...]
    until: date
    mine_only: bool
    in_channel: bool
