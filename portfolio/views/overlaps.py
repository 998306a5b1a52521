"""Two initiatives that look like one: as a line, side by side, and what became of them (A7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.errors import Problem
from portfolio.initiatives import Stage
from portfolio.messages import Reason
from portfolio.overlaps import Agrees
from portfolio.settling import Things


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A pair nobody has settled, with what agrees."""

    first: str
    second: str
    first_name: str
    second_name: str
    agrees: tuple[Agrees, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two. `may_go`: it can go into the other as it stands. `retirement_plan` is what is taken down with it."""

    initiative: str
    name: str
    workflow: str
    stage: Stage
    sponsor: str | None
    gate_on: date | None
    may_go: bool
    retirement_plan: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairForm:
    """Both side by side. Input ids: reason; stays (the id of the one that goes on) and things, for a merge only. `in_audit`:
    opened from the audit, which it leads back to."""

    first: Side
    second: Side
    agrees: tuple[Agrees, ...]
    in_audit: bool
    values: Mapping[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What becomes of what ran of the one that went. `plan`: what is taken down, as its retirement plan said it; `lead`: its
    delivery lead, who sees to it. None: nobody wrote or named one, or the reader may not see it."""

    things: Things
    plan: str | None
    lead: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedLine:
    """On the record of one of two that were merged: the other. `reason` is "" once it was erased, `by` None for somebody
    erased; `initiative` None where the reader may not see it."""

    initiative: str | None
    name: str
    by: str | None
    on: date
    reason: str
    left: Left | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedCard:
    """To a sponsor or a lead (`lead`): one went into another. `theirs`: the reader's is the one that goes on."""

    gone: str
    into: str
    gone_name: str
    into_name: str
    by: str | None
    on: date
    reason: str
    theirs: bool
    why: Reason
    lead: bool = False
    left: Left | None = None
