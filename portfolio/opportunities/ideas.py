"""An idea: what anybody proposes, to be answered by the programme office within ten working days (FEATURES E10)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portfolio.calendar import DAY, Holidays, add_working_days, is_working, local_date

ANSWER_WITHIN = 10
"""Working days within which an answer is owed (E10)."""
IDEA_LINE_AFTER, IDEA_REMIND_AFTER = 5, 8
"""Working days after which the office reads of it in a card it has, and in a message where it has none."""
MAX_WHO = 80
MAX_BOTHERS = 500
SHORTEST_NO = 20
"""A no that its author can do something with (as R4 asks of an override)."""


class Often(StrEnum):
    """How often the work is done."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    RARELY = "rarely"


class Reply(StrEnum):
    """What the programme office answers."""

    ACCEPTED = "accepted"      # it goes on to be scored
    MERGED = "merged"          # it goes on in another, or is being done already
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """What was said of an opportunity when it was proposed; `who` and `bothers` are "" once they were erased.

    `answer` None: nobody has answered. `initiative` is the one that does it already, where it was merged into that.
    """

    opportunity: str
    who: str
    often: Often
    bothers: str
    proposed_at: datetime
    answer: Reply | None = None
    answered_at: datetime | None = None
    answered_by: int | None = None
    initiative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeIdea:
    """`token` names the form it came from, so that pressing twice proposes once."""

    work: str
    who: str
    often: Often
    bothers: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerIdea:
    """`into` is the name of what it goes on in, for a merge only; `reason` is needed for a no."""

    idea: str
    answer: Reply
    into: str
    reason: str


def answer_by(proposed_at: datetime, zone: str, holidays: Holidays) -> date:
    """The last day of the answer, where the company is."""
    return add_working_days(local_date(proposed_at, zone), ANSWER_WITHIN, holidays)


def days_left(today: date, last: date, holidays: Holidays) -> int:
    """Working days after today up to the last one: 0 on the day itself, below zero once it has passed."""
    if last < today:
        return -days_left(last, today, holidays)
    return sum(is_working(today + ahead * DAY, holidays) for ahead in range(1, (last - today).days + 1))
