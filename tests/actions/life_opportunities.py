"""The opportunity register in the life that calls every use case (tests.actions.life)."""

from datetime import timedelta
from decimal import Decimal

from actions import opportunities, promoting, registration
from portfolio.commands import RegisterInitiative
from portfolio.initiatives import Integration
from portfolio.opportunities.commands import (
    AddOpportunity,
    AnswerQuestions,
    ChangeOpportunity,
    SettleOpportunity,
    Weigh,
)
from portfolio.opportunities.questions import BANDS, CHOICES, Answer, Basis, Question
from portfolio.opportunities.ranking import Weights
from portfolio.people import Actor
from tests.actions.book import WORDS, Book
from tests.actions.world import object_id


async def register(book: Book, dana: Actor, olga: Actor, lea: Actor, eve: Actor) -> None:
    """Two candidates: one is answered, ranked and promoted, the other rejected."""
    world = book.world
    new = AddOpportunity(name=WORDS["candidate"], workflow=WORDS["workflow"], observed=None, token="t-candidate")
    await book.refused(opportunities.add, eve, new, world.now)
    card = await book.once(opportunities.add, olga, new, world.now)
    renamed = ChangeOpportunity(
        opportunity=card.opportunity, name=WORDS["candidate"], workflow=WORDS["process"], observed=None, revision=1
    )
    card = await book.one(opportunities.change, olga, renamed, world.now)
    await book.refused(opportunities.change, olga, renamed, world.now)
    said = AnswerQuestions(
        opportunity=card.opportunity, answers={question: _answer(book, question) for question in Question},
        sponsor=object_id(dana.name), revision=card.revision,
    )
    card = await book.one(opportunities.answer, olga, said, world.now)
    await book.refused(opportunities.answer, olga, said, world.now)
    weights = Weigh(weights=Weights(value=50, feasibility=30, risk=20), reason=WORDS["reason"], version=0)
    await book.refused(opportunities.weigh, olga, weights, world.now)
    await book.once(opportunities.weigh, lea, weights, world.now)
    await book.read(opportunities.show, olga, card.opportunity, world.now)
    await book.read(opportunities.find, olga, WORDS["candidate"], world.now)
    for read in (opportunities.seen, promoting.claim):
        await book.read(read, olga, card.opportunity)
    await book.read(opportunities.to_change, olga, card.opportunity)
    await book.read(promoting.form, olga, card.opportunity, "t-promoted", world.now)
    second = AddOpportunity(name=WORDS["other_candidate"], workflow=WORDS["workflow"], observed=None, token="t-second")
    other = await world.store.write(opportunities.add, olga, second, world.now)
    no = SettleOpportunity(opportunity=other.opportunity, into=None, reason=WORDS["reason"], revision=other.revision)
    await book.one(opportunities.settle, olga, no, world.now)
    await book.refused(opportunities.settle, olga, no, world.now)
    become = RegisterInitiative(
        name=WORDS["candidate"], workflow=WORDS["workflow"], intent=WORDS["intent"], sponsor=object_id(dana.name),
        first_use=world.now.date() + timedelta(days=200), gate_on=None, integration=Integration.OFFICE, token="t-promoted",
        opportunity=card.opportunity,
    )
    await book.once(registration.register, olga, become, world.company, world.now)


def _answer(book: Book, question: Question) -> Answer:
    fact = None if question in BANDS else next(iter(CHOICES[question]))
    return Answer(
        question=question, fact=fact, amount=Decimal(31) if question in BANDS else None, basis=Basis.PERSON,
        source=WORDS["who"], on=book.world.now.date(),
    )
