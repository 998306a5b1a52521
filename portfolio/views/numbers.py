"""The number panel: one number with its baseline, target, provenance and verdict."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.evidence import Evidence
from portfolio.metrics import Provenance
from portfolio.verdicts import Interval, NotMeasured, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number with where it comes from. `by` names the person of a reported number; `source` the list or report."""

    value: Decimal
    provenance: Provenance
    on: date
    by: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`current` None is unknown. An interval exists only with observations behind it (verdicts.Interval)."""

    metric: str
    unit: str
    lower_is_better: bool
    baseline: Stated | None
    current: Stated | None
    target: Decimal | None
    target_on: date | None
    floor: Decimal | None
    verdict: Verdict
    because: NotMeasured | None
    interval: Interval | None
    change: Decimal | None = None
    """The best estimate of the change of the raw value, where there is a verdict: -0.23 is 23 % less."""
    why: Evidence | None = None
    """Everything behind the number, where it was read from a source."""
