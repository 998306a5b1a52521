"""What the evidence says (verdict), and what the rules make of it (recommendation): DOMAIN.md, the verdict table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """The codes; their words are in words/ and never come from a second look at the numbers."""

    PROVEN = "PROVEN"
    LIKELY = "LIKELY"
    SHORT = "SHORT"
    IMPROVED = "IMPROVED"
    NO_EFFECT = "NO_EFFECT"
    UNCLEAR = "UNCLEAR"
    WORSE = "WORSE"
    NOT_MEASURED = "NOT_MEASURED"


class NotMeasured(StrEnum):
    """Why a verdict is Not measured."""

    NO_METRIC = "no_metric"
    NO_BASELINE = "no_baseline"
    REPORTED_ONLY = "reported_only"
    TOO_FEW = "too_few"
    TOO_EARLY = "too_early"
    RULES_OPEN = "rules_open"
    BEFORE_LOOK = "before_look"
    LATE = "late"
    NOT_COMPARABLE = "not_comparable"


class Choice(StrEnum):
    """The three decisions. There is no hold and no "continue learning"."""

    FUND = "fund"
    NARROW = "narrow"
    RETIRE = "retire"


class Policy(StrEnum):
    """How much proof funding takes: balanced (default) or strict."""

    BALANCED = "balanced"
    STRICT = "strict"


_RECOMMENDED: Mapping[Verdict, Choice | None] = {
    Verdict.PROVEN: Choice.FUND,
    Verdict.SHORT: Choice.NARROW,
    Verdict.IMPROVED: Choice.NARROW,
    Verdict.WORSE: Choice.RETIRE,
    Verdict.NO_EFFECT: Choice.RETIRE,
    Verdict.UNCLEAR: Choice.RETIRE,
    Verdict.NOT_MEASURED: None,
}


def recommend(verdict: Verdict, policy: Policy, *, broken: bool = False) -> Choice | None:
    """R7. None: the evidence recommends nothing, and funding is blocked by R4.

    `broken`: a guardrail is proven broken, which removes "fund" (DOMAIN.md). What is left of a gain that costs too much
    elsewhere is to narrow it; so funding it all the same opposes the recommendation, and needs a reviewer (R8).
    """
    chosen = _recommended(verdict, policy)
    return Choice.NARROW if broken and chosen is Choice.FUND else chosen


def _recommended(verdict: Verdict, policy: Policy) -> Choice | None:
    if verdict is Verdict.LIKELY:
        return Choice.FUND if policy is Policy.BALANCED else Choice.NARROW
    return _RECOMMENDED[verdict]


def opposes(recommended: Choice | None, chosen: Choice) -> bool:
    """R8: a decision against the recommendation needs a reviewer. Without a recommendation nothing is opposed."""
    return recommended is not None and recommended is not chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval of a relative change with the observations behind it; it cannot exist without them.

    `low` and `high` are changes of the raw value (-0.23 is 23 % less), `level` the two-sided level in percent.
    """

    low: Decimal
    high: Decimal
    level: Decimal
    n_before: int
    n_after: int

    def __post_init__(self) -> None:
        if self.n_before < 1 or self.n_after < 1:
            raise ValueError("an interval needs observations on both sides")
        if self.low > self.high:
            raise ValueError("an interval runs from low to high")
