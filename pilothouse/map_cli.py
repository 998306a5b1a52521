"""`pilothouse map WORKFLOW`: how a workflow runs today, with the source of every number; as text or as one page of PDF.

Exit code 0; 2 with a sentence for a record that cannot be used, or a workflow that it does not know.
"""

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.views.current_state import CurrentState

DONE = 0


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `map`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "map", help="how a workflow runs today, with the source of every number",
        description="Prints a workflow's map as its card in Teams has it: steps, times, pains and constraints, each "
        "number with the letter of its source.",
    )
    command.add_argument("workflow", metavar="WORKFLOW", help="its name")
    command.add_argument("--pdf", metavar="FILE", help="write it as one page")
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the map, or write its page."""
    import asyncio
    from pathlib import Path

    from pilothouse.settings import BadSettings
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say
    from portfolio.errors import PilothouseError
    from words.api import Words

    now = datetime.now(UTC)
    try:
        view = asyncio.run(_read(args.workflow, now))
        if args.pdf:
            from reports.current_state import page

            Path(args.pdf).write_bytes(page(view, args.language, int(now.timestamp())))
    except (BadSettings, PilothouseError, OSError) as error:
        return complain(error, args.language)
    w = Words(args.language, escape=clean)
    if args.pdf:
        say(w.say("cli.map.written", path=args.pdf))
    else:
        from cards.render import render

        offer = w.say("map.as_file")  # the button of the card
        lines = (_shown(line) for line in render(view, args.language).text.split("\n") if not line.startswith(offer))
        say("\n".join(lines).rstrip())
    return DONE


def _shown(line: str) -> str:
    """A line fit for a terminal: nothing that steers it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


async def _read(name: str, now: datetime) -> "CurrentState":
    from actions import current_states
    from pilothouse.looked import looked
    from pilothouse.settings import environment, parse

    settings = parse(environment())
    return await looked(settings.database, current_states.whole, name, now, settings.zone)
