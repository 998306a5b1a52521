"""What a search has found."""

from dataclasses import dataclass

from portfolio.imports.entries import ListedStage
from portfolio.initiatives import Stage
from portfolio.searching import Where


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
