"""The gate: the dated review, at most 90 days after first use (R1, R3; DOMAIN.md, state machines and message policy)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portfolio.calendar import Holidays, working_on_or_before
from portfolio.initiatives import Initiative
from portfolio.linter import draft_of, lint
from portfolio.metrics import Metric

LONGEST = timedelta(days=90)          # R1
SEAL_BEFORE = timedelta(days=7)       # R6
PREPARE_BEFORE = (timedelta(days=14), timedelta(days=7))
CHANNEL_HORIZON = timedelta(days=14)
OVERDUE_AFTER = timedelta(days=1)
REMIND_AFTER = timedelta(days=3)
ESCALATE_AFTER = timedelta(days=7)
NOTICE_AFTER = timedelta(days=12)
DEFAULT_AFTER = timedelta(days=14)    # R10
NOTICE_PERIOD = timedelta(hours=48)   # R10: counted from the notice's delivery
PAUSE_GATE_WITHIN = timedelta(days=30)  # R10: pause opens one more gate, whose only default is retire


class GateState(StrEnum):
    """DOMAIN.md. PENDING_REVIEW: chosen, and waiting for the second person's signature."""

    PLANNED = "planned"
    ARMED = "armed"
    SEALED = "sealed"
    OPEN = "open"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    NOTICE = "notice"
    PENDING_REVIEW = "pending_review"
    DECIDED = "decided"
    CLOSED = "closed"
    EXTENDED = "extended"
    VOIDED = "voided"


_ANSWERED = frozenset({GateState.DECIDED, GateState.PENDING_REVIEW, GateState.EXTENDED, GateState.VOIDED})

MOVES: Mapping[GateState, frozenset[GateState]] = {
    # A gate that was never armed still opens: "cannot be judged", and funding is blocked.
    GateState.PLANNED: frozenset({GateState.ARMED, GateState.OPEN, GateState.VOIDED}),
    GateState.ARMED: frozenset({GateState.SEALED, GateState.OPEN, GateState.VOIDED}),
    GateState.SEALED: frozenset({GateState.OPEN, GateState.VOIDED}),
    GateState.OPEN: frozenset({GateState.OVERDUE}) | _ANSWERED,
    GateState.OVERDUE: frozenset({GateState.ESCALATED}) | _ANSWERED,
    GateState.ESCALATED: frozenset({GateState.NOTICE}) | _ANSWERED,
    GateState.NOTICE: _ANSWERED,
    # Confirmed, or handed back by the second person. A gate that is waiting for a signature is still overdue by its date.
    GateState.PENDING_REVIEW: frozenset({GateState.DECIDED, GateState.OPEN}),
    # Taken back by whoever decided, within 24 hours.
    GateState.DECIDED: frozenset({GateState.CLOSED, GateState.OPEN}),
    GateState.EXTENDED: frozenset({GateState.ARMED, GateState.SEALED, GateState.OPEN, GateState.VOIDED}),
}

BEFORE = frozenset({GateState.PLANNED, GateState.ARMED, GateState.SEALED, GateState.EXTENDED})
DECIDABLE = frozenset({GateState.OPEN, GateState.OVERDUE, GateState.ESCALATED, GateState.NOTICE})
OWED = DECIDABLE | {GateState.PENDING_REVIEW}


class DefaultDecision(StrEnum):
    """R10: what leadership chose beforehand for a gate nobody decides."""

    PAUSE = "pause"
    RETIRE = "retire"


class Origin(StrEnum):
    """Why there is this gate: an initiative's first, or one more after a narrowing, a pause by policy, an override that ran
    out, or a default that was taken back; brought forward since its sponsor says that nobody uses it (A4); and in production
    (R24) the check of what was only Likely, the yearly one, and one
    brought forward because use fades or a guardrail is broken."""

    FIRST = "first"
    NARROWED = "narrowed"
    PAUSED = "paused"
    OVERRIDE = "override"
    REVERSED = "reversed"
    GONE = "gone"
    CHECK = "check"
    YEARLY = "yearly"
    FADING = "fading"
    GUARDRAIL = "guardrail"


COMES_BACK = frozenset({Origin.OVERRIDE, Origin.REVERSED})
"""A decision that is owed again as it was, and is no new one."""


class Step(StrEnum):
    """What happens around a gate date, each once (R22). The first six change nothing but what is sent."""

    PREPARE_14 = "prepare_14"
    PREPARE_7 = "prepare_7"
    CARD = "card"
    LATE_3 = "late_3"
    LATE_7 = "late_7"
    NOTICE = "notice"
    SEAL = "seal"
    OPEN = "open"
    OVERDUE = "overdue"
    ESCALATE = "escalate"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate of an initiative. `number` counts its gates from 1; `due` is T, and `was_due` what it was before it was
    extended. `retire_only`: opened by a pause (R10)."""

    id: str
    initiative: str
    number: int
    due: date
    state: GateState
    retire_only: bool
    armed_at: datetime | None
    sealed_evidence: str | None
    revision: int
    origin: Origin = Origin.FIRST
    was_due: date | None = None

    @property
    def unlocked(self) -> bool:
        """True while its rules can still be written and locked."""
        return self.armed_at is None and self.state in (GateState.PLANNED, GateState.EXTENDED)


def latest_due(first_use: date | None, today: date) -> date:
    """R1: 90 days after first use; for a pilot that is older already, or whose first use nobody knows, 90 days
    from today, as for imports."""
    if first_use is None or first_use + LONGEST < today:
        return today + LONGEST
    return first_use + LONGEST


def usual_due(first_use: date, today: date, holidays: Holidays) -> date:
    """The day of a gate that nobody chose: the last working day of the 90 that R1 allows, and none that is over."""
    return max(today, working_on_or_before(latest_due(first_use, today), holidays))


class Missing(StrEnum):
    """What keeps a gate from being armed (R3)."""

    SPONSOR = "sponsor"
    METRIC = "metric"
    DEFINITION = "definition"
    TARGET_DATE = "target_date"
    RETIREMENT_PLAN = "retirement_plan"


def missing_to_arm(
    initiative: Initiative, metric: Metric | None, gate: Gate, counted_in: str | None = None
) -> tuple[Missing, ...]:
    """R3, in the order a sponsor would mend them. A metric has to pass the linter; a target dated after the gate cannot be
    judged at it. `counted_in` is the source bound to the metric."""
    found: list[Missing] = []
    if not initiative.owned:
        found.append(Missing.SPONSOR)
    if metric is None:
        found.append(Missing.METRIC)
    else:
        if lint(draft_of(metric, counted_in)):
            found.append(Missing.DEFINITION)
        if metric.target_on > gate.due:
            found.append(Missing.TARGET_DATE)
    if not initiative.retirement_plan:
        found.append(Missing.RETIREMENT_PLAN)
    return tuple(found)


def days_overdue(gate: Gate, today: date) -> int:
    """Days past T while a decision is owed; 0 before that or once it is decided."""
    if gate.state in BEFORE | OWED and today > gate.due:
        return (today - gate.due).days
    return 0
