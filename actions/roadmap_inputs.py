"""What the roadmap is made from, as the record has it now: the ranking, capacity, constraints, gates, what runs already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from actions import constraint_lines
from actions.opportunity_ranking import register
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.discover.constraints import Constraint
from portfolio.gates import BEFORE, DEFAULT_AFTER, OWED
from portfolio.initiatives import ACTIVE
from portfolio.opportunities.questions import Answer, Fact, Question
from portfolio.opportunities.register import Opportunity
from portfolio.people import Actor
from portfolio.roadmap.order import Move, ordered
from portfolio.roadmap.planning import plan
from portfolio.roadmap.values import INSTRUMENT, LONGEST_WEEKS, PREPARE, Candidate, Capacity, Limit, Plan, Running
from store import Tx, constraints, gates, initiatives, opportunities, roadmaps
from store.roadmaps import Sized


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words a plan needs, which it does not hold: names of opportunities and constraints by id, and the moves."""

    names: Mapping[str, str]
    limits: Mapping[str, Constraint]
    moves: Sequence[Move]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The roadmap as it would be accepted now. `plan` has no squads while nobody has said how many there are (`sized` None).

    `running` are the names of the initiatives that came from the register, `register` every opportunity that ever was in it.
    `on` is the day it was made, the company's.
    """

    on: date
    plan: Plan
    sized: Sized | None
    said: Said
    running: Mapping[str, str]
    register: Mapping[str, Opportunity]


def draft(tx: Tx, company: Company, now: datetime) -> Draft:
    """Plan the coming 90 days from the record. Nothing is stored."""
    today = local_date(now, company.zone)
    known = {one.id: one for one in opportunities.everything(tx)}
    sized, moves = roadmaps.capacity(tx), roadmaps.moves(tx)
    hits = constraints.hitting(tx, known)
    limiting = {id: tuple(one for one in several if one.limits(today)) for id, several in hits.items()}
    running, names = _running(tx, known.values(), today)
    capacity = sized.capacity if sized else Capacity(squads=0, weeks=LONGEST_WEEKS)
    made = plan(
        ordered(_candidates(tx, limiting), moves), capacity, running, _taken(tx, today), today, company.holidays
    )
    return Draft(
        on=today, plan=made, sized=sized, running=names,
        said=Said(
            names={id: one.name for id, one in known.items()}, moves=moves,
            limits={one.id: one for several in limiting.values() for one in several},
        ),
        register=known,
    )


def said_of(tx: Tx, plan: Plan) -> Said:
    """The words of a plan that was accepted, as they are now."""
    ids = {each.about for one in plan.items for each in one.conflicts if each.about is not None}
    found = {id: constraints.by_id(tx, id) for id in ids}
    return Said(
        names={one.id: one.name for one in opportunities.everything(tx)}, moves=roadmaps.moves(tx),
        limits={id: one for id, one in found.items() if one is not None},
    )


def said_to(tx: Tx, said: Said, reader: Actor | None, today: date) -> Said:
    """The words this reader may read on that day: what limits an initiative as well is news to its sponsor first (R18), and
    until then the roadmap says of it only until when it holds. `reader` None: a channel reads along."""
    may = {one.id for one in constraint_lines.readable(tx, reader, said.limits.values(), today)}
    return replace(said, limits={id: one for id, one in said.limits.items() if id in may})


def _candidates(tx: Tx, limiting: Mapping[str, Iterable[Constraint]]) -> list[Candidate]:
    found = register(tx)
    return [_candidate(one, found.places[one.id].rank, found.answers[one.id], limiting[one.id]) for one in found.ranked]


def _candidate(
    one: Opportunity, rank: int, answers: Mapping[Question, Answer], limits: Iterable[Constraint]
) -> Candidate:
    owner, outcome = answers.get(Question.OWNER), answers.get(Question.OUTCOME)
    # What is counted nowhere, or nobody knows where, is counted first.
    counted = outcome is not None and outcome.fact is not Fact.UNCOUNTED
    # Whoever was not named as a person is somebody of their own: nobody knows whose weeks these are.
    sponsor = _key(one.sponsor) if one.sponsor is not None else one.id
    return Candidate(
        id=one.id, name=one.name, rank=rank, lead=PREPARE if counted else INSTRUMENT,
        sponsor=sponsor if owner is not None and owner.fact is not Fact.NOBODY else None, said=owner is not None,
        limits=tuple(Limit(id=each.id, until=each.expires) for each in limits), unanswered=len(Question) - len(answers),
    )


def _key(person: int) -> str:
    return f"person {person}"


def _running(tx: Tx, known: Iterable[Opportunity], today: date) -> tuple[list[Running], Mapping[str, str]]:
    """What came from the register and still owes a decision: each holds a squad until its gate, and where that is overdue as
    long as it can be before policy decides (R10)."""
    came = initiatives.several(tx, [one.initiative for one in known if one.initiative is not None])
    current = gates.current_of(tx, came)
    busy = [
        Running(id=id, until=current[id].due if current[id].due >= today else today + DEFAULT_AFTER)
        for id, one in came.items() if one.stage in ACTIVE and id in current and current[id].state in BEFORE | OWED
    ]
    return busy, {id: one.name for id, one in came.items()}


def _taken(tx: Tx, today: date) -> Mapping[str, list[date]]:
    """The days of decisions that accepted sponsors have ahead of them."""
    owned = {one.id: one for one in initiatives.in_flight(tx) if one.owned}
    taken: dict[str, list[date]] = defaultdict(list)
    for id, gate in gates.current_of(tx, owned).items():
        sponsor = owned[id].sponsor
        if sponsor is not None and gate.state in BEFORE and gate.due > today:
            taken[_key(sponsor)].append(gate.due)
    return taken
