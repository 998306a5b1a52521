"""`pilothouse roadmap` and `pilothouse decisions`: what starts when, who decides what by when; as a calendar or a workbook.

Exit code 0; 2 with a sentence for a record or a file that cannot be used.
"""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.views.roadmap import DecisionDue, FullWeek, RoadmapCard, RoadmapRow

DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `roadmap` and `decisions`. Each parsed namespace has `run`: a function of it that returns the exit code."""
    roadmap = subparsers.add_parser(
        "roadmap", help="what starts when in the coming 90 days, and what is in the way",
        description="Prints what is planned now, made from the ranked opportunities, the squads and the constraints; it "
        "is moved and accepted in Teams (docs/roadmap.md).",
    )
    roadmap.add_argument(
        "--xlsx", metavar="FILE", help="write the accepted one as a workbook: by week, and what is in the way"
    )
    roadmap.add_argument("--draft", action="store_true", help="write what is planned now, and not what was accepted")
    decisions = subparsers.add_parser(
        "decisions", help="who must decide what by when in the coming 90 days",
        description="Prints every decision that is overdue or due within 90 days, and the weeks in which one sponsor has "
        "too many.",
    )
    for command, run, whole in ((roadmap, _roadmap, "the accepted one"), (decisions, _decisions, "them")):
        command.add_argument("--ics", metavar="FILE", help=f"write {whole} as a calendar file, without anybody's address")
        command.add_argument("--json", action="store_true", help="print everything as JSON")
        command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
        command.set_defaults(run=run)


def _roadmap(args: argparse.Namespace) -> int:
    import asyncio
    from pathlib import Path

    from pilothouse import roadmap_say
    from pilothouse.settings import BadSettings
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    now, w = datetime.now(UTC), Words(args.language, escape=clean)
    try:
        found = asyncio.run(_planned(now))
        rows = asyncio.run(_accepted()) if (args.ics or args.xlsx) and not args.draft else found.rows
        if args.ics:
            from reports.calendar_file import of_roadmap

            Path(args.ics).write_bytes(of_roadmap(rows, args.language, now))
        if args.xlsx:
            from reports.roadmap_sheet import file

            Path(args.xlsx).write_bytes(file(rows, args.language))
    except (BadSettings, PilothouseError, OSError) as error:
        return complain(error, args.language)
    for path in filter(None, (args.ics, args.xlsx)):
        say(w.say("roadmap.cli.written", path=path), error=args.json)
    if args.json or not (args.ics or args.xlsx):
        say(roadmap_say.as_json(found) if args.json else roadmap_say.as_text(found, w))
    return DONE


def _decisions(args: argparse.Namespace) -> int:
    import asyncio
    from pathlib import Path

    from pilothouse import roadmap_say
    from pilothouse.settings import BadSettings
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    now, w = datetime.now(UTC), Words(args.language, escape=clean)
    try:
        rows, full = asyncio.run(_owed(now))
        if args.ics:
            from reports.calendar_file import of_decisions

            Path(args.ics).write_bytes(of_decisions(rows, args.language, now))
    except (BadSettings, PilothouseError, OSError) as error:
        return complain(error, args.language)
    if args.ics:
        say(w.say("roadmap.cli.written", path=args.ics), error=args.json)
    if args.json or not args.ics:
        say(roadmap_say.decisions_json(rows, full) if args.json else roadmap_say.decisions_text(rows, full, w))
    return DONE


async def _planned(now: datetime) -> "RoadmapCard":
    from actions import roadmaps
    from pilothouse.companies import checked, company_at
    from pilothouse.looked import looked
    from pilothouse.settings import environment, parse

    settings = parse(environment())
    return await looked(settings.database, roadmaps.everything, checked(company_at(settings), now)(now), now)


async def _accepted() -> "tuple[RoadmapRow, ...]":
    """What may be passed on, as in Teams. Refused where none is in force."""
    from actions import roadmap_views
    from pilothouse.looked import looked
    from pilothouse.settings import environment, parse
    from portfolio.errors import Refused

    settings = parse(environment())
    try:
        return await looked(settings.database, roadmap_views.accepted, settings.zone)
    except Refused:
        raise Refused("no_roadmap_to_write") from None


async def _owed(now: datetime) -> "tuple[tuple[DecisionDue, ...], tuple[FullWeek, ...]]":
    from actions import decision_calendar
    from pilothouse.looked import looked
    from pilothouse.settings import environment, parse
    from portfolio.calendar import local_date

    settings = parse(environment())
    return await looked(settings.database, decision_calendar.everything, local_date(now, settings.zone))
