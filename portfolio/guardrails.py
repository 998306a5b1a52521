"""Guardrails: up to three further numbers that must not get worse than a margin (DOMAIN: Metric; B10, B18).

A guardrail never earns anything: it cannot prove an outcome. Proven broken, it takes "fund" off the recommendation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from portfolio.calendar import midnight
from portfolio.judging import Rows, judgement_of, last_instant
from portfolio.looks import Look, LookName
from portfolio.metrics import Family, Metric, Provenance
from portfolio.sources import LATE_AFTER, How, Source, days_per, is_percent
from portfolio.statistics.common import Goal
from portfolio.statistics.guardrails import OF_TURNED, Guard
from portfolio.statistics.judged import Question, decimal
from portfolio.verdicts import Interval, NotMeasured

MOST = 3
LEAST_MARGIN, LARGEST_MARGIN = Decimal("0.01"), Decimal("0.9")
"""A margin below 1 % cannot be told from noise; one near 100 % guards nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardrail:
    """One version of one guardrail. `margin` 0.05: 5 % worse is still bearable. `number` is its own for good, from 1."""

    initiative: str
    number: int
    version: int
    name: str
    unit: str
    lower_is_better: bool
    margin: Decimal

    @property
    def limit(self) -> Decimal:
        """The change of the raw value that is just bearable: +0.05, or -0.05 where higher is better."""
        return self.margin if self.lower_is_better else -self.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What one look found of a guardrail. `guard` None: not measured; `because` says why, None where nothing is counted.

    `estimate` and `interval` are changes of the raw value, as everywhere.
    """

    rail: Guardrail
    guard: Guard | None
    because: NotMeasured | None
    estimate: Decimal | None = None
    interval: Interval | None = None
    n_before: int = 0
    n_after: int = 0
    source: str | None = None
    provenance: Provenance | None = None
    until: date | None = None
    periods: bool = False
    """Whether what is counted are periods (rates, series) and not cases."""


def as_metric(rail: Guardrail, metric: Metric) -> Metric:
    """The guardrail as something to be counted: the metric with its name, unit and direction."""
    family = Family.CUSTOM
    if days_per(rail.unit) is not None:
        family = Family.CYCLE_TIME
    elif is_percent(rail.unit):
        family = Family.ERROR_RATE
    return replace(metric, name=rail.name, unit=rail.unit, lower_is_better=rail.lower_is_better, family=family)


def turned(rail: Guardrail) -> Goal:
    """The question whose proof breaks the guardrail: has it got worse by more than the margin?"""
    return Goal(target=float(rail.limit), higher_is_better=rail.lower_is_better)


def unmeasured(rail: Guardrail) -> Guarded:
    """Nothing is counted yet. That is unknown, and never fine (R15)."""
    return Guarded(rail=rail, guard=None, because=None)


def guarded(rail: Guardrail, source: Source, rows: Rows, look: Look, start: date, known: datetime) -> Guarded:
    """What the rows of its source say at a look. `known`: until when the source tells what happened."""
    until = last_instant(look, source, known)
    question = Question(start=start, until=until, goal=turned(rail), alpha=look.alpha, early=look.early)
    judgement = judgement_of(rows, source, question)
    because = None
    if look.name is LookName.NONE:
        because = NotMeasured.BEFORE_LOOK
    elif until < midnight(look.on, source.binding.zone) - LATE_AFTER[source.provenance]:
        because = NotMeasured.LATE
    elif judgement.shortfall is not None:
        because = judgement.shortfall.reason.because
    said = because is None
    change = judgement.change.estimate
    return Guarded(
        rail=rail, guard=OF_TURNED[judgement.verdict] if said else None, because=because,
        estimate=decimal(change) if said and change is not None else None, interval=judgement.interval if said else None,
        n_before=judgement.n_before, n_after=judgement.n_after, source=source.label, provenance=source.provenance,
        until=until.date(), periods=source.how in (How.COUNTS, How.SERIES),
    )


SUGGESTED: Mapping[Family, str] = {
    Family.TIME: "rework",
    Family.CYCLE_TIME: "rework",
    Family.ERROR_RATE: "time",
    Family.REVENUE: "complaints",
    Family.COMPLIANCE: "time",
    Family.CUSTOM: "rework",
}
"""What people tend to lose while they gain on the number that decides: the example the form offers (B10)."""
