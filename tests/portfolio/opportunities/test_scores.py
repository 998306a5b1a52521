"""Nine answers become three scores (FEATURES E5)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.opportunities.questions import (
    BANDS,
    CHOICES,
    FULL,
    MOST,
    SCORE,
    Answer,
    Basis,
    Fact,
    Question,
    Score,
    points,
)
from portfolio.opportunities.scores import Span, good, scorable, scores

DAY = date(2026, 11, 2)


def answered(question: Question, said: Fact | str) -> Answer:
    """An answer: a fact, or a number as text."""
    fact = said if isinstance(said, Fact) else None
    amount = None if fact else Decimal(said)
    return Answer(question=question, fact=fact, amount=amount, basis=Basis.INTERVIEW, source="the team", on=DAY)


@st.composite
def given_answers(draw: st.DrawFn) -> dict[Question, Answer]:
    """Any of the nine, answered in any way."""
    found = {}
    for question in draw(st.sets(st.sampled_from(Question))):
        if question in BANDS:
            found[question] = answered(question, str(draw(st.integers(0, 1000))))
        else:
            found[question] = answered(question, draw(st.sampled_from(sorted(CHOICES[question]))))
    return found


@pytest.mark.parametrize("score", Score)
def test_three_questions_make_a_score_and_cover_all_of_it(score: Score) -> None:
    asked = [question for question, of in SCORE.items() if of is score]
    assert len(asked) == 3
    for question in asked:
        reached = set(CHOICES[question].values()) if question in CHOICES else {0, len(BANDS[question])}
        assert {0, MOST} <= reached


def test_every_question_is_answered_in_one_way() -> None:
    assert set(BANDS) | set(CHOICES) == set(SCORE) == set(Question)
    assert not set(BANDS) & set(CHOICES)


@given(given_answers(), st.sampled_from(Question))
def test_an_answer_moves_its_own_score_only(answers: dict[Question, Answer], question: Question) -> None:
    without = {asked: answer for asked, answer in answers.items() if asked is not question}
    before, after = scores(without), scores(answers)
    assert {score for score in Score if before[score] != after[score]} <= {SCORE[question]}


@given(given_answers())
def test_what_is_not_answered_widens_a_score_and_is_no_zero(answers: dict[Question, Answer]) -> None:
    for score, span in scores(answers).items():
        unknown = sum(of is score and question not in answers for question, of in SCORE.items())
        assert span.high - span.low == MOST * unknown and 0 <= span.low <= span.high <= FULL
        assert span.exact == (unknown == 0)


@pytest.mark.parametrize(
    ("question", "amount", "expected"),
    [
        (Question.CASES, "0", 0), (Question.CASES, "4.99", 0), (Question.CASES, "5", 1), (Question.CASES, "214", 3),
        (Question.CASES, "320", 4), (Question.HOURS, "0.2", 0), (Question.HOURS, "0.25", 1), (Question.HOURS, "6.2", 3),
        (Question.HOURS, "16", 4),
    ],
)  # fmt: skip
def test_a_number_has_a_point_for_each_step_it_reaches(question: Question, amount: str, expected: int) -> None:
    assert points(answered(question, amount)) == expected


def test_of_risk_fewer_points_are_better() -> None:
    special = answered(Question.SENSITIVE, Fact.SPECIAL)
    assert points(special) == MOST and good(Question.SENSITIVE, special) == 0
    assert good(Question.OWNER, answered(Question.OWNER, Fact.ACCEPTED)) == MOST


def test_it_can_be_ranked_once_each_score_has_an_answer() -> None:
    some = {
        Question.CASES: answered(Question.CASES, "12"), Question.OWNER: answered(Question.OWNER, Fact.NAMED),
    }
    assert not scorable(some)
    some[Question.WRONG] = answered(Question.WRONG, Fact.CHECKED)
    assert scorable(some)
    assert scores(some)[Score.VALUE] == Span(low=1, high=9)


@pytest.mark.parametrize(
    ("question", "said"), [(Question.CASES, Fact.NONE), (Question.OWNER, Fact.PAPER), (Question.OWNER, "3")]
)
def test_an_answer_to_another_question_is_refused(question: Question, said: Fact | str) -> None:
    with pytest.raises(ValueError, match="answered by"):
        points(answered(question, said))
