"""Changing rules that were locked: the form, the question to whoever has to agree, and what became of it (R5; B3, B8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.criteria import WAITING, AmendmentState, Change, Criteria
from portfolio.errors import Problem
from portfolio.messages import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendForm:
    """The criteria as they stand, to be changed with a reason. `cosigned`: loosening takes a second person by now; the last
    day for a change is the one before `sealed_on`.

    Input ids: metric, family, unit, direction, population, target, target_on, floor, breadth, single_role,
    "margin.<number>" for each guardrail, reason, second (people picker), second_name (typed).
    """

    initiative: str
    name: str
    gate_on: date
    sealed_on: date
    revision: int
    now: Criteria
    cosigned: bool
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedLine:
    """One change that is in force, with both versions. `days_before` the decision it came."""

    was: Criteria
    now: Criteria
    changes: tuple[Change, ...]
    on: date
    days_before: int
    reason: str
    by: str | None
    second: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """A change as whoever reads it sees it: asked of the sponsor, asked of the co-signer, in force, or refused.

    `by` and `second` None: somebody erased, or nobody. The flags say whose answer this reader's is.
    """

    amendment: str
    initiative: str
    name: str
    gate_on: date
    sealed_on: date
    was: Criteria
    now: Criteria
    changes: tuple[Change, ...]
    loosened: tuple[Change, ...]
    redefined: bool
    reason: str
    by: str | None
    at: datetime
    zone: str
    state: AmendmentState
    second: str | None
    remark: str
    may_accept: bool
    may_sign: bool
    why: Reason | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether nobody has to answer any more."""
        return self.state not in WAITING
