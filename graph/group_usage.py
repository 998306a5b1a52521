"""How the people of a group use a product: the group's members, found in the product's usage report."""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.client import Graph
from graph.cohorts import Member, read_cohort
from graph.licences import copilot_plans
from graph.reports import APPS, COPILOT, ONEDRIVE, OUTLOOK, SHAREPOINT, TEAMS, Report
from graph.usage import Usage, copilot_totals, read_usage
from portfolio.observations import ReadResult, Stale, Value
from portfolio.usage import Product, Reading, Used

REPORTS: Mapping[Product, Report] = {
    Product.COPILOT: COPILOT, Product.TEAMS: TEAMS, Product.OUTLOOK: OUTLOOK, Product.SHAREPOINT: SHAREPOINT,
    Product.ONEDRIVE: ONEDRIVE, Product.APPS: APPS,
}


CLOSE, FEW = 0.05, 5
"""The rows of a report and the totals agree when they are as close as this share, or this many people."""


async def read_group(graph: Graph, group: str, product: Product, *, today: date) -> ReadResult[Reading]:
    """The group's use as the newest report has it. Without the members' names, or without the report, a gap."""
    cohort = await read_cohort(graph, group)
    if not isinstance(cohort, Value):
        assert not isinstance(cohort, Stale), "a group is read as it is"
        return cohort
    if cohort.value.names is not None:
        return cohort.value.names
    members = cohort.value.members
    usage = await read_usage(graph, REPORTS[product], [one.upn for one in members if one.upn is not None], today=today)
    if not isinstance(usage, Value | Stale):
        return usage
    found = usage.value
    licensed, agrees = None, None
    if product is Product.COPILOT:
        licensed = await _licensed(graph, members, found)
        agrees = await _agrees(graph, found)
    read = _reading(found, len(members), licensed, agrees)
    return Stale(value=read, refreshed_on=usage.refreshed_on) if isinstance(usage, Stale) else Value(value=read)


async def _licensed(graph: Graph, members: Sequence[Member], found: Usage) -> int | None:
    """How many of the group have a licence, by the directory. Whoever is in the report had one in its period. None where the
    directory does not show it: then those in the report are all that is known."""
    if found.people is None or not members or any(one.plans is None for one in members):
        return None
    plans = await copilot_plans(graph)
    if not isinstance(plans, Value):
        return None
    used = {one.upn.casefold() for one in found.people}
    return sum(bool(one.plans and one.plans & plans.value) or (one.upn or "").casefold() in used for one in members)


async def _agrees(graph: Graph, found: Usage) -> bool | None:
    """Whether Microsoft's own totals say what the rows do. Closed accounts leave the rows and stay in the totals, so they
    need not be the same (graph.md: totals are not equal across tools). None where the totals cannot be seen."""
    totals = await copilot_totals(graph)
    if not isinstance(totals, Value):
        return None
    pairs = zip(totals.value, (found.reported, found.active), strict=True)
    return all(abs(total - rows) <= max(FEW, CLOSE * total) for total, rows in pairs)


def _reading(found: Usage, members: int, licensed: int | None, agrees: bool | None) -> Reading:
    people = None
    if found.people is not None:
        people = tuple(Used(person=one.upn, last=one.last_active, counts=one.counts) for one in found.people)
    return Reading(
        origin=found.origin, days=found.days, members=members, people=people, missing=found.missing,
        reported=found.reported, active=found.active, licensed=licensed, agrees=agrees,
    )
