"""What a search has found."""

from dataclasses import dataclass
from datetime import date

from portfolio.gates import GateState
from portfolio.imports.entries import ListedStage
from portfolio.initiatives import Stage
from portfolio.searching import Where
from portfolio.views.numbers import Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One that was found. `initiative` None: an entry of an imported list, which has no record of its own yet; then `who` is
    its unit, else the sponsor. `said` are the words around what was found elsewhere than in the name; "" for nothing."""

    initiative: str | None
    name: str
    who: str | None
    stage: Stage | ListedStage
    places: tuple[Where, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """One page of what this person may see of it, the nearest first. `text` "": nothing was asked yet. Input id: text."""

    text: str
    hits: tuple[SearchHit, ...]
    page: int
    pages: int
    total: int
    in_channel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeCard:
    """One initiative as somebody who may see it pastes it into a chat. `on` is the day it was read; `owned`: the sponsor has
    accepted. Nothing about those who use it is in it (R13)."""

    name: str
    workflow: str
    stage: Stage
    sponsor: str | None
    owned: bool
    gate_on: date | None
    gate_state: GateState | None
    days_left: int | None
    panel: Panel | None
    on: date
