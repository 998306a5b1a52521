"""What was seen when a workflow was watched: its steps in order, and what they add up to (FEATURES E2, D2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portfolio.metrics import Provenance

MOST_STEPS = 12
"""That can be written down by form."""
MOST_READ = 60
"""That can come from a file."""
MAX_WHAT = 120
MAX_SYSTEM = 60
MAX_PAIN = 200
LONGEST_TOUCH = timedelta(days=31)
LONGEST_WAIT = timedelta(days=731)
MOST_COUNTED = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of one case. `touch` is time worked, `wait` the time that passes before it begins, in calendar time.

    None is unknown and never 0. `switches` are changes from one tool to another, `copies` things carried over by hand.
    """

    what: str
    role: str | None
    system: str | None
    touch: timedelta | None
    wait: timedelta | None
    switches: int | None
    copies: int | None
    pain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One version of what was seen. `version` is None while it is still written down; a new one never replaces an old.

    `cases` is how many were watched; None: none, the steps are what people say. `by` None: on the command line, or erased.
    """

    id: str
    workflow: str
    version: int | None
    steps: tuple[Step, ...]
    observed_on: date
    cases: int | None
    provenance: Provenance
    by: int | None
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over the steps that were timed or counted, each with how many were not: then it is a lower bound."""

    steps: int
    touch: timedelta
    touch_unknown: int
    wait: timedelta
    wait_unknown: int
    switches: int
    switches_unknown: int
    copies: int
    copies_unknown: int


def totals(steps: Sequence[Step]) -> Totals:
    """What one case costs, from end to end. Unknown adds nothing and is counted as unknown."""
    return Totals(
        steps=len(steps),
        touch=_time(step.touch for step in steps), touch_unknown=sum(step.touch is None for step in steps),
        wait=_time(step.wait for step in steps), wait_unknown=sum(step.wait is None for step in steps),
        switches=sum(step.switches or 0 for step in steps), switches_unknown=sum(step.switches is None for step in steps),
        copies=sum(step.copies or 0 for step in steps), copies_unknown=sum(step.copies is None for step in steps),
    )


def _time(parts: Iterable[timedelta | None]) -> timedelta:
    return sum((part for part in parts if part is not None), timedelta())


def moved(steps: Sequence[Step], index: int, by: int) -> tuple[Step, ...]:
    """The steps with one of them moved up (-1) or down (1); at either end it stays where it is."""
    to = index + by
    if not (0 <= index < len(steps) and 0 <= to < len(steps)):
        return tuple(steps)
    changed = list(steps)
    changed.insert(to, changed.pop(index))
    return tuple(changed)


def without(steps: Sequence[Step], index: int) -> tuple[Step, ...]:
    """The steps without one of them."""
    return tuple(step for at, step in enumerate(steps) if at != index)


def put(steps: Sequence[Step], index: int | None, step: Step) -> tuple[Step, ...]:
    """The steps with one changed; None adds it at the end."""
    if index is None:
        return (*steps, step)
    return tuple(step if at == index else one for at, one in enumerate(steps))
