"""The order of the roadmap: the ranking, with the moves people made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portfolio.roadmap.values import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Somebody moved a candidate: one place up (-1) or down (+1), and why. `reason` is "" once it was erased."""

    id: int
    candidate: str
    places: int
    reason: str
    by: int
    at: datetime


def ordered(candidates: Iterable[Candidate], moves: Iterable[Move]) -> tuple[Candidate, ...]:
    """By rank, ties by name, then each move in the order it was made; one past the end stays at the end.

    A move is kept while the ranking changes under it: it says "one place higher than the answers put it".
    """
    order = sorted(candidates, key=lambda one: (one.rank, one.name.casefold(), one.id))
    at = {one.id for one in order}
    for move in sorted(moves, key=lambda move: move.id):
        if move.candidate in at:
            was = next(place for place, one in enumerate(order) if one.id == move.candidate)
            order.insert(min(max(was + move.places, 0), len(order) - 1), order.pop(was))
    return tuple(order)


def standing(moves: Sequence[Move], candidate: str) -> tuple[int, Move | None]:
    """How many places a candidate was moved in all (negative: up), and by which move last; 0 and None where it was not, or
    was moved back."""
    own = [move for move in moves if move.candidate == candidate]
    total = sum(move.places for move in own)
    return (total, max(own, key=lambda move: move.id)) if total else (0, None)
