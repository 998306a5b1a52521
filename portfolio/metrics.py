"""The metric that decides, its target and its baseline (DOMAIN.md: terms; FEATURES B1, B9, B18)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from portfolio.errors import Problem, problem


class Family(StrEnum):
    """The outcome families leadership already tracks, and one for everything else."""

    TIME = "time"
    CYCLE_TIME = "cycle_time"
    ERROR_RATE = "error_rate"
    REVENUE = "revenue"
    COMPLIANCE = "compliance"
    CUSTOM = "custom"


LOWER_IS_BETTER: Mapping[Family, bool | None] = {
    Family.TIME: True,
    Family.CYCLE_TIME: True,
    Family.ERROR_RATE: True,
    Family.REVENUE: False,
    Family.COMPLIANCE: True,
    Family.CUSTOM: None,
}
"""The direction a family implies; None means it has to be asked."""


MAX_METRIC = 120
MAX_UNIT = 40
"""Characters of a metric's name and of its unit, a word or two."""
MAX_PER_MONTH = 1_000_000
"""More cases a month than this are a slip of the keyboard."""


class Provenance(StrEnum):
    """Where a number comes from. LOGGED: people wrote down each case as it ended, in a form or a file of ours."""

    MEASURED = "measured"
    EXTRACT = "extract"
    LOGGED = "logged"
    REPORTED = "reported"
    ESTIMATED = "estimated"


HARD = frozenset({Provenance.MEASURED, Provenance.EXTRACT})
"""What R4 accepts as evidence for funding."""

COUNTED = HARD | {Provenance.LOGGED}
"""What a verdict can be made from: cases or periods, each with its own row. One number that somebody states is none."""


class BaselineState(StrEnum):
    """DOMAIN.md: needed -> proposed | instrumenting -> accepted -> locked -> superseded."""

    NEEDED = "needed"
    PROPOSED = "proposed"
    INSTRUMENTING = "instrumenting"
    ACCEPTED = "accepted"
    LOCKED = "locked"
    SUPERSEDED = "superseded"


BASELINE_MOVES: Mapping[BaselineState, frozenset[BaselineState]] = {
    BaselineState.NEEDED: frozenset({BaselineState.PROPOSED, BaselineState.INSTRUMENTING}),
    BaselineState.PROPOSED: frozenset({BaselineState.ACCEPTED, BaselineState.PROPOSED, BaselineState.NEEDED}),
    BaselineState.INSTRUMENTING: frozenset({BaselineState.PROPOSED}),
    BaselineState.ACCEPTED: frozenset({BaselineState.LOCKED, BaselineState.PROPOSED}),
    BaselineState.LOCKED: frozenset({BaselineState.SUPERSEDED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The counted cases a baseline was read from: how many, the value a tenth of them is slower (or larger) than, the
    days of the first and the last, the batch up to which rows count, and the hash of those rows."""

    n: int
    slow: Decimal | None
    first: date
    last: date
    batch: int
    hash: str
    since: date | None = None
    until: date | None = None
    """The days a person limited it to, the last one included; None: all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The number before. Typed in by hand it is Reported: it can be locked, and it can never prove anything.

    `window` is set where it was read from a source's history.
    """

    value: Decimal
    provenance: Provenance
    source: str
    state: BaselineState
    stated_by: int
    stated_on: date
    window: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """The one primary metric of an initiative, one row per version. `unit` is a word such as "days"."""

    initiative: str
    version: int
    name: str
    family: Family
    unit: str
    lower_is_better: bool
    source: str | None
    target: Decimal
    target_on: date
    floor: Decimal | None
    baseline: Baseline | None
    saved_at: datetime
    population: str | None = None
    """Which cases or people count, in words; None where the name says it."""
    per_month: Decimal | None = None
    """About how many cases there are in a month, as far as somebody expects it."""
    breadth: Decimal | None = None
    """The share of its people that has to use it before it is funded (R4); None: breadth.USUAL."""
    single_role: str | None = None
    """Why one role is all it is meant for, in words: then no breadth is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """The sponsor's own number from a check-in: what somebody says, with who and when."""

    value: Decimal
    at: datetime
    by: int


def target_problems(
    *, lower_is_better: bool, baseline: Decimal | None, target: Decimal, floor: Decimal | None
) -> tuple[Problem, ...]:
    """B9: the target must lie on the better side of the baseline, the floor between the two (or on the baseline)."""
    sign = 1 if lower_is_better else -1
    found: list[Problem] = []
    if baseline is not None and sign * (baseline - target) <= 0:
        found.append(problem("target", "target_not_better", baseline=baseline))
    if floor is not None:
        if sign * (floor - target) < 0:
            found.append(problem("floor", "floor_beyond_target", target=target))
        if baseline is not None and sign * (baseline - floor) < 0:
            found.append(problem("floor", "floor_worse_than_baseline", baseline=baseline))
    return tuple(found)
