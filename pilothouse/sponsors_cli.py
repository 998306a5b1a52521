"""`pilothouse sponsors FILE`: ask sponsors for many initiatives, from a list of two columns. All of it or nothing.

Exit code 0; 1 when lines are wrong, each with a sentence, and nothing was done; 2 for a file or record that cannot be used.
"""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.sponsor_lists import Asked

DONE, FOUND = 0, 1


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `sponsors`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "sponsors",
        help="ask sponsors for many initiatives at once, from a list",
        description="Reads a CSV with a header and two columns: the initiative (its name, or its key in the imported list), "
        "and the sponsor (somebody the bot has met: the name, or the Entra object id). Each sponsor gets one card for all "
        "of theirs, and counts once they have accepted.",
    )
    command.add_argument("file", metavar="FILE", help="the list as CSV; - for standard input")
    command.add_argument("--dry-run", action="store_true", help="only check it")
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the list and ask, or say line by line what is wrong with it."""
    import asyncio

    from pilothouse.listing import table_at
    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say, unusable
    from portfolio.errors import Invalid, PilothouseError, problem
    from words.api import Words

    w = Words(args.language, escape=clean)
    try:
        table = table_at(args.file)
        if len(table.header) < 2:
            raise Invalid(problem("file", "sponsors_columns"))
        numbered = [(at, line) for at, line in zip(table.numbered, table.rows, strict=True) if line[0] or line[1]]
        rows = [(line[0], line[1]) for _, line in numbered]
        asked = asyncio.run(_ask(parse(environment()).database, rows, dry=args.dry_run))
    except (Invalid, OSError) as error:
        return unusable(error, args.file, w)
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    for place, wrong in asked.wrong:
        number = numbered[place - 1][0]
        say(w.say("sponsors.wrong", row=number, why=w.say(f"problem.{wrong.code}", n=None, **wrong.params)), error=True)
    if asked.wrong:
        say(w.say("sponsors.nothing"), error=True)
        return FOUND
    for name, count in asked.people:
        say(w.say("sponsors.would" if args.dry_run else "sponsors.asked", n=count, name=name))
    return DONE


async def _ask(database: str, rows: list[tuple[str, str]], *, dry: bool) -> "Asked":
    from actions import sponsor_lists
    from portfolio.errors import NotFound
    from store import exists, open_store

    if not exists(database):
        raise NotFound("nothing_imported")
    store = await open_store(database)
    try:
        if dry:
            return await store.read(sponsor_lists.check, rows, datetime.now(UTC))
        return await store.write(sponsor_lists.ask, rows, datetime.now(UTC))
    finally:
        await store.close()
