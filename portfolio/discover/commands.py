"""What a person may ask for about workflows and constraints: plain values that dialogs make and actions take."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.discover.constraints import ConstraintKind
from portfolio.discover.steps import Step
from portfolio.metrics import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepConstraint:
    """Add an entry, or change `constraint` as it was at `revision`.

    `owner` is an Entra object id from the people picker, or a typed name. `hits` are ids that were chosen, `named` names
    that were typed. `token` names the form of a new one, so that pressing twice adds once.
    """

    constraint: str | None
    revision: int | None
    token: str
    kind: ConstraintKind
    text: str
    source: str
    owner: str
    expires: date | None
    reviewed_on: date | None
    hits: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftConstraint:
    """It holds no more, and why."""

    constraint: str
    revision: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepWorkflow:
    """Add a workflow, or change `workflow` as it was at `revision`. The three of the volume are given together, or none."""

    workflow: str | None
    revision: int | None
    token: str
    name: str
    system_of_record: str | None
    actors: tuple[str, ...]
    owner_role: str | None
    volume_per_month: Decimal | None
    volume_source: str | None
    volume_provenance: Provenance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepStep:
    """Add a step to what is being written down, or change the one at `index`."""

    watch: str
    revision: int
    index: int | None
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishWatch:
    """What was written down becomes a version: on which day it was watched, and how many cases (None: nobody watched)."""

    watch: str
    revision: int
    observed_on: date
    cases: int | None
