"""Registering, sponsorship, the metric and the record of one initiative."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portfolio import phases
from portfolio.adoption import Adoption
from portfolio.baselines import Proposal
from portfolio.conditions import Condition, TraitMark
from portfolio.errors import Problem
from portfolio.gates import GateState, Missing
from portfolio.imports.entries import Dated
from portfolio.initiatives import Integration, SponsorState, Stage
from portfolio.messages import Reason
from portfolio.opportunities.register import Origin, State
from portfolio.overlaps import Agrees
from portfolio.people import Account
from portfolio.prospects import Prospect, Sketch
from portfolio.sources import Trouble
from portfolio.sprints import Progress
from portfolio.views.amending import AmendedLine
from portfolio.views.baselines import BaselineCard
from portfolio.views.discover import ConstraintLine, Named
from portfolio.views.numbers import Panel
from portfolio.views.overlaps import MergedLine, PairLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """One that may be the same as what is being registered. `initiative`, `stage` None: the reader may not see more than its
    name. `lesson`: why it was retired; "" for one that was not. `opportunity` and `state`: it is no initiative yet."""

    initiative: str | None
    name: str
    sponsor: str | None
    stage: Stage | None
    agrees: tuple[Agrees, ...]
    lesson: str
    opportunity: str | None = None
    state: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterForm:
    """An empty or refused form. `values` are the inputs as typed, by input id; `token` makes pressing twice harmless.

    Input ids: name, workflow, intent, sponsor (people picker), sponsor_name (typed fallback), first_use, gate_on,
    integration.
    """

    token: str
    today: date
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    similar: tuple[Similar, ...] = ()
    """What may be the same; whoever presses again has seen it."""
    opportunity: str | None = None
    """The one in the register that becomes this initiative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """"You are named executive sponsor of ..." (C2)."""

    initiative: str
    name: str
    workflow: str
    named_by: str | None
    gate_on: date
    why: Reason
    problems: tuple[Problem, ...] = ()
    among: str | None = None
    """Where it is one of several that were asked about in one moment: that moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorMissing:
    """Nobody has accepted to answer for it, and the reader can name somebody. Input ids: sponsor, sponsor_name.

    `asked` and `since`: who was asked last, and since when; `state` whether they declined; `account` what is wrong with
    theirs. `why` None: asked for.
    """

    initiative: str
    name: str
    workflow: str
    gate_on: date
    state: SponsorState
    asked: str | None
    since: date | None
    why: Reason | None
    problems: tuple[Problem, ...] = ()
    account: Account | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricForm:
    """Metric, target, baseline by hand, adoption lead and retirement plan, in one card.

    Input ids: metric, family, unit, direction, population, source, per_month, baseline, baseline_source, target, target_on,
    floor, breadth, single_role, adoption_lead (people picker), adoption_lead_name (typed), retirement_plan;
    first_use where it is unknown.
    """

    initiative: str
    name: str
    gate_on: date
    revision: int
    values: Mapping[str, str]
    problems: tuple[Problem, ...]
    workflow: str = ""
    sketch: Sketch | None = None
    """What the linter looks at: as typed or as stored; None on a form that is still empty."""
    prospect: Prospect | None = None
    reworded: bool = False
    """The offered wording stands in place of the name that was typed."""
    asks_start: bool = False
    """Whether the first day of use is asked for, which nobody has said yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The criteria of the gate in words, before and after they are locked ("These are the rules")."""

    initiative: str
    name: str
    gate: str
    gate_on: date
    gate_revision: int
    panel: Panel
    retirement_plan: str | None
    missing: tuple[Missing, ...]
    armed_on: date | None
    may_arm: bool
    history: str | None = None
    """The source whose history can give the baseline, where this person may take it from there."""
    proposed: Proposal | None = None
    """What was taken from history a moment ago."""
    sketch: Sketch | None = None
    """What the linter looks at, while the rules are open."""
    prospect: Prospect | None = None
    may_amend: bool = False
    """Whether this person may ask for a change of what was locked (R5)."""
    amended: tuple[AmendedLine, ...] = ()
    """Changes since they were locked, with both versions."""
    waiting: str | None = None
    """The change that waits for an answer."""
    may_renew: bool = False
    """Whether another baseline can be taken from the source."""
    may_sprint: bool = False
    """Whether this person may start an instrumentation sprint: "We cannot count it today"."""
    may_guard: bool = False
    """Whether this person may say what must not get worse."""
    may_connect: bool = False
    """Whether the number is counted nowhere yet, and this person may say where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of the history: the sentence is "event.<action>", `by` None for the system or somebody erased."""

    at: datetime
    by: str | None
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTrouble:
    """The source of the number cannot be read: which one, since when, and what is in the way (`about` names it)."""

    source: str
    since: date
    trouble: Trouble
    about: str
    feature: str = ""
    """What is off while a permission is missing: a code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`show`: everything about one initiative that this person may see. The flags say which buttons they get."""

    initiative: str
    name: str
    workflow: str
    intent: str
    stage: Stage
    integration: Integration | None
    sponsor: str | None
    sponsor_state: SponsorState
    adoption_lead: str | None
    first_use: date | None
    gate: str | None
    gate_on: date | None
    gate_state: GateState | None
    days_left: int | None
    panel: Panel | None
    traits: tuple[TraitMark, ...]
    conditions: tuple[Condition, ...]
    history: tuple[Event, ...]
    zone: str
    may_prepare: bool
    may_decide: bool
    just: str | None
    """Code of what has just happened ("registered", "accepted"...), shown as a notice; None when merely looked up."""
    trouble: SourceTrouble | None = None
    baseline: BaselineCard | None = None
    """What history says of the baseline, while the rules are open and for whoever may prepare them."""
    may_name_sponsor: bool = False
    default_of: str | None = None
    """The gate whose default decision this person can take back (R10)."""
    sprint: Progress | None = None
    """How far the instrumentation sprint is, while one runs."""
    may_sprint: bool = False
    """Whether this person may start one: "We cannot count it today"."""
    use: Adoption | None = None
    use_trouble: SourceTrouble | None = None
    account_trouble: SourceTrouble | None = None
    """Why nobody can see whether the sponsor's account is in use (R23)."""
    may_connect: bool = False
    """Whether this person may say where the number is counted."""
    unit: str = ""
    contact: str = ""
    """Where its imported list says it belongs, and whom the list names: words, and nobody's promise. A contact is not shown
    where others read along."""
    pairs: tuple[PairLine, ...] = ()
    """Initiatives that look like this one, for whoever may settle that."""
    went: MergedLine | None = None
    """Into what it was merged."""
    came: tuple[MergedLine, ...] = ()
    """What was merged into it."""
    delivery_lead: str | None = None
    about: Dated | None = None
    """First use as exactly as its list says it, where the day is not known."""
    constraints: tuple[ConstraintLine, ...] = ()
    """What limits it, the nearest end first."""
    attached: Named | None = None
    """The workflow it belongs to, where that was said."""
    phase: phases.Standing | None = None
    """Where it is on its path, what it skipped and what comes next."""
    may_attach: bool = False
    """Whether this person may say to which one, of those that there are."""
    origin: Origin | None = None
    """How it stood in the opportunity register when it became an initiative."""
    opportunity: str | None = None
    """Its entry there, where the reader may see that."""
