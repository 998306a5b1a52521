"""The number panel: one number with its baseline, target, provenance and verdict."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.evidence import Evidence
from portfolio.guardrails import Guarded
from portfolio.metrics import Provenance
from portfolio.outlook import Foreseen
from portfolio.statistics.guardrails import Guard
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
    foreseen: Foreseen | None = None
    """Where it will stand at the gate if it goes on like this; None where nobody can say, and from the seal on."""
    guardrails: tuple[Guarded, ...] = ()
    """What must not get worse beside it, judged at the same look where that could be."""

    breadth: Decimal | None = None
    """The share of its people that has to use it before it is funded; None where nothing of it was agreed."""
    single_role: str | None = None
    """Why one role is all it is meant for."""

    @property
    def broken(self) -> tuple[Guarded, ...]:
        """Guardrails that are proven broken: they take "fund" off the recommendation."""
        return tuple(one for one in self.guardrails if one.guard is Guard.BROKEN)
