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
    from portfolio.imports.uploads import SavedMapping
    from sheets.tables import Table
    from store import Store

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
    command.add_argument("--save-mapping", metavar="NAME", help="keep which column is what for lists with the same headings")
    add_options(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import one file, or take an import back, and print what that did."""
    from pilothouse.import_say import as_json, as_text, reverted
    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain, finished
    from pilothouse.terminal import clean, say, unusable
    from portfolio.errors import Invalid, PilothouseError
    from words.api import Words

    w = Words(args.language, escape=clean)
    try:
        if args.revert is not None:
            say(reverted(finished(_revert(parse(environment()).database, args.revert)), w))
            return DONE
        file, done, number = finished(_import(parse(environment()).database, args))
    except (Invalid, OSError) as error:
        return unusable(error, args.file or "", w)
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    say(as_json(file, done, number) if args.json else as_text(file, done, number, w, dry=args.dry_run))
    return DONE


async def _import(database: str, args: argparse.Namespace) -> "tuple[File, Comparison, int | None]":
    from actions import imports
    from pilothouse.listing import read_table
    from portfolio.imports.comparing import compare
    from store import exists, open_store

    table, hash = read_table(args.file)
    store = await open_store(database) if exists(database) else None  # nothing is made by looking, or by what is refused
    try:
        file = await _understood(store, table, hash, args)
        if args.dry_run and store is None:
            return file, compare(file.listing.entries, {}, {}), None
        store = store or await open_store(database)
        if args.dry_run:
            return file, await store.read(imports.preview, file.listing), None
        if args.save_mapping:
            await store.write(imports.save_mapping, _mapping(file, args.save_mapping))
        done, number = await store.write(
            imports.apply, file.listing, file=args.file, hash=file.hash, rows=len(table.rows), now=datetime.now(UTC)
        )
    finally:
        if store is not None:
            await store.close()
    return file, done, number


async def _understood(store: "Store | None", table: "Table", hash: str, args: argparse.Namespace) -> "File":
    """The list under the mapping that was named, or the one that was saved for its headings; a file corrects either."""
    from os.path import exists

    from pilothouse.listing import told, understood
    from portfolio.errors import Invalid, problem
    from store import mappings

    if args.mapping is None or exists(args.mapping):  # noqa: ASYNC240 - a command that does nothing else meanwhile
        headings = mappings.headings_of(table.header)
        saved = None if store is None else await store.read(mappings.for_headings, headings)
        return understood(table, hash, told(args.mapping), args.date_order, saved)
    named = None if store is None else await store.read(mappings.named, args.mapping)
    if named is None:
        raise Invalid(problem("mapping", "mapping_unknown", name=args.mapping))
    return understood(table, hash, {}, args.date_order, named)


def _mapping(file: "File", name: str) -> "SavedMapping":
    from portfolio.errors import Invalid, problem
    from portfolio.imports.uploads import LONGEST_NAME, SavedMapping
    from store import mappings

    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise Invalid(problem("mapping", "text_too_long", most=LONGEST_NAME))
    return SavedMapping(
        name=name.strip(), headings=mappings.headings_of(file.table.header), columns=file.listing.columns, order=file.order,
        by=None, at=datetime.now(UTC),
    )


async def _revert(database: str, number: int) -> int:
    from actions import imports
    from store import open_store

    store = await open_store(database)
    try:
        return (await store.write(imports.revert, number, datetime.now(UTC))).id
    finally:
        await store.close()
