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
    NO_START = "no_start"
    NO_BASELINE = "no_baseline"
    REPORTED_ONLY = "reported_only"
    TOO_FEW = "too_few"
    TOO_EARLY = "too_early"
    RULES_OPEN = "rules_open"
    UNJUDGED = "unjudged"
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


class Advice(StrEnum):
    """What the rules make of a verdict (R7): one of the three decisions, one extension, or either.

    COUNT_ON: none of the three, because nothing can be said yet; an extension, because counting has begun.
    """

    FUND = "fund"
    NARROW = "narrow"
    RETIRE = "retire"
    EXTEND = "extend"
    NARROW_OR_EXTEND = "narrow_or_extend"
    COUNT_ON = "count_on"


_TABLE: Mapping[Verdict, Advice | None] = {
    Verdict.PROVEN: Advice.FUND,
    Verdict.SHORT: Advice.NARROW,
    Verdict.IMPROVED: Advice.NARROW,
    Verdict.WORSE: Advice.RETIRE,
    Verdict.NO_EFFECT: Advice.RETIRE,
    Verdict.UNCLEAR: Advice.RETIRE,
    Verdict.NOT_MEASURED: None,
}
_WITH_MORE_TIME: Mapping[Verdict, Advice] = {
    Verdict.IMPROVED: Advice.NARROW_OR_EXTEND,
    Verdict.UNCLEAR: Advice.EXTEND,
    Verdict.NOT_MEASURED: Advice.COUNT_ON,
}
_FOLLOWS: Mapping[Advice, frozenset[Choice]] = {
    Advice.FUND: frozenset({Choice.FUND}),
    Advice.NARROW: frozenset({Choice.NARROW}),
    Advice.RETIRE: frozenset({Choice.RETIRE}),
    Advice.EXTEND: frozenset(),
    Advice.NARROW_OR_EXTEND: frozenset({Choice.NARROW}),
    Advice.COUNT_ON: frozenset(Choice),
}


def recommend(verdict: Verdict, policy: Policy, *, broken: bool = False, more_time: bool = False) -> Advice | None:
    """R7. None: the evidence recommends nothing, and funding is blocked by R4.

    `broken`: a guardrail is proven broken, which removes "fund" (DOMAIN.md). What is left of a gain that costs too much
    elsewhere is to narrow it; so funding it all the same opposes the recommendation, and needs a reviewer (R8).
    `more_time`: the gate can still be extended and that would settle something (second_thoughts.keeps_from_extending).
    """
    if more_time and verdict in _WITH_MORE_TIME:
        return _WITH_MORE_TIME[verdict]
    if verdict is Verdict.LIKELY:
        return Advice.FUND if policy is Policy.BALANCED and not broken else Advice.NARROW
    return Advice.NARROW if verdict is Verdict.PROVEN and broken else _TABLE[verdict]


def opposes(recommended: Advice | None, chosen: Choice) -> bool:
    """R8: a decision against the recommendation needs a reviewer. Where none of the three is recommended, none is opposed.

    An extension that the rules advise opposes nothing, and neither does narrowing where they advise either. Where they
    advise the extension alone, each of the three opposes it, retiring too: the table retires what is unclear only where more
    data would not settle it, and ending a pilot that may have worked takes the same second look as funding one that may not.
    """
    return recommended is not None and chosen not in _FOLLOWS[recommended]


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
