"""`pilothouse import FILE`: a company's list into the record. With --dry-run nothing is stored, and no record is needed.

Exit code 0 when it was read (rejected rows are listed); 2 with a sentence for a file or a record that cannot be used.
"""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pilothouse.list_options import add_options

if TYPE_CHECKING:
    from pilothouse.listing import File
    from portfolio.imports.comparing import Comparison

DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `import`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "import",
        help="bring a list of initiatives into the record, or see what that would do",
        description="Reads a list of AI initiatives, compares it with the record, and stores what is new or changed. "
        "The same list again stores nothing.",
    )
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", metavar="FILE", help="the list as CSV or .xlsx; - for standard input")
    what.add_argument("--revert", type=int, metavar="N", help="take import number N back, within seven days")
    command.add_argument("--dry-run", action="store_true", help="only say what would be stored")
    add_options(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import one file, or take an import back, and print what that did."""
    import asyncio

    from pilothouse.import_say import as_json, as_text, reverted
    from pilothouse.listing import read_file
    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say, unusable
    from portfolio.errors import Invalid, PilothouseError
    from words.api import Words

    w = Words(args.language, escape=clean)
    try:
        if args.revert is not None:
            say(reverted(asyncio.run(_revert(parse(environment()).database, args.revert)), w))
            return DONE
        file = read_file(args.file, args.mapping, args.date_order)
        done, number = asyncio.run(_import(parse(environment()).database, args.file, file, dry=args.dry_run))
    except (Invalid, OSError) as error:
        return unusable(error, args.file or "", w)
    except (BadSettings, PilothouseError) as error:
        return complain(error)
    say(as_json(file, done, number) if args.json else as_text(file, done, number, w, dry=args.dry_run))
    return DONE


async def _import(database: str, path: str, file: "File", *, dry: bool) -> "tuple[Comparison, int | None]":
    from actions import imports
    from portfolio.imports.comparing import compare
    from store import exists, open_store

    if dry and not exists(database):  # nothing is made by looking
        return compare(file.listing.entries, {}, {}), None
    store = await open_store(database)
    try:
        if dry:
            return await store.read(imports.preview, file.listing), None
        return await store.write(
            imports.apply, file.listing, file=path, hash=file.hash, rows=len(file.table.rows), now=datetime.now(UTC)
        )
    finally:
        await store.close()


async def _revert(database: str, number: int) -> int:
    from actions import imports
    from store import open_store

    store = await open_store(database)
    try:
        return (await store.write(imports.revert, number, datetime.now(UTC))).id
    finally:
        await store.close()
