"""The assessment, gathered from the record for whoever has its command line (E8). Nothing of it is kept."""

from datetime import datetime

from actions import audits, constraints, current_states, opportunity_views, roadmaps
from actions.opportunity_ranking import register
from portfolio.audits.lines import Line
from portfolio.audits.record import Audit
from portfolio.calendar import local_date
from portfolio.company import Company
from portfolio.conditions import Standing
from portfolio.discover.constraints import ConstraintStanding
from portfolio.views.assessment import Assessment, Flight, InFlight
from store import Tx, workflows

LONGEST = 30
"""Initiatives in flight that are named; the audit names all."""


def whole(tx: Tx, company: Company, now: datetime) -> Assessment:
    """What is in flight, every workflow's map, the constraints that hold, the ranked register and the roadmap, as of now."""
    today, held = local_date(now, company.zone), register(tx)
    return Assessment(
        on=today, flight=_flight(audits.present(tx, today, now)),
        maps=tuple(current_states.whole(tx, one.name, now, company.zone) for one in workflows.everything(tx)),
        constraints=tuple(
            one for one in constraints.everything(tx, today) if one.standing is not ConstraintStanding.LIFTED
        ),
        ranked=tuple(opportunity_views.row(one, held, placed=True) for one in held.ranked),
        ideas=tuple(one.name for one in held.ideas), roadmap=roadmaps.everything(tx, company, now),
    )


def _flight(audit: Audit) -> Flight:
    def oldest(line: Line) -> tuple[bool, int, int, str]:
        age, past = line.age(audit.on), line.past(audit.on)
        return age is None, -(age or 0), -(past or 0), line.key

    longest = sorted(audit.flying, key=oldest)[:LONGEST]
    return Flight(
        count=len(audit.flying), late=len(audit.in_purgatory), met=audit.met,
        longest=tuple(
            InFlight(
                name=line.name, place=line.place, days=line.age(audit.on), due=line.due, past=line.past(audit.on),
                shown=tuple(mark.trait for mark in line.marks if mark.standing is Standing.MET),
            )
            for line in longest
        ),
    )
