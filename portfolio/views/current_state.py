"""The current-state map of one workflow: how the work runs today, with a source mark on every number (E4, R17)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from portfolio.discover.constraints import ConstraintKind, ConstraintStanding
from portfolio.discover.interviews import Standpoint, Topic
from portfolio.initiatives import Stage
from portfolio.metrics import Provenance


class MapOrigin(StrEnum):
    """Where numbers and words on the map come from."""

    OBSERVED = "observed"      # somebody watched the work
    VOLUME = "volume"          # what is said of the number of cases
    INTERVIEWS = "interviews"
    REGISTER = "register"      # the constraint register
    RECORD = "record"          # what Pilothouse itself keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSource:
    """What a letter stands for. `on`: the day it was seen, said or read. `cases` watched, or None. `office`: whoever watched
    belongs to the programme office. `text`: where the number is written, as somebody typed it."""

    mark: str
    origin: MapOrigin
    on: date
    provenance: Provenance | None = None
    cases: int | None = None
    office: bool = False
    text: str = ""
    answered: tuple[Standpoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with the letter of its source. None is unknown; `missing` of `steps` steps are not in it, which makes it a
    lower bound."""

    value: Decimal | timedelta | date | None
    mark: str
    missing: int = 0
    steps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStep:
    """One step. `share`: percent of the time that is known, work and waiting together."""

    what: str
    role: str | None
    system: str | None
    touch: Figure
    wait: Figure
    switches: Figure
    copies: Figure
    share: Figure
    pain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPain:
    """A pain as the programme office worded it, from the answers of so many. `mark`: where they come from."""

    text: str
    heard: tuple[Standpoint, ...]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's own words, which may be quoted with their role."""

    text: str
    topic: Topic
    standpoint: Standpoint
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapConstraint:
    """An entry of the register that hits this workflow. `expires` and `reviewed_on` are figures of a day."""

    kind: ConstraintKind
    text: str
    source: str
    owner: str | None
    standing: ConstraintStanding
    expires: Figure
    reviewed_on: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class MapInitiative:
    """What belongs to the workflow, with the day on which it is decided on."""

    name: str
    stage: Stage
    gate_on: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentState:
    """One workflow on one page. `steps` is empty while nobody has watched it. `opportunities` are names."""

    workflow: str
    name: str
    on: date
    owner_role: str | None
    roles: tuple[str, ...]
    system_of_record: str | None
    volume: Figure
    counted: Figure
    touch: Figure
    wait: Figure
    switches: Figure
    copies: Figure
    steps: tuple[MapStep, ...]
    pains: tuple[MapPain, ...]
    quotes: tuple[Quote, ...]
    constraints: tuple[MapConstraint, ...]
    initiatives: tuple[MapInitiative, ...]
    opportunities: tuple[str, ...]
    sources: tuple[MapSource, ...]
    may_interview: bool
