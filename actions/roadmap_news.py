"""What leadership reads of the roadmap once a month: how it differs from the one that was in force a month before (E7)."""

from dataclasses import replace
from datetime import datetime

from actions.roadmap_inputs import draft, said_to
from actions.roadmap_views import lines
from portfolio.company import Company
from portfolio.views.roadmap import ChangeLine
from store import Tx, roadmaps


def since(tx: Tx, then: datetime, company: Company, now: datetime) -> tuple[ChangeLine, ...]:
    """The roadmap as it stands, against the one in force `then`, or accepted since. Nothing while none is in force: there is
    no plan that could change."""
    accepted = roadmaps.in_force(tx)
    if accepted is None:
        return ()
    before = roadmaps.before(tx, then) or accepted
    made = draft(tx, company, now)
    return lines(replace(made, said=said_to(tx, made.said, None, made.on)), before.plan, then)
