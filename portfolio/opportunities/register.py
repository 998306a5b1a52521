"""An opportunity: an unfunded candidate in the register (DOMAIN.md). An idea is one that is not scored yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """Where an opportunity stands."""

    IDEA = "idea"            # at least one of its three scores has no answer at all
    SCORED = "scored"        # each has one, so it can be ranked
    PROMOTED = "promoted"    # it became an initiative
    MERGED = "merged"        # it goes on in another one
    REJECTED = "rejected"


_SETTLED = frozenset({State.MERGED, State.REJECTED})

MOVES: Mapping[State, frozenset[State]] = {
    State.IDEA: frozenset({State.SCORED}) | _SETTLED,
    # An idea again when an answer is taken back.
    State.SCORED: frozenset({State.IDEA, State.PROMOTED}) | _SETTLED,
}

OPEN = frozenset({State.IDEA, State.SCORED})
"""Still in the running."""

SHORTEST_REASON = 20
"""A refusal that its author can do something with (as R4 asks of an override)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where it stood in the ranking when it became an initiative, and how many of the nine questions were answered."""

    on: date
    rank: int
    best: int
    worst: int
    of: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """One opportunity as stored. `workflow` is the work it is about, in words; `proposed_by` a local number, None on the
    command line. `sponsor` is who would answer for it, as far as somebody was named.

    `reason` is why it was merged or rejected ("" once that was erased), `into` the opportunity it goes on in; `initiative`
    and `origin` are what became of it when it was promoted.
    """

    id: str
    name: str
    workflow: str
    proposed_by: int | None
    proposed_at: datetime
    state: State
    revision: int
    sponsor: int | None = None
    settled_at: datetime | None = None
    settled_by: int | None = None
    reason: str = ""
    into: str | None = None
    initiative: str | None = None
    origin: Origin | None = None
