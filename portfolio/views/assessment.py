"""Discover and Map in one document: how the work runs, what limits it, what could be done, and what comes first (E8)."""

from dataclasses import dataclass
from datetime import date

from portfolio.views.current_state import CurrentState
from portfolio.views.discover import ConstraintLine
from portfolio.views.opportunities import OpportunityRow
from portfolio.views.roadmap import RoadmapCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """As the record stands on a day. `ideas` are names of what is not scored yet."""

    on: date
    maps: tuple[CurrentState, ...]
    constraints: tuple[ConstraintLine, ...]
    ranked: tuple[OpportunityRow, ...]
    ideas: tuple[str, ...]
    roadmap: RoadmapCard
