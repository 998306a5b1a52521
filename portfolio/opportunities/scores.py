"""The three scores of an opportunity. What is not answered is unknown: a score is then a range, never a zero (R15)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.opportunities.questions import FULL, MOST, SCORE, Answer, Question, Score, points


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Points from `low` to `high`, of 12; the same when all three questions are answered."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """True when nothing of it is unknown."""
        return self.low == self.high


Scores = Mapping[Score, Span]


def scores(answers: Mapping[Question, Answer]) -> Scores:
    """The three, from the questions that are answered."""
    return {score: _span(score, answers) for score in Score}


def _span(score: Score, answers: Mapping[Question, Answer]) -> Span:
    asked = [question for question, of in SCORE.items() if of is score]
    known = sum(points(answers[question]) for question in asked if question in answers)
    return Span(low=known, high=known + MOST * sum(question not in answers for question in asked))


def scorable(answers: Mapping[Question, Answer]) -> bool:
    """True when each score has at least one answer: only then is there something to rank."""
    return {SCORE[question] for question in answers} == set(Score)


def good(question: Question, answer: Answer) -> int:
    """Its points as they count in a ranking, 0 to 4: of risk fewer are better."""
    found = points(answer)
    return MOST - found if SCORE[question] is Score.RISK else found


def merits(found: Scores) -> Mapping[Score, Span]:
    """The scores as they count in a ranking: more is better, so risk is turned round."""
    risk = found[Score.RISK]
    return {**found, Score.RISK: Span(low=FULL - risk.high, high=FULL - risk.low)}
