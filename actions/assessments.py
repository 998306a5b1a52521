"""The assessment, gathered from the record for whoever has its command line (E8). Nothing of it is kept."""

from datetime import datetime

from actions import constraints, current_states, opportunity_views, roadmaps
from actions.opportunity_ranking import register
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.discover.constraints import ConstraintStanding
from portfolio.views.assessment import Assessment
from store import Tx, workflows


def whole(tx: Tx, company: Company, now: datetime) -> Assessment:
    """Every workflow's map, the constraints that hold, the ranked register and the roadmap as they are now."""
    today, held = local_date(now, company.zone), register(tx)
    return Assessment(
        on=today, maps=tuple(current_states.whole(tx, one.name, now, company.zone) for one in workflows.everything(tx)),
        constraints=tuple(
            one for one in constraints.everything(tx, today) if one.standing is not ConstraintStanding.LIFTED
        ),
        ranked=tuple(opportunity_views.row(one, held, placed=True) for one in held.ranked),
        ideas=tuple(one.name for one in held.ideas), roadmap=roadmaps.everything(tx, company, now),
    )
