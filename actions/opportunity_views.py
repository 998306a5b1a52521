"""What people see of the opportunity register, as far as they may."""

from datetime import date, datetime

from actions import constraint_lines
from actions.observed import offered, outdated
from actions.opportunity_ranking import Register, register
from portfolio.authority import Act, allowed
from portfolio.calendar import local_date
from portfolio.opportunities.pulls import pulls, unknown
from portfolio.opportunities.questions import Answer, Question
from portfolio.opportunities.register import OPEN, Opportunity, State
from portfolio.opportunities.scores import scores
from portfolio.people import Actor, name_of
from portfolio.views.opportunities import AnswerLine, OpportunityCard, OpportunityList, OpportunityRow
from store import Tx, ideas, initiatives, opportunities, people, workflows

PAGE = 8


def listing(tx: Tx, actor: Actor, page: int, now: datetime, *, just: str | None = None) -> OpportunityList:
    """One page: the ranking and then the ideas, or what this person has proposed and nothing of anybody else's."""
    held = register(tx)
    everything = allowed(actor, Act.SEE_OPPORTUNITIES)
    shown = [*held.ranked, *held.ideas]
    if not everything:
        shown = [one for one in opportunities.everything(tx) if one.proposed_by == actor.number]
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(page, 1), pages)
    chosen = held.weighting.at
    return OpportunityList(
        rows=tuple(row(one, held, placed=everything) for one in shown[(page - 1) * PAGE : page * PAGE]),
        page=page, pages=pages, ranked=len(held.ranked) if everything else 0,
        ideas=len(held.ideas) if everything else len(shown), weights=held.weighting.weights,
        chosen_on=local_date(chosen, actor.zone) if chosen else None, mine_only=not everything,
        may_add=allowed(actor, Act.SCORE), may_weigh=allowed(actor, Act.RANK), just=just,
    )


def row(one: Opportunity, held: Register, *, placed: bool) -> OpportunityRow:
    """One line of the list."""
    answers = held.answers.get(one.id, {})
    up, down = pulls(answers, held.weighting.weights)
    return OpportunityRow(
        opportunity=one.id, name=one.name, state=one.state, place=held.places.get(one.id) if placed else None,
        up=answers[up] if up else None, down=answers[down] if down else None,
        unknown=unknown(answers) if one.state in OPEN else (),
    )


def card(tx: Tx, actor: Actor, one: Opportunity, now: datetime, *, just: str | None = None) -> OpportunityCard:
    """One that has come through the door."""
    today = local_date(now, actor.zone)
    everything = allowed(actor, Act.SEE_OPPORTUNITIES)
    given = opportunities.answers(tx, [one.id]).get(one.id, {})
    attached = workflows.workflow_of(tx, one.id)
    observed = workflows.by_id(tx, attached) if attached else None
    names = people.many(tx, [one.proposed_by, one.sponsor, one.settled_by])
    into = opportunities.get(tx, one.into) if one.into else None
    idea = ideas.get(tx, one.id)
    elsewhere = one.initiative or (idea.initiative if idea else None)   # an idea goes on in an initiative, too
    became = initiatives.get(tx, elsewhere) if elsewhere else None
    return OpportunityCard(
        opportunity=one.id, name=one.name, workflow=one.workflow, observed=observed.name if observed else None,
        proposer=name_of(names, one.proposed_by), proposed_on=local_date(one.proposed_at, actor.zone),
        sponsor=name_of(names, one.sponsor), state=one.state,
        place=register(tx).places.get(one.id) if everything and one.state in OPEN else None, scores=scores(given),
        lines=_lines(tx, actor, one, today),
        constraints=constraint_lines.of(tx, one.id, today, actor) if everything else (),
        settled_on=local_date(one.settled_at, actor.zone) if one.settled_at else None,
        settled_by=name_of(names, one.settled_by), reason=one.reason, into=into.id if into and everything else None,
        into_name=into.name if into else became.name if became and one.state is State.MERGED else None,
        initiative=became.id if became and allowed(actor, Act.SEE, became) else None, revision=one.revision,
        may_prepare=allowed(actor, Act.SCORE) and one.state in OPEN, may_see_all=everything, just=just,
        idea=idea is not None,
    )


def _lines(tx: Tx, actor: Actor, one: Opportunity, today: date) -> tuple[AnswerLine, ...]:
    given: dict[Question, list[tuple[Answer | None, int | None]]] = {question: [] for question in Question}
    for told in opportunities.history(tx, one.id):
        given[told.question].insert(0, (told.answer, told.by))
    names = people.many(tx, [by for told in given.values() for _, by in told])
    seen = offered(tx, one.id, actor.zone, today) if one.state in OPEN else {}
    may = allowed(actor, Act.SCORE)
    return tuple(
        AnswerLine(
            question=question, answer=told[0][0] if told else None, by=name_of(names, told[0][1]) if told else None,
            offered=seen.get(question) if may and (not told or told[0][0] is None) else None,
            outdated=bool(told) and one.state in OPEN and outdated(told[0][0], seen.get(question)),
            earlier=tuple(answer for answer, _ in told[1:]),
        )
        for question, told in given.items()
    )
