"""What a person may ask for about the roadmap."""

from dataclasses import dataclass

from portfolio.roadmap.values import Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCandidate:
    """One place up (-1) or down (+1), and why. `seen` is how many moves there were when the roadmap was read."""

    opportunity: str
    places: int
    reason: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeCapacity:
    """How many squads work at a time, and why. `seen` is the version that is changed, 0 for the first."""

    capacity: Capacity
    reason: str
    seen: int
