"""The register as it is ranked now: what is open, its answers, and everybody's place."""

from collections.abc import Mapping
from dataclasses import dataclass

from portfolio.opportunities.questions import Answer, Question
from portfolio.opportunities.ranking import Candidate, Ranked, rank
from portfolio.opportunities.register import Opportunity, State
from portfolio.opportunities.scores import scores
from portfolio.views.opportunities import Place
from store import Tx, opportunities
from store.opportunities import Weighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is open: `ranked` in the order of the ranking, `ideas` in the order in which they were proposed."""

    ranked: tuple[Opportunity, ...]
    ideas: tuple[Opportunity, ...]
    places: Mapping[str, Place]
    answers: Mapping[str, Mapping[Question, Answer]]
    weighting: Weighting


def register(tx: Tx) -> Register:
    """Ranked by the weights that leadership has chosen."""
    found = {one.id: one for one in opportunities.still_open(tx)}
    given = opportunities.answers(tx, found)
    weighting = opportunities.weighting(tx)
    scored = [
        Candidate(id=one.id, scores=scores(given.get(one.id, {}))) for one in found.values() if one.state is State.SCORED
    ]
    places = rank(scored, weighting.weights)
    return Register(
        ranked=tuple(found[place.id] for place in places),
        ideas=tuple(one for one in found.values() if one.state is State.IDEA),
        places={place.id: _place(place, found) for place in places}, answers=given, weighting=weighting,
    )


def _place(ranked: Ranked, found: Mapping[str, Opportunity]) -> Place:
    return Place(
        rank=ranked.rank, best=ranked.best, worst=ranked.worst, of=ranked.of, merit=ranked.merit,
        tied=tuple(found[id].name for id in ranked.tied),
    )
