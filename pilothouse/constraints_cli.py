"""`pilothouse constraints`: the whole register, what was lifted included, for whoever has the record.

Exit code 0; 2 with a sentence where there is no record, or one that cannot be used.
"""

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.views.discover import ConstraintLine

DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `constraints`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "constraints", help="what limits the initiatives, the nearest end first",
        description="Prints the constraint register; it is kept in Teams, by the programme office (docs/discover.md).",
    )
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    command.add_argument("--json", action="store_true", help="print everything, as JSON")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the register."""
    import asyncio
    import json

    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    try:
        found = asyncio.run(_read(parse(environment()).database))
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    if args.json:
        say(json.dumps({"constraints": [_plain(one) for one in found]}, ensure_ascii=False, indent=2))
    else:
        from cards.constraints import ends, hits, said

        w = Words(args.language, escape=clean)
        lines = []
        for one in found:
            owner = w.free(one.owner) if one.owner else w.say("constraint.no_owner")
            about = " · ".join([w.name(one.standing), w.name(one.kind), ends(one, w), owner])
            lines += [said(one, w), f"  {about}", f"  {hits(one, w)}"]
        say("\n".join(lines) or w.say("cli.constraints.none"))
    return DONE


async def _read(database: str) -> "tuple[ConstraintLine, ...]":
    from actions import constraints
    from pilothouse.looked import looked

    return await looked(database, constraints.everything, date.today())  # noqa: DTZ011 - of whoever runs the command


def _plain(one: "ConstraintLine") -> dict[str, object]:
    return {
        "constraint": one.constraint, "kind": one.kind.value, "text": one.text, "source": one.source, "owner": one.owner,
        "expires": one.expires.isoformat() if one.expires else None,
        "reviewed_on": one.reviewed_on.isoformat() if one.reviewed_on else None, "standing": one.standing.value,
        "hits": [{"id": hit.id, "name": hit.name} for hit in one.hits], "others_hit": one.more,
        "lifted_on": one.lifted_on.isoformat() if one.lifted_on else None, "reason": one.reason,
    }  # fmt: skip
