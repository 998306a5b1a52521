"""Microsoft 365 usage reports: which there are, how they are fetched, and what stands in their rows.

Read by header name without regard to case, never by position: the documentation does not print Copilot's v2 header, and
both spellings and orders exist. Copilot's prompts and active days exist only in v2 and over 28 days; a tenant that
answers v2 with 400 is asked for v1, and those two are then None. Every report says the day it is as of (its refresh day);
windows end there, not today. Microsoft re-validates the last three days. Totals of different reports are never added.
"""

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from graph.client import Graph, chunks
from graph.csv_stream import CsvFeed
from graph.gaps import GapError
from graph.permissions import USAGE
from portfolio.observations import NotAllowed, Origin, SourceKind, SourceRef, Unavailable, Unreadable

PROVISIONAL = timedelta(days=3)
FRESH = timedelta(days=5)  # reports arrive within two days; older than this, something is wrong and it has to be said
CONCEALED = re.compile(r"[0-9A-F]{32}", re.IGNORECASE)
"""How a concealed name looks: the hash that stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. `paths` are tried in order, each with the days of its period; `counts` are the columns of numbers that
    are worth keeping, by the names we give them.
    """

    key: str
    paths: tuple[tuple[str, int], ...]
    counts: Mapping[str, str]


COPILOT = Report(
    key="copilot",
    paths=(("/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D28',version='v2')", 28),
           ("/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30')", 30)),
    counts={"prompts": "Prompts submitted for all apps", "active_days": "Active Usage Days for all apps"},
)  # fmt: skip
TEAMS = Report(
    key="teams", paths=(("/reports/getTeamsUserActivityUserDetail(period='D30')", 30),),
    counts={"chats": "Private Chat Message Count", "posts": "Team Chat Message Count", "calls": "Call Count",
            "meetings": "Meeting Count"},
)  # fmt: skip
OUTLOOK = Report(
    key="outlook", paths=(("/reports/getEmailActivityUserDetail(period='D30')", 30),),
    counts={"sent": "Send Count", "received": "Receive Count", "read": "Read Count"},
)  # fmt: skip
SHAREPOINT = Report(
    key="sharepoint", paths=(("/reports/getSharePointActivityUserDetail(period='D30')", 30),),
    counts={"files": "Viewed Or Edited File Count"},
)  # fmt: skip
ONEDRIVE = Report(
    key="onedrive", paths=(("/reports/getOneDriveActivityUserDetail(period='D30')", 30),),
    counts={"files": "Viewed Or Edited File Count"},
)  # fmt: skip
APPS = Report(key="apps", paths=(("/reports/getM365AppUserDetail(period='D30')", 30),), counts={})
DETAIL = (COPILOT, TEAMS, OUTLOOK, SHAREPOINT, ONEDRIVE, APPS)

SUMMARY = Report(
    key="copilot_summary",
    paths=(("/copilot/reports/getMicrosoft365CopilotUserCountSummary(period='D28',version='v2')", 28),
           ("/copilot/reports/getMicrosoft365CopilotUserCountSummary(period='D30')", 30)),
    counts={"enabled": "Any App Enabled Users", "active": "Any App Active Users"},
)  # fmt: skip


class Header:
    """Where the columns of a report are, by name."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = [name.strip().casefold() for name in names]
        self.width = len(names)

    def find(self, name: str) -> int | None:
        """The position of a column; None when this version of the report has none of that name. Two of them are a gap."""
        found = [at for at, own in enumerate(self._names) if own == name.casefold()]
        if len(found) > 1:
            raise GapError(Unreadable(why="column_twice", column=name, row=0))
        return found[0] if found else None

    def need(self, name: str) -> int:
        """The position of a column without which the report says nothing."""
        at = self.find(name)
        if at is None:
            raise GapError(Unreadable(why="column_missing", column=name, row=0))
        return at


Take = Callable[[Sequence[list[str]], int], None]
Begin = Callable[[Header, int], Take]
"""Given the header and the days of the period, what to do with some rows, given the first one's number."""


async def fetch(graph: Graph, report: Report, begin: Begin) -> Origin:
    """Stream a report, handing its rows to what `begin` returns. Constant memory. Raises `GapError`."""
    if not graph.cloud.usage_reports:
        raise GapError(NotAllowed(why="not_in_this_cloud"))
    for last, (path, days) in ((path is report.paths[-1], path) for path in report.paths):
        try:
            return await _read(graph, report, path, days, begin)
        except GapError as error:
            if last or error.status != 400:
                raise
    raise AssertionError("a report has a path")


async def _read(graph: Graph, report: Report, path: str, days: int, begin: Begin) -> Origin:
    feed, digest = CsvFeed(), sha256()
    header: Header | None = None
    take: Take | None = None
    refreshed: date | None = None
    at_refresh, number = 0, 1
    async for rows in _blocks(graph, path, feed, digest.update):
        if header is None and rows:
            header, rows = Header(rows[0]), rows[1:]
            at_refresh = header.need("Report Refresh Date")
            take = begin(header, days)
        rows = rows if all(rows) else [row for row in rows if row]  # blank lines
        if not rows:
            continue
        assert header is not None and take is not None
        if set(map(len, rows)) != {header.width}:
            broken = next(at for at, row in enumerate(rows, number) if len(row) != header.width)
            raise GapError(Unreadable(why="row_broken", row=broken))
        if refreshed is None:
            refreshed = day(rows[0][at_refresh], number, "Report Refresh Date")
        take(rows, number)
        number += len(rows)
    if refreshed is None:  # a header alone says nothing, not that nobody used anything
        raise GapError(Unavailable(why="report_empty") if header is not None else Unreadable(why="no_header"))
    return Origin(
        source=SourceRef(kind=SourceKind.REPORT, locator=report.key), fetched_at=graph.clock(), sha256=digest.hexdigest(),
        refreshed_on=refreshed, provisional_from=refreshed - PROVISIONAL + timedelta(days=1),
    )  # fmt: skip


async def _blocks(
    graph: Graph, path: str, feed: CsvFeed, seen: Callable[[bytes], None]
) -> AsyncIterator[Sequence[list[str]]]:
    async with graph.open(graph.path(path), USAGE) as response:
        async for part in chunks(response):
            seen(part)
            yield list(feed.feed(part))
    yield list(feed.end())


def day(text: str, row: int, column: str) -> date | None:
    """A day of a report; None for an empty cell, which means never."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise GapError(Unreadable(why="not_a_date", row=row, column=column)) from error


def count(text: str, row: int, column: str) -> int | None:
    """A number of a report; None for an empty cell."""
    if not text:
        return None
    try:
        return int(text)
    except ValueError as error:
        raise GapError(Unreadable(why="not_a_number", row=row, column=column)) from error
