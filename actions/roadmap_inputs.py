"""What the roadmap is made from, as the record has it now: the ranking, capacity, constraints, gates, what runs already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.discover.constraints import Constraint
from portfolio.gates import BEFORE, DEFAULT_AFTER, OWED
from portfolio.initiatives import ACTIVE
from portfolio.names import folded
from portfolio.opportunities.questions import Answer, Fact, Question
from portfolio.opportunities.ranking import Candidate as Ranking
from portfolio.opportunities.ranking import rank
from portfolio.opportunities.register import Opportunity, State
from portfolio.opportunities.scores import scores
from portfolio.roadmap.order import Move, ordered
from portfolio.roadmap.planning import plan
from portfolio.roadmap.values import INSTRUMENT, PREPARE, Candidate, Capacity, Limit, Plan, Running
from store import Tx, constraints, gates, initiatives, opportunities, people, roadmaps
from store.roadmaps import Sized

_ANSWERED_FOR = frozenset({Fact.ACCEPTED, Fact.NAMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words a plan needs, which it does not hold: names of opportunities and constraints by id, and the moves."""

    names: Mapping[str, str]
    limits: Mapping[str, str]
    moves: Sequence[Move]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The roadmap as it would be accepted now. `plan` has no squads while nobody has said how many there are (`sized` None).

    `running` are the names of the initiatives that came from the register, `begun` the opportunities they were.
    """

    plan: Plan
    sized: Sized | None
    said: Said
    running: Mapping[str, str]
    begun: frozenset[str]


def draft(tx: Tx, company: Company, now: datetime) -> Draft:
    """Plan the coming 90 days from the record. Nothing is stored."""
    today = local_date(now, company.zone)
    known = {one.id: one for one in opportunities.everything(tx)}
    sized, moves = roadmaps.capacity(tx), roadmaps.moves(tx)
    limiting = constraints.hitting(tx, known)
    running, names = _running(tx, known.values(), today)
    candidates = _candidates(tx, [one for one in known.values() if one.state is State.SCORED], limiting)
    made = plan(
        ordered(candidates, moves), sized.capacity if sized else Capacity(squads=0, weeks=1), running,
        _taken(tx, today), today, company.holidays,
    )
    return Draft(
        plan=made, sized=sized, running=names,
        said=Said(
            names={id: one.name for id, one in known.items()}, moves=moves,
            limits={one.id: one.text for hits in limiting.values() for one in hits},
        ),
        begun=frozenset(id for id, one in known.items() if one.state is State.PROMOTED),
    )


def said_of(tx: Tx, plan: Plan) -> Said:
    """The words of a plan that was accepted, as they are now."""
    ids = {each.about for one in plan.items for each in one.conflicts if each.about is not None}
    found = {id: constraints.by_id(tx, id) for id in ids}
    return Said(
        names={one.id: one.name for one in opportunities.everything(tx)}, moves=roadmaps.moves(tx),
        limits={id: one.text for id, one in found.items() if one is not None},
    )


def _candidates(
    tx: Tx, scored: Sequence[Opportunity], limiting: Mapping[str, Iterable[Constraint]]
) -> list[Candidate]:
    answers = opportunities.answers(tx, [one.id for one in scored])
    by_name = _by_name(tx)
    found = rank(
        (Ranking(id=one.id, scores=scores(answers.get(one.id, {}))) for one in scored), opportunities.weighting(tx).weights
    )
    names = {one.id: one.name for one in scored}
    return [_candidate(one.id, names[one.id], one.rank, answers.get(one.id, {}), limiting[one.id], by_name) for one in found]


def _candidate(
    id: str, name: str, rank: int, answers: Mapping[Question, Answer], limits: Iterable[Constraint],
    by_name: Mapping[str, int],
) -> Candidate:
    owner, outcome = answers.get(Question.OWNER), answers.get(Question.OUTCOME)
    # What is counted nowhere, or nobody knows where, is counted first.
    counted = outcome is not None and outcome.fact is not Fact.UNCOUNTED
    return Candidate(
        id=id, name=name, rank=rank, lead=PREPARE if counted else INSTRUMENT, unanswered=len(Question) - len(answers),
        sponsor=_sponsor(id, owner, by_name) if owner is not None and owner.fact in _ANSWERED_FOR else None,
        said=owner is not None, limits=tuple(Limit(id=one.id, until=one.expires) for one in limits),
    )


def _sponsor(id: str, owner: Answer, by_name: Mapping[str, int]) -> str:
    """Who would answer for it, as a key: a person the bot has met where exactly one has the name that stands there as the
    answer's source, else these words themselves. It only keeps two decisions of one person apart; who is asked, the
    promotion says."""
    words = folded(owner.source)
    return _key(by_name[words]) if words in by_name else words or id


def _key(person: int) -> str:
    return f"person {person}"


def _by_name(tx: Tx) -> Mapping[str, int]:
    named: dict[str, list[int]] = defaultdict(list)
    for person in people.everyone(tx):
        named[folded(person.name)].append(person.number)
    return {name: numbers[0] for name, numbers in named.items() if len(numbers) == 1}


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
