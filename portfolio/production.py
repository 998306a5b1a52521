"""After funding: production is not the end (R24). When it is reviewed again, and what brings that day forward."""

from collections.abc import Mapping
from datetime import date, timedelta

from portfolio.gates import LONGEST, Gate, GateState, Origin
from portfolio.verdicts import Verdict

YEAR = timedelta(days=365)              # R24: a yearly gate
RECHECK = LONGEST                       # DOMAIN.md, the verdict table: Likely is funded and checked again in 90 days
BROUGHT_FORWARD = timedelta(days=30)    # two weeks to prepare, a week of seal, and a week to read the message
SETTLED = timedelta(days=90)
"""So long after a decision nothing brings the next one forward: what was known when it was taken is no news."""
QUARTER = timedelta(days=91)

AFTER_FUNDING = frozenset({Origin.CHECK, Origin.YEARLY, Origin.FADING, Origin.GUARDRAIL})
"""Gates of what is in production already."""

WINDOW: Mapping[Origin, timedelta | None] = {
    Origin.CHECK: None,
    Origin.YEARLY: YEAR,
    Origin.FADING: QUARTER,
    Origin.GUARDRAIL: QUARTER,
}
"""How far back a gate in production looks: what was good once must not hide what is bad now. The check of a Likely reads
everything since first use, as the gate before it did: it settles the same question with more data."""

MONTHLY_WINDOW = QUARTER
"""A month alone has too few cases for most numbers: the monthly outcome is that of the last thirteen weeks."""

_MOVABLE = frozenset({GateState.PLANNED, GateState.ARMED})


def review_after(verdict: Verdict | None, funded_on: date) -> tuple[date, Origin]:
    """The next gate of what was funded that day: in a year, and in 90 days where the evidence was only Likely."""
    if verdict is Verdict.LIKELY:
        return funded_on + RECHECK, Origin.CHECK
    return funded_on + YEAR, Origin.YEARLY


def brought_forward(gate: Gate, decided_on: date, today: date) -> date | None:
    """The earlier day of the next gate, on fade or a broken guardrail (R24); None where it is near enough, or on its way."""
    if gate.origin not in AFTER_FUNDING or gate.state not in _MOVABLE or today < decided_on + SETTLED:
        return None
    earlier = today + BROUGHT_FORWARD
    return earlier if earlier < gate.due else None

