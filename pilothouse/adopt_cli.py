"""`pilothouse adopt`: the pilots of what was imported become initiatives, each with a gate. With --dry-run nothing is
stored.

Exit code 0; 2 with a sentence for a record that cannot be used. Stop the bot first if it uses SQLite.
"""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pilothouse.settings import Settings
    from portfolio.views.intake import Intake

DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `adopt`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "adopt",
        help="make initiatives of the imported pilots, each with a gate; --dry-run only shows it",
        description="Every pilot of what was imported becomes an initiative with a decision date within 90 days, spread "
        "evenly over working days. Again, it does nothing. Nobody is named sponsor by it, and nothing is sent.",
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would be registered")
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    command.add_argument("--json", action="store_true", help="print the answer as JSON, with everything")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Adopt, or show what that would do."""
    from pilothouse.adopt_say import as_json, as_text
    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain, finished
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    try:
        found = finished(_adopt(parse(environment()), dry=args.dry_run))
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    say(as_json(found) if args.json else as_text(found, Words(args.language, escape=clean)))
    return DONE


async def _adopt(settings: "Settings", *, dry: bool) -> "Intake":
    from actions import intake
    from pilothouse.companies import checked, company_at
    from portfolio.errors import NotFound
    from store import exists, open_store

    now = datetime.now(UTC)
    company = checked(company_at(settings), now)(now)
    if not exists(settings.database):
        raise NotFound("nothing_imported")
    store = await open_store(settings.database)
    try:
        if dry:
            return await store.read(intake.show, None, company, now)
        return await store.write(intake.adopt, None, None, company, now)
    finally:
        await store.close()
