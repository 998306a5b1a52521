"""The opportunity register: adding, answering, merging, rejecting, and the weights of its ranking (FEATURES E5, E6)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from actions import access, ideas
from actions.opportunity_views import card, listing
from actions.people import named
from actions.similar import taken
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.errors import Conflict, Invalid, NotFound, NotYours, Problem, Refused, problem
from portfolio.machines import step
from portfolio.names import folded
from portfolio.opportunities.commands import (
    AddOpportunity,
    AnswerQuestions,
    ChangeOpportunity,
    SettleOpportunity,
    Weigh,
)
from portfolio.opportunities.ideas import Reply
from portfolio.opportunities.questions import Answer, Question, answer_problems, owner_problems
from portfolio.opportunities.ranking import weight_problems
from portfolio.opportunities.register import MOVES, OPEN, Opportunity, State
from portfolio.opportunities.scores import scorable
from portfolio.people import Actor
from portfolio.views.opportunities import OpportunityCard, OpportunityList
from store import Tx, ledger, opportunities, workflows
from store.ids import new_id
from store.locks import alone
from store.values import fingerprint


def seen(tx: Tx, actor: Actor, id: str) -> Opportunity:
    """The one door: those who may see the register, and whoever proposed it. NotFound for anybody else."""
    found = opportunities.get(tx, id)
    if found is None or not (allowed(actor, Act.SEE_OPPORTUNITIES) or found.proposed_by == actor.number):
        raise NotFound("not_found")
    return found


def to_change(tx: Tx, actor: Actor, id: str, revision: int | None = None) -> Opportunity:
    """The same door for who prepares the register, once nobody else is changing it. Conflict when it is settled, or has
    changed since the `revision` that was shown."""
    alone(tx, f"opportunity:{id}")
    found = seen(tx, actor, id)
    if not allowed(actor, Act.SCORE):
        raise NotYours("role_needed")
    if found.state not in OPEN:
        raise Conflict("opportunity_settled", name=found.name, state=found.state)
    if revision is not None and revision != found.revision:
        raise Conflict("changed_since")
    return found


def show(tx: Tx, actor: Actor, id: str, now: datetime) -> OpportunityCard:
    """One opportunity as this person may see it."""
    return card(tx, actor, seen(tx, actor, id), now)


def find(tx: Tx, actor: Actor, text: str, now: datetime) -> OpportunityCard:
    """The one whose name was typed, or the only one whose name has these words, among those this person may see; of several
    of one name the open one, else the newest. NotFound or Refused say what to type."""
    everything = allowed(actor, Act.SEE_OPPORTUNITIES)
    there: dict[str, Opportunity] = {}
    for one in opportunities.everything(tx):
        known = there.get(folded(one.name))
        if (everything or one.proposed_by == actor.number) and (known is None or known.state not in OPEN):
            there[folded(one.name)] = one
    found = _named(there.values(), text)
    if not found:
        raise NotFound("no_opportunity_called", name=text)
    if len(found) > 1:
        raise Refused("several_called", name=text, names=", ".join(one.name for one in found[:5]))
    return card(tx, actor, found[0], now)


def _named(several: Iterable[Opportunity], text: str) -> list[Opportunity]:
    """Those called so; when there is none, those whose name has these words."""
    there = list(several)
    same = [one for one in there if folded(one.name) == folded(text)]
    return same or [one for one in there if folded(text) in folded(one.name)]


def add(tx: Tx, actor: Actor, command: AddOpportunity, now: datetime) -> OpportunityCard:
    """A new idea in the register. Pressing twice adds once (the form's token); Invalid for a name that an open one has."""
    access.demand(actor, Act.SCORE)
    alone(tx, "opportunities")
    before = opportunities.by_token(tx, command.token)
    if before is not None:
        return card(tx, actor, seen(tx, actor, before.id), now, just="added")
    _check(tx, command.name, command.observed, None)
    new = Opportunity(
        id=new_id("o"), name=command.name, workflow=command.workflow, proposed_by=actor.number, proposed_at=now,
        state=State.IDEA, revision=1,
    )
    opportunities.add(tx, new, command.token)
    workflows.attach(tx, new.id, command.observed, actor.number, now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:opportunity:added", subject=new.id, data={"workflow": command.observed}
    )
    return card(tx, actor, new, now, just="added")


def change(tx: Tx, actor: Actor, command: ChangeOpportunity, now: datetime) -> OpportunityCard:
    """Other words for it, or another workflow. Invalid for a name that another open one has."""
    alone(tx, "opportunities")
    one = to_change(tx, actor, command.opportunity, command.revision)
    _check(tx, command.name, command.observed, one.id)
    said = {"name": command.name, "workflow": command.workflow}
    changed = [field for field, words in said.items() if getattr(one, field) != words]
    moved = workflows.attach(tx, one.id, command.observed, actor.number, now)
    if not changed and not moved:
        return card(tx, actor, one, now)
    one = opportunities.change(tx, one, **said)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:opportunity:changed", subject=one.id,
        data={"fields": changed, "workflow": command.observed},
    )
    return card(tx, actor, one, now, just="changed")


def _check(tx: Tx, name: str, observed: str | None, own: str | None) -> None:
    found = []
    if taken(tx, name, own):
        found.append(problem("name", "opportunity_taken", name=name))
    if observed is not None and workflows.by_id(tx, observed) is None:
        found.append(problem("observed", "choose_one"))
    if found:
        raise Invalid(*found)


def answer(tx: Tx, actor: Actor, command: AnswerQuestions, now: datetime) -> OpportunityCard:
    """Keep the answers that are new, and those taken back. It is scored once each of the three scores has an answer."""
    one = to_change(tx, actor, command.opportunity, command.revision)
    today = local_date(now, actor.zone)
    problems = [found for given in command.answers.values() if given for found in answer_problems(given, today)]
    sponsor = _sponsor(tx, actor, one, command)
    if isinstance(sponsor, list) or problems:
        raise Invalid(*problems, *(sponsor if isinstance(sponsor, list) else []))
    known = opportunities.answers(tx, [one.id]).get(one.id, {})
    new = {question: given for question, given in command.answers.items() if known.get(question) != given}
    if not new and sponsor == one.sponsor:
        return card(tx, actor, one, now)
    opportunities.answer(tx, one.id, new, by=actor.number, now=now)
    state = State.SCORED if scorable(_after(known, new)) else State.IDEA
    if state is not one.state:
        step(MOVES, one.state, state, thing="opportunity")
    one = opportunities.change(tx, one, state=state.value, sponsor=sponsor)
    if state is State.SCORED:
        ideas.settled(tx, actor, one, Reply.ACCEPTED, now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:opportunity:answered", subject=one.id,
        data={
            "questions": sorted(question.value for question, given in new.items() if given),
            "taken_back": sorted(question.value for question, given in new.items() if given is None),
            "hash": fingerprint([(given.question, given.fact, given.amount) for given in new.values() if given]),
            "sponsor": sponsor, "state": state.value,
        },
    )
    return card(tx, actor, one, now, just="answered")


def _after(known: Mapping[Question, Answer], new: Mapping[Question, Answer | None]) -> Mapping[Question, Answer]:
    return {question: given for question, given in {**known, **new}.items() if given is not None}


def _sponsor(tx: Tx, actor: Actor, one: Opportunity, command: AnswerQuestions) -> int | list[Problem] | None:
    """Who would answer for it: asked together with the question whether anybody would, and nobody where the answer is no."""
    if Question.OWNER not in command.answers:
        return one.sponsor
    if wrong := owner_problems(command.answers[Question.OWNER], named=command.sponsor is not None):
        return wrong
    if command.sponsor is None:
        return None
    found = named(tx, actor.tenant, command.sponsor, "sponsor")
    return [found] if isinstance(found, Problem) else found.number


def settle(tx: Tx, actor: Actor, command: SettleOpportunity, now: datetime) -> OpportunityCard:
    """Merge it into another that is open, or reject it. What limits it then limits that other one, too."""
    alone(tx, "opportunities")   # or two that are merged into each other at once would both be gone
    one = to_change(tx, actor, command.opportunity, command.revision)
    into = None if command.into is None else _to_go_on(tx, command.into, one.id)
    state = State.REJECTED if into is None else State.MERGED
    step(MOVES, one.state, state, thing="opportunity")
    one, words = opportunities.settle(
        tx, one, state, command.reason, by=actor.number, now=now, into=into.id if into else None
    )
    ideas.settled(tx, actor, one, Reply.REJECTED if into is None else Reply.MERGED, now)
    ledger.note(
        tx, at=now, actor=actor.number, action=f"teams:opportunity:{state.value}", subject=one.id,
        data={"reason": words, "into": into.id if into else None},
    )
    return card(tx, actor, one, now, just=state.value)


def _to_go_on(tx: Tx, name: str, own: str) -> Opportunity:
    """The other one that is called so, looked at again once nobody else is changing it."""
    alone(tx, f"opportunity:{_called(tx, name, own).id}")
    return _called(tx, name, own)


def _called(tx: Tx, name: str, own: str) -> Opportunity:
    """The other open one that is called so, or the only one whose name has these words."""
    found = _named([one for one in opportunities.still_open(tx) if one.id != own], name)
    if len(found) != 1:
        raise Invalid(problem("into", "opportunity_unknown" if not found else "opportunity_several", name=name))
    return found[0]


def weigh(tx: Tx, actor: Actor, command: Weigh, now: datetime) -> OpportunityList:
    """Other weights, with a reason. The same ones again change nothing."""
    access.demand(actor, Act.RANK)
    alone(tx, "ranking")
    problems = weight_problems(command.weights)
    if problems:
        raise Invalid(*problems)
    held = opportunities.weighting(tx)
    if held.version and held.weights == command.weights:
        return listing(tx, actor, 1, now, just="weighed")
    if held.version != command.version:
        raise Conflict("changed_since")
    words = opportunities.weigh(tx, held.version + 1, command.weights, command.reason, by=actor.number, now=now)
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:ranking:chosen", subject="ranking",
        data={
            "version": held.version + 1, "value": command.weights.value, "feasibility": command.weights.feasibility,
            "risk": command.weights.risk, "reason": words,
        },
    )
    return listing(tx, actor, 1, now, just="weighed")
