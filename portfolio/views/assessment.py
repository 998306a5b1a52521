"""Discover and Map in one document: how the work runs, what limits it, what could be done, and what comes first (E8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.conditions import Trait
from portfolio.views.current_state import CurrentState
from portfolio.views.discover import ConstraintLine
from portfolio.views.opportunities import OpportunityRow
from portfolio.views.roadmap import RoadmapCard


@dataclass(frozen=True, slots=True, kw_only=True)
class InFlight:
    """One a decision is owed of. `days` since its first use, `past` days since the day of its decision; None where that is
    not so or not known. `shown` are the traits it shows."""

    name: str
    place: str
    days: int | None
    due: date | None
    past: int | None
    shown: tuple[Trait, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight:
    """Initiatives and listed entries in flight: how many, how many are past their decision, how many show each trait, and
    those that have been in use longest."""

    count: int
    late: int
    met: Mapping[Trait, int]
    longest: tuple[InFlight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """As the record stands on a day. `ideas` are names of what is not scored yet."""

    on: date
    flight: Flight
    maps: tuple[CurrentState, ...]
    constraints: tuple[ConstraintLine, ...]
    ranked: tuple[OpportunityRow, ...]
    ideas: tuple[str, ...]
    roadmap: RoadmapCard
