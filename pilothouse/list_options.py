"""What `pilothouse import` and `pilothouse audit` both ask about a list. Light: read for every --help."""

import argparse
from datetime import date


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds --mapping, --date-order, --language and --json."""
    parser.add_argument(
        "--mapping", metavar="M",
        help='JSON file that corrects which column is what: {"name": "Title"}; for an import also the name of a saved one',
    )
    parser.add_argument("--date-order", choices=("dmy", "mdy"), help="how 3/4/2026 is meant, if the file does not show it")
    parser.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON, with everything")


def day(text: str | None) -> date:
    """The day of the audit. Invalid when it is none."""
    from portfolio.errors import Invalid, problem

    if text is None:
        return date.today()  # noqa: DTZ011 - the day of whoever runs the command
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(problem("as_of", "as_of_no_date", text=text)) from error
