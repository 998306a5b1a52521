"""The interview kit: seven questions by role, and a consent that can be taken back (FEATURES E1; DOMAIN.md R13).

The seven topics ask for what the four traits and the failure modes of a programme are made of: where it hurts, what is
carried over by hand (integration), what is counted already (the metric), what was tried and faded (pilot purgatory), what
must not happen (the security review), what would be missed (hero use), and the one change that would matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portfolio.names import folded

MAX_ANSWER = 600
MAX_PAIN = 200
MOST_PAINS = 8
REMIND_AFTER = 3
"""Working days until the one reminder, counted from the day the card arrived."""
_LEAST_QUOTED = 25
"""So many signs in a row are somebody's words rather than a turn of phrase that two people share."""


class Standpoint(StrEnum):
    """From where somebody sees the work. Shown with what they say, instead of their name."""

    EXECUTIVE = "executive"
    MANAGER = "manager"
    DOER = "doer"
    GUARDIAN = "guardian"      # IT, security, data protection


class Topic(StrEnum):
    """What is asked, in this order. Its wording differs by standpoint: words/, "interview.ask.<standpoint>.<topic>"."""

    SLOW = "slow"
    COPIED = "copied"
    COUNTED = "counted"
    TRIED = "tried"
    FORBIDDEN = "forbidden"
    MISSED = "missed"
    CHANGE = "change"


class InterviewState(StrEnum):
    """asked -> started -> answered -> withdrawn; asked | started -> declined."""

    ASKED = "asked"
    STARTED = "started"        # saved and not sent: nobody else reads it
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"    # everything that was said is gone


OPEN = frozenset({InterviewState.ASKED, InterviewState.STARTED})
"""Somebody may still answer, and is owed nothing but that."""

Said = Mapping[Topic, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One person asked about one workflow, once. `quotable`: their words may be shown with their role."""

    id: str
    workflow: str
    person: int
    standpoint: Standpoint
    state: InterviewState
    quotable: bool
    asked_by: int
    asked_at: datetime
    answered_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """What the programme office made of what several said, in its own words. `heard` are the interviews it came from; one
    that nobody stands behind any more is gone. `text` is "" once whoever wrote it was erased."""

    id: str
    workflow: str
    topic: Topic
    text: str
    by: int
    at: datetime
    heard: tuple[str, ...]


def repeats(text: str, answers: Iterable[str]) -> bool:
    """Whether a text takes over a run of somebody's words. It would stay when its author takes them back."""
    said = " ".join(folded(text).split())
    others = [" ".join(folded(answer).split()) for answer in answers]
    runs = {said[at : at + _LEAST_QUOTED] for at in range(len(said) - _LEAST_QUOTED + 1)}
    return any(run in other for other in others for run in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskInterview:
    """Ask somebody (an object id or a typed name) about a workflow."""

    workflow: str
    person: str
    standpoint: Standpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInterview:
    """What somebody says. Not `sent`: kept for them to go on with, and read by nobody else."""

    interview: str
    said: Said
    quotable: bool
    sent: bool
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePain:
    """What the programme office makes of the answers to a topic: in its own words."""

    workflow: str
    topic: Topic
    text: str
