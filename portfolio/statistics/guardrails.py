"""What must not get worse: non-inferiority by the same methods (docs/statistics.md section 3).

Only proven harm breaks a guardrail; an interval that merely reaches past the margin is a warning. The question is that of a
verdict turned round: is it proven that the number got worse by more than the margin?
"""

from collections.abc import Mapping
from enum import StrEnum

from portfolio.verdicts import Verdict


class Guard(StrEnum):
    """What a guardrail says."""

    FINE = "fine"
    WARN = "warn"
    BROKEN = "broken"


OF_TURNED: Mapping[Verdict, Guard] = {
    Verdict.PROVEN: Guard.BROKEN,       # worse than the margin, proven
    Verdict.LIKELY: Guard.WARN,         # these three reach past it
    Verdict.IMPROVED: Guard.WARN,
    Verdict.UNCLEAR: Guard.WARN,
    Verdict.SHORT: Guard.FINE,          # in these three the margin is ruled out
    Verdict.NO_EFFECT: Guard.FINE,
    Verdict.WORSE: Guard.FINE,
}
"""The verdict on the turned question, whose "target" is to get worse by the margin."""
