"""`pilothouse search TEXT`: initiatives and entries of imported lists by their words, for whoever has the record.

Exit code 0 when something was found, 1 when nothing was, 2 with a sentence where there is no record, or one
that cannot be used.
"""

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.views.finding import SearchHit

FOUND, NOTHING = 0, 1
SHOWN = 20
"""Lines on the screen; the JSON has all."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `search`. The parsed namespace has `run`: a function of it that returns the exit code."""
    search = subparsers.add_parser(
        "search", help="find initiatives, and entries of imported lists, by their words",
        description="Looks into names, workflows and lessons. Exit code 0 when something was found, 1 when nothing was, 2 "
        "for a record that cannot be used.",
    )
    search.add_argument("text", metavar="TEXT", nargs="+", help="words, or how they begin; all of them have to be there")
    search.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    search.add_argument("--json", action="store_true", help="print everything that was found, as JSON")
    search.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search, and print what was found."""
    import asyncio
    import json

    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    text, w = " ".join(args.text), Words(args.language, escape=clean)
    try:
        found = asyncio.run(_search(parse(environment()).database, text))
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    if args.json:
        document = {"text": text, "found": len(found), "results": [_plain(one) for one in found]}
        say(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        from cards.search_results import line, places

        said = [w.say("search.found", n=len(found), text=text) if found else w.say("search.nothing", text=text)]
        for one in found[:SHOWN]:
            said += [w.free(one.name), f"  {line(one, w)}", f"  {places(one, w)}"]
        if len(found) > SHOWN:
            said.append(w.say("search.more", n=len(found) - SHOWN))
        say("\n".join(said))
    return FOUND if found else NOTHING


async def _search(database: str, text: str) -> "tuple[SearchHit, ...]":
    from actions import searching
    from pilothouse.looked import looked

    return await looked(database, searching.everything, text, date.today())  # noqa: DTZ011 - of whoever runs the command


def _plain(one: "SearchHit") -> dict[str, object]:
    return {
        "initiative": one.initiative, "name": one.name, "who": one.who, "stage": one.stage.value,
        "found_in": [place.value for place in one.places], "said": one.said,
    }  # fmt: skip
