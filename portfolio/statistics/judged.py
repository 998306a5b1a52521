"""What is asked, and what is answered: the values every judge_... function takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from portfolio.statistics import METHOD_VERSION
from portfolio.statistics.common import Goal
from portfolio.statistics.estimates import NOTHING, Printed
from portfolio.statistics.settle import Settle
from portfolio.verdicts import Interval, NotMeasured, Verdict

_SURELY = Decimal("0.01"), Decimal("0.99")


class Design(StrEnum):
    """What a comparison can say, in words."""

    WITH_COMPARISON = "with_comparison"
    CASES = "cases"
    SERIES = "series"


class Reason(StrEnum):
    """Why nothing could be measured."""

    NO_BASELINE = "no_baseline"
    TOO_FEW_BEFORE = "too_few_before"
    TOO_FEW_AFTER = "too_few_after"
    TOO_FEW_WEEKS = "too_few_weeks"
    TOO_FEW_EVENTS = "too_few_events"
    TOO_EARLY = "too_early"
    NO_SPREAD = "no_spread"
    MANY_ZEROS = "many_zeros"
    NOT_POSITIVE = "not_positive"

    @property
    def because(self) -> NotMeasured:
        """The reason as the cards know it."""
        if self is Reason.NO_BASELINE:
            return NotMeasured.NO_BASELINE
        if self is Reason.TOO_EARLY:
            return NotMeasured.TOO_EARLY
        return NotMeasured.TOO_FEW if self.about_size else NotMeasured.NOT_COMPARABLE

    @property
    def about_size(self) -> bool:
        """Whether more data would do; the others need another metric."""
        return self not in (Reason.NO_SPREAD, Reason.MANY_ZEROS, Reason.NOT_POSITIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A reason with its numbers: how many there are, how many are needed, the day it can be read from."""

    reason: Reason
    have: int = 0
    need: int = 0
    on: date | None = None


class Warn(StrEnum):
    """What a reader of a verdict has to know (docs/statistics.md section 7, and cleaning: docs/statistics.md section 2)."""

    NO_COMPARISON = "no_comparison"
    COMPARISON_SMALL = "comparison_small"
    MIX_MOVED = "mix_moved"
    PEOPLE_CHANGED = "people_changed"
    BUSIEST_PERSON = "busiest_person"
    SEASON = "season"
    PICKED_BAD = "picked_bad"
    WORST_GROUP = "worst_group"
    EARLY_LOOK = "early_look"
    IMMATURE = "immature"
    STILL_OPEN = "still_open"
    NONE_OPEN = "none_open"
    SETTLING = "settling"
    LATER = "later"
    NEGATIVE = "negative"
    ZEROS = "zeros"
    BULK_CLOSE = "bulk_close"
    UNITS_SUSPECT = "units_suspect"
    GAPS = "gaps"
    PERIODS_MISSING = "periods_missing"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """A warning with what its sentence needs."""

    code: Warn
    params: Mapping[str, object]


def caveat(code: Warn, /, **params: object) -> Caveat:
    """A Caveat, written shortly."""
    return Caveat(code=code, params=params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was agreed beforehand. `until`: the last instant whose events count; `early`: a look before the gate."""

    start: date
    until: datetime
    goal: Goal
    alpha: float
    early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The answer. `change` is the relative change of the raw value, never re-oriented; its limits may be missing.

    `n_before`, `n_after`: cases (durations, shares) or periods (counts, series) behind it. `typical`: the raw value before
    and after, as compared: geometric mean, share, or rate. `shortfall` is set exactly when nothing could be measured.
    """

    verdict: Verdict
    change: Printed = NOTHING
    alpha: float
    n_before: int
    n_after: int
    design: Design
    method: str
    shortfall: Shortfall | None
    settle: Settle | None = None
    typical: tuple[float | None, float | None] = (None, None)
    caveats: tuple[Caveat, ...] = ()

    @property
    def minimum_met(self) -> bool:
        """Whether there was enough to judge."""
        return self.shortfall is None or not self.shortfall.reason.about_size

    @property
    def interval(self) -> Interval | None:
        """The interval as cards take it; None where it has no two limits, or no observations behind it."""
        low, high = self.change.low, self.change.high
        if low is None or high is None or not self.n_before or not self.n_after or not isfinite(high):
            return None
        level = Decimal(f"{100 * (1 - 2 * self.alpha):.4g}")
        return Interval(low=decimal(low), high=decimal(high), level=level, n_before=self.n_before, n_after=self.n_after)


def decimal(value: float) -> Decimal:
    """Six decimals, as everything is printed."""
    return Decimal(f"{value:.6f}") + 0  # + 0: never a negative zero


def told(probability: float) -> Decimal:
    """A probability as people are told it: in hundredths, and nothing is impossible or certain."""
    return min(max(Decimal(f"{probability:.2f}"), _SURELY[0]), _SURELY[1])


def method(*parts: str) -> str:
    """The name of the method with its version, stored and printed with the verdict."""
    return "/".join((*parts, str(METHOD_VERSION)))
