"""Workflows, what was seen of them, and constraints, as people see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.discover.constraints import ConstraintKind, ConstraintStanding
from portfolio.discover.steps import Step, Totals
from portfolio.errors import Problem
from portfolio.metrics import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The id of an initiative, an opportunity or a workflow, and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintLine:
    """One entry of the register, on any card. `owner` None: somebody erased. `text` "": erased. `hits` are those the reader
    may know of, `more` counts the others. `reason`: why it was lifted."""

    constraint: str
    kind: ConstraintKind
    text: str
    source: str
    owner: str | None
    expires: date | None
    reviewed_on: date | None
    standing: ConstraintStanding
    hits: tuple[Named, ...]
    more: int = 0
    lifted_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintList:
    """`constraints`: a page of what this person may see, the nearest end first. Input ids of its filter: kind, about.
    `seen` is how many there are without the filter."""

    rows: tuple[ConstraintLine, ...]
    page: int
    pages: int
    total: int
    seen: int
    kind: ConstraintKind | None
    about: str
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintCard:
    """One entry. Input id for lifting: reason. `just` names what has happened to it a moment ago."""

    line: ConstraintLine
    revision: int
    may_change: bool
    just: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintForm:
    """A new entry (`constraint` None), or one to be changed.

    Input ids: kind, text, source, owner (people picker), owner_name (typed), expires, reviewed_on, hits (several of
    `choices`), named (names, one a line).
    """

    constraint: str | None
    revision: int | None
    token: str
    choices: tuple[Named, ...]
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowLine:
    """One workflow in the list. `totals` None: nobody has watched it yet."""

    workflow: str
    name: str
    system_of_record: str | None
    totals: Totals | None
    watched_on: date | None
    attached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowList:
    """`workflows`: a page of what this person may see, in name order."""

    rows: tuple[WorkflowLine, ...]
    page: int
    pages: int
    total: int
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedLine:
    """One version of what was seen. `by` None: on the command line, or somebody erased."""

    version: int
    observed_on: date
    cases: int | None
    provenance: Provenance
    by: str | None
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowCard:
    """One workflow: what is known of it, the newest version of what was seen with its steps, and the versions before."""

    workflow: str
    revision: int
    name: str
    system_of_record: str | None
    actors: tuple[str, ...]
    owner_role: str | None
    volume_per_month: Decimal | None
    volume_source: str | None
    volume_provenance: Provenance | None
    newest: WatchedLine | None
    steps: tuple[Step, ...]
    earlier: tuple[WatchedLine, ...]
    attached: tuple[Named, ...]
    constraints: tuple[ConstraintLine, ...]
    may_change: bool
    begun: bool = False
    """Whether this person is still writing one down."""
    may_look: bool = False
    """Whether this person may see what the tenant tells of it."""
    just: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowForm:
    """A new workflow (`workflow` None), or one to be changed. Input ids: name, system, actors, owner, volume, volume_source,
    volume_provenance."""

    workflow: str | None
    revision: int | None
    token: str
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchCard:
    """What is being written down, step by step. Input ids for finishing: observed_on, cases."""

    watch: str
    revision: int
    workflow: str
    name: str
    steps: tuple[Step, ...]
    totals: Totals
    today: date
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """One step, new (`index` None) or to be changed. Input ids: what, role, system, touch, wait, switches, copies, pain."""

    watch: str
    revision: int
    name: str
    index: int | None
    count: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachForm:
    """To which workflow an initiative belongs. Input id: workflow ("none" for none)."""

    initiative: str
    name: str
    typed: str
    """What was typed as its workflow when it was registered."""
    choices: tuple[Named, ...]
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
