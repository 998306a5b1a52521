"""Interviews as they are shown: asking, answering, and what the programme office reads. Roles, never names (R13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portfolio.discover.interviews import InterviewState, Standpoint, Topic
from portfolio.errors import Problem
from portfolio.messages import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewAskForm:
    """Who is asked about which workflow (id, name), and from where they see it."""

    workflows: tuple[tuple[str, str], ...]
    values: Mapping[str, str]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewForm:
    """The seven questions with what was answered so far, by topic in `values`. `just`: "saved". `why` when it is sent."""

    interview: str
    workflow: str
    standpoint: Standpoint
    asked_by: str
    answered: bool
    revision: int
    values: Mapping[str, str]
    problems: Sequence[Problem]
    just: str | None = None
    why: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewReceipt:
    """What somebody has said, in numbers: their words are shown only when they ask to change them."""

    interview: str
    workflow: str
    standpoint: Standpoint
    answered: int
    skipped: int
    quotable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """An interview of the reader's own that is not over."""

    interview: str
    workflow: str
    standpoint: Standpoint
    state: InterviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnInterviews:
    """A page of everything somebody was asked and may still change or take back, newest first."""

    lines: tuple[OwnLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """How many from one standpoint stand at one state."""

    standpoint: Standpoint
    state: InterviewState
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PainLine:
    """A pain of the workflow in the programme office's words, and from where it was heard, most often first."""

    id: str
    text: str
    heard: tuple[Standpoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewDesk:
    """Where the interviews about a workflow stand. `topics`: how many answered each."""

    workflow: str
    name: str
    asked: tuple[AskedLine, ...]
    topics: tuple[tuple[Topic, int], ...]
    pains: tuple[PainLine, ...]
    just: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One answer. Not `quotable`: the programme office reads it and nobody is shown it."""

    standpoint: Standpoint
    text: str
    quotable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewTopic:
    """Everything that was answered on one topic, and the line on which the programme office says what it makes of it."""

    workflow: str
    name: str
    topic: Topic
    heard: tuple[Heard, ...]
    more: int
    full: bool
    values: Mapping[str, str]
    problems: Sequence[Problem]


class DiscoverPage(StrEnum):
    """What a card about a workflow shows."""

    MAP = "map"
    DESK = "desk"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverCard:
    """What a card in a chat shows, without its words: they are read anew whenever it is drawn, so that what somebody takes
    back leaves the chats as well."""

    workflow: str
    page: DiscoverPage
    topic: Topic | None = None
    drawn: int = 0
    """How often it was drawn anew: a message whose view stays the same is not sent again."""
