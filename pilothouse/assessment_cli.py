"""`pilothouse assessment --pdf FILE`: maps, constraints, the ranked register and the roadmap in one document (E8).

Exit code 0; 2 with a sentence for a record that cannot be used, or a place that cannot be written to.
"""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.views.assessment import Assessment

DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `assessment`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "assessment", help="how the work runs, what limits it, and what comes first, as a PDF",
        description="Writes what the record holds as one document: the map of each workflow, what is in flight, "
        "constraints, the ranked opportunities and the roadmap.",
    )
    command.add_argument("--pdf", metavar="FILE", required=True, help="file to write")
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the document")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the document."""
    import asyncio
    from pathlib import Path

    from pilothouse.settings import BadSettings
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from reports.assessment import document
    from words.api import Words

    now = datetime.now(UTC)
    try:
        made = document(asyncio.run(_read(now)), args.language, int(now.timestamp()))
        Path(args.pdf).write_bytes(made)
    except (BadSettings, PilothouseError, OSError) as error:
        return complain(error, args.language)
    say(Words(args.language, escape=clean).say("cli.assessment.written", path=args.pdf))
    return DONE


async def _read(now: datetime) -> "Assessment":
    """Nothing is made by looking."""
    from actions import assessments
    from pilothouse.companies import checked, company_at
    from pilothouse.looked import looked
    from pilothouse.settings import environment, parse

    settings = parse(environment())
    return await looked(settings.database, assessments.whole, checked(company_at(settings), now)(now), now)
