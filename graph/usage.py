"""Usage of a pilot's people and of the tenant, from the reports. Names that are concealed cannot be joined to a pilot."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.client import Graph
from graph.gaps import GapError, answers
from graph.reports import CONCEALED, FRESH, SUMMARY, Header, Report, Take, count, day, fetch
from portfolio.observations import Origin, Stale, Unavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonUsage:
    """One person over the period. `last_active` is None for never; a count is None when the report does not have it."""

    upn: str
    last_active: date | None
    counts: dict[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """A report over `days` days up to its refresh day.

    `people` holds those asked for that are in the report; None when names are concealed, because then nobody can be
    found in it. `absent` are those asked for that are not: without a licence, or deleted. `reported` and `active` count
    everybody in the report, concealed or not. `missing` are counts this version of the report does not have.
    """

    origin: Origin
    days: int
    concealed: bool
    missing: frozenset[str]
    people: tuple[PersonUsage, ...] | None
    absent: frozenset[str]
    reported: int
    active: int


@answers
async def read_usage(graph: Graph, report: Report, people: Collection[str], *, today: date) -> Usage | Stale[Usage]:
    """A report about `people` (their user principal names, any case) and about everybody as a total."""
    wanted = {upn.casefold() for upn in people}
    found: dict[str, PersonUsage] = {}
    reported = active = hidden = length = 0
    missing: frozenset[str] = frozenset()

    def begin(header: Header, days: int) -> Take:
        nonlocal missing, length
        length = days
        at_upn, at_last = header.need("User Principal Name"), header.need("Last Activity Date")
        at_refresh = header.need("Report Refresh Date")
        at_counts = [(name, column, at) for name, column in report.counts.items() if (at := header.find(column)) is not None]
        missing = frozenset(report.counts) - {name for name, _, _ in at_counts}
        oldest: str | None = None

        def take(rows: Sequence[list[str]], first: int) -> None:
            nonlocal reported, active, hidden, oldest
            if oldest is None:
                refreshed = day(rows[0][at_refresh], first, "Report Refresh Date")
                oldest = "" if refreshed is None else (refreshed - timedelta(days=days - 1)).isoformat()
            since = oldest
            used = concealed = 0
            for number, row in enumerate(rows, first):
                upn, last = row[at_upn], row[at_last]
                if last and last >= since:
                    used += 1
                if len(upn) == 32 and CONCEALED.fullmatch(upn):
                    concealed += 1
                if upn.casefold() in wanted:
                    counts: dict[str, int | None] = dict.fromkeys(missing)
                    counts |= {name: count(row[at], number, column) for name, column, at in at_counts}
                    last_active = day(last, number, "Last Activity Date")
                    before = found.get(upn.casefold())  # an account that was deleted and made anew is there twice
                    if before is None or (last_active or date.min) >= (before.last_active or date.min):
                        found[upn.casefold()] = PersonUsage(upn=upn, last_active=last_active, counts=counts)
            reported, active, hidden = reported + len(rows), active + used, hidden + concealed

        return take

    origin = await fetch(graph, report, begin)
    concealed = 2 * hidden > reported  # a setting of the whole tenant; rows without any name are among the others
    usage = Usage(
        origin=origin, days=length, concealed=concealed, missing=missing, reported=reported, active=active,
        people=None if concealed else tuple(found[upn] for upn in sorted(found)),
        absent=frozenset() if concealed else frozenset(wanted - found.keys()),
    )  # fmt: skip
    return _aged(usage, origin, today)


def _aged(value: "Usage", origin: Origin, today: date) -> "Usage | Stale[Usage]":
    assert origin.refreshed_on is not None
    old = today - origin.refreshed_on > FRESH
    return Stale(value=value, refreshed_on=origin.refreshed_on) if old else value


@answers
async def copilot_totals(graph: Graph) -> tuple[int, int]:
    """How many in the tenant may use Copilot and how many did over the period, by Microsoft's own count."""
    found: list[tuple[int, int]] = []

    def begin(header: Header, days: int) -> Take:
        at = [header.need(SUMMARY.counts[name]) for name in ("enabled", "active")]

        def take(rows: Sequence[list[str]], first: int) -> None:
            for number, row in enumerate(rows, first):
                enabled, active = (count(row[where], number, "") for where in at)
                if enabled is not None and active is not None:
                    found.append((enabled, active))

        return take

    await fetch(graph, SUMMARY, begin)
    if not found:
        raise GapError(Unavailable(why="report_empty"))
    return found[-1]
