"""Where the result appears, what expands if the metric hits, what production needs and its budget: what the traits of
integration and scale plan are green by (A5), and R4's `production_needs` and `budget`.

Each part is versioned by itself and can be written at any time: none of it is a criterion, so nothing here is loosened (R5).
What is switched off if the metric misses is a criterion, and stays with the rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from portfolio.errors import Problem, problem
from portfolio.initiatives import Integration

ATTESTED_FOR = timedelta(days=180)
"""How long somebody's word that they saw it there holds (A5). The 180th day after it was seen is the last one."""
SEEN_WITHIN = timedelta(days=30)
"""What was seen longer ago is looked at again before anybody attests it."""
RENEW_WITHIN = timedelta(days=30)
"""So long before it runs out, the sponsor's monthly card says so."""
MOST_WAVES = 3
LAST_WAVE = timedelta(days=730)   # a wave further away is a slip of the keyboard
LEAST_ALERT = Decimal("0.1")      # an alert below a tenth of the money would always be on


class Part(StrEnum):
    """What is recorded by itself, in the order of a card."""

    INTEGRATION = "integration"
    EXPANSION = "expansion"
    NEEDS = "needs"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where the result appears and inside which data boundary (trait 3). `evidence` is a link, or a document's name.

    `seen_on` and `attested_by`: who saw the result there and when; None while it is only stated.
    """

    place: Integration
    system: str
    repositories: str
    label: str
    identities: str
    evidence: str
    seen_on: date | None = None
    attested_by: int | None = None

    @property
    def holds_until(self) -> date | None:
        """The last day of its attestation; None without one."""
        return None if self.seen_on is None else self.seen_on + ATTESTED_FOR


class Proof(StrEnum):
    """How far a placement is shown."""

    STATED = "stated"
    ATTESTED = "attested"
    EXPIRED = "expired"


def proof(placement: Placement, sponsor: int | None, today: date) -> Proof:
    """Attested is what a lead saw and what has not run out. The word of whoever is the sponsor by now does not count: nobody
    attests what they answer for."""
    until = placement.holds_until
    if until is None or placement.attested_by in (None, sponsor):
        return Proof.STATED
    return Proof.ATTESTED if today <= until else Proof.EXPIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Who gets it next, where, and from when."""

    who: str
    where: str
    on: date


class Cadence(StrEnum):
    """How often results are reported."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What expands if the metric hits, in the order of its days, and how results are reported (trait 4)."""

    waves: tuple[Wave, ...]
    cadence: Cadence
    audience: str
    form: str


class NeedKind(StrEnum):
    """What production needs (trait 4)."""

    CAPACITY = "capacity"
    MONITORING = "monitoring"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One need and who owns it; `owner` None: nobody any more."""

    kind: NeedKind
    what: str
    owner: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """One need of each kind."""

    needs: tuple[Need, ...]

    @property
    def owned(self) -> bool:
        """R4 `production_needs`: each kind has somebody."""
        return {need.kind for need in self.needs if need.owner is not None} == set(NeedKind)


class Per(StrEnum):
    """What a budget is for."""

    MONTH = "month"
    YEAR = "year"


class Limit(StrEnum):
    """What happens at its end: somebody is told before, or nothing more can be spent."""

    ALERT = "alert"
    CAP = "cap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Committed money with an alert or a cap (R4 `budget`). `currency` is an ISO 4217 code; `alert_at` 0.8: told at 80 % of
    it, None only where a cap needs no alert. `where` says where the alert or cap is set."""

    amount: Decimal
    currency: str
    per: Per
    limit: Limit
    alert_at: Decimal | None
    where: str


Content = Placement | Expansion | Needs | Budget
KINDS: dict[Part, type[Content]] = {
    Part.INTEGRATION: Placement, Part.EXPANSION: Expansion, Part.NEEDS: Needs, Part.BUDGET: Budget,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """What is in force of an initiative; None is what nobody has recorded, or what was taken back."""

    integration: Placement | None = None
    expansion: Expansion | None = None
    needs: Needs | None = None
    budget: Budget | None = None


NOTHING = Plans()


def together(contents: Iterable[Content | None]) -> Plans:
    """The parts that are in force, as one value."""
    found = NOTHING
    for content in contents:
        match content:
            case Placement():
                found = replace(found, integration=content)
            case Expansion():
                found = replace(found, expansion=content)
            case Needs():
                found = replace(found, needs=content)
            case Budget():
                found = replace(found, budget=content)
            case None:
                pass
    return found


def seen_problems(seen_on: date | None, today: date) -> tuple[Problem, ...]:
    """The day somebody saw the result there: not ahead, and not long ago."""
    if seen_on is None or today - SEEN_WITHIN <= seen_on <= today:
        return ()
    return (problem("seen_on", "seen_out_of_range", days=SEEN_WITHIN.days),)


def wave_problems(waves: Iterable[Wave], known: Iterable[Wave], today: date) -> tuple[Problem, ...]:
    """A wave begins ahead and within two years; one that was planned before may have begun. Waves are as they were typed."""
    before = set(known)
    found = []
    for number, wave in enumerate(waves, start=1):
        if wave.on < today and wave not in before:
            found.append(problem(f"wave.{number}.on", "date_in_past"))
        if wave.on > today + LAST_WAVE:
            found.append(problem(f"wave.{number}.on", "wave_too_far"))
    return tuple(found)


def budget_problems(budget: Budget) -> tuple[Problem, ...]:
    """An amount there is, a currency's code, and an alert that somebody can act on."""
    found = []
    if budget.amount <= 0:
        found.append(problem("amount", "budget_not_positive"))
    if len(budget.currency) != 3 or not budget.currency.isascii() or not budget.currency.isalpha():
        found.append(problem("currency", "not_a_currency"))
    if budget.alert_at is None:
        if budget.limit is Limit.ALERT:
            found.append(problem("alert_at", "alert_needed"))
    elif not LEAST_ALERT <= budget.alert_at <= 1:
        found.append(problem("alert_at", "alert_out_of_range", least=LEAST_ALERT * 100))
    return tuple(found)
