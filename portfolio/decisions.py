"""The decision at a gate: fund, narrow or retire, with a date and a reason (R4, R8, R9, R10)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portfolio.breadth import Breadth
from portfolio.errors import Problem, problem
from portfolio.evidence import Evidence
from portfolio.gates import Gate
from portfolio.initiatives import Initiative, Integration, Stage
from portfolio.looks import LookName
from portfolio.metrics import HARD, BaselineState, Metric
from portfolio.people import Role
from portfolio.plans import NOTHING, Plans
from portfolio.verdicts import Choice

SHORTEST_REASON = 20                        # R4: characters of an override's reason; asked of every decision
LONGEST_REASON = 1000
LONGEST_OVERRIDE = timedelta(days=60)       # R4
LONGEST_NARROWING = timedelta(days=60)      # R9
MOST_NARROWINGS = 2                         # R9
REMIND_SIGNER_AFTER = 3                     # working days, as the acceptance ladder's (DOMAIN.md, message policy)
SIGNATURE_ENDS_AFTER = 7                    # working days: a signature that never comes must not keep R10 away
MOST_LAPSED = 2                             # decisions at one gate that nobody signed in time
LONGEST_HORIZON = timedelta(days=365)       # a production or retirement date further away is a slip of the keyboard


class Piece(StrEnum):
    """R4: what funding needs, each with its own sentence. The order is the one a card lists them in.

    RULES: funding is blocked at a gate that was never armed, because it cannot be judged (DOMAIN.md, the gate's states).
    """

    RULES = "rules"
    BASELINE = "baseline"
    SAMPLE = "sample"
    PROVENANCE = "provenance"
    SPONSOR = "sponsor"
    ADOPTION_LEAD = "adoption_lead"
    INTEGRATION = "integration"
    CONTROLS = "controls"
    BUDGET = "budget"
    PRODUCTION_NEEDS = "production_needs"
    BREADTH = "breadth"


PLANNED = frozenset({Piece.INTEGRATION, Piece.BUDGET, Piece.PRODUCTION_NEEDS})
"""What a part of the plan holds (portfolio.plans)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Named pieces set aside until `expires` (R4)."""

    pieces: tuple[Piece, ...]
    expires: date


class DecisionState(StrEnum):
    """PENDING: waits for the second signature. Policy's decisions (R10) are final and carry no person. The last three do not
    count: handed back by the second person, not signed in time, taken back (superseded, never deleted)."""

    PENDING = "pending"
    FINAL = "final"
    HANDED_BACK = "handed_back"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


STANDING = frozenset({DecisionState.PENDING, DecisionState.FINAL})
"""A decision that counts, or will once it is signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision as stored. `by` is None when policy decided. `on` is the production, re-review or retirement date."""

    id: str
    gate: str
    initiative: str
    choice: Choice
    on: date
    reason: str
    by: int | None
    at: datetime
    state: DecisionState
    second: int | None
    """Whose second signature it needs, or has: R4's other person or R8's reviewer."""
    override: Override | None
    signed_at: datetime | None = None


def missing_to_fund(
    initiative: Initiative, metric: Metric | None, gate: Gate, evidence: Evidence | None = None,
    breadth: Breadth | None = None, plans: Plans = NOTHING,
) -> tuple[Piece, ...]:
    """R4, evaluated live. What nobody has recorded is missing: unknown is never fine.

    Controls have no record yet in this version, so they are missing. `sample` is held by what the last look counted before
    and after, which is always read from a source.
    """
    baseline = metric.baseline if metric else None
    held = {
        Piece.RULES: gate.armed_at is not None,
        Piece.BASELINE: baseline is not None and baseline.state is BaselineState.LOCKED,
        Piece.SAMPLE: evidence is not None and evidence.look is not LookName.NONE and evidence.sample,
        Piece.PROVENANCE: baseline is not None and baseline.provenance in HARD,
        Piece.SPONSOR: initiative.owned,
        Piece.ADOPTION_LEAD: initiative.adoption_lead is not None,
        Piece.INTEGRATION: initiative.integration not in (None, Integration.STANDALONE),
        Piece.BUDGET: plans.budget is not None,
        Piece.PRODUCTION_NEEDS: plans.needs is not None and plans.needs.owned,
        Piece.BREADTH: breadth is not None and breadth.narrow is None,
    }
    return tuple(piece for piece in Piece if not held.get(piece, False))


def date_problems(choice: Choice, on: date, today: date, narrowings: int) -> tuple[Problem, ...]:
    """The dates a decision may carry: not in the past; a narrowing re-opens within 60 days, and only twice (R9)."""
    if on < today:
        return (problem("on", "date_in_past"),)
    if choice is Choice.NARROW:
        if narrowings >= MOST_NARROWINGS:
            return (problem("on", "narrowed_too_often", most=MOST_NARROWINGS),)
        if on > today + LONGEST_NARROWING:
            return (problem("on", "narrowing_too_long", days=LONGEST_NARROWING.days),)
    elif on > today + LONGEST_HORIZON:
        return (problem("on", "date_too_far"),)
    return ()


def reason_problems(reason: str) -> tuple[Problem, ...]:
    """A reason of 20 characters or more, spaces at the ends not counted."""
    length = len(reason.strip())
    if length < SHORTEST_REASON:
        return (problem("reason", "reason_too_short", least=SHORTEST_REASON),)
    if length > LONGEST_REASON:
        return (problem("reason", "text_too_long", most=LONGEST_REASON),)
    return ()


def second_problems(second: int, roles: frozenset[Role], by: int, accepted: frozenset[Role]) -> tuple[Problem, ...]:
    """R4, R8: another person, in a role that may sign this."""
    if second == by:
        return (problem("second", "second_is_you"),)
    return () if roles & accepted else (problem("second", "second_has_no_role"),)


def expiry_problems(expires: date | None, today: date) -> tuple[Problem, ...]:
    """R4: an override ends within 60 days."""
    if expires is None:
        return (problem("expires", "expiry_needed"),)
    if not today < expires <= today + LONGEST_OVERRIDE:
        return (problem("expires", "expiry_out_of_range", days=LONGEST_OVERRIDE.days),)
    return ()


SECOND_ROLES = frozenset({Role.REVIEWER, Role.PROGRAMME_OFFICE, Role.LEADERSHIP})
"""Who may countersign a sponsor's override (R4): another role than the sponsor's own. Admins configure and cannot decide."""

REVIEW_ROLES = frozenset({Role.REVIEWER})
"""Who confirms a decision against the recommendation (R8)."""

OUTCOME: dict[Choice, Stage] = {
    Choice.FUND: Stage.FUNDED,
    Choice.NARROW: Stage.NARROWED,
    Choice.RETIRE: Stage.RETIRING,
}
