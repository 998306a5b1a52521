"""The baseline from a source's history: proposed, short of the minimum, or locked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portfolio.baselines import Between, Proposal, TooLittle
from portfolio.errors import Problem
from portfolio.messages import Reason
from portfolio.prospects import Prospect
from portfolio.sources import How


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """A baseline that holds: its number, the day, the cases behind it with their hash, and how many of the rows from before
    the start have changed in the source since (flagged, never followed)."""

    value: Decimal
    on: date
    n: int
    slow: Decimal | None
    first: date
    last: date
    hash: str
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What the source says now, beside a baseline that is locked: `proposal`, or `short` of one. Input ids: reason, second
    (people picker), second_name (typed). `cosigned`: the last 30 days have begun."""

    proposal: Proposal | None
    short: TooLittle | None
    sealed_on: date
    cosigned: bool
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineCard:
    """What history says, for the sponsor to accept. Exactly one of `proposal`, `short` and `locked` is set.

    Input ids: since, until. `seen` names what was shown: what is accepted is that, or nothing. `fits`: the target lies
    on the better side of it.
    """

    initiative: str
    name: str
    gate_on: date
    first_use: date
    metric: str
    unit: str
    source: str
    how: How
    between: Between
    seen: str
    proposal: Proposal | None
    short: TooLittle | None
    locked: Locked | None
    prospect: Prospect | None
    fits: bool
    may_accept: bool
    renewal: Renewal | None = None
    """Where a locked baseline may be taken anew: what the source says now."""
    values: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    why: Reason | None = None
    """Set where the card comes unasked."""
