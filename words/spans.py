"""Lengths of time on a card: "45 min", "6.2 h", "4.1 days". Of what is unknown in part, a lower bound that says so."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from portfolio.discover.steps import Totals
from words.api import Raw, Words

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def span(length: timedelta, w: Words) -> str:
    """Work, and waits of less than a day, in seconds, minutes or hours; a longer wait is said in days by `wait`."""
    seconds = _seconds(length)
    if seconds >= _HOUR:
        return w.say("span.hours", value=_rounded(seconds / _HOUR))
    if 0 < seconds < _MINUTE:  # in minutes a moment would be "0.0", which says that it takes no time
        return w.say("span.seconds", value=max(_rounded(seconds), Decimal("0.1")))
    return w.say("span.minutes", value=_rounded(seconds / _MINUTE))


def wait(length: timedelta, w: Words) -> str:
    """Time that passes: from a day on in calendar days."""
    seconds = _seconds(length)
    if seconds < _DAY:
        return span(length, w)
    days = _rounded(seconds / _DAY)
    return w.say("span.day" if days == 1 else "span.days", value=days)


def _seconds(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(microseconds=1)) / 1_000_000


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def touch_total(found: Totals, w: Words) -> str:
    """The work in one case; "at least" where steps were not timed, and unknown where none was."""
    return _bound(span(found.touch, w), found.touch_unknown, found.steps, w)


def wait_total(found: Totals, w: Words) -> str:
    """The same of what passes between the steps."""
    return _bound(wait(found.wait, w), found.wait_unknown, found.steps, w)


def count_total(count: int, unknown: int, steps: int, w: Words) -> str:
    """The same of what was counted."""
    return _bound(w.number(count), unknown, steps, w)


def _bound(said: str, unknown: int, steps: int, w: Words) -> str:
    if unknown == steps:
        return w.say("span.unknown")
    return w.say("span.at_least", value=Raw(said)) if unknown else said


def known(unknown: int, steps: int, w: Words) -> str:
    """How many steps a sum is made of."""
    if unknown == 0:
        return w.say("span.all_known", n=steps)
    return w.say("span.not_known", n=unknown, steps=steps)
