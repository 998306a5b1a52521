"""What pulls an opportunity up or down in the ranking: the answer that moves it most, either way."""

from collections.abc import Mapping

from portfolio.opportunities.questions import MOST, SCORE, Answer, Question
from portfolio.opportunities.ranking import Weights
from portfolio.opportunities.scores import good


def pulls(answers: Mapping[Question, Answer], weights: Weights) -> tuple[Question | None, Question | None]:
    """The question that lifts it most above a middling answer, and the one that drags it most below; None for neither.

    Of two alike the one that is asked first.
    """
    moved = [
        (weights.of(SCORE[question]) * (2 * good(question, answers[question]) - MOST), question)
        for question in Question
        if question in answers
    ]
    up = max(moved, key=lambda one: one[0], default=None)
    down = min(moved, key=lambda one: one[0], default=None)
    return (up[1] if up and up[0] > 0 else None), (down[1] if down and down[0] < 0 else None)


def unknown(answers: Mapping[Question, Answer]) -> tuple[Question, ...]:
    """The questions nobody has answered, in the order in which they are asked."""
    return tuple(question for question in Question if question not in answers)
