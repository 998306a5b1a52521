"""What makes an initiative ready for production beside its number: the overview of its parts, and the form of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.conditions import Standing
from portfolio.errors import Problem
from portfolio.initiatives import Lead
from portfolio.messages import Reason
from portfolio.plans import Budget, Expansion, Need, NeedKind, Part, Placement, Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """How one part stands, and who wrote what counts; `by` None for somebody erased, `on` None where nothing was ever
    written."""

    part: Part
    standing: Standing
    by: str | None
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedNeed:
    """A need and its owner's name; None: nobody any more."""

    kind: NeedKind
    what: str
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """All parts as they stand today. `attested_by` and `holds_until` are the attestation's, `proof` how far it goes. `just`
    names what has happened a moment ago: a part and what became of it."""

    initiative: str
    name: str
    workflow: str
    states: tuple[PartState, ...]
    placement: Placement | None
    proof: Proof | None
    attested_by: str | None
    holds_until: date | None
    expansion: Expansion | None
    retirement_plan: str | None
    needs: tuple[OwnedNeed, ...]
    budget: Budget | None
    may_prepare: bool
    may_attest: bool
    just: tuple[Part, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """The form of one part, as it stands or refused. `revision` is its version, 0 for none; `known`: there is one to take
    back. `delivery_lead` and `owners` name who it is now; `seen_from` is the first day an attestation may carry.

    Input ids: integration: place, system, repositories, label, identities, evidence, delivery_lead (people picker),
    delivery_lead_name (typed), seen_on (for whoever may attest); expansion: wave.1.who, wave.1.where, wave.1.on to wave.3,
    cadence, audience, form; needs: need.<kind>, owner.<kind> (picker), owner.<kind>_name (typed);
    budget: amount, currency, per, limit, alert_at (percent), where.
    """

    initiative: str
    name: str
    part: Part
    revision: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    today: date
    known: bool
    may_attest: bool = False
    seen_from: date | None = None
    delivery_lead: str | None = None
    owners: Mapping[NeedKind, str] | None = None
    retirement_plan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsNamed:
    """To somebody who was named owner of what an initiative needs in production: named, and not asked. `by` None: somebody
    erased; `may_see`: the reader may open its record."""

    initiative: str
    name: str
    needs: tuple[Need, ...]
    by: str | None
    on: date
    may_see: bool
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadNamed:
    """To somebody who was named lead of an initiative: named, and not asked. `by` None: somebody erased."""

    initiative: str
    name: str
    leads: tuple[Lead, ...]
    by: str | None
    on: date
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationEnds:
    """To a lead: what was seen in `system` holds until that day, or no longer (`why` says which)."""

    initiative: str
    name: str
    system: str
    seen_on: date
    holds_until: date
    why: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationLine:
    """On its sponsor's monthly card: what somebody saw (`by` None: somebody erased) holds for a month at most, or no
    longer."""

    initiative: str
    name: str
    by: str | None
    holds_until: date
    ended: bool
