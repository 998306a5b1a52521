"""`pilothouse template`: the CSV template for counting by hand (docs/counting.md), to be handed to whoever fills it in."""

import argparse
import sys
from typing import Any

from portfolio.observations import Shape


def add_parser(commands: Any) -> None:
    """The command and its one argument."""
    made = commands.add_parser("template", help="print the CSV template for counting a baseline by hand (docs/counting.md)")
    made.add_argument("shape", choices=[shape.value for shape in Shape], help="what is written down of each case")
    made.set_defaults(run=_print)


def _print(args: argparse.Namespace) -> int:
    from portfolio.sprints import template
    from words.api import Words

    header, example = template(Shape(args.shape))
    print(header)
    print(Words("en").say("cli.template", example=example), file=sys.stderr)
    return 0
