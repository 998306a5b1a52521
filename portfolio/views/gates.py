"""What the gate shows: the reminder, the decision card, the second signature, the decision, the channel's list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.breadth import Breadth
from portfolio.decisions import DecisionState, Piece
from portfolio.errors import Problem
from portfolio.gates import DefaultDecision, GateState, Missing, Origin
from portfolio.messages import Reason
from portfolio.verdicts import Advice, Choice
from portfolio.views.amending import AmendedLine
from portfolio.views.discover import ConstraintLine
from portfolio.views.numbers import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePrepare:
    """T-14 and T-7, only when something is missing: what it is, and what happens if it stays so."""

    initiative: str
    name: str
    gate_on: date
    days_left: int
    missing: tuple[Missing, ...]
    missing_to_fund: tuple[Piece, ...]
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionForm:
    """The decision card: evidence, what funding lacks, and three equal choices, each asking a date and a reason.

    Input ids, per choice: "<choice>.on", "<choice>.reason"; for fund also "fund.second" (people picker),
    "fund.second_name" (typed) and "fund.expires". A choice that opposes `recommended` asks "<choice>.second" too (R8).
    """

    gate: str
    initiative: str
    name: str
    sponsor: str
    gate_on: date
    today: date
    day: int | None
    """Days since first use."""
    state: GateState
    revision: int
    panel: Panel | None
    armed: bool
    recommended: Advice | None
    missing_to_fund: tuple[Piece, ...]
    choices: tuple[Choice, ...]
    default: DefaultDecision | None
    why: Reason
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    origin: Origin = Origin.FIRST
    """Why it is asked (again)."""
    breadth: Breadth | None = None
    """How broad its use is, against what was agreed (R4)."""
    amended: tuple[AmendedLine, ...] = ()
    """Changes of its criteria since they were locked, with both versions (R5)."""
    extendable: bool = False
    """Whether its sponsor may have more time, once (R9)."""
    constraints: tuple[ConstraintLine, ...] = ()
    """What limits it, the nearest end first (D6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendForm:
    """More time for a gate, once, where it would settle something (R9). Input ids: on, reason."""

    gate: str
    initiative: str
    name: str
    gate_on: date
    today: date
    revision: int
    latest: date
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountersignForm:
    """A second signature is asked for: what was chosen, why, and which pieces would be set aside until when."""

    decision: str
    initiative: str
    name: str
    choice: Choice
    on: date
    reason: str
    by: str
    pieces: tuple[Piece, ...]
    expires: date | None
    why: Reason
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision as recorded. `by` None: somebody erased, or nobody (`by_policy`, R10). While it is pending it waits for
    `second`. `mine`: the reader is who decided."""

    gate: str
    initiative: str
    name: str
    gate_on: date
    choice: Choice
    on: date
    reason: str
    by: str | None
    at: datetime
    zone: str
    state: DecisionState
    second: str | None
    pieces: tuple[Piece, ...]
    expires: date | None
    panel: Panel | None
    reference: str
    """The decision's id in the record."""
    by_policy: bool = False
    why: Reason | None = None
    """Set where the card comes unasked: the answer to the decider that the second signature was given or refused."""
    remark: str = ""
    """What the second person wrote when signing or handing back."""
    mine: bool = False
    undo_until: datetime | None = None
    """Until when the reader may still take it back; None when not, or for as long as it is pending."""

    @property
    def pending(self) -> bool:
        """Whether it waits for its second signature."""
        return self.state is DecisionState.PENDING


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One gate in the channel's list. `decided` None while the decision is owed."""

    gate: str
    initiative: str
    name: str
    sponsor: str | None
    gate_on: date
    days_left: int
    """Negative when overdue."""
    state: GateState
    decided: Choice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelGates:
    """The Monday reminder in the leadership channel: due within 14 days or overdue, updated in place until there is a
    `newer` one."""

    week_of: date
    lines: tuple[GateLine, ...]
    more: int
    newer: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultAnnounced:
    """R10: nobody decided by T+14. It can be taken back until `reversible_until` (None: not, or not again), by giving a
    `reason`; then the last three say who did."""

    gate: str
    initiative: str
    name: str
    gate_on: date
    on: date
    default: DefaultDecision
    next_gate: date | None
    reversible_until: date | None
    reversed_by: str | None = None
    reversed_on: date | None = None
    reason: str = ""
    problems: tuple[Problem, ...] = ()
