"""The options of `pilothouse judge`, checked: what they say, and whether it makes sense together."""

import argparse
import re
from datetime import date
from decimal import Decimal

from pilothouse.judge_cells import Columns, Family
from pilothouse.judge_run import Asked
from portfolio.errors import Invalid, Problem, problem
from portfolio.statistics.common import Goal
from sheets.dates import Order
from sheets.numbers import UNITS, Decimals

_TYPED = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": None, " ": None})
"""What word processors make of a minus and a space."""

_CHANGE = re.compile(r"([-+]?)(\d+(?:[.,]\d+)?|[.,]\d+)(%?)")


def ask(args: argparse.Namespace) -> Asked:
    """The options as values. Invalid with one problem for each that cannot be used."""
    family = Family(args.family)
    problems = list(_misplaced(args, family))
    start, gate = _day("start", args.start, problems), _day("gate", args.gate, problems)
    target, floor = _change("target", args.target, problems), _change("floor", args.floor, problems)
    if start is not None and gate is not None and gate <= start:
        problems.append(problem("gate", "gate_before_start", gate=gate, start=start))
    goal = None if target is None else _goal(target, floor, args.higher_is_better, problems)
    if problems or start is None or goal is None:
        raise Invalid(*problems)
    return Asked(
        family=family,
        columns=Columns(
            date=args.date_column,
            value=args.value_column,
            end=args.end_column,
            person=args.person_column,
            kind=args.kind_column,
            group=args.group_column,
            exposure=args.exposure_column,
            unit=args.unit,
            order=None if args.date_order is None else Order(args.date_order),
            decimals=None if args.decimal is None else Decimals(args.decimal),
        ),
        start=start,
        gate=gate,
        goal=goal,
        pilot=args.pilot_group,
        trend=args.trend,
    )


def _misplaced(args: argparse.Namespace, family: Family) -> list[Problem]:
    """Options that do not go together."""
    found = []
    if family is Family.DURATION:
        if (args.value_column is None) == (args.end_column is None):
            found.append(problem("value", "value_or_end"))
        if args.end_column is not None and args.unit.casefold() not in UNITS:
            found.append(problem("unit", "unit_unknown", unit=args.unit))
    else:
        if args.value_column is None:
            found.append(problem("value", "value_needed", family=family.value))
        if args.end_column is not None:
            found.append(problem("end", "only_for_durations", option="--end-column"))
    if args.exposure_column is not None and family not in (Family.COUNT, Family.SHARE):
        found.append(problem("exposure", "only_for_counts", option="--exposure-column"))
    if args.trend and family is not Family.SERIES:
        found.append(problem("trend", "only_for_series", option="--trend"))
    if (args.group_column is None) != (args.pilot_group is None):
        found.append(problem("group", "group_and_pilot"))
    return found


def _day(option: str, text: str | None, problems: list[Problem]) -> date | None:
    if text is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    problems.append(problem(option, "no_iso_date", option=f"--{option}", text=text))
    return None


def _change(option: str, text: str | None, problems: list[Problem]) -> float | None:
    """-20%, "-20 %" and -0.2 are the same; a bare -20 could be either and is refused."""
    if text is None:
        return None
    match = _CHANGE.fullmatch(text.translate(_TYPED))
    if match is None:
        problems.append(problem(option, "no_change", option=f"--{option}", text=text))
        return None
    value = Decimal(match[1] + match[2].replace(",", "."))
    if not match[3] and abs(value) >= 1:
        problems.append(problem(option, "percent_or_fraction", option=f"--{option}", text=text))
        return None
    return float(value / 100 if match[3] else value)


def _goal(target: float, floor: float | None, higher_is_better: bool, problems: list[Problem]) -> Goal | None:
    if target <= -1 or (floor is not None and floor <= -1):
        problems.append(problem("target", "falls_to_nothing"))
    elif (target <= 0) if higher_is_better else (target >= 0):
        problems.append(problem("target", "target_is_worse_up" if higher_is_better else "target_is_worse_down"))
    elif floor is not None and not (0 <= floor <= target if higher_is_better else target <= floor <= 0):
        problems.append(problem("floor", "floor_outside"))
    else:
        return Goal(target=target, floor=floor, higher_is_better=higher_is_better)
    return None
