"""The things the clock makes happen, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from portfolio.criteria import AmendmentState
from portfolio.gates import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStep:
    """One step of the ladder around a gate date."""

    gate: str
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """A decision's override has run out (R4)."""

    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is in production has no gate to come (R24)."""

    initiative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureStep:
    """A second signature has not come: the reminder, or its end."""

    decision: str
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentStep:
    """Whoever was asked about a change of locked rules (`state` says who) has not answered: the reminder, or its end."""

    amendment: str
    state: AmendmentState
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStep:
    """A named sponsor has not answered: the reminder, or telling who can name another."""

    initiative: str
    person: int
    handed_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRemind:
    """Somebody has not answered an interview: the one reminder."""

    interview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One sponsor's monthly card for the period."""

    person: int
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of what one sponsor has in production, in the period."""

    person: int
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Leadership's monthly post for the period."""

    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelGates:
    """The Monday list of gates in the leadership channel."""

    monday: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SprintEnd:
    """An instrumentation sprint whose cases are complete, or whose days are over."""

    sprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SprintRemind:
    """Somebody who logs in a sprint, at the end of one of its weeks (counted from 1)."""

    sprint: str
    person: int
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLate:
    """A source has not been readable for so many days."""

    source: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterAudit:
    """The audit of a quarter, such as 2026Q4, in its first week."""

    quarter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationStep:
    """What was seen of an initiative where people work holds until that day, or held (`ended`)."""

    initiative: str
    holds_until: date
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaStep:
    """An idea has waited so many working days for an answer."""

    idea: str
    days: int


Task = (
    GateStep | Reopen | Review | SignatureStep | AmendmentStep | AskedStep | CheckIn | Outcome | Digest | ChannelGates
    | SprintEnd | SprintRemind | InterviewRemind | SourceLate | QuarterAudit | IdeaStep
    | AttestationStep
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to do in [at, until), once by its key. Doing it settles the keys it `covers` as well."""

    task: Task
    key: str
    at: datetime
    until: datetime | None
    covers: tuple[str, ...] = ()
