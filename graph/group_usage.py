"""How the people of a group use a product: the group's members, found in the product's usage report."""

from collections.abc import Mapping
from datetime import date

from graph.client import Graph
from graph.cohorts import read_cohort
from graph.reports import APPS, COPILOT, ONEDRIVE, OUTLOOK, SHAREPOINT, TEAMS, Report
from graph.usage import Usage, read_usage
from portfolio.observations import ReadResult, Stale, Value
from portfolio.usage import Product, Reading, Used

REPORTS: Mapping[Product, Report] = {
    Product.COPILOT: COPILOT, Product.TEAMS: TEAMS, Product.OUTLOOK: OUTLOOK, Product.SHAREPOINT: SHAREPOINT,
    Product.ONEDRIVE: ONEDRIVE, Product.APPS: APPS,
}


async def read_group(graph: Graph, group: str, product: Product, *, today: date) -> ReadResult[Reading]:
    """The group's use as the newest report has it. Without the members' names, or without the report, a gap."""
    cohort = await read_cohort(graph, group)
    if not isinstance(cohort, Value):
        assert not isinstance(cohort, Stale), "a group is read as it is"
        return cohort
    if cohort.value.names is not None:
        return cohort.value.names
    names = [member.upn for member in cohort.value.members if member.upn is not None]
    usage = await read_usage(graph, REPORTS[product], names, today=today)
    match usage:
        case Value(value=found):
            return Value(value=_reading(found, len(names)))
        case Stale(value=found, refreshed_on=day):
            return Stale(value=_reading(found, len(names)), refreshed_on=day)
    return usage


def _reading(found: Usage, members: int) -> Reading:
    people = None
    if found.people is not None:
        people = tuple(Used(person=one.upn, last=one.last_active, counts=one.counts) for one in found.people)
    return Reading(
        origin=found.origin, days=found.days, members=members, people=people, missing=found.missing,
        reported=found.reported, active=found.active,
    )
