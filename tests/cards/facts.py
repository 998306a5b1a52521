"""What a view knows, as the words a reader must find: every name, text, number, date and code, ids left out."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from portfolio.gates import DefaultDecision
from portfolio.verdicts import Choice
from portfolio.views.gates import DecisionForm, DefaultAnnounced
from portfolio.views.initiatives import Rules
from portfolio.views.numbers import Panel
from words.api import Words

IDS = {"initiative", "gate", "decision", "check_in", "token", "revision", "gate_revision", "zone", "default_of"}
SAID_OTHERWISE = {
    "today", "values", "problems", "state", "gate_state", "just", "action", "lower_is_better", "may_arm", "may_prepare",
    "may_decide", "pending", "handed_back", "armed", "low", "high", "days_left", "change", "trouble", "trend", "origin",
    "use", "use_trouble", "account_trouble", "breadth",
}  # fmt: skip
"""What is no fact for itself: how the form was filled in, what only chooses a sentence, what follows from a date, a change
and the ends of its interval, which are shown as whole percents; a source's trouble, use and breadth have tests of their
own."""


def facts(view: object, w: Words, zone: str = "UTC") -> Iterator[tuple[str, ...]]:
    """Every fact in the language of `w`, each with all the ways it may be said."""
    zone = getattr(view, "zone", zone)
    for field in fields(view):  # type: ignore[arg-type]
        value = getattr(view, field.name)
        if field.name not in IDS | SAID_OTHERWISE and not _left_out(view, field.name):
            yield from _written(value, w, zone)


def _left_out(view: object, name: str) -> bool:
    if name == "missing" and isinstance(view, Rules):
        return view.armed_on is not None
    if name == "why" and isinstance(view, Panel):
        return True  # has a test of its own: test_why_number.py
    if name == "unit" and isinstance(view, Panel):
        return view.current is None and view.floor is None
    if name == "next_gate" and isinstance(view, DefaultAnnounced):
        return view.reversed_on is not None  # that gate will not be
    return name == "missing_to_fund" and isinstance(view, DecisionForm) and Choice.FUND not in view.choices


def _written(value: object, w: Words, zone: str) -> Iterator[tuple[str, ...]]:
    if value is None or isinstance(value, bool):
        return
    if is_dataclass(value):
        yield from facts(value, w, zone)
    elif isinstance(value, tuple):
        for item in value:
            yield from _written(item, w, zone)
    elif isinstance(value, Choice):
        yield w.name(value), w.say(f"outcome.{value}")
    elif isinstance(value, DefaultDecision):
        yield w.name(value), w.say(f"default.{value}")
    elif isinstance(value, Enum):
        yield (w.name(value),)
    elif isinstance(value, Decimal | int):
        yield (w.number(value),)
    elif isinstance(value, datetime):
        yield (w.when(value, zone),)
    elif isinstance(value, date):
        yield (w.short_day(value),)
    elif isinstance(value, str):
        yield from ((line.strip(),) for line in value.splitlines() if line.strip())
