"""An opportunity becomes an initiative and takes along what is known: its words, its workflow, who would answer for it, what
limits it, and where it stood (FEATURES E5; its nine answers stay in the register, one press from the record)."""

from datetime import datetime

from actions import ideas
from actions.opportunities import seen, to_change
from actions.opportunity_ranking import register
from actions.people import as_typed
from portfolio.calendar import local_date
from portfolio.errors import Conflict, Refused
from portfolio.initiatives import Integration
from portfolio.machines import step
from portfolio.opportunities.questions import Fact, Question
from portfolio.opportunities.register import MOVES, Opportunity, Origin, State
from portfolio.people import Actor
from portfolio.views.initiatives import RegisterForm
from store import Tx, initiatives, opportunities


def form(tx: Tx, actor: Actor, id: str, token: str, now: datetime) -> RegisterForm:
    """The register form with what is known filled in. Refused for what is not scored, Conflict for what is settled."""
    one = claim(tx, actor, id)
    values = {"name": one.name, "workflow": one.workflow}
    if one.sponsor is not None:
        values |= as_typed(tx, one.sponsor, "sponsor")
    place = opportunities.answers(tx, [id])[id].get(Question.PLACE)
    if place is not None and place.fact is Fact.SEPARATE:
        values["integration"] = Integration.STANDALONE.value
    return RegisterForm(
        token=token, today=local_date(now, actor.zone), values=values, problems=(), opportunity=id
    )


def claim(tx: Tx, actor: Actor, id: str) -> Opportunity:
    """The opportunity, to be promoted by nobody else at the same time."""
    found = seen(tx, actor, id)
    if found.state is State.PROMOTED and found.initiative is not None:
        became = initiatives.get(tx, found.initiative)
        assert became is not None, "an initiative that came from the register is never withdrawn"
        raise Conflict("opportunity_promoted", name=found.name, initiative=became.name)
    one = to_change(tx, actor, id)
    if one.state is not State.SCORED:
        raise Refused("opportunity_not_scored", name=one.name)
    return one


def carry(tx: Tx, actor: Actor, one: Opportunity, initiative: str, now: datetime) -> None:
    """The initiative that was just registered goes on from it. Its one ledger entry is the registration's."""
    place = register(tx).places[one.id]
    answered = len(opportunities.answers(tx, [one.id])[one.id])
    step(MOVES, one.state, State.PROMOTED, thing="opportunity")
    origin = Origin(
        on=local_date(now, actor.zone), rank=place.rank, best=place.best, worst=place.worst, of=place.of, answered=answered
    )
    ideas.promoted(tx, actor, opportunities.promote(tx, one, initiative, origin, by=actor.number, now=now), now)
