"""The forms of the opportunity register (views.opportunities names their inputs)."""

from collections.abc import Mapping

from dialogs.fields import Reader
from portfolio.errors import Invalid, problem
from portfolio.initiatives import MAX_NAME, MAX_NOTE, MAX_SENTENCE
from portfolio.opportunities.commands import (
    MERGE,
    NOT_KNOWN,
    REJECT,
    AddOpportunity,
    AnswerQuestions,
    ChangeOpportunity,
    SettleOpportunity,
    Weigh,
)
from portfolio.opportunities.questions import BANDS, CHOICES, MAX_SOURCE, SCORE, Answer, Basis, Fact, Question, Score
from portfolio.opportunities.ranking import Weights
from portfolio.opportunities.register import SHORTEST_REASON


def add(inputs: Mapping[str, str], token: str) -> AddOpportunity:
    """A new one. Invalid with every problem."""
    name, workflow, observed = _described(inputs)
    return AddOpportunity(name=name, workflow=workflow, observed=observed, token=token)


def change(inputs: Mapping[str, str], opportunity: str, revision: int) -> ChangeOpportunity:
    """One that is there."""
    name, workflow, observed = _described(inputs)
    return ChangeOpportunity(
        opportunity=opportunity, name=name, workflow=workflow, observed=observed, revision=revision
    )


def _described(inputs: Mapping[str, str]) -> tuple[str, str, str | None]:
    read = Reader(inputs)
    name = " ".join(read.text("name", most=MAX_NAME).split())
    workflow = read.text("workflow", most=MAX_SENTENCE)
    observed = inputs.get("observed", "")
    read.check()
    return name, workflow, observed if observed not in ("", NOT_KNOWN) else None


def score_of(choice: str) -> Score:
    """The score a button is about. Invalid "bad_card" for none."""
    if choice not in tuple(Score):
        raise Invalid(code="bad_card")
    return Score(choice)


def answers(inputs: Mapping[str, str], opportunity: str, score: Score, revision: int) -> AnswerQuestions:
    """The three questions of a score. An answer that is empty or "not known" is unknown; each that is given needs a source
    and its day, and a source that was typed needs an answer, or that nobody knows."""
    read = Reader(inputs)
    found = {question: _answer(read, question) for question, of in SCORE.items() if of is score}
    sponsor = read.person("sponsor", needed=False)
    read.check()
    return AnswerQuestions(opportunity=opportunity, answers=found, sponsor=sponsor, revision=revision)


def _answer(read: Reader, question: Question) -> Answer | None:
    said = read.inputs.get(question.value, "").strip()
    if not said and read.inputs.get(f"{question}.source", "").strip():
        read.problems.append(problem(question.value, "source_alone"))
    if said in ("", NOT_KNOWN):
        return None
    amount = read.number(question.value) if question in BANDS else None
    fact = read.choice(question.value, Fact) if question in CHOICES else None
    if fact is not None and fact not in CHOICES[question]:
        read.problems.append(problem(question.value, "choose_one"))
    basis = read.choice(f"{question.value}.basis", Basis)
    by_itself = basis is Basis.REGISTER and question is Question.OPEN_CONSTRAINTS   # the register of just this
    source = read.text(f"{question.value}.source", most=MAX_SOURCE, needed=not by_itself)
    on = read.day(f"{question.value}.on")
    if basis is None or on is None or (amount is None and fact is None):
        return None
    return Answer(question=question, fact=fact, amount=amount, basis=basis, source=source, on=on)


def settle(inputs: Mapping[str, str], opportunity: str, choice: str, revision: int) -> SettleOpportunity:
    """Merge or reject, with a reason."""
    if choice not in (MERGE, REJECT):
        raise Invalid(code="bad_card")
    read = Reader(inputs)
    into = read.text("into", most=MAX_NAME) if choice == MERGE else None
    reason = _reason(read, f"{choice}.reason")
    read.check()
    return SettleOpportunity(opportunity=opportunity, into=into, reason=reason, revision=revision)


def weigh(inputs: Mapping[str, str], version: int) -> Weigh:
    """The three weights in whole percent, with a reason."""
    read = Reader(inputs)
    parts = {score: _whole(read, score) for score in Score}
    reason = _reason(read, "reason")
    read.check()
    weights = Weights(value=parts[Score.VALUE], feasibility=parts[Score.FEASIBILITY], risk=parts[Score.RISK])
    return Weigh(weights=weights, reason=reason, version=version)


def _whole(read: Reader, score: Score) -> int:
    number = read.number(score.value, needed=True)
    if number is None:
        return 0
    if number != int(number):
        read.problems.append(problem(score.value, "weight_unlikely"))
    return int(number)


def _reason(read: Reader, id: str) -> str:
    reason = read.text(id, most=MAX_NOTE)
    if reason and len(reason) < SHORTEST_REASON:
        read.problems.append(problem(id, "reason_too_short", least=SHORTEST_REASON))
    return reason
