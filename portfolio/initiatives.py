"""The initiative: a funded attempt to improve one workflow with AI, with an owed decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portfolio.errors import Problem, problem
from portfolio.imports.entries import Dated


class Stage(StrEnum):
    """Where an initiative stands (DOMAIN.md, state machines)."""

    REGISTERED = "registered"
    DISCOVER = "discover"
    MAPPED = "mapped"
    INSTRUMENTING = "instrumenting"
    PILOTING = "piloting"
    AT_GATE = "at_gate"
    FUNDED = "funded"
    SCALING = "scaling"
    PRODUCTION = "production"
    NARROWED = "narrowed"
    RETIRING = "retiring"
    RETIRED = "retired"
    ON_HOLD = "on_hold"
    MERGED = "merged"
    REJECTED = "rejected"


_DUPLICATE = frozenset({Stage.MERGED, Stage.REJECTED})

MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.REGISTERED: frozenset({Stage.DISCOVER, Stage.PILOTING, Stage.INSTRUMENTING, Stage.ON_HOLD}) | _DUPLICATE,
    Stage.DISCOVER: frozenset({Stage.MAPPED, Stage.ON_HOLD}) | _DUPLICATE,
    Stage.MAPPED: frozenset({Stage.INSTRUMENTING, Stage.PILOTING, Stage.ON_HOLD}) | _DUPLICATE,
    # A sprint that ends before first use leaves it waiting for that day, and one that starts on that day moves it.
    Stage.INSTRUMENTING: frozenset({Stage.REGISTERED, Stage.PILOTING, Stage.AT_GATE, Stage.ON_HOLD}),
    Stage.PILOTING: frozenset({Stage.INSTRUMENTING, Stage.AT_GATE, Stage.ON_HOLD, Stage.MERGED}),
    # Piloting again when its gate is extended.
    Stage.AT_GATE: frozenset({Stage.FUNDED, Stage.NARROWED, Stage.RETIRING, Stage.PILOTING}),
    Stage.FUNDED: frozenset({Stage.SCALING, Stage.AT_GATE}),
    Stage.SCALING: frozenset({Stage.PRODUCTION, Stage.AT_GATE}),
    Stage.PRODUCTION: frozenset({Stage.AT_GATE}),
    Stage.NARROWED: frozenset({Stage.PILOTING}),
    # Back at its gate when the decision is taken back in time.
    Stage.RETIRING: frozenset({Stage.RETIRED, Stage.AT_GATE}),
    Stage.ON_HOLD: frozenset({Stage.PILOTING, Stage.AT_GATE}),
}

ACTIVE = frozenset(
    {Stage.REGISTERED, Stage.DISCOVER, Stage.MAPPED, Stage.INSTRUMENTING, Stage.PILOTING, Stage.AT_GATE, Stage.ON_HOLD}
)
"""In flight: a decision is still owed."""

FOLLOWED = frozenset({Stage.FUNDED, Stage.SCALING, Stage.PRODUCTION})
"""Funded: no decision is owed now, and its number is still read (R24)."""

WATCHED = ACTIVE | FOLLOWED
"""Its sources are read and its use is followed."""

OVER = frozenset({Stage.RETIRING, Stage.RETIRED}) | _DUPLICATE
"""It goes no further: the four traits of a production-ready programme no longer matter."""


def stage_on(stage: Stage, first_use: date | None, today: date) -> Stage:
    """The stage as it stands on a day: what was registered ahead of its first use is piloting from that day on."""
    begun = first_use is not None and first_use <= today
    return Stage.PILOTING if stage is Stage.REGISTERED and begun else stage


class SponsorState(StrEnum):
    """R2: silence is not acceptance."""

    NONE = "none"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNFIT = "unfit"        # named, and their account says that it cannot be them


class Integration(StrEnum):
    """Trait 3: where the work happens. Standalone means outside the tools people already use."""

    OFFICE = "office"
    LINE_OF_BUSINESS = "line_of_business"
    SERVICE_OR_CRM = "service_or_crm"
    STANDALONE = "standalone"


class Lead(StrEnum):
    """DOMAIN.md, terms: who sees to its day-to-day use, and who builds it (IT or a partner)."""

    ADOPTION = "adoption_lead"
    DELIVERY = "delivery_lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """One initiative as stored. People are local numbers; `first_use` starts the 90 days; None fields are unknown.

    `first_use` is None while it is not known to the day: before and after cannot be told apart then. `about` is what is
    known of it all the same. `registered_by` is None for one that was taken from a list on the command line.
    """

    id: str
    name: str
    workflow: str
    intent: str
    stage: Stage
    first_use: date | None
    sponsor: int | None
    sponsor_state: SponsorState
    adoption_lead: int | None
    delivery_lead: int | None
    integration: Integration | None
    retirement_plan: str | None
    registered_by: int | None
    registered_at: datetime
    revision: int
    sponsor_since: datetime | None = None
    """When the sponsor accepted. A new owner inherits future duties only (R16)."""
    sponsor_asked: datetime | None = None
    """When the person who is named was asked."""
    about: Dated | None = None

    @property
    def in_use_since(self) -> date | None:
        """First use as exactly as it is known, for counting days of age; None when nothing is known of it."""
        return self.first_use or (self.about.day if self.about else None)

    def leads(self, person: int) -> tuple[Lead, ...]:
        """What this person leads of it."""
        named = {Lead.ADOPTION: self.adoption_lead, Lead.DELIVERY: self.delivery_lead}
        return tuple(lead for lead, number in named.items() if number == person)

    @property
    def owned(self) -> bool:
        """True when a sponsor has accepted."""
        return self.sponsor is not None and self.sponsor_state is SponsorState.ACCEPTED


OLDEST_FIRST_USE = timedelta(days=3653)
"""Older than ten years is a slip of the keyboard."""
MAX_NAME = 80
MAX_SENTENCE = 300
MAX_NOTE = 500


def first_use_problems(first_use: date, today: date) -> list[Problem]:
    """What is wrong with the first day of something that is in use already."""
    if first_use > today:
        return [problem("first_use", "first_use_ahead")]
    return [problem("first_use", "first_use_too_old")] if first_use < today - OLDEST_FIRST_USE else []
