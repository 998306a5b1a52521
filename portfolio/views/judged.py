"""How an initiative was judged over time, and two of these findings beside each other (B3, B8)."""

from dataclasses import dataclass
from enum import StrEnum

from portfolio.evidence import Evidence


class Against(StrEnum):
    """What a finding was judged by, compared with what holds now."""

    SAME = "same"
    TARGET = "target"            # another target, date, floor or breadth
    BASELINE = "baseline"
    DEFINITION = "definition"    # another number: nothing can be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """One finding as it was made, never rewritten. `key` names it; `version` is that of the metric it was judged by."""

    key: str
    found: Evidence
    metric: str
    version: int
    against: Against


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The findings of one initiative, the newest first; `version` is what holds now. The first can be compared with each
    other one."""

    initiative: str
    name: str
    version: int
    rows: tuple[JudgedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An earlier finding beside the newest one, both of the same number."""

    initiative: str
    name: str
    then: JudgedRow
    now: JudgedRow
