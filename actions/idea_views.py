"""Ideas as people see them: one with its clock, the list of the programme office, and somebody's own (FEATURES E10)."""

from collections.abc import Sequence
from datetime import datetime

from actions.similar import candidates
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.messages import Reason
from portfolio.opportunities.ideas import Idea, Reply, answer_by, days_left
from portfolio.opportunities.register import OPEN, Opportunity, State
from portfolio.people import Actor, name_of
from portfolio.views.ideas import Clock, IdeaCard, IdeaLine, IdeaList
from store import Tx, ideas, initiatives, opportunities, people

PAGE = 8


def clock(idea: Idea, company: Company, now: datetime) -> Clock | None:
    """Until when an answer is owed; None once there is one."""
    if idea.answer is not None:
        return None
    last = answer_by(idea.proposed_at, company.zone, company.holidays)
    return Clock(last=last, days=days_left(local_date(now, company.zone), last, company.holidays))


def late(tx: Tx, company: Company, now: datetime) -> int:
    """How many have waited longer than is promised."""
    clocks = (clock(one, company, now) for one in ideas.waiting(tx))
    return sum(one is not None and one.days < 0 for one in clocks)


def card(
    tx: Tx, actor: Actor, idea: Idea, one: Opportunity, company: Company, now: datetime, *, just: str | None = None
) -> IdeaCard:
    """One idea that has come through the door."""
    names = people.many(tx, [one.proposed_by, idea.answered_by])
    mine, may_answer = one.proposed_by == actor.number, idea.answer is None and allowed(actor, Act.ANSWER_IDEA)
    into, initiative = became(tx, idea, one)
    there = initiatives.get(tx, initiative) if initiative else None
    today = local_date(now, actor.zone)
    return IdeaCard(
        idea=one.id, work=one.name, who=idea.who, often=idea.often, bothers=idea.bothers,
        author=name_of(names, one.proposed_by), mine=mine, proposed_on=local_date(one.proposed_at, actor.zone),
        clock=clock(idea, company, now), answer=idea.answer, answered_by=name_of(names, idea.answered_by),
        answered_on=local_date(idea.answered_at, actor.zone) if idea.answered_at else None, reason=one.reason, into=into,
        initiative=there.id if there and allowed(actor, Act.SEE, there) else None, promoted=one.state is State.PROMOTED,
        similar=candidates(tx, actor, one.name, one.workflow, "", today, own=one.id) if may_answer else (),
        may_answer=may_answer,
        may_score=idea.answer is Reply.ACCEPTED and one.state in OPEN and allowed(actor, Act.SCORE),
        values={}, problems=(), office=allowed(actor, Act.ANSWER_IDEA), just=just,
    )


def became(tx: Tx, idea: Idea, one: Opportunity) -> tuple[str | None, str | None]:
    """The name of what an idea goes on in, and the initiative among that; (None, None) for one that goes on as itself."""
    initiative = one.initiative or idea.initiative
    if initiative is not None:
        there = initiatives.get(tx, initiative)
        return (there.name if there else None), initiative
    other = opportunities.get(tx, one.into) if one.into else None
    return (other.name if other else None), None


def waiting(tx: Tx, company: Company, now: datetime, page: int = 1, why: Reason | None = None) -> IdeaList:
    """What the programme office owes an answer, the longest waiting first."""
    return _page(tx, ideas.waiting(tx), company, now, page, mine=False, why=why)


def mine(tx: Tx, actor: Actor, company: Company, now: datetime, page: int) -> IdeaList:
    """What this person has proposed, the newest first."""
    found = ideas.proposed_by(tx, actor.number)
    return _page(tx, found, company, now, page, mine=True, office=allowed(actor, Act.ANSWER_IDEA))


def _page(
    tx: Tx, found: Sequence[Idea], company: Company, now: datetime, page: int, *, mine: bool, office: bool = False,
    why: Reason | None = None,
) -> IdeaList:
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    owed = [left for one in found if (left := clock(one, company, now)) is not None]
    return IdeaList(
        lines=_lines(tx, found[(page - 1) * PAGE : page * PAGE], company, now), page=page, pages=pages, total=len(found),
        waiting=len(owed), late=sum(left.days < 0 for left in owed), mine=mine, office=office, why=why,
    )


def _lines(tx: Tx, found: Sequence[Idea], company: Company, now: datetime) -> tuple[IdeaLine, ...]:
    known = opportunities.several(tx, [idea.opportunity for idea in found])
    names = people.many(tx, [one.proposed_by for one in known.values()])
    return tuple(
        IdeaLine(
            idea=idea.opportunity, work=known[idea.opportunity].name,
            author=name_of(names, known[idea.opportunity].proposed_by), clock=clock(idea, company, now), answer=idea.answer,
            promoted=known[idea.opportunity].state is State.PROMOTED,
        )
        for idea in found
    )

