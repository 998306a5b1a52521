"""The nine questions of an opportunity: facts with a source, each with fixed points to exactly one score (FEATURES E5).

They are the four traits of a programme that reaches production and the ways in which pilots stall (DOMAIN.md), asked before
anything is funded: an outcome leadership tracks, work that happens often enough, somebody who answers for it, a result where
the work is done, data inside a boundary, no surprise at the security review. Nobody is asked for a mark from 1 to 5. The
points are printed in docs/opportunities.md, which a test compares with this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portfolio.errors import Problem, problem


class Score(StrEnum):
    """What the answers add up to, three questions each."""

    VALUE = "value"
    FEASIBILITY = "feasibility"
    RISK = "risk"


class Question(StrEnum):
    """The nine, in the order in which they are asked."""

    CASES = "cases"                # how many cases a month
    HOURS = "hours"                # hours of people's time in one case
    OUTCOME = "outcome"            # trait 1: is it counted today, and does leadership read the count
    DATA = "data"                  # where the data stand
    PLACE = "place"                # trait 3: where the result would appear
    OWNER = "owner"                # trait 2: who would answer for it
    SENSITIVE = "sensitive"        # the most sensitive data it touches
    WRONG = "wrong"                # what a wrong answer does, and who would notice
    OPEN_CONSTRAINTS = "open_constraints"


class Fact(StrEnum):
    """The answers that can be chosen; a question's own, in the order in which they are offered."""

    REPORTED = "reported"
    COUNTED = "counted"
    UNCOUNTED = "uncounted"
    GOVERNED = "governed"
    API = "api"
    FILES = "files"
    PAPER = "paper"
    IN_TOOL = "in_tool"
    BESIDE = "beside"
    SEPARATE = "separate"
    ACCEPTED = "accepted"
    NAMED = "named"
    NOBODY = "nobody"
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SPECIAL = "special"
    CHECKED = "checked"
    NOTICED = "noticed"
    LATE = "late"
    UNNOTICED = "unnoticed"
    NONE = "none"
    EXPIRING = "expiring"
    LASTING = "lasting"


MOST = 4
"""Points of one question: 0 to 4. Three questions make a score of 0 to 12."""
FULL = 3 * MOST

SCORE: Mapping[Question, Score] = {
    Question.CASES: Score.VALUE, Question.HOURS: Score.VALUE, Question.OUTCOME: Score.VALUE,
    Question.DATA: Score.FEASIBILITY, Question.PLACE: Score.FEASIBILITY, Question.OWNER: Score.FEASIBILITY,
    Question.SENSITIVE: Score.RISK, Question.WRONG: Score.RISK, Question.OPEN_CONSTRAINTS: Score.RISK,
}  # fmt: skip
"""Each question belongs to one score, so changing its answer moves that one only."""

CHOICES: Mapping[Question, Mapping[Fact, int]] = {
    Question.OUTCOME: {Fact.REPORTED: 4, Fact.COUNTED: 2, Fact.UNCOUNTED: 0},
    Question.DATA: {Fact.GOVERNED: 4, Fact.API: 3, Fact.FILES: 1, Fact.PAPER: 0},
    Question.PLACE: {Fact.IN_TOOL: 4, Fact.BESIDE: 2, Fact.SEPARATE: 0},
    Question.OWNER: {Fact.ACCEPTED: 4, Fact.NAMED: 2, Fact.NOBODY: 0},
    Question.SENSITIVE: {Fact.PUBLIC: 0, Fact.INTERNAL: 1, Fact.PERSONAL: 3, Fact.SPECIAL: 4},
    Question.WRONG: {Fact.CHECKED: 0, Fact.NOTICED: 1, Fact.LATE: 3, Fact.UNNOTICED: 4},
    Question.OPEN_CONSTRAINTS: {Fact.NONE: 0, Fact.EXPIRING: 2, Fact.LASTING: 4},
}
"""The points of what can be chosen. Of risk more is worse."""

BANDS: Mapping[Question, tuple[Decimal, ...]] = {
    Question.CASES: (Decimal(5), Decimal(20), Decimal(80), Decimal(320)),
    Question.HOURS: (Decimal("0.25"), Decimal(1), Decimal(4), Decimal(16)),
}
"""A number has a point for each of these that it reaches. The steps grow fourfold in both, so the two together measure the
hours a month: 320 cases of a quarter of an hour have as many points as 20 cases of four hours."""


class Basis(StrEnum):
    """Who or what says so."""

    OBSERVED = "observed"          # a workflow that was observed
    INTERVIEW = "interview"
    DOCUMENT = "document"          # a document, by its link or title
    PERSON = "person"              # a named person's word
    REGISTER = "register"          # the constraint register, which needs no more words


NAMED = frozenset({Fact.ACCEPTED, Fact.NAMED})
"""Answers that speak of somebody: they count only where it is said who."""

MAX_SOURCE = 200
LARGEST = Decimal(1_000_000)
"""Cases a month and hours a case beyond this are a slip of the keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known about one question. A question with `BANDS` has an `amount` (cases a month, hours), any other a `fact`.

    `source` is in words which workflow, interview, document or person; `on` the day it was so.
    """

    question: Question
    fact: Fact | None
    amount: Decimal | None
    basis: Basis
    source: str
    on: date


def points(answer: Answer) -> int:
    """0 to 4. ValueError for an answer that its question does not offer."""
    if answer.question in BANDS:
        if answer.amount is None or answer.fact is not None:
            raise ValueError(f"{answer.question} is answered by an amount")
        return sum(answer.amount >= least for least in BANDS[answer.question])
    offered = CHOICES[answer.question]
    if answer.fact is None or answer.fact not in offered or answer.amount is not None:
        raise ValueError(f"{answer.question} is not answered by {answer.fact}")
    return offered[answer.fact]


def answer_problems(answer: Answer, today: date) -> list[Problem]:
    """What is wrong with an answer that was typed; fields are the form's inputs, "<question>" and "<question>.on"."""
    found = []
    if answer.amount is not None and not 0 <= answer.amount <= LARGEST:
        found.append(problem(answer.question, "amount_unlikely", most=LARGEST))
    if answer.on > today:
        found.append(problem(f"{answer.question}.on", "source_ahead"))
    return found


def owner_problems(given: Answer | None, *, named: bool) -> list[Problem]:
    """What is wrong between the answer to "who would answer for it" and whether somebody is `named`: one does not count
    without the other, and neither is dropped without a word."""
    speaks = given is not None and given.fact in NAMED
    if speaks and not named:
        return [problem("sponsor", "owner_unnamed")]
    return [problem(Question.OWNER, "owner_unsaid")] if named and not speaks else []
