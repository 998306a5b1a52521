"""What a person may ask for where rules were locked: plain values that dialogs make and actions take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.baselines import Between
from portfolio.metrics import Family


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewBaseline:
    """Another baseline than the locked one, from what was shown (as in AcceptBaseline), with a reason and, where one is
    needed, a co-signer (object id or typed name)."""

    initiative: str
    seen: str
    between: Between
    reason: str
    second: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendRules:
    """Criteria that were locked, as they are to be from now on; `margins` by the number of the guardrail, 0.05 for 5 %."""

    initiative: str
    revision: int
    name: str
    family: Family
    unit: str
    lower_is_better: bool
    population: str | None
    target: Decimal
    target_on: date
    floor: Decimal | None
    breadth: Decimal | None
    single_role: str | None
    margins: Mapping[int, Decimal]
    reason: str
    second: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAmendment:
    """The sponsor's or the co-signer's answer to a change of the rules."""

    amendment: str
    agree: bool
    remark: str
