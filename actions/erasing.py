"""Erasing a person on request: their name, identity and words go; decisions, dates, numbers and the ledger stay (M7)."""

from dataclasses import dataclass
from datetime import datetime

from actions import discover_cards
from portfolio.errors import Invalid, NotFound, problem
from portfolio.initiatives import WATCHED, Initiative, SponsorState
from portfolio.opportunities.questions import Question
from portfolio.opportunities.register import State
from portfolio.opportunities.scores import scorable
from portfolio.people import Person, Role
from store import Tx, erasing, initiatives, interviews, ledger, opportunities, people, plans
from store.locks import alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasing:
    """What goes, or went: remarks, messages to them, places where their name stands. `duties`: the names of initiatives in
    flight that lose them as sponsor or lead, or as owner of what production needs. `namesakes`: others of that name, which
    old cards then show no more."""

    number: int
    name: str
    texts: int
    messages: int
    places: int
    duties: tuple[str, ...]
    roles: tuple[Role, ...]
    namesakes: int
    done: bool


def erase(tx: Tx, who: str, now: datetime, *, really: bool) -> Erasing:
    """Look what erasing somebody would take away, or do it. `who` is their Entra object id, or a name only one person has.

    NotFound when nobody is called that, Invalid when several are. The ledger keeps their random number, and still verifies.
    """
    meant = people.meant(tx, who)
    if not meant:
        raise NotFound("no_such_person", name=who)
    if len(meant) > 1:
        raise Invalid(problem("who", "several_people", ids=", ".join(person.object_id for person in meant)))
    (person,) = meant
    asked = {one.workflow for one in interviews.of_person(tx, person.number)}
    owned = plans.owned_by(tx, person.number)
    held = [
        one for one in initiatives.everything(tx) if one.stage in WATCHED and (_holds(one, person) or one.id in owned)
    ]
    named = [one for one in opportunities.still_open(tx) if one.sponsor == person.number]
    found = erasing.erase(tx, person) if really else erasing.look(tx, person)
    if really:
        for candidate in named:
            _unname(tx, candidate.id, now)
        for about in sorted(asked):
            discover_cards.refresh(tx, about, now)
        for one in held:
            _relieve(tx, one, person)
            plans.let_go(tx, one.id, person.number, now)
        ledger.note(
            tx, at=now, actor=None, action="admin:person:erased", subject=str(person.number),
            data={
                "texts": found.texts, "places": found.places, "initiatives": [one.id for one in held],
                "opportunities": [candidate.id for candidate in named],
            },
        )
    return Erasing(
        number=person.number, name=person.name, texts=found.texts, messages=found.messages, places=found.places,
        duties=tuple(one.name for one in held), roles=tuple(sorted(person.roles)),
        namesakes=len(people.by_name(tx, person.tenant, person.name)) - (0 if really else 1), done=really,
    )


def _holds(one: Initiative, person: Person) -> bool:
    return person.number in (one.sponsor, one.adoption_lead, one.delivery_lead)


def _unname(tx: Tx, opportunity: str, now: datetime) -> None:
    """Who would answer for it counts with a name only: without one it is unknown again (R15)."""
    alone(tx, f"opportunity:{opportunity}")
    opportunities.answer(tx, opportunity, {Question.OWNER: None}, by=None, now=now)
    one = opportunities.get(tx, opportunity)
    assert one is not None
    if one.state is State.SCORED and not scorable(opportunities.answers(tx, [one.id]).get(one.id, {})):
        opportunities.change(tx, one, state=State.IDEA.value)


def _relieve(tx: Tx, one: Initiative, person: Person) -> None:
    """What they answered for is without an owner from now on, and shows it."""
    values: dict[str, object] = {}
    if one.sponsor == person.number:
        values |= {"sponsor": None, "sponsor_state": SponsorState.NONE.value}
    for duty in ("adoption_lead", "delivery_lead"):
        if getattr(one, duty) == person.number:
            values[duty] = None
    current = initiatives.get(tx, one.id)
    assert current is not None
    initiatives.change(tx, current, **values)
