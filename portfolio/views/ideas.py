"""Ideas as people see them: the form, one idea with its clock, the list, and what its author hears (FEATURES E10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.errors import Problem
from portfolio.messages import Reason
from portfolio.opportunities.ideas import Often, Reply
from portfolio.views.initiatives import Similar


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaForm:
    """An empty or refused form. Input ids: work, who, often, bothers."""

    token: str
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    similar: tuple[Similar, ...] = ()
    """What may be the same; whoever presses again has seen it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Until when an answer is owed, and how many working days that leaves; below zero it is late."""

    last: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaCard:
    """One idea. `author` None: erased. `clock` while no answer has been given; `into` is the name of what it goes on in,
    `initiative` the one the reader may open of what it became or is done in. `may_answer`: the answers are
    offered; `may_score`: its nine questions; `office`: the reader is of those who owe answers.

    Input ids: merged.into, rejected.reason.
    """

    idea: str
    work: str
    who: str
    often: Often
    bothers: str
    author: str | None
    mine: bool
    proposed_on: date
    clock: Clock | None
    answer: Reply | None
    answered_by: str | None
    answered_on: date | None
    reason: str
    into: str | None
    initiative: str | None
    promoted: bool
    similar: tuple[Similar, ...]
    may_answer: bool
    may_score: bool
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    office: bool = False
    just: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaLine:
    """One idea in a list."""

    idea: str
    work: str
    author: str | None
    clock: Clock | None
    answer: Reply | None
    promoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaList:
    """A page of the ideas that wait for the programme office, oldest first; or of those of the reader (`mine`), `total` in
    all. `why` is set where it came by itself; `office`: the reader is of those who owe answers."""

    lines: tuple[IdeaLine, ...]
    page: int = 1      # messages of before there were pages are still read
    pages: int = 1
    total: int = 0
    waiting: int
    late: int
    mine: bool
    why: Reason | None = None
    office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaAnswered:
    """To an author: what became of their idea. `answer` None: it was accepted before, and is an initiative now."""

    idea: str
    work: str
    answer: Reply | None
    by: str | None
    on: date
    reason: str
    into: str | None
    why: Reason
