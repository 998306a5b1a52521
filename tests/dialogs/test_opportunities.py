"""The questions of an opportunity: each answer with a source (E5)."""

import pytest

from dialogs import opportunities
from portfolio.errors import Invalid
from portfolio.opportunities.questions import Basis, Question, Score


def told(question: Question, said: str) -> dict[str, str]:
    """An answer that names the constraint register and no more."""
    return {
        question.value: said, f"{question.value}.basis": Basis.REGISTER.value, f"{question.value}.on": "2026-08-20",
    }


def test_the_constraint_register_is_a_source_by_itself_for_what_it_holds_only() -> None:
    found = opportunities.answers(told(Question.OPEN_CONSTRAINTS, "none"), "o-1", Score.RISK, 1)
    given = found.answers[Question.OPEN_CONSTRAINTS]
    assert given is not None and given.source == ""
    with pytest.raises(Invalid) as refused:
        opportunities.answers(told(Question.OUTCOME, "reported"), "o-1", Score.VALUE, 1)
    assert [one.field for one in refused.value.problems] == ["outcome.source"]
