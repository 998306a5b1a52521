"""What a roadmap is made of, and what it says."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

PREPARE = timedelta(days=14)
"""From the day a squad starts to first use, where the number is counted already. Ours: two weeks for access, training and
the words of the rules."""
INSTRUMENT = timedelta(days=42)
"""The same where counting has to begin first: an instrumentation sprint at its longest (DOMAIN.md, the baseline)."""
SHORTEST_WEEKS, LONGEST_WEEKS = 4, 12
"""How long a pilot may be planned, in weeks from first use to its gate: twelve is the most that R1's 90 days hold."""
MOST_SQUADS = 50
MAX_REASON = 300


class Why(StrEnum):
    """Why something starts later than the first week, or not within these 90 days."""

    CAPACITY = "capacity"             # no squad is free; `until`: the day it starts all the same
    NO_SPONSOR = "no_sponsor"         # nobody would answer for it
    NOT_SAID = "not_said"             # whether anybody would has no answer: unknown is not fine (R15)
    SPONSOR_FULL = "sponsor_full"     # three gates in each week it could have one (R1)
    CONSTRAINT = "constraint"         # `about` holds until `until`; without a day, until somebody lifts it
    UNANSWERED = "unanswered"         # so many questions have no answer: its place is not sure. It holds nothing back


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One thing in the way. `about` is a constraint's id; `count` how many questions have no answer."""

    why: Why
    until: date | None = None
    about: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A constraint that hits a candidate. `until` is the last day on which it holds; None: until somebody lifts it."""

    id: str
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something of the register that may be started. `rank` counts from 1, ties share one; `lead` from a squad's start to
    first use; `unanswered` how many of its questions have no answer.

    `sponsor` is who would answer for it, as a key that is the same for the same person; None for nobody, or, where `said` is
    False, for nobody knows.
    """

    id: str
    name: str
    rank: int
    sponsor: str | None
    lead: timedelta
    limits: tuple[Limit, ...] = ()
    unanswered: int = 0
    said: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An initiative that came from the register and holds a squad through `until`, the day of its gate."""

    id: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How many squads work at a time, and how many weeks a pilot is planned from first use to its gate."""

    squads: int
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One candidate in its place, counted from 1 after the moves people made.

    With `start`: the squad starts then, people first use it on `first_use`, and its decision is on `gate`; `conflicts` say
    what kept it from the first week. Without: it comes after these 90 days, because of them.
    """

    id: str
    rank: int
    place: int
    start: date | None
    first_use: date | None
    gate: date | None
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A roadmap: the first day it could start anything on, how it was reckoned, and every candidate in its place."""

    begins: date
    capacity: Capacity
    running: tuple[Running, ...]
    items: tuple[Item, ...]
