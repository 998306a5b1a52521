"""The roadmap as views: rows, what is in the way in words' parameters, what changed since it was accepted."""

from collections.abc import Mapping
from datetime import date, datetime

from actions.roadmap_inputs import Draft, Said, said_of, said_to
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.errors import Refused
from portfolio.opportunities.register import State
from portfolio.people import Actor, Person, name_of
from portfolio.roadmap.changes import Change, changes
from portfolio.roadmap.order import standing
from portfolio.roadmap.values import Conflict, Item, Plan
from portfolio.views.roadmap import ChangeLine, Hurdle, Moved, RoadmapCard, RoadmapRow, RunningLine
from store import Tx, people, roadmaps
from store.values import fingerprint

PAGE = 5
_ENOUGH = 16
"""Hex digits of a fingerprint that a button carries."""


def card(
    tx: Tx, made: Draft, zone: str, page: int | None, *, actor: Actor | None = None, just: str | None = None,
    aloud: bool = False,
) -> RoadmapCard:
    """One page of it; all of it where `page` is None. `actor` None: for whoever has the record's command line."""
    accepted, items = roadmaps.in_force(tx), made.plan.items
    pages = 1 if page is None else max(1, -(-len(items) // PAGE))
    page = min(max(page or 1, 1), pages)
    shown = items if pages == 1 else items[(page - 1) * PAGE : page * PAGE]
    names = people.many(tx, [*(move.by for move in made.said.moves), accepted.by if accepted else None])
    sized = made.sized.capacity if made.sized else None
    return RoadmapCard(
        rows=tuple(_row(one, made.said, names, zone) for one in shown), page=page, pages=pages, ranked=len(items),
        starting=sum(one.start is not None for one in items),
        begins=made.plan.begins, squads=sized.squads if sized else None, weeks=sized.weeks if sized else None,
        running=tuple(
            RunningLine(initiative=one.id, name=made.running[one.id], until=one.until) for one in made.plan.running
        ),
        changed=lines(made, accepted.plan) if accepted else (),
        accepted_on=local_date(accepted.at, zone) if accepted else None,
        accepted_by=name_of(names, accepted.by) if accepted else None, version=accepted.version if accepted else 0,
        seen=seen(made.plan), revision=len(made.said.moves), in_channel=aloud, just=just,
        may_plan=actor is not None and allowed(actor, Act.PLAN_ROADMAP),
        may_start=actor is not None and allowed(actor, Act.SCORE),
    )


def seen(plan: Plan) -> str:
    """What a button carries of the roadmap it was drawn from."""
    return fingerprint(plan)[:_ENOUGH]


def lines(made: Draft, before: Plan, since: datetime | None = None) -> tuple[ChangeLine, ...]:
    """What is different now from a roadmap that was accepted; what was settled by `since` was told before."""
    begun, ideas = (
        {id for id, one in made.register.items() if one.state is state} for state in (State.PROMOTED, State.IDEA)
    )
    told = changes(before, made.plan, begun, ideas)
    return tuple(_line(one, made) for one in told if not _told(made.register[one.id].settled_at, since))


def _told(settled: datetime | None, since: datetime | None) -> bool:
    return settled is not None and since is not None and settled <= since


def _line(one: Change, made: Draft) -> ChangeLine:
    return ChangeLine(
        name=made.said.names[one.id], became=one.became, was=one.was, start=one.start,
        because=_hurdle(one.because, made.said) if one.because else None,
    )


def accepted(tx: Tx, zone: str) -> tuple[RoadmapRow, ...]:
    """Every candidate of the roadmap in force, as it was accepted, for whoever has the record. Refused where none is."""
    found = _in_force(tx)
    return _rows(tx, found, said_of(tx, found), zone)


def accepted_for(tx: Tx, actor: Actor, today: date) -> tuple[RoadmapRow, ...]:
    """The same with the words this person may read."""
    found = _in_force(tx)
    return _rows(tx, found, said_to(tx, said_of(tx, found), actor, today), actor.zone)


def _in_force(tx: Tx) -> Plan:
    found = roadmaps.in_force(tx)
    if found is None:
        raise Refused("no_roadmap")
    return found.plan


def _rows(tx: Tx, found: Plan, said: Said, zone: str) -> tuple[RoadmapRow, ...]:
    names = people.many(tx, [move.by for move in said.moves])
    return tuple(_row(one, said, names, zone) for one in found.items)


def _row(one: Item, said: Said, names: Mapping[int, Person], zone: str) -> RoadmapRow:
    places, last = standing(said.moves, one.id)
    moved = None
    if last is not None:
        on = local_date(last.at, zone)
        moved = Moved(places=places, by=name_of(names, last.by), on=on, reason=last.reason)
    return RoadmapRow(
        opportunity=one.id, name=said.names[one.id], rank=one.rank, place=one.place, start=one.start,
        first_use=one.first_use, gate=one.gate, hurdles=tuple(_hurdle(each, said) for each in one.conflicts), moved=moved,
    )


def _hurdle(one: Conflict, said: Said) -> Hurdle:
    limit = said.limits.get(one.about) if one.about is not None else None
    return Hurdle(why=one.why, until=one.until, about=limit.text if limit else "", count=one.count)
