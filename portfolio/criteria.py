"""What a gate is judged by, in one value, and how one version of it differs from another (R5; B3, B8, B9).

Criteria that were locked can be changed until the seal: with a reason, as a new version, and never silently. What makes them
easier to meet, or makes before and after hard to compare, takes a second person in the last 30 days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from portfolio.breadth import threshold
from portfolio.gates import SEAL_BEFORE, Gate, GateState
from portfolio.guardrails import Guardrail
from portfolio.metrics import BaselineState, Family, Metric
from portfolio.sources import measures

LAST_DAYS = timedelta(days=30)
"""R5: before the gate, in which loosening takes a co-signer."""


class Change(StrEnum):
    """What can differ."""

    NAME = "name"
    FAMILY = "family"
    UNIT = "unit"
    DIRECTION = "direction"
    POPULATION = "population"
    BASELINE = "baseline"
    TARGET = "target"
    TARGET_ON = "target_on"
    FLOOR = "floor"
    BREADTH = "breadth"
    SINGLE_ROLE = "single_role"
    GUARDRAILS = "guardrails"


DEFINITION = frozenset({Change.NAME, Change.FAMILY, Change.UNIT, Change.DIRECTION, Change.POPULATION})
"""B3: with another of these it is another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """One version, as people read it. `baseline` with the days it was read from, or was stated on; `baseline_n` counts its
    cases where it was read from a source, `baseline_hash` names their rows."""

    version: int
    name: str
    family: Family
    unit: str
    lower_is_better: bool
    population: str | None
    target: Decimal
    target_on: date
    floor: Decimal | None
    baseline: Decimal | None
    baseline_from: date | None
    baseline_to: date | None
    baseline_n: int | None
    baseline_hash: str | None
    breadth: Decimal
    single_role: str | None
    guardrails: tuple[Guardrail, ...]


def criteria_of(metric: Metric, rails: tuple[Guardrail, ...]) -> Criteria:
    """The criteria a metric and its guardrails make."""
    baseline = metric.baseline
    window = baseline.window if baseline else None
    return Criteria(
        version=metric.version, name=metric.name, family=metric.family, unit=metric.unit,
        lower_is_better=metric.lower_is_better, population=metric.population, target=metric.target,
        target_on=metric.target_on, floor=metric.floor, baseline=baseline.value if baseline else None,
        baseline_from=window.first if window else None,
        baseline_to=window.last if window else baseline.stated_on if baseline else None,
        baseline_n=window.n if window else None, baseline_hash=window.hash if window else None,
        breadth=threshold(metric), single_role=metric.single_role, guardrails=rails,
    )


def _parts(one: Criteria) -> Mapping[Change, object]:
    return {
        Change.NAME: one.name, Change.FAMILY: one.family, Change.UNIT: one.unit, Change.DIRECTION: one.lower_is_better,
        Change.POPULATION: one.population, Change.BASELINE: (one.baseline, one.baseline_hash, one.baseline_to),
        Change.TARGET: one.target, Change.TARGET_ON: one.target_on, Change.FLOOR: one.floor,
        Change.BREADTH: one.breadth, Change.SINGLE_ROLE: one.single_role,
        Change.GUARDRAILS: [(rail.number, rail.name, rail.lower_is_better, rail.margin) for rail in one.guardrails],
    }


def differences(was: Criteria, now: Criteria) -> tuple[Change, ...]:
    """What differs, in the order a card lists it."""
    old, new = _parts(was), _parts(now)
    return tuple(change for change in Change if old[change] != new[change])


def loosened(was: Criteria, now: Criteria) -> tuple[Change, ...]:
    """What of it takes a co-signer in the last 30 days (R5): what is easier to meet than before, and every other baseline or
    definition, for nobody can say which way those lean."""
    sign = 1 if was.lower_is_better else -1
    margins = {rail.number: rail.margin for rail in now.guardrails}
    looser = {
        Change.BASELINE: True,
        Change.TARGET: sign * (now.target - was.target) > 0,
        Change.TARGET_ON: now.target_on > was.target_on,
        # Without a floor, no change at all is the smallest improvement worth keeping: the loosest there is.
        Change.FLOOR: was.floor is not None and (now.floor is None or sign * (now.floor - was.floor) > 0),
        Change.BREADTH: now.breadth < was.breadth,
        Change.SINGLE_ROLE: now.single_role is not None,
        Change.GUARDRAILS: any(margins.get(rail.number, Decimal("Infinity")) > rail.margin for rail in was.guardrails),
    }
    return tuple(change for change in differences(was, now) if change in DEFINITION or looser[change])


def redefined(was: Metric, now: Metric) -> bool:
    """B3: whether the later version measures another thing, so that nothing can be compared across the two."""
    return not measures(was, now)


def in_last_days(gate: Gate, today: date) -> bool:
    """R5: whether loosening takes a co-signer by now."""
    return today >= gate.due - LAST_DAYS


class Standing(StrEnum):
    """Whether locked criteria can still be changed."""

    AMENDABLE = "amendable"
    OPEN = "open"            # nothing is locked: they are simply written
    SEALED = "sealed"        # T-7 has come: the evidence of this gate is judged by what stands


def standing(gate: Gate, metric: Metric | None, today: date) -> Standing:
    """Rules that were locked, and a baseline that was locked before them, change with a reason until the seal (R5, R6)."""
    if gate.unlocked:
        baseline = metric.baseline if metric else None
        locked = baseline is not None and baseline.state is BaselineState.LOCKED
        return Standing.AMENDABLE if locked and today < gate.due - SEAL_BEFORE else Standing.OPEN
    armed = gate.armed_at is not None and gate.state in (GateState.ARMED, GateState.EXTENDED)
    return Standing.AMENDABLE if armed and today < gate.due - SEAL_BEFORE else Standing.SEALED


class AmendmentState(StrEnum):
    """PREPARED: waits for the sponsor. PENDING: for the co-signer. FINAL: in force. The others never were: declined by the
    sponsor, handed back by the co-signer, or not answered within seven working days or before the seal."""

    PREPARED = "prepared"
    PENDING = "pending"
    FINAL = "final"
    DECLINED = "declined"
    HANDED_BACK = "handed_back"
    LAPSED = "lapsed"


WAITING = frozenset({AmendmentState.PREPARED, AmendmentState.PENDING})
AMENDMENT_MOVES: Mapping[AmendmentState, frozenset[AmendmentState]] = {
    AmendmentState.PREPARED: frozenset({
        AmendmentState.PENDING, AmendmentState.FINAL, AmendmentState.DECLINED, AmendmentState.LAPSED,
    }),
    AmendmentState.PENDING: frozenset({AmendmentState.FINAL, AmendmentState.HANDED_BACK, AmendmentState.LAPSED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A change of criteria, asked for or in force. `metric` is the version it makes; `reason` is empty once erased."""

    id: str
    initiative: str
    gate: str
    was: Criteria
    now: Criteria
    metric: Metric
    reason: str
    by: int
    at: datetime
    state: AmendmentState
    second: int | None
    settled_at: datetime | None = None
    remark: str = ""

    @property
    def since(self) -> datetime:
        """Since when it is what it is: a change that waits has waited so long for whoever is asked now."""
        return self.settled_at or self.at
