"""Derived conditions and the four-trait scorecard: computed from what is recorded, never set by hand (A5, A6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portfolio.adoption import Adoption
from portfolio.gates import LONGEST, Gate, days_overdue
from portfolio.initiatives import ACTIVE, WATCHED, Initiative, Integration
from portfolio.metrics import COUNTED, HARD, BaselineState, Metric
from portfolio.people import Account
from portfolio.plans import NOTHING, Plans, Proof, proof
from portfolio.verdicts import NotMeasured

SILENT_AFTER = 2   # lapsed check-ins (DOMAIN.md, check-in ladder)


class Condition(StrEnum):
    """DOMAIN.md. Ungoverned and over budget follow with the records they derive from."""

    UNOWNED = "unowned"
    UNMEASURED = "unmeasured"
    UNBASELINED = "unbaselined"
    OUTSIDE_WORKFLOW = "outside_workflow"
    OVERDUE = "overdue"
    IN_PURGATORY = "in_purgatory"
    SPONSOR_SILENT = "sponsor_silent"
    SPONSOR_LEFT = "sponsor_left"
    SPONSOR_GUEST = "sponsor_guest"
    SPONSOR_SHARED = "sponsor_shared"
    FADING = "fading"
    HERO_ONLY = "hero_only"
    STALE_DATA = "stale_data"


_IN_PRODUCTION = frozenset({
    Condition.UNOWNED, Condition.SPONSOR_LEFT, Condition.SPONSOR_GUEST, Condition.FADING, Condition.HERO_ONLY,
    Condition.STALE_DATA,
})


def conditions(
    initiative: Initiative, metric: Metric | None, gate: Gate | None, *, lapsed_in_a_row: int, today: date,
    use: Adoption | None = None, stale: bool = False, account: Account | None = None,
) -> frozenset[Condition]:
    """What is wrong with an initiative that still owes a decision. In production (R24) that is what can still go wrong
    there; nothing is wrong with one that goes no further."""
    if initiative.stage not in WATCHED:
        return frozenset()
    overdue = gate is not None and days_overdue(gate, today) > 0
    since = initiative.in_use_since
    old = since is not None and today - since > LONGEST
    found = {
        Condition.UNOWNED: not initiative.owned,
        Condition.UNMEASURED: metric is None,
        Condition.UNBASELINED: metric is not None and not _locked(metric),
        Condition.OUTSIDE_WORKFLOW: initiative.integration in (None, Integration.STANDALONE),
        Condition.OVERDUE: overdue,
        Condition.IN_PURGATORY: old and (gate is None or overdue),
        Condition.SPONSOR_SILENT: lapsed_in_a_row >= SILENT_AFTER,
        Condition.SPONSOR_LEFT: account in (Account.DISABLED, Account.GONE),
        Condition.SPONSOR_GUEST: account is Account.GUEST,
        Condition.SPONSOR_SHARED: account is Account.SHARED,
        Condition.FADING: use is not None and use.fading,
        Condition.HERO_ONLY: use is not None and use.hero is True,
        Condition.STALE_DATA: stale,
    }
    kept = found if initiative.stage in ACTIVE else found.keys() & _IN_PRODUCTION
    return frozenset(condition for condition in kept if found[condition])


def _locked(metric: Metric) -> bool:
    return metric.baseline is not None and metric.baseline.state is BaselineState.LOCKED


class Trait(StrEnum):
    """The four traits of production-ready programmes."""

    METRIC = "metric"
    OWNER = "owner"
    INTEGRATION = "integration"
    SCALE_PLAN = "scale_plan"


class Standing(StrEnum):
    """Met only by evidence; a statement alone is partly."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"


class Next(StrEnum):
    """The single next action of a trait; its sentence and who owes it are in words/."""

    NONE = "none"
    SET_METRIC = "set_metric"
    STATE_BASELINE = "state_baseline"
    LOCK_BASELINE = "lock_baseline"
    MEASURE_BASELINE = "measure_baseline"
    NAME_SPONSOR = "name_sponsor"
    ACCEPT = "accept"
    NAME_ADOPTION_LEAD = "name_adoption_lead"
    MOVE_INTO_WORKFLOW = "move_into_workflow"
    STATE_INTEGRATION = "state_integration"
    VERIFY_INTEGRATION = "verify_integration"
    RENEW_INTEGRATION = "renew_integration"
    WRITE_RETIREMENT = "write_retirement"
    WRITE_EXPANSION = "write_expansion"
    OWN_NEEDS = "own_needs"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitMark:
    """One line of the scorecard."""

    trait: Trait
    standing: Standing
    next: Next


def scorecard(
    initiative: Initiative, metric: Metric | None, today: date, plans: Plans = NOTHING
) -> tuple[TraitMark, ...]:
    """The four traits in their order. Nothing can be ticked by hand."""
    return (
        _mark(Trait.METRIC, *_metric(metric)),
        _mark(Trait.OWNER, *_owner(initiative)),
        _mark(Trait.INTEGRATION, *_integration(initiative, plans, today)),
        _mark(Trait.SCALE_PLAN, *_scale(initiative, plans)),
    )


def _mark(trait: Trait, standing: Standing, nxt: Next) -> TraitMark:
    return TraitMark(trait=trait, standing=standing, next=nxt)


def _metric(metric: Metric | None) -> tuple[Standing, Next]:
    if metric is None:
        return Standing.MISSING, Next.SET_METRIC
    if metric.baseline is None:
        return Standing.PARTLY, Next.STATE_BASELINE
    if metric.baseline.state is not BaselineState.LOCKED:
        return Standing.PARTLY, Next.LOCK_BASELINE
    if metric.baseline.provenance not in HARD:
        return Standing.PARTLY, Next.MEASURE_BASELINE
    return Standing.MET, Next.NONE


def _owner(initiative: Initiative) -> tuple[Standing, Next]:
    if initiative.sponsor is None:
        return Standing.MISSING, Next.NAME_SPONSOR
    if not initiative.owned:
        return Standing.PARTLY, Next.ACCEPT
    if initiative.adoption_lead is None:
        return Standing.PARTLY, Next.NAME_ADOPTION_LEAD
    return Standing.MET, Next.NONE


_PROVEN: Mapping[Proof, tuple[Standing, Next]] = {
    Proof.STATED: (Standing.PARTLY, Next.VERIFY_INTEGRATION),
    Proof.EXPIRED: (Standing.PARTLY, Next.RENEW_INTEGRATION),
    Proof.ATTESTED: (Standing.MET, Next.NONE),
}


def _integration(initiative: Initiative, plans: Plans, today: date) -> tuple[Standing, Next]:
    if initiative.integration in (None, Integration.STANDALONE):
        return Standing.MISSING, Next.MOVE_INTO_WORKFLOW
    if plans.integration is None:
        return Standing.PARTLY, Next.STATE_INTEGRATION
    return _PROVEN[proof(plans.integration, initiative.sponsor, today)]


def _scale(initiative: Initiative, plans: Plans) -> tuple[Standing, Next]:
    if not initiative.retirement_plan:
        return Standing.MISSING, Next.WRITE_RETIREMENT
    if plans.expansion is None:
        return Standing.PARTLY, Next.WRITE_EXPANSION
    if plans.needs is None or not plans.needs.owned:
        return Standing.PARTLY, Next.OWN_NEEDS
    return Standing.MET, Next.NONE


def not_measured_because(metric: Metric | None, *, started: bool = True) -> NotMeasured:
    """Why there is no verdict yet. Reported numbers alone never make one; `started`: the day of first use is known."""
    if metric is None:
        return NotMeasured.NO_METRIC
    if not started:
        return NotMeasured.NO_START
    if metric.baseline is None or metric.baseline.state is not BaselineState.LOCKED:
        return NotMeasured.NO_BASELINE
    if metric.baseline.provenance not in COUNTED:
        return NotMeasured.REPORTED_ONLY
    return NotMeasured.TOO_FEW
