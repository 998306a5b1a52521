"""The instrumentation sprint: where nothing is counted yet, people count for six weeks before first use (DOMAIN; B7)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from portfolio.baselines import TooLittle, proposed
from portfolio.calendar import DAY, local_date
from portfolio.gates import Gate
from portfolio.initiatives import ACTIVE, Initiative
from portfolio.metrics import Family, Metric
from portfolio.observations import Binding, Shape
from portfolio.sources import How, Seen, Source
from portfolio.statistics.common import week_of

LONGEST = timedelta(days=42)
"""DOMAIN.md, baseline: instrumenting takes at most 42 days, and they lie before first use."""
CASES, WEEKS = 20, 6
"""Issue and DOMAIN.md's storyboard: at least 20 counted cases over 6 weeks."""
REMIND_EVERY = timedelta(days=7)
OLDEST_START = timedelta(days=366)
"""A case that was opened longer ago than this is a slip of the keyboard."""
NOON = time(12)
"""A case with a day and no time of day counts from noon to noon."""
MOST_KINDS, MAX_KIND = 8, 40
MOST_LOGGERS = 5


class SprintState(StrEnum):
    """RUNNING: cases are counted. DONE: a baseline can be proposed. SHORT: the time was up. CANCELLED: called off."""

    RUNNING = "running"
    DONE = "done"
    SHORT = "short"
    CANCELLED = "cancelled"


MOVES: Mapping[SprintState, frozenset[SprintState]] = {
    SprintState.RUNNING: frozenset({SprintState.DONE, SprintState.SHORT, SprintState.CANCELLED}),
}


class Way(StrEnum):
    """How people count: one form a case in Teams, or a file from the template in the drop folder."""

    FORM = "form"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sprint:
    """One sprint as stored: its first and last day, where its cases go, who logs, and the first use it moved.

    `kinds` are the kinds of work offered in the form. `use_was` is the day of first use before the sprint.
    """

    id: str
    initiative: str
    source: str
    way: Way
    kinds: tuple[str, ...]
    first_on: date
    last_on: date
    use_was: date
    state: SprintState
    started_by: int
    loggers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the counting is: cases and the weeks they cover, and for a share the cases that count as one.

    `short` says what a baseline still lacks as of today; None: it can be proposed.
    """

    day: int
    days: int
    cases: int
    weeks: int
    short: TooLittle | None

    @property
    def complete(self) -> bool:
        """20 cases over 6 weeks, and a baseline comes out of them."""
        return self.short is None and self.cases >= CASES and self.weeks >= WEEKS


def last_day(first_on: date) -> date:
    """The last day of a sprint that starts on a day: six whole weeks."""
    return first_on + LONGEST - DAY


def first_use_after(use_was: date, last_on: date) -> date:
    """R1: the 90 days begin after the sprint. First use is where it was, or the day after counting ends."""
    return max(use_was, last_on + DAY)


def use_of(one: Initiative) -> date:
    """The first use that a sprint moves: one lies before it, so it is known."""
    assert one.first_use is not None, "a sprint lies before first use"
    return one.first_use


def may_start(one: Initiative, metric: Metric | None, gate: Gate | None, today: date) -> bool:
    """Before first use (the day itself included: it moves), with a metric to count, before the rules are locked."""
    planned = gate is not None and gate.unlocked
    ahead = one.first_use is not None and today <= one.first_use
    return one.stage in ACTIVE and one.owned and metric is not None and planned and ahead


def progress(rows: Iterable[Seen], source: Source, metric: Metric, sprint: Sprint, today: date) -> Progress:
    """Where a sprint stands on a day. Weeks are the six of the sprint, each with at least one case that ended in it."""
    rows = list(rows)
    after = sprint.last_on + DAY
    found = proposed(rows, source, metric, min(today, after))
    return Progress(
        day=min(max((today - sprint.first_on).days + 1, 1), LONGEST.days), days=LONGEST.days, cases=len(rows),
        weeks=len({week_of(local_date(row.at, source.binding.zone), after) for row in rows}),
        short=found if isinstance(found, TooLittle) else None,
    )


USUAL: Mapping[Family, Shape] = {
    Family.TIME: Shape.NUMBER,
    Family.CYCLE_TIME: Shape.CASE,
    Family.ERROR_RATE: Shape.YES_NO,
    Family.REVENUE: Shape.NUMBER,
    Family.COMPLIANCE: Shape.YES_NO,
    Family.CUSTOM: Shape.NUMBER,
}
"""What is usually written down of one case, by the family of the metric; whoever starts the sprint may choose another."""

HOW: Mapping[Shape, How] = {Shape.CASE: How.CASES, Shape.NUMBER: How.CASES, Shape.YES_NO: How.SHARE}
"""How logged cases are judged."""

COLUMNS: Mapping[Shape, tuple[str, ...]] = {
    Shape.CASE: ("case", "started", "ended", "kind", "logged by"),
    Shape.NUMBER: ("case", "date", "value", "kind", "logged by"),
    Shape.YES_NO: ("case", "date", "yes or no", "kind", "logged by"),
}
"""The template's columns, read back under exactly these names."""

EXAMPLE: Mapping[Shape, tuple[str, ...]] = {
    Shape.CASE: ("RFP 118", "2026-09-02 09:30", "2026-09-07 16:00", "Tax", "Ann"),
    Shape.NUMBER: ("RFP 118", "2026-09-07", "3.5", "Tax", "Ann"),
    Shape.YES_NO: ("RFP 118", "2026-09-07", "no", "Tax", "Ann"),
}


def template(shape: Shape) -> tuple[str, str]:
    """The template as lines of CSV: its header, and a row that shows how a case is written and belongs into no file."""
    return ",".join(COLUMNS[shape]), ",".join(EXAMPLE[shape])


def binding(shape: Shape, zone: str) -> Binding:
    """Which of the template's columns mean what. The form fills the same ones."""
    key, first, second, kind, person = COLUMNS[shape]
    if shape is Shape.CASE:
        return Binding(shape=shape, zone=zone, start=first, end=second, kind=kind, person=person, key=key)
    return Binding(shape=shape, zone=zone, at=first, value=second, kind=kind, person=person, key=key)
