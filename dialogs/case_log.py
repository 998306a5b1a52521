"""Starting an instrumentation sprint, and logging one case (views.sprints names the inputs)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from dialogs.fields import Reader
from portfolio.calendar import instant, local_date
from portfolio.commands import LogCase, StartSprint
from portfolio.errors import Invalid, problem
from portfolio.observations import Shape
from portfolio.sprints import MAX_KIND, MOST_KINDS, NOON, Way

MAX_NAMES = 300
MAX_TIME = 8
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")
_PICKED = re.compile(r"[0-9a-fA-F-]{36}(,[0-9a-fA-F-]{36})*")


class Hit(StrEnum):
    """Whether a case counts as one."""

    YES = "yes"
    NO = "no"


def start(inputs: Mapping[str, str], initiative: str, revision: int) -> StartSprint:
    """The filled form. Invalid with every problem."""
    read = Reader(inputs)
    shape, way = read.choice("what", Shape), read.choice("way", Way)
    kinds = tuple(dict.fromkeys(filter(None, (one.strip() for one in re.split("[,;\n]", inputs.get("kinds", ""))))))
    if len(kinds) > MOST_KINDS:
        read.problems.append(problem("kinds", "kinds_too_many", most=MOST_KINDS))
    if any(len(one) > MAX_KIND for one in kinds):
        read.problems.append(problem("kinds", "text_too_long", most=MAX_KIND))
    picked = inputs.get("loggers", "").strip()
    typed = read.text("loggers_name", most=MAX_NAMES, needed=False)
    named = picked.split(",") if _PICKED.fullmatch(picked) else [picked]
    people = tuple(filter(None, (one.strip() for one in [*named, *re.split("[;\n]", typed)])))
    read.check()
    assert shape and way
    return StartSprint(initiative=initiative, shape=shape, way=way, kinds=kinds, loggers=people, revision=revision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the button of a log form carries: whose case, under which name, of which shape, seen at which revision."""

    initiative: str
    entry: str
    shape: str
    revision: int | None


def log(inputs: Mapping[str, str], asked: Asked, zone: str, now: datetime) -> LogCase:
    """One case, its days and times as meant in `zone`. Invalid with every problem."""
    try:
        shape = Shape(asked.shape)
    except ValueError:
        raise Invalid(code="bad_card") from None
    read = Reader(inputs)
    started, value, timed = None, None, False
    if shape is Shape.CASE:
        first, last = read.day("started_on"), read.day("ended_on")
        at, until = _time(read, "started_at"), _time(read, "ended_at")
        if (at is None) != (until is None) and not read.problems:
            read.problems.append(problem("started_at" if at is None else "ended_at", "time_both"))
        read.check()
        assert first and last
        timed = at is not None
        ended = _moment(last, until, zone, now)
        started = instant(first, at, zone) if at else min(_moment(first, None, zone, now), ended)
        if first > last:
            started = instant(first, at or NOON, zone)  # told as it was said: the wrong way round
    else:
        on = read.day("on")
        if shape is Shape.NUMBER:
            value = read.number("value", needed=True, least=Decimal(0))
        else:
            hit = read.choice("hit", Hit)
            value = Decimal(int(hit is Hit.YES))
        read.check()
        assert on
        ended = _moment(on, None, zone, now)
    return LogCase(
        initiative=asked.initiative, entry=asked.entry, shape=shape, started=started, ended=ended, timed=timed, value=value,
        kind=read.text("kind", most=MAX_KIND, needed=False) or None, revision=asked.revision,
    )


def _time(read: Reader, id: str) -> time | None:
    """A time of day as people type it: 9, 9:30, 09.30 or 0930. None when absent."""
    said = read.inputs.get(id, "").strip()
    if not said:
        return None
    found = _TIME.fullmatch(said)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        read.problems.append(problem(id, "not_a_time", text=said[:20]))
        return None
    return time(hour, minute)


def _moment(day: date, at: time | None, zone: str, now: datetime) -> datetime:
    """The instant; without a time of day noon, or this moment on a day whose noon has not come."""
    if at is not None:
        return instant(day, at, zone)
    noon = instant(day, NOON, zone)
    return min(noon, now) if day == local_date(now, zone) else noon
