"""The guided audit (A4): four steps on one card of the programme office, and what an owner is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from portfolio.audits.answers import Alive, Then
from portfolio.audits.lines import State
from portfolio.conditions import Next, Trait
from portfolio.errors import Problem
from portfolio.messages import Reason
from portfolio.views.overlaps import PairLine


class AuditStep(IntEnum):
    """The steps of the quarterly audit (DOMAIN.md), in their order."""

    LIST = 1
    DOCUMENT = 2
    GAPS = 3
    DECISIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One line of a step. `initiative` is None for an entry of a list. `next` is its one next action, `owed_by` the name of
    who owes it, where that is somebody of this initiative. `then` is what the answer makes possible."""

    initiative: str | None
    name: str
    age: int | None
    past: int | None
    due: date | None
    answer: Alive | None
    next: Next | None
    owed_by: str | None
    then: Then | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A line that vanished without retirement. `id` is a hash of its key; `maybe` the line it may go on as."""

    id: str
    name: str
    maybe: str | None
    confidence: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Against the last audit, counted."""

    on: date
    new: int
    vanished: int
    decided: int
    reopened: int
    silent: int
    rescoped: int
    remeasured: int
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The record that an audit was closed as."""

    hash: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCard:
    """One step of an audit, or the record it was closed as. `answers` and `unanswered` count initiatives in flight; `asked`
    how many owners are asked; `late` how many lines are past the day of their decision."""

    number: int
    step: AuditStep
    on: date
    states: Mapping[State, int]
    flying: int
    answers: Mapping[Alive, int]
    unanswered: int
    asked: int
    met: Mapping[Trait, int]
    late: int
    lines: tuple[AuditLine, ...]
    more: int
    since: Since | None
    zone: str
    closed: Closed | None
    why: Reason | None = None
    pairs: tuple[PairLine, ...] = ()
    """Initiatives that look like one, in the step of gaps."""
    more_pairs: int = 0
    ideas: int = 0
    oldest_idea: date | None = None
    """Ideas that wait for the programme office, in the first step, and the day of the oldest (E10)."""
    unread: int | None = None
    """The newest record that could not be read, and so was passed over when it was said what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedLine:
    """An initiative whose owner is asked. The id of its input is its own."""

    initiative: str
    name: str
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditConfirm:
    """To an owner: is each of these alive, gone, or not theirs?"""

    number: int
    lines: tuple[OwnedLine, ...]
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    why: Reason | None = None
