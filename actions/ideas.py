"""Ideas from everyone: proposed, answered by the programme office within ten working days, and their authors told (E10)."""

from collections.abc import Mapping
from datetime import date, datetime

from actions import access, constraint_lines, outgoing
from actions.idea_views import became, card, mine, waiting
from actions.similar import candidates, taken
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.errors import Conflict, Invalid, NotFound, problem
from portfolio.initiatives import Initiative
from portfolio.machines import step
from portfolio.messages import Kind, Reason
from portfolio.names import folded
from portfolio.opportunities.ideas import SHORTEST_NO, AnswerIdea, Idea, ProposeIdea, Reply
from portfolio.opportunities.register import MOVES, OPEN, Opportunity, State
from portfolio.people import Actor, name_of
from portfolio.views.ideas import IdeaAnswered, IdeaCard, IdeaForm, IdeaList
from store import Tx, constraints, ideas, initiatives, ledger, opportunities, people
from store.ids import new_id
from store.locks import alone


def form(tx: Tx, actor: Actor, values: Mapping[str, str], token: str, today: date, *, told: bool = True) -> IdeaForm:
    """The form, with what is like the work that is filled in. `told`: whether that is to be said."""
    work = values.get("work", "")
    found = candidates(tx, actor, work, work, token, today) if told else ()
    return IdeaForm(token=token, values=values, problems=(), similar=found)


def propose(tx: Tx, actor: Actor, command: ProposeIdea, company: Company, now: datetime) -> IdeaCard:
    """The idea enters the register as unscored, with its author. Pressing twice proposes once (the form's token); Invalid
    for a name that something open has."""
    access.demand(actor, Act.PROPOSE_IDEA)
    alone(tx, "opportunities")
    before = opportunities.by_token(tx, command.token)
    if before is not None:
        return card(tx, actor, *_seen(tx, actor, before.id), company, now, just="proposed")
    if taken(tx, command.work):
        raise Invalid(problem("work", "idea_taken", name=command.work))
    new = Opportunity(
        id=new_id("o"), name=command.work, workflow=command.work, proposed_by=actor.number, proposed_at=now,
        state=State.IDEA, revision=1,
    )
    opportunities.add(tx, new, command.token)
    ideas.add(tx, Idea(
        opportunity=new.id, who=command.who, often=command.often, bothers=command.bothers, proposed_at=now
    ))
    ledger.note(tx, at=now, actor=actor.number, action="teams:idea:proposed", subject=new.id)
    idea = ideas.get(tx, new.id)
    assert idea is not None
    return card(tx, actor, idea, new, company, now, just="proposed")


def listed(tx: Tx, actor: Actor, company: Company, now: datetime, page: int) -> IdeaList:
    """`ideas`: a page of what waits for an answer, for whoever owes it; for everybody else of what they have proposed."""
    if allowed(actor, Act.ANSWER_IDEA):
        return waiting(tx, company, now, page)
    return mine(tx, actor, company, now, page)


def own(tx: Tx, actor: Actor, company: Company, now: datetime, page: int) -> IdeaList:
    """A page of what this person has proposed."""
    return mine(tx, actor, company, now, page)


def show(tx: Tx, actor: Actor, id: str, company: Company, now: datetime) -> IdeaCard:
    """One idea, to its author and to whoever sees the portfolio."""
    return card(tx, actor, *_seen(tx, actor, id), company, now)


def _seen(tx: Tx, actor: Actor, id: str) -> tuple[Idea, Opportunity]:
    """The one door."""
    idea, one = ideas.get(tx, id), opportunities.get(tx, id)
    if idea is None or one is None or not (allowed(actor, Act.SEE_PORTFOLIO) or one.proposed_by == actor.number):
        raise NotFound("not_found")
    return idea, one


def answer(tx: Tx, actor: Actor, command: AnswerIdea, company: Company, now: datetime) -> IdeaCard:
    """Accept it, merge it into another, or say no with a reason. The same answer again changes nothing; Conflict for
    another one."""
    access.demand(actor, Act.ANSWER_IDEA)
    if command.answer is Reply.MERGED:
        alone(tx, "opportunities")   # or two that are merged into each other at once would both be gone
    alone(tx, f"opportunity:{command.idea}")
    idea, one = _seen(tx, actor, command.idea)
    if idea.answer is command.answer:
        again = idea.answered_by == actor.number   # somebody else's answer is no receipt for this press
        return card(tx, actor, idea, one, company, now, just=command.answer.value if again else None)
    if idea.answer is not None or one.state not in OPEN:
        raise Conflict("idea_answered")
    data: dict[str, str | None] = {}
    into: Opportunity | Initiative | None = None
    if command.answer is Reply.MERGED:
        into = _to_go_on(tx, command.into, one.id)
    if command.answer is Reply.REJECTED and len(command.reason) < SHORTEST_NO:
        raise Invalid(problem("rejected.reason", "reason_too_short", least=SHORTEST_NO))
    if command.answer is not Reply.ACCEPTED:
        state = step(MOVES, one.state, State(command.answer.value), thing="opportunity")
        other = into.id if isinstance(into, Opportunity) else None
        one, said = opportunities.settle(tx, one, state, command.reason, by=actor.number, now=now, into=other)
        if isinstance(into, Initiative):
            constraints.carry(tx, one.id, into.id, constraint_lines.open_on(company, now))
        data = {"reason": said, "into": into.id if into else None}
    idea = ideas.answer(
        tx, idea, command.answer, by=actor.number, now=now, initiative=into.id if isinstance(into, Initiative) else None
    )
    ledger.note(
        tx, at=now, actor=actor.number, action="teams:idea:answered", subject=one.id,
        data={"answer": command.answer.value, **data},
    )
    _tell(tx, actor, idea, one, command.answer, now)
    return card(tx, actor, idea, one, company, now, just=command.answer.value)


def _to_go_on(tx: Tx, name: str, own: str) -> Opportunity | Initiative:
    """What is called so, looked at again once nobody else is changing it."""
    meant = _called(tx, name, own)
    if isinstance(meant, Opportunity):
        alone(tx, f"opportunity:{meant.id}")
    else:
        access.reserve(tx, meant.id)
    return _called(tx, name, own)


def _called(tx: Tx, name: str, own: str) -> Opportunity | Initiative:
    """What an idea goes on in: the only one of the register or of the initiatives that is called so, or has these words. Of
    two of one name the initiative, which is under way."""
    others = [one for one in opportunities.still_open(tx) if one.id != own]
    every: list[Opportunity | Initiative] = [*initiatives.watched(tx), *others]
    same = [one for one in every if folded(one.name) == folded(name)][:1]
    found = same or [one for one in every if folded(name) in folded(one.name)]
    if len(found) != 1:
        raise Invalid(problem("merged.into", "idea_into_unknown" if not found else "idea_into_several", name=name))
    return found[0]


# --- What is decided elsewhere ----------------------------------------------------------------------------------------


def settled(tx: Tx, actor: Actor, one: Opportunity, answer: Reply, now: datetime) -> None:
    """The register was worked on without a word about the idea: that is its answer, and its author hears it; so is what
    becomes of one that was accepted. Part of the change that does it, and of its ledger entry."""
    idea = ideas.get(tx, one.id)
    if idea is not None and idea.answer in (None, Reply.ACCEPTED) and idea.answer is not answer:
        _tell(tx, actor, ideas.answer(tx, idea, answer, by=actor.number, now=now), one, answer, now)


def promoted(tx: Tx, actor: Actor, one: Opportunity, now: datetime) -> None:
    """It became an initiative: its author hears that, too."""
    idea = ideas.get(tx, one.id)
    if idea is None:
        return
    if idea.answer is None:
        idea = ideas.answer(tx, idea, Reply.ACCEPTED, by=actor.number, now=now)
    _tell(tx, actor, idea, one, None, now)


def _tell(tx: Tx, actor: Actor, idea: Idea, one: Opportunity, answer: Reply | None, now: datetime) -> None:
    """Nobody is told what they have done themselves, nor somebody erased."""
    author = one.proposed_by
    if author is None or author == actor.number or name_of(people.many(tx, [author]), author) is None:
        return
    into, _ = became(tx, idea, one)
    view = IdeaAnswered(
        idea=one.id, work=one.name, answer=answer, by=actor.name, on=local_date(now, people.get(tx, author).zone),
        reason=one.reason, into=into, why=Reason.IDEA_YOURS,
    )
    outgoing.to_person(
        tx, author, Kind.IDEA_ANSWERED, view, key=f"idea:{one.id}:{answer or 'promoted'}", reason=Reason.IDEA_YOURS, now=now
    )
