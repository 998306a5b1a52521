"""Builders: opportunities of the register with their answers, and constraints that hit them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.discover.constraints import Constraint, ConstraintKind
from portfolio.opportunities.questions import BANDS, CHOICES, Answer, Basis, Fact, Question
from portfolio.opportunities.register import Opportunity, State
from portfolio.people import Actor
from store import Tx, constraints, opportunities
from tests.actions.world import World

_GOOD: Mapping[Question, Fact] = {
    Question.OUTCOME: Fact.REPORTED, Question.DATA: Fact.GOVERNED, Question.PLACE: Fact.IN_TOOL,
    Question.OWNER: Fact.ACCEPTED, Question.SENSITIVE: Fact.PUBLIC, Question.WRONG: Fact.CHECKED,
    Question.OPEN_CONSTRAINTS: Fact.NONE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Opportunities that somebody proposed."""

    world: World
    proposer: Actor

    async def add(
        self, name: str, *, cases: int = 320, owner: str | None = "Dana Doe", sponsor: Actor | None = None,
        without: frozenset[Question] = frozenset(),
    ) -> str:
        """One that is scored: the more cases a month, the higher it ranks. `owner` None: nobody would answer for it;
        `sponsor` who would, where that is known as a person."""
        id = f"o-{name.split()[0].lower()[:10]}"
        return await self.world.store.write(self._add, id, name, cases, owner, sponsor, without)

    def _add(
        self, tx: Tx, id: str, name: str, cases: int, owner: str | None, sponsor: Actor | None, without: frozenset[Question]
    ) -> str:
        now = self.world.now
        new = Opportunity(
            id=id, name=name, workflow="Month end", proposed_by=self.proposer.number, proposed_at=now, state=State.IDEA,
            revision=1, sponsor=sponsor.number if sponsor else None,
        )
        assert opportunities.add(tx, new, f"form {id}")
        given = {question: self._answer(question, cases, owner) for question in Question if question not in without}
        opportunities.answer(tx, id, given, by=self.proposer.number, now=now)
        opportunities.change(tx, new, state=State.SCORED.value)
        return id

    def _answer(self, question: Question, cases: int, owner: str | None) -> Answer:
        amount = Decimal(cases) if question is Question.CASES else Decimal(4)
        fact = None if question in BANDS else _GOOD[question]
        if question is Question.OWNER and owner is None:
            fact = Fact.NOBODY
        assert fact is None or fact in CHOICES[question]
        return Answer(
            question=question, fact=fact, amount=amount if question in BANDS else None, basis=Basis.PERSON,
            source=owner or "Nobody", on=self.world.now.date(),
        )

    async def limit(self, words: str, expires: date | None, *hits: str) -> None:
        """A constraint that hits these."""
        new = Constraint(
            id=f"c-{words.split()[0].lower()[:10]}", kind=ConstraintKind.DATA, text=words, source="Policy 7",
            owner=self.proposer.number, expires=expires, reviewed_on=self.world.now.date(), hits=hits, said_by=None,
            said_at=self.world.now, revision=1,
        )
        await self.world.store.write(constraints.insert, new, f"form {new.id}")
