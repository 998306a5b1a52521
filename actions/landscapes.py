"""What the tenant already tells of a workflow, from what is read anyway: no look of its own (E3, R23)."""

from datetime import datetime

from actions import access, adoption, granted, lateness, workflows
from portfolio.authority import Act
from portfolio.calendar import local_date
from portfolio.people import Actor
from portfolio.views.landscape import GroupLine, Landscape
from store import Tx, initiatives
from store import workflows as stored


def show(tx: Tx, actor: Actor, workflow: str, now: datetime) -> Landscape:
    """The sources and groups that an admin enabled for what belongs to it, each with what is in its way; and what the
    app may not read. For those who see the whole portfolio."""
    access.demand(actor, Act.SEE_PORTFOLIO)
    one, today = workflows.door(tx, actor, workflow), local_date(now, actor.zone)
    names = initiatives.names(tx, stored.attached_to(tx, one.id))
    lines = lateness.read_for(tx, names, today)
    use = adoption.shown(tx, names)
    groups = [
        GroupLine(
            group=found.group, product=found.product, people=found.eligible, by_directory=found.by_directory, on=found.on
        )
        for found in use.values()
    ]
    return Landscape(
        workflow=one.id, name=one.name, on=today, initiatives=len(names), sources=tuple(lines[: lateness.MOST]),
        more=max(0, len(lines) - lateness.MOST), groups=tuple(sorted(groups, key=lambda line: (line.group, line.product))),
        granted=granted.latest(tx),
    )
