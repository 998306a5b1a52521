"""`pilothouse observe FILE --workflow NAME`: the steps of a workflow from a CSV become its newest version. All or nothing.

Exit code 0; 1 when cells cannot be read, each with a sentence, and nothing was done; 2 for a file or record that cannot be
used.
"""

import argparse
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.discover.steps import Observation, Step, Totals
    from portfolio.errors import Problem
    from words.api import Words

DONE, FOUND = 0, 1


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `observe`. The parsed namespace has `run`: a function of it that returns the exit code."""
    command = subparsers.add_parser(
        "observe",
        help="what was seen when a workflow was watched, from a CSV of its steps",
        description="Reads a CSV with a header and a row for each step, in order: step, role, system, touch (time worked), "
        "wait (time before it), switches, copies, pain. Only the step is needed; an empty cell is unknown. Times as people "
        "write them: 45 min, 1.5 h, 2 d; a column called Touch (min) may hold bare numbers.",
    )
    command.add_argument("file", metavar="FILE", help="the steps as CSV; - for standard input")
    command.add_argument("--workflow", required=True, metavar="NAME", help="its name; added first in Teams, or with --new")
    command.add_argument("--new", action="store_true", help="add the workflow if there is none of that name")
    command.add_argument("--on", metavar="DATE", help="the day it was watched, such as 2026-11-24 (default: today)")
    command.add_argument("--cases", type=int, metavar="N", help="how many cases were watched; without it, it is estimated")
    command.add_argument("--dry-run", action="store_true", help="only check it")
    command.add_argument("--language", choices=("en", "de"), default="en", help="language of the answer")
    command.add_argument("--json", action="store_true", help="print what came of it as JSON")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the file, and keep what it says."""
    import asyncio

    from pilothouse.listing import table_at
    from pilothouse.settings import BadSettings, environment, parse
    from pilothouse.shell import complain
    from pilothouse.terminal import clean, say, unusable
    from portfolio.discover.steps import totals
    from portfolio.errors import Invalid, PilothouseError
    from sheets.steps import read_steps
    from words.api import Words

    w = Words(args.language, escape=clean)
    kept: Observation | None = None
    try:
        on, cases = _watched(args.on, args.cases)
        steps = read_steps(table_at(args.file))
        if not args.dry_run:
            kept = asyncio.run(_keep(parse(environment()).database, args.workflow, steps, on, cases, new=args.new))
    except Invalid as error:
        cells = [one for one in error.problems if "row" in one.params]
        return _refused(cells, w) if cells else unusable(error, args.file, w)
    except OSError as error:
        return unusable(error, args.file, w)
    except (BadSettings, PilothouseError) as error:
        return complain(error, args.language)
    version = None if kept is None else kept.version
    found = totals(steps)
    say(_json(args.workflow, version, found) if args.json else _text(args.workflow, version, found, w))
    return DONE


def _watched(on: str | None, cases: int | None) -> tuple[date, int | None]:
    """The day and the cases that were named. Invalid for no day, one that lies ahead, and no count."""
    from portfolio.discover.steps import MOST_COUNTED
    from portfolio.errors import Invalid, problem

    today = date.today()  # noqa: DTZ011 - of whoever runs the command
    try:
        day = today if on is None else date.fromisoformat(on)
    except ValueError:
        raise Invalid(problem("on", "not_a_date", text=on)) from None
    if day > today:
        raise Invalid(problem("on", "watched_ahead"))
    if cases is not None and not 0 <= cases <= MOST_COUNTED:
        raise Invalid(problem("cases", "count_unreadable", text=cases, most=MOST_COUNTED))
    return day, cases or None


async def _keep(
    database: str, workflow: str, steps: "tuple[Step, ...]", on: date, cases: int | None, *, new: bool
) -> "Observation":
    from actions import watching, workflows
    from store import Tx, open_store

    now = datetime.now(UTC)

    def work(tx: Tx) -> "Observation":
        if new:
            workflows.add_named(tx, workflow, now)
        return watching.record(tx, workflow, steps, on, cases, now)

    store = await open_store(database)
    try:
        return await store.write(work)
    finally:
        await store.close()


def _refused(cells: "list[Problem]", w: "Words") -> int:
    from pilothouse.terminal import say

    say(w.say("cli.observe.refused", n=len(cells)), error=True)
    for one in cells:
        what = w.say(f"problem.{one.code}", n=None, **one.params)
        say(w.say("cli.observe.cell", row=one.params["row"], column=one.params["column"], what=what), error=True)
    return FOUND


def _text(name: str, version: int | None, found: "Totals", w: "Words") -> str:
    from words.api import Raw
    from words.spans import count_total, touch_total, wait_total

    sums = {
        "touch": Raw(touch_total(found, w)), "wait": Raw(wait_total(found, w)),
        "switches": Raw(count_total(found.switches, found.switches_unknown, found.steps, w)),
        "copies": Raw(count_total(found.copies, found.copies_unknown, found.steps, w)),
    }
    if version is None:
        return w.say("cli.observe.checked", n=None, name=name, **sums)
    return w.say("cli.observe.done", n=None, name=name, version=version, **sums)


def _json(name: str, version: int | None, found: "Totals") -> str:
    """Times in seconds, each beside the number of steps of which it is not known: then it is a lower bound."""
    import json

    return json.dumps({
        "workflow": name, "version": version, "steps": found.steps,
        "touch_seconds": found.touch.total_seconds(), "touch_unknown": found.touch_unknown,
        "wait_seconds": found.wait.total_seconds(), "wait_unknown": found.wait_unknown,
        "switches": found.switches, "switches_unknown": found.switches_unknown,
        "copies": found.copies, "copies_unknown": found.copies_unknown,
    }, ensure_ascii=False, indent=2)  # fmt: skip
