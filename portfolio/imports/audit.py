"""The audit of a list: every pilot in it with its age, its owner, its number, and what is missing (A4-A6).

It judges only what the list says. A trait is met by evidence in the record and by nothing else, so none is met here; each
names what is missing and who owes the next step. The same list and day give the same audit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from portfolio.imports.benefits import measured_benefit
from portfolio.imports.counting import mailboxes_of
from portfolio.imports.entries import Entry, ListedStage, Precision
from portfolio.imports.owners import Owner, owner_of

METHOD = "audit-3"
"""Changes with every rule that can change an audit."""
DECISION_DAYS = 90
"""R1: a pilot owes a decision at most so many days after its first use."""
AGES = (90, 180, 365)
"""Days the audit counts pilots older than."""


class Gap(StrEnum):
    """What a pilot lacks by its list, in the order of the four traits; then what stops the audit from judging it."""

    NO_NUMBER = "no_number"
    NO_BASELINE = "no_baseline"
    NO_OWNER = "no_owner"
    ONLY_MAILBOX = "only_mailbox"
    NOT_ACCEPTED = "not_accepted"
    NO_INTEGRATION = "no_integration"
    NO_SCALE_PLAN = "no_scale_plan"
    NOT_APPROVED = "not_approved"
    APPROVAL_UNKNOWN = "approval_unknown"
    NO_START = "no_start"
    START_UNREADABLE = "start_unreadable"


class Trait(StrEnum):
    """The four traits of a programme that reaches production (DOMAIN.md)."""

    METRIC = "metric"
    OWNER = "owner"
    INTEGRATION = "integration"
    SCALE_PLAN = "scale_plan"


OWED_BY: Mapping[Gap, str] = {
    Gap.NO_NUMBER: "sponsor", Gap.NO_BASELINE: "sponsor", Gap.NO_OWNER: "programme_office",
    Gap.ONLY_MAILBOX: "programme_office", Gap.NOT_ACCEPTED: "sponsor", Gap.NO_INTEGRATION: "delivery_lead",
    Gap.NO_SCALE_PLAN: "sponsor", Gap.NOT_APPROVED: "reviewer", Gap.APPROVAL_UNKNOWN: "reviewer",
    Gap.NO_START: "programme_office", Gap.START_UNREADABLE: "programme_office",
}  # fmt: skip
"""Who owes the next step on each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """One pilot. `age` in days on the day of the audit, below 0 for one that starts later, None without a readable start;
    `past` days since its decision was owed, None while none is; `benefit` the number it states, as written.
    `traits` names for each trait what is missing first."""

    entry: Entry
    age: int | None
    past: int | None
    owner: Owner
    benefit: str | None
    traits: Mapping[Trait, Gap]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The whole list on one day. `pilots` in the order of the file; `median_age` in days, None without any date."""

    on: date
    rows: int
    stages: Mapping[ListedStage, int]
    pilots: tuple[Audited, ...]
    median_age: float | None
    older_than: Mapping[int, int]
    owners: Mapping[Owner, int]
    approved: Mapping[bool | None, int]
    precisions: Mapping[Precision, int]

    @property
    def in_purgatory(self) -> tuple[Audited, ...]:
        """A6: past the day a decision was owed, neither funded nor retired; the longest first."""
        late = [one for one in self.pilots if one.past is not None]
        return tuple(sorted(late, key=lambda one: (-(one.past or 0), one.entry.row)))


def audit(entries: Iterable[Entry], on: date) -> Audit:
    """The audit of a list's entries on a day."""
    listed = list(entries)
    mailboxes = mailboxes_of(listed)
    pilots = tuple(_audited(one, mailboxes, on) for one in listed if one.stage is ListedStage.PILOT)
    ages = [one.age for one in pilots if one.age is not None]
    stages = Counter(one.stage for one in listed)
    owners, approved = Counter(one.owner for one in pilots), Counter(one.entry.approved for one in pilots)
    precisions = Counter(one.entry.started.precision for one in pilots if one.entry.started is not None)
    return Audit(
        on=on,
        rows=len(listed),
        stages={stage: stages[stage] for stage in ListedStage},
        pilots=pilots,
        median_age=median(ages) if ages else None,
        older_than={days: sum(age > days for age in ages) for days in AGES},
        owners={owner: owners[owner] for owner in Owner},
        approved={answer: approved[answer] for answer in (True, False, None)},
        precisions={precision: precisions[precision] for precision in Precision},
    )


def _audited(entry: Entry, mailboxes: frozenset[str], on: date) -> Audited:
    age = (on - entry.started.day).days if entry.started is not None else None
    owner = owner_of(entry.named, mailboxes)
    benefit = measured_benefit(entry.benefit)
    traits = {
        Trait.METRIC: Gap.NO_NUMBER if benefit is None else Gap.NO_BASELINE,
        Trait.OWNER: _owner_gap(entry, owner),
        Trait.INTEGRATION: Gap.NO_INTEGRATION,
        Trait.SCALE_PLAN: Gap.NO_SCALE_PLAN,
    }
    return Audited(
        entry=entry,
        age=age,
        past=age - DECISION_DAYS if age is not None and age > DECISION_DAYS else None,
        owner=owner,
        benefit=benefit,
        traits=traits,
        gaps=(*traits.values(), *_governance(entry), *_start(entry)),
    )


def _owner_gap(entry: Entry, owner: Owner) -> Gap:
    if owner is Owner.PERSON or entry.sponsor:
        return Gap.NOT_ACCEPTED  # a name in a list has promised nothing (R2)
    return Gap.ONLY_MAILBOX if owner is Owner.SHARED_MAILBOX else Gap.NO_OWNER


def _governance(entry: Entry) -> tuple[Gap, ...]:
    if entry.approved is None:
        return (Gap.APPROVAL_UNKNOWN,)
    return () if entry.approved else (Gap.NOT_APPROVED,)


def _start(entry: Entry) -> tuple[Gap, ...]:
    if entry.started is not None:
        return ()
    return (Gap.START_UNREADABLE,) if entry.started_text else (Gap.NO_START,)
