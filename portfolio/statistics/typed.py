"""Monthly points that a sponsor typed: ranges and full separation, never a verdict (docs/statistics.md section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The ranges of both sides; whether every after-point beats every before-point, and how often chance does that."""

    before: tuple[float, float]
    after: tuple[float, float]
    all_better: bool
    chance: float


def separation(before: Sequence[float], after: Sequence[float], *, higher_is_better: bool) -> Typed | None:
    """None without points on both sides. `all_better` needs 3 points each; then chance is 1 in C(n0 + n1, n1)."""
    if not before or not after:
        return None
    beats = min(after) > max(before) if higher_is_better else max(after) < min(before)
    return Typed(
        before=(min(before), max(before)),
        after=(min(after), max(after)),
        all_better=beats and min(len(before), len(after)) >= 3,
        chance=1 / comb(len(before) + len(after), len(after)),
    )
