"""`pilothouse audit [FILE]`: the quarterly audit's figures (A4) on a list as it is, with no database and no account; without
FILE on the lists that were imported.

Exit code 0 for every audit; 2 with a sentence for what cannot be used. The same list and day give the same bytes.
"""

import argparse
from typing import TYPE_CHECKING

from pilothouse.list_options import add_options, day

if TYPE_CHECKING:
    from pilothouse.audit_say import Origin
    from portfolio.imports.entries import Entry

AUDITED = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `audit`. The parsed namespace has `run`: a function of it that returns the exit code."""
    audit = subparsers.add_parser(
        "audit",
        help="the audit of a list of initiatives: age, owner, number, and what is missing",
        description="Reads a list of AI initiatives, or those imported, and says how old its pilots are, who answers "
        "for them, and what each of them lacks. Exit code 0 for every audit, 2 for a file that cannot be used.",
    )
    audit.add_argument(
        "file", nargs="?", metavar="FILE", help="the list as CSV or .xlsx, - for standard input; default: the record"
    )
    kept = audit.add_mutually_exclusive_group()
    kept.add_argument("--against", metavar="OLD", help="a former version of the list, to say what changed since")
    kept.add_argument("--close", action="store_true", help="keep the audit of the record, with its hash in the ledger")
    kept.add_argument("--record", type=int, metavar="N", help="make record number N again, and check that it is the same")
    kept.add_argument("--join", nargs=2, metavar=("OLD", "NEW"), help="a line of the last record goes on under another key")
    kept.add_argument(
        "--join-same", action="store_true", help="join every vanished line with the new one of the very same name"
    )
    kept.add_argument("--apart", metavar="ID", help="two imported entries that look like one are two: not shown again")
    audit.add_argument("--as-of", metavar="DATE", help="the day the audit is made for, such as 2026-01-31 (default: today)")
    add_options(audit)
    audit.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Audit one file, or the record, and print the answer."""
    if args.close or args.record is not None or args.join or args.join_same:
        from pilothouse.audit_record import run as run_record

        return run_record(args)
    if args.apart is not None:
        from pilothouse.audit_overlaps import run as run_apart

        return run_apart(args)
    from pilothouse.audit_overlaps import lines, plain
    from pilothouse.audit_say import as_json, as_text
    from pilothouse.settings import BadSettings
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say, unusable
    from portfolio.audits.changes import against
    from portfolio.errors import Invalid, PilothouseError
    from portfolio.imports.audit import audit
    from portfolio.overlaps import described, overlaps
    from words.api import Words

    w = Words(args.language, escape=clean)
    try:
        on = day(args.as_of)
        origin, entries, apart = _list(args)
        since = None if args.against is None else _former(args)
    except (Invalid, OSError) as error:
        return unusable(error, args.file or "", w)
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    done = audit(entries, on)
    changed = None if since is None else against(since, entries, on)
    pairs = overlaps(map(described, entries), apart)
    if args.json:
        say(as_json(origin, done, changed, plain(pairs, entries)))
    else:
        say(as_text(origin, done, w, changed, lines(pairs, entries, w, kept=args.file is None)))
    return AUDITED


def _list(args: argparse.Namespace) -> "tuple[Origin, list[Entry], frozenset[tuple[str, str]]]":
    """Where it is from, its entries, and the pairs that were told apart: the record's, since a file by itself has none."""
    import asyncio

    from pilothouse.audit_say import Origin
    from pilothouse.listing import read_file
    from pilothouse.settings import environment, parse

    if args.file is None:
        return asyncio.run(_recorded(parse(environment()).database))
    file = read_file(args.file, args.mapping, args.date_order)
    origin = Origin(
        hash=file.hash, columns=file.listing.columns, rejected=file.listing.rejected, sheet=file.table.sheet, guessed=True
    )
    return origin, list(file.listing.entries), frozenset()


def _former(args: argparse.Namespace) -> "list[Entry]":
    from pilothouse.listing import read_file

    return list(read_file(args.against, None, args.date_order).listing.entries)


async def _recorded(database: str) -> "tuple[Origin, list[Entry], frozenset[tuple[str, str]]]":
    """What was imported. Refused "nothing_imported"."""
    from pilothouse.audit_say import Origin
    from portfolio.errors import Refused
    from store import exists, listings, open_store, overlaps

    if not exists(database):
        raise Refused("nothing_imported")
    store = await open_store(database)
    try:
        newest, entries, apart = await store.read(
            lambda tx: (listings.newest(tx), listings.entries(tx), overlaps.told_apart(tx))
        )
    finally:
        await store.close()
    if newest is None:
        raise Refused("nothing_imported")
    return Origin(hash=newest.hash, columns=newest.columns, rejected=()), entries, apart
