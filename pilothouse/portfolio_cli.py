"""`pilothouse portfolio`: the list as it is filtered in Teams, on the screen or as a file with exactly these rows.

Exit code 0; 2 with a sentence for a record or a file that cannot be used.
"""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.filters import Filter
    from portfolio.views.digest import PortfolioRow
    from words.api import Words

DONE = 0
_KINDS = (".csv", ".xlsx")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `portfolio`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "portfolio", help="list the initiatives, filtered and in order; or write them to a file",
        description="Lists the initiatives as the card in Teams does. A code that there is not is answered with those "
        "there are.",
    )
    command.add_argument("--text", default="", help="words of name, workflow or lesson, or how they begin")
    command.add_argument("--condition", default="", metavar="CODE", help="what is wrong, such as overdue or unowned")
    command.add_argument("--stage", default="", metavar="CODE", help="the stage, such as piloting")
    command.add_argument("--sponsor", default="", metavar="NAME", help="words of the sponsor's name")
    command.add_argument("--sort", default="", metavar="ORDER", help="gate (default), name, stage or sponsor")
    command.add_argument("--out", metavar="FILE", help="write the rows to FILE.csv or FILE.xlsx; formulas stay text")
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List, or write the file."""
    import asyncio
    from pathlib import Path

    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError, Refused
    from portfolio.filters import told
    from words.api import Words

    w = Words(args.language, escape=clean)
    out = None if args.out is None else Path(args.out)
    try:
        if out is not None and out.suffix.lower() not in _KINDS:
            raise Refused("export_kind", path=str(out))
        said = {name: getattr(args, name) for name in ("text", "condition", "stage", "sponsor", "sort")}
        try:
            filter = told(said)
        except PilothouseError:
            raise Refused("no_such_filter", **_choices()) from None
        rows = asyncio.run(_rows(parse(environment()).database, filter))
        if out is not None:
            from reports.portfolio_list import file

            out.write_bytes(file(rows, args.language, out.suffix.lower().removeprefix(".")))
    except (BadSettings, PilothouseError, OSError) as error:
        return complain(error, args.language)
    if out is None:
        say("\n".join([w.say("portfolio.title", n=len(rows)), *(line for row in rows for line in _listed(row, w))]))
    else:
        say(w.say("export.done", n=len(rows), path=str(out)))
    return DONE


def _listed(row: "PortfolioRow", w: "Words") -> "Iterator[str]":
    """One initiative as its card in the list says it, with its evidence."""
    from cards.portfolio_list import attention, line

    yield w.free(row.name)
    yield f"  {line(row, w)} · {w.name(row.verdict)}"
    yield from (f"  {said}" for said in (attention(row, w) or "").splitlines())


def _choices() -> dict[str, str]:
    from portfolio.conditions import Condition
    from portfolio.filters import Sort
    from portfolio.initiatives import Stage

    return {"conditions": ", ".join(Condition), "stages": ", ".join(Stage), "orders": ", ".join(Sort)}


async def _rows(database: str, filter: "Filter") -> "Sequence[PortfolioRow]":
    from datetime import UTC, datetime

    from actions import lists
    from pilothouse.looked import looked

    return await looked(database, lists.export, datetime.now(UTC), filter)
