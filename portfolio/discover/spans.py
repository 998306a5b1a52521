"""Lengths of time as people write them: "45 min", "1.5 h", "1 h 30 min", "2 d", "1,5 Std.", exactly.

A time worked is in hours or less: a "day" of work is 24 hours to one reader and 8 to the next, so it is asked back. A wait
is in calendar time, where a day is 24 hours and a week 7 days, nights and week-ends included: that is what a customer waits.
"""

import re
from datetime import timedelta
from decimal import Decimal

from portfolio.errors import Problem, problem
from portfolio.quantities import GROUPED
from portfolio.units import SECONDS

_HOUR = 3600
_PART = re.compile(r"(\d+(?:[.,]\d+)?) ?([^\W\d_]*)\.?")
_BETWEEN = re.compile(r" ?(?:,|und |and )? ?")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d)")
_MOST_SHOWN = 40


def unit_of(heading: str) -> str | None:
    """The unit of time in a heading's brackets, "Wait (h)" or "Wartezeit [Tage]"; None for none that is known."""
    found = re.search(r"[(\[]\s*(?:in\s+)?([^\W\d_]+)\.?\s*[)\]]", heading)
    return found[1].casefold() if found and found[1].casefold() in SECONDS else None


def read_span(
    text: str, field: str, *, worked: bool, longest: timedelta, unit: str | None = None
) -> timedelta | Problem | None:
    """What was written as a length of time, or what is wrong with it; None for nothing, which is unknown and never 0.

    `worked`: time somebody works, else time that passes. `unit` is that of a bare number, where a heading says it.
    """
    said = " ".join(text.split())
    if not said:
        return None
    if clock := _CLOCK.fullmatch(said):
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return _checked(timedelta(hours=hours, minutes=minutes, seconds=seconds), field, longest)
    parts = _parts(said)
    if parts is None:
        return problem(field, "span_unreadable", text=said[:_MOST_SHOWN])
    total = timedelta()
    for number, own in parts:
        if GROUPED.fullmatch(number):
            whole, part = re.split("[.,]", number)
            readings = {"thousands": whole + part, "decimal": f"{whole}.{part}0"}
            return problem(field, "number_grouped", text=number, **readings)
        value, name = Decimal(number.replace(",", ".")), (own or unit or "").casefold()
        if not name and value:
            return problem(field, "span_without_unit", text=said[:_MOST_SHOWN])
        seconds_each = SECONDS.get(name, None if name else 0)
        if seconds_each is None:
            return problem(field, "span_unit_unknown", text=said[:_MOST_SHOWN], unit=own[:_MOST_SHOWN])
        if worked and seconds_each > _HOUR:
            return problem(field, "span_day_of_work", text=said[:_MOST_SHOWN])
        if value * seconds_each > longest.total_seconds():
            return problem(field, "span_too_long", text=said[:_MOST_SHOWN], most=longest.days)
        total += timedelta(microseconds=int(value * seconds_each * 1_000_000))
    return _checked(total, field, longest)


def _parts(said: str) -> list[tuple[str, str]] | None:
    """Numbers with their units, from the first sign to the last; only a number that is alone may be without one. One after
    the other, so that no text takes long to refuse."""
    parts, at = [], 0
    while at < len(said):
        found = _PART.match(said, at)
        if found is None:
            return None
        parts.append((found[1], found[2]))
        between = _BETWEEN.match(said, found.end())
        at = found.end() if between is None else between.end()
    bare = any(not unit for _, unit in parts)
    return None if bare and (len(parts) > 1 or not said[-1].isdigit()) else parts


def _checked(total: timedelta, field: str, longest: timedelta) -> timedelta | Problem:
    return total if total <= longest else problem(field, "span_too_long", text=str(total), most=longest.days)


def written(span: timedelta) -> str:
    """A length of time so that a form shows it and reads it again: "1.5 h", "45 min", "90 s"."""
    seconds = Decimal(span // timedelta(microseconds=1)) / 1_000_000
    for name, each in (("h", _HOUR), ("min", 60)):
        value = seconds / each
        if seconds and value >= 1 and value * 100 == int(value * 100) and not GROUPED.fullmatch(f"{value.normalize():f}"):
            return f"{value.normalize():f} {name}"
    return f"{seconds.normalize():f} s" if seconds else "0 min"
