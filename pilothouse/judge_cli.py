"""`pilothouse judge DATA.csv`: the verdict on anybody's own file, with no database and no account.

Exit code 0 for every verdict, Not measured included; 2 with a sentence for input that cannot be used.
"""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheets.tables import Table

JUDGED = 0

_COLUMNS = {
    "value": "the number of each row; for a share yes/no, true/false or 1/0",
    "end": "when each case was closed; empty while it is open (instead of --value-column)",
    "person": "who did the case: people are then compared with themselves",
    "kind": "what kind of work it was: kinds are then compared with themselves",
    "group": "which team or group the row belongs to; with --pilot-group",
    "exposure": "what a count is out of: documents, audits, hours (default: every period is alike)",
}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `judge`. The parsed namespace has `run`: a function of it that returns the exit code."""
    judge = subparsers.add_parser(
        "judge",
        help="the verdict on your own data: did it work?",
        description="Compares before with after in a CSV file and says what the evidence is worth. Exit code 0 for every "
        "verdict, 2 for a file or options that cannot be used.",
    )
    # Without this "--target -20%" is taken for an option called "-20%": argparse knows plain negative numbers only.
    judge._negative_number_matcher = re.compile(r"-\.?\d")
    judge.add_argument("data", metavar="DATA.csv", help="the file; - for standard input")
    judge.add_argument("--family", required=True, choices=("duration", "share", "count", "series"), help="what a row is")
    judge.add_argument("--date-column", required=True, metavar="C", help="when each case was opened, or each period began")
    for name, words in _COLUMNS.items():
        judge.add_argument(f"--{name}-column", metavar="C", help=words)
    judge.add_argument("--pilot-group", metavar="V", help="the group that has the pilot; all others are compared with it")
    judge.add_argument("--unit", default="days", metavar="UNIT", help="unit of durations: days, hours ... (default: days)")
    judge.add_argument("--start", required=True, metavar="DATE", help="first day of the pilot, such as 2026-03-02")
    judge.add_argument("--gate", metavar="DATE", help="day of the decision: the error is then split over its looks")
    judge.add_argument("--target", required=True, metavar="CHANGE", help="the change that was agreed, such as -20%%")
    judge.add_argument("--floor", metavar="CHANGE", help="the smallest change worth keeping, such as -5%%")
    judge.add_argument("--higher-is-better", action="store_true", help="more is better (default: less is better)")
    judge.add_argument("--policy", choices=("balanced", "strict"), default="balanced", help="how much proof funding takes")
    judge.add_argument("--trend", action="store_true", help="series only: both sides have a slope of their own")
    judge.add_argument("--date-order", choices=("dmy", "mdy"), help="how 3/4/2026 is meant, where the file does not show it")
    judge.add_argument("--decimal", choices=("point", "comma"), help="the decimal sign, where the file does not show it")
    judge.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    judge.add_argument("--json", action="store_true", help="print the answer as JSON")
    judge.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Judge one file and print the answer."""
    from pilothouse.judge_ask import ask
    from pilothouse.judge_run import judge
    from pilothouse.judge_say import as_json, as_text
    from pilothouse.terminal import clean, say, unusable
    from portfolio.errors import Invalid
    from portfolio.verdicts import Policy
    from words.api import Words

    w = Words(args.language, escape=clean)
    try:
        asked = ask(args)
        answer = judge(_table(args.data), asked)
    except (Invalid, OSError) as error:
        return unusable(error, args.data, w)
    say(as_json(answer, w) if args.json else as_text(answer, asked, Policy(args.policy), w))
    return JUDGED


def _table(path: str) -> "Table":
    from sheets.bounds import CASES
    from sheets.tables import read_csv

    if path == "-":
        return read_csv(sys.stdin.buffer.read(CASES.size + 1))
    with Path(path).open("rb") as file:
        return read_csv(file.read(CASES.size + 1))
