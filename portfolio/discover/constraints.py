"""What limits what can be done: the constraint register (DOMAIN.md, terms; FEATURES D6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

MAX_TEXT = 300
MAX_SOURCE = 120
MOST_HITS = 40
MAX_NAMED = 1_000
"""Signs of names that are typed, one a line."""

SOON = timedelta(days=14)
"""About to expire, in calendar days: as much notice as an open piece of evidence gets (DOMAIN.md, the message policy)."""


class ConstraintKind(StrEnum):
    """What it comes from."""

    POLICY = "policy"
    CONTRACT = "contract"
    DATA = "data"
    IDENTITY = "identity"
    RESIDENCY = "residency"
    SKILLS = "skills"
    BUDGET = "budget"


class ConstraintStanding(StrEnum):
    """How a constraint stands on a day."""

    HOLDS = "holds"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifting:
    """That it does not hold any more: why, by whom (None: on the command line) and when."""

    reason: str
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One entry of the register. `owner` is a person's local number, who is named and not asked.

    `expires` is the last day on which it holds; without one `reviewed_on` says when somebody last looked at it. `hits` are
    ids of initiatives, opportunities and workflows; one that hits a workflow hits what is attached to it, too. `text` and
    `source` are "" once they were erased; `said_by` wrote them last (None: on the command line). `open_on` is the day from
    which leadership may read what limits an initiative (R18; None: at once).
    """

    id: str
    kind: ConstraintKind
    text: str
    source: str
    owner: int
    expires: date | None
    reviewed_on: date | None
    hits: tuple[str, ...]
    said_by: int | None
    said_at: datetime
    revision: int
    lifted: Lifting | None = None
    open_on: date | None = None

    def standing(self, today: date) -> ConstraintStanding:
        """How it stands on that day. An expired one is still listed: somebody has to say what became of it."""
        if self.lifted is not None:
            return ConstraintStanding.LIFTED
        if self.expires is None or today < self.expires - SOON:
            return ConstraintStanding.HOLDS
        return ConstraintStanding.EXPIRING if today <= self.expires else ConstraintStanding.EXPIRED

    def limits(self, today: date) -> bool:
        """Whether it holds on that day, the last one included. What has ended is in nothing's way."""
        return self.standing(today) in (ConstraintStanding.HOLDS, ConstraintStanding.EXPIRING)


def expiring_first(found: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Those with the nearest end first, those without an end last, oldest review first among them."""
    return tuple(sorted(found, key=lambda one: (one.expires or date.max, one.reviewed_on or date.min, one.id)))


def ending(found: Iterable[Constraint], today: date) -> tuple[Constraint, ...]:
    """Those that have expired or are about to: what the owners of what they hit are told in their next card."""
    told = (ConstraintStanding.EXPIRING, ConstraintStanding.EXPIRED)
    return expiring_first(one for one in found if one.standing(today) in told)
