"""The plan of an initiative as it is shown: all parts on one card, and the form of one with what is recorded."""

from collections.abc import Mapping
from datetime import datetime

from actions import access
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.conditions import Standing
from portfolio.errors import Refused
from portfolio.initiatives import OVER, Initiative
from portfolio.people import Actor, Person, name_of
from portfolio.plans import (
    SEEN_WITHIN,
    Budget,
    Content,
    Expansion,
    Needs,
    Part,
    Placement,
    Plans,
    Proof,
    proof,
)
from portfolio.quantities import typed
from portfolio.views.plans import OwnedNeed, PartState, PlanCard, PlanForm
from store import Tx, people, plans
from store.plans import Version

PERCENT = 100


def show(tx: Tx, actor: Actor, id: str, now: datetime, *, just: tuple[Part, str] | None = None) -> PlanCard:
    """All parts as they stand, for everybody who may see the initiative."""
    return card(tx, actor, access.initiative(tx, actor, Act.SEE, id), now, just=just)


def card(tx: Tx, actor: Actor, one: Initiative, now: datetime, *, just: tuple[Part, str] | None = None) -> PlanCard:
    """The same, of an initiative that has come through the door."""
    today = local_date(now, actor.zone)
    written, known = plans.newest(tx, one.id), plans.in_force(tx, one.id)
    placed, needs = known.integration, known.needs.needs if known.needs else ()
    attester = placed.attested_by if placed else None
    names = people.many(tx, [*(version.by for version in written.values()), attester, *(need.owner for need in needs)])
    shown = proof(placed, one.sponsor, today) if placed else None
    return PlanCard(
        initiative=one.id, name=one.name, workflow=one.workflow,
        states=tuple(_state(part, written.get(part), names, _standing(part, known, shown), actor.zone) for part in Part),
        placement=placed, proof=shown, attested_by=name_of(names, attester),
        holds_until=placed.holds_until if placed and shown is not Proof.STATED else None, expansion=known.expansion,
        retirement_plan=one.retirement_plan,
        needs=tuple(OwnedNeed(kind=need.kind, what=need.what, owner=name_of(names, need.owner)) for need in needs),
        budget=known.budget, may_prepare=one.stage not in OVER and allowed(actor, Act.PREPARE, one),
        may_attest=may_attest(actor, one), just=just,
    )


def may_attest(actor: Actor, one: Initiative) -> bool:
    """A lead, and never the sponsor alone: who answers for it does not attest it."""
    return one.stage not in OVER and allowed(actor, Act.ATTEST, one) and one.sponsor != actor.number


def _standing(part: Part, known: Plans, shown: Proof | None) -> Standing:
    match part:
        case Part.INTEGRATION:
            there, whole = known.integration is not None, shown is Proof.ATTESTED
        case Part.EXPANSION:
            there = whole = known.expansion is not None
        case Part.NEEDS:
            there, whole = known.needs is not None, known.needs is not None and known.needs.owned
        case Part.BUDGET:
            there = whole = known.budget is not None
    return Standing.MET if whole else Standing.PARTLY if there else Standing.MISSING


def _state(
    part: Part, version: Version | None, names: Mapping[int, Person], standing: Standing, zone: str
) -> PartState:
    return PartState(
        part=part, standing=standing, by=name_of(names, version.by) if version else None,
        on=local_date(version.at, zone) if version else None,
    )


def form(tx: Tx, actor: Actor, id: str, part: Part, now: datetime) -> PlanForm:
    """The form of one part with what is recorded."""
    one = access.initiative(tx, actor, Act.PREPARE, id)
    if one.stage in OVER:
        raise Refused("plan_over", name=one.name)
    version, today = plans.newest(tx, one.id).get(part), local_date(now, actor.zone)
    content = version.content if version else None
    owners = {need.kind: need.owner for need in content.needs} if isinstance(content, Needs) else {}
    known = people.many(tx, [one.delivery_lead, *owners.values()])
    picked = {kind: known[owner] for kind, owner in owners.items() if owner is not None and name_of(known, owner)}
    return PlanForm(
        initiative=one.id, name=one.name, part=part, revision=version.number if version else 0,
        values=_values(one, part, content) | {f"owner.{kind}": person.object_id for kind, person in picked.items()},
        problems=(), today=today, known=content is not None, may_attest=may_attest(actor, one),
        seen_from=today - SEEN_WITHIN, delivery_lead=name_of(known, one.delivery_lead),
        owners={kind: person.name for kind, person in picked.items()}, retirement_plan=one.retirement_plan,
    )


def _values(one: Initiative, part: Part, content: Content | None) -> dict[str, str]:
    match content:
        case Placement():
            return {
                "place": content.place.value, "system": content.system, "repositories": content.repositories,
                "label": content.label, "identities": content.identities, "evidence": content.evidence,
            }
        case Expansion():
            waves = {
                f"wave.{number}.{key}": said
                for number, wave in enumerate(content.waves, start=1)
                for key, said in (("who", wave.who), ("where", wave.where), ("on", wave.on.isoformat()))
            }
            return waves | {"cadence": content.cadence.value, "audience": content.audience, "form": content.form}
        case Needs():
            return {f"need.{need.kind}": need.what for need in content.needs}
        case Budget():
            return {
                "amount": typed(content.amount), "currency": content.currency, "per": content.per.value,
                "limit": content.limit.value, "where": content.where,
                "alert_at": "" if content.alert_at is None else typed((content.alert_at * PERCENT).normalize()),
            }
        case None:
            stated = part is Part.INTEGRATION and one.integration is not None
            return {"place": one.integration.value} if stated and one.integration else {}
