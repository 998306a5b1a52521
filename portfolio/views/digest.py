"""Leadership's monthly digest and the portfolio list."""

from dataclasses import dataclass
from datetime import date

from portfolio import phases
from portfolio.adoption import Adoption
from portfolio.checkins import Outlook
from portfolio.conditions import Condition
from portfolio.decisions import Piece
from portfolio.filters import EVERYTHING, Filter
from portfolio.gates import GateState
from portfolio.initiatives import Stage
from portfolio.sprints import Progress
from portfolio.verdicts import Choice, Verdict
from portfolio.views.discover import ConstraintLine
from portfolio.views.gates import GateLine
from portfolio.views.numbers import Panel
from portfolio.views.production import OutcomeLine
from portfolio.views.roadmap import ChangeLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One initiative in the digest. `answered` False: unknown so far (R15). `confirmed`: by its sponsor (C5)."""

    initiative: str
    name: str
    sponsor: str | None
    panel: Panel | None
    verdict: Verdict
    outlook: Outlook | None
    note: str
    answered: bool
    confirmed: bool
    gate_on: date | None
    use: Adoption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision of the month. `choice` None: spending was paused by policy, and `on` is the next gate's date. `taken_back`:
    it was, after this was posted."""

    initiative: str
    name: str
    choice: Choice | None
    on: date
    by_policy: bool
    panel: Panel | None = None
    """The evidence it was decided on."""
    taken_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideLine:
    """R4: printed in every digest until cured or expired."""

    initiative: str
    name: str
    pieces: tuple[Piece, ...]
    second: str
    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictCount:
    """A bar of the chart."""

    verdict: Verdict
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    """What is wrong with an initiative, as derived."""

    initiative: str
    name: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """A source that has told nothing since `known_on`, and whose number it is."""

    name: str
    source: str
    known_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One screen: decisions owed, outcomes, what was decided, overrides, what is in production, risks. Lists are cut to a
    screen; `more_*` count the rest. `posted_on` None: asked for, and posted nowhere."""

    period: str
    posted_on: date | None
    frozen_on: date
    owed: tuple[GateLine, ...]
    counts: tuple[VerdictCount, ...]
    outcomes: tuple[Outcome, ...]
    more_outcomes: int
    decided: tuple[DecisionLine, ...]
    overrides: tuple[OverrideLine, ...]
    risks: tuple[RiskLine, ...]
    unanswered: int
    late: tuple[LateLine, ...] = ()
    more_late: int = 0
    production: tuple[OutcomeLine, ...] = ()
    more_production: int = 0
    roadmap: tuple[ChangeLine, ...] = ()
    """What changed on the roadmap."""
    phase: phases.Standing | None = None
    """Where the programme is: said once a quarter."""
    constraints: tuple[ConstraintLine, ...] = ()
    """What limits anything in flight, the nearest end first (D6)."""
    more_owed: int = 0
    more_overdue: int = 0
    """Of those decisions, how many are overdue."""
    more_risks: int = 0
    ideas_late: int = 0
    """Ideas that have waited longer for an answer than is promised (E10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioRow:
    """One initiative in the list."""

    initiative: str
    name: str
    sponsor: str | None
    owned: bool
    stage: Stage
    gate_on: date | None
    gate_state: GateState | None
    days_left: int | None
    verdict: Verdict
    conditions: tuple[Condition, ...]
    sprint: Progress | None = None
    """How far its instrumentation sprint is, while one runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioList:
    """One page of what this person may see. Input ids of its filter: text, condition, stage, sponsor, sort. Nothing at all:
    the empty card, offering to register the first; not in a channel, where nobody can register."""

    rows: tuple[PortfolioRow, ...]
    page: int
    pages: int
    total: int
    mine_only: bool
    in_channel: bool = False
    filter: Filter = EVERYTHING
    seen: int = 0
    """How many there are without the filter."""
