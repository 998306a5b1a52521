"""`roadmap`: what starts when in the coming 90 days; moved, sized and accepted by those who plan (FEATURES E7)."""

from dataclasses import replace
from datetime import datetime

from actions import access
from actions.roadmap_inputs import Draft, draft, said_to
from actions.roadmap_views import card, seen
from portfolio.authority import Act
from portfolio.company import Company
from portfolio.errors import Conflict, NotFound, Refused
from portfolio.people import Actor
from portfolio.roadmap.commands import MoveCandidate, SizeCapacity
from portfolio.views.roadmap import CapacityForm, RoadmapCard
from store import Tx, ledger, roadmaps
from store.locks import alone

_SUBJECT = "roadmap"
"""Of the ledger's entries: there is one roadmap."""


def show(tx: Tx, actor: Actor, page: int, company: Company, now: datetime, *, aloud: bool = False) -> RoadmapCard:
    """A page of the roadmap as it stands now, and what changed since the one that was accepted."""
    access.demand(actor, Act.SEE_ROADMAP)
    return _card(tx, actor, draft(tx, company, now), page, aloud=aloud)


def everything(tx: Tx, company: Company, now: datetime) -> RoadmapCard:
    """All of it, for whoever has the record's command line."""
    return card(tx, draft(tx, company, now), company.zone, None)


def _card(
    tx: Tx, actor: Actor, made: Draft, page: int, *, just: str | None = None, aloud: bool = False
) -> RoadmapCard:
    said = said_to(tx, made.said, None if aloud else actor, made.on)
    return card(tx, replace(made, said=said), actor.zone, page, actor=actor, just=just, aloud=aloud)


def move(tx: Tx, actor: Actor, command: MoveCandidate, page: int, company: Company, now: datetime) -> RoadmapCard:
    """One place up or down. The same press sent twice moves once; Conflict when somebody else has moved something since."""
    access.demand(actor, Act.PLAN_ROADMAP)
    alone(tx, _SUBJECT)
    made = draft(tx, company, now)
    if len(made.said.moves) == command.seen + 1 and _is_last(made, actor, command):
        return _card(tx, actor, made, page, just="moved")
    if len(made.said.moves) != command.seen:
        raise Conflict("changed_since")
    place = next((one.place for one in made.plan.items if one.id == command.opportunity), None)
    if place is None:
        raise NotFound("not_on_roadmap")
    if not 1 <= place + command.places <= len(made.plan.items):
        raise Refused("roadmap_end")
    hash = roadmaps.move(tx, command.opportunity, command.places, command.reason, by=actor.number, now=now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:roadmap:moved", subject=_SUBJECT,
        data={"opportunity": command.opportunity, "places": command.places, "reason": hash},
    )
    return _card(tx, actor, draft(tx, company, now), page, just="moved")


def _is_last(made: Draft, actor: Actor, command: MoveCandidate) -> bool:
    last = made.said.moves[-1]
    return (last.candidate, last.places, last.by) == (command.opportunity, command.places, actor.number)


def capacity_form(tx: Tx, actor: Actor) -> CapacityForm:
    """The form that says how many squads there are, filled in with what holds now."""
    access.demand(actor, Act.PLAN_ROADMAP)
    sized = roadmaps.capacity(tx)
    if sized is None:
        return CapacityForm(version=0, values={})
    values = {"squads": str(sized.capacity.squads), "weeks": str(sized.capacity.weeks)}
    return CapacityForm(version=sized.version, values=values)


def size(tx: Tx, actor: Actor, command: SizeCapacity, company: Company, now: datetime) -> RoadmapCard:
    """Say how many squads work at a time. The same said twice is said once."""
    access.demand(actor, Act.PLAN_ROADMAP)
    alone(tx, _SUBJECT)
    sized = roadmaps.capacity(tx)
    if sized is None or sized.capacity != command.capacity:
        if command.seen != (sized.version if sized else 0):
            raise Conflict("changed_since")
        hash = roadmaps.size(tx, command.seen + 1, command.capacity, command.reason, by=actor.number, now=now)
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:roadmap:sized", subject=_SUBJECT,
            data={"squads": command.capacity.squads, "weeks": command.capacity.weeks, "reason": hash},
        )
    return _card(tx, actor, draft(tx, company, now), 1, just="sized")


def accept(tx: Tx, actor: Actor, read: str, company: Company, now: datetime) -> RoadmapCard:
    """Have the roadmap that was `read` be the one in force. Conflict when it reads otherwise by now."""
    access.demand(actor, Act.PLAN_ROADMAP)
    alone(tx, _SUBJECT)
    made, former, newest = draft(tx, company, now), roadmaps.in_force(tx), roadmaps.newest(tx)
    if made.sized is None:
        raise Refused("roadmap_unsized")
    if seen(made.plan) != read:
        raise Conflict("changed_since")
    if former is None or former.plan != made.plan:
        version = 1 + (newest.version if newest else 0)
        roadmaps.accept(tx, version, made.plan, by=actor.number, now=now)
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:roadmap:accepted", subject=_SUBJECT,
            data={"version": version, "plan": read, "starting": sum(one.start is not None for one in made.plan.items)},
        )
    return _card(tx, actor, made, 1, just="accepted")


def withdraw(tx: Tx, actor: Actor, version: int, company: Company, now: datetime) -> RoadmapCard:
    """Have no roadmap in force. Said twice, or where there is none, nothing changes. Conflict when another one than the
    `version` that was seen is in force by now."""
    access.demand(actor, Act.PLAN_ROADMAP)
    alone(tx, _SUBJECT)
    former = roadmaps.in_force(tx)
    if former is not None:
        if former.version != version:
            raise Conflict("changed_since")
        roadmaps.withdraw(tx, former.version, by=actor.number, now=now)
        ledger.note(
            tx, at=now, actor=actor.number, action="teams:roadmap:withdrawn", subject=_SUBJECT,
            data={"version": former.version},
        )
    return _card(tx, actor, draft(tx, company, now), 1, just="withdrawn")
