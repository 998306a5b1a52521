"""The forms of the opportunity register, filled in with what is known."""

from datetime import date, datetime

from actions import access, similar
from actions.observed import offered
from actions.opportunities import to_change
from actions.people import as_typed
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.opportunities.questions import SCORE, Answer, Question, Score
from portfolio.opportunities.register import Opportunity
from portfolio.people import Actor, name_of
from portfolio.quantities import typed
from portfolio.views.opportunities import OpportunityForm, QuestionsForm, SettleForm, WeightsForm
from store import Tx, opportunities, people, workflows

MOST_WORKFLOWS = 40
"""Choices of a form; a card has room for them."""
MOST_NEAR = 3


def blank(tx: Tx, actor: Actor, token: str, today: date, name: str = "") -> OpportunityForm:
    """A form for a new one; what is like the `name` that was typed after the command is said at once."""
    access.demand(actor, Act.SCORE)
    return OpportunityForm(
        token=token, opportunity=None, revision=None, observed=_observed(tx, None), values={"name": name} if name else {},
        problems=(), similar=similar.candidates(tx, actor, name, "", token, today) if name else (),
    )


def filled(tx: Tx, actor: Actor, id: str) -> OpportunityForm:
    """The form of one that is there."""
    one = to_change(tx, actor, id)
    attached = workflows.workflow_of(tx, id)
    values = {"name": one.name, "workflow": one.workflow, **({"observed": attached} if attached else {})}
    return OpportunityForm(
        token="", opportunity=id, revision=one.revision, observed=_observed(tx, attached), values=values, problems=()
    )


def _observed(tx: Tx, attached: str | None) -> tuple[tuple[str, str], ...]:
    """What can be chosen, first what is chosen now: it stays so where there are too many."""
    there = sorted(workflows.everything(tx), key=lambda one: one.id != attached)
    return tuple((one.id, one.name) for one in there[:MOST_WORKFLOWS])


def questions(tx: Tx, actor: Actor, id: str, score: Score, now: datetime) -> QuestionsForm:
    """The three questions of a score: with their answers, else with what was observed (a fact, and no judgement)."""
    one = to_change(tx, actor, id)
    today = local_date(now, actor.zone)
    given = opportunities.answers(tx, [id]).get(id, {})
    found = {
        question: answer for question, answer in offered(tx, id, actor.zone, today).items()
        if question not in given and SCORE[question] is score
    }
    values: dict[str, str] = {}
    for question, answer in {**given, **found}.items():
        if SCORE[question] is score:
            values |= _typed(question, answer)
    if score is SCORE[Question.OWNER] and one.sponsor is not None:
        values |= as_typed(tx, one.sponsor, "sponsor")
    return QuestionsForm(
        opportunity=id, name=one.name, score=score, today=today, revision=one.revision,
        offered=tuple(found), values=values, problems=(),
    )


def _typed(question: Question, answer: Answer) -> dict[str, str]:
    said = answer.fact.value if answer.fact else typed(answer.amount) if answer.amount is not None else ""
    return {
        question.value: said, f"{question.value}.basis": answer.basis.value, f"{question.value}.source": answer.source,
        f"{question.value}.on": answer.on.isoformat(),
    }


def settling(tx: Tx, actor: Actor, id: str) -> SettleForm:
    """Merge or reject; the nearest other one is proposed by name and not filled in."""
    one = to_change(tx, actor, id)
    near = similar.nearest(one.name, one.workflow, _others(tx, one))
    return SettleForm(
        opportunity=id, name=one.name, revision=one.revision, near=tuple(other.name for other in near[:MOST_NEAR]),
        values={}, problems=(),
    )


def _others(tx: Tx, one: Opportunity) -> list[Opportunity]:
    return [other for other in opportunities.still_open(tx) if other.id != one.id]


def weights(tx: Tx, actor: Actor) -> WeightsForm:
    """The weights that hold."""
    access.demand(actor, Act.RANK)
    held = opportunities.weighting(tx)
    return WeightsForm(
        version=held.version, chosen_on=local_date(held.at, actor.zone) if held.at else None,
        chosen_by=name_of(people.many(tx, [held.by]), held.by), reason=held.reason,
        values={score.value: str(held.weights.of(score)) for score in Score}, problems=(),
    )
