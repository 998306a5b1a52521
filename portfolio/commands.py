"""What a person may ask for: plain values that dialogs make and actions take."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portfolio.addresses import Address
from portfolio.baselines import Between
from portfolio.checkins import Answer
from portfolio.initiatives import Integration
from portfolio.metrics import Family
from portfolio.observations import Binding, Shape, SourceRef
from portfolio.sources import How
from portfolio.sprints import Way
from portfolio.usage import Product
from portfolio.verdicts import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterInitiative:
    """`sponsor` is an Entra object id from the people picker, or a name typed where there is no picker.

    `token` names the form it came from, so that pressing twice registers once. `opportunity` is the id of the one in the
    register that becomes this initiative.
    """

    name: str
    workflow: str
    intent: str
    sponsor: str
    first_use: date
    gate_on: date | None
    integration: Integration
    token: str
    opportunity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSponsorship:
    """Accept, or decline and perhaps name somebody else (object id or typed name)."""

    initiative: str
    accept: bool
    instead: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSponsorships:
    """The same for everything of one moment that is still unanswered (`asked`)."""

    asked: datetime
    accept: bool
    instead: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSponsors:
    """Ask one person (object id or typed name) to sponsor several initiatives."""

    initiatives: tuple[str, ...]
    sponsor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveMetric:
    """Metric, target and baseline as typed, the adoption lead and what happens if it is retired."""

    initiative: str
    name: str
    family: Family
    unit: str
    lower_is_better: bool
    source: str | None
    baseline: Decimal | None
    baseline_source: str | None
    target: Decimal
    target_on: date
    floor: Decimal | None
    adoption_lead: str | None
    retirement_plan: str
    revision: int
    population: str | None = None
    per_month: Decimal | None = None
    first_use: date | None = None
    """Asked only while it is unknown."""
    breadth: Decimal | None = None
    single_role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptBaseline:
    """Lock the baseline that was shown: `seen` is the hash of its rows, `between` the days it was limited to."""

    initiative: str
    seen: str
    between: Between


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmGate:
    """"These are the rules": locks the criteria of the initiative's gate."""

    gate: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCheckIn:
    """Answers to the initiatives shown on one card; `revision` is the one the card was drawn from."""

    check_in: str
    revision: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """One of the three choices with its date and reason; the last two only when an override is needed."""

    gate: str
    revision: int
    choice: Choice
    on: date
    reason: str
    second: str | None
    expires: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersign:
    """The second person's answer to a pending decision."""

    decision: str
    agree: bool
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseDefault:
    """Take back what policy did at a gate nobody decided."""

    gate: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendGate:
    """Move an open gate, once."""

    gate: str
    revision: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSponsor:
    """Name somebody (object id or typed name) where nobody has accepted."""

    initiative: str
    sponsor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindSource:
    """"Where is it counted?": the place as typed, read."""

    initiative: str
    address: Address
    guardrail: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseColumns:
    """Which columns mean what, chosen from what a look has found. `pilot` names the group of its rows that is the
    initiative's own, where the source has several."""

    lookup: str
    binding: Binding
    how: How
    pilot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGrant:
    """An admin enables an address for an initiative, or refuses it, perhaps with a reason."""

    grant: str
    round: int
    enable: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BindSource:
    """Count an initiative's metric in a source that an admin has enabled. `label` is what people call it."""

    initiative: str
    grant: str
    ref: SourceRef
    label: str
    binding: Binding
    how: How
    pilot: str | None = None
    guardrail: int | None = None
    """The number of the guardrail that is counted there; None: the metric that decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveGuardrail:
    """What must not get worse: a new guardrail, or with its `number` another margin for one. `margin` 0.05 is 5 %."""

    initiative: str
    number: int | None
    name: str
    unit: str
    lower_is_better: bool
    margin: Decimal
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSprint:
    """"We cannot count it today": what is written down of a case, how, and by whom (object ids or typed names)."""

    initiative: str
    shape: Shape
    way: Way
    kinds: tuple[str, ...]
    loggers: tuple[str, ...]
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCase:
    """One case as somebody logs it, or logs it again with the `revision` of what they saw.

    `entry` names the form, so that pressing twice logs once. `ended` is when it counts; `timed`: times of day were given.
    """

    initiative: str
    entry: str
    shape: Shape
    started: datetime | None
    ended: datetime
    timed: bool
    value: Decimal | None
    kind: str | None
    revision: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUse:
    """Follow how the people of a group (an Entra object id) use a product. `name` is the initiative's, `label` the
    group's as people call it."""

    name: str
    group: str
    label: str
    product: Product
