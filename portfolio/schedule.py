"""What the scheduler must know to say what is due: who is asked, which gates run, what waits for a person, what ends."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portfolio.criteria import AmendmentState
from portfolio.gates import GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorFacts:
    """Somebody who is asked monthly: an accepted sponsor of at least one active initiative. `zone` is an IANA name."""

    number: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """A gate that is not closed. `zone` is that of its sponsor, None until one has accepted. `revision` is the row's."""

    id: str
    due: date
    state: GateState
    zone: str | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideFacts:
    """A final decision with pieces set aside (R4); `expires` is the override's last day."""

    decision: str
    expires: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFacts:
    """A decision that waits for its second signature since `at`; `zone` is that of whoever is to sign."""

    decision: str
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentFacts:
    """A change of locked rules that has waited since `at` for the answer its `state` names; `zone` is that of whoever owes
    it, None where nobody does any more."""

    amendment: str
    state: AmendmentState
    at: datetime
    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts:
    """Somebody was asked at `at` to sponsor an initiative and has not answered. `zone` is theirs."""

    initiative: str
    person: int
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewFacts:
    """Somebody's interview card arrived at `at` and was not answered. `zone` is theirs."""

    interview: str
    at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SprintFacts:
    """A running instrumentation sprint. `complete`: its cases give a baseline. `loggers` are people with their zones."""

    id: str
    first_on: date
    last_on: date
    complete: bool
    loggers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleFacts:
    """A source (or a group whose use is followed) that has not been readable since then."""

    source: str
    since: datetime


ATTESTATION_AHEAD = timedelta(days=14)
ATTESTATION_LATE = timedelta(days=7)
"""DOMAIN.md, the ladder "control evidence": a fortnight before it runs out, and when it has, for a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestationFacts:
    """What was seen of an initiative where people work holds until that day; `zone` is that of the lead who can look
    again."""

    initiative: str
    holds_until: date
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaFacts:
    """An idea that nobody has answered, proposed at `at`."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The record at one moment, as far as time matters. Read in one transaction; the order of the parts means nothing."""

    sponsors: tuple[SponsorFacts, ...]
    gates: tuple[GateFacts, ...]
    overrides: tuple[OverrideFacts, ...]
    signatures: tuple[SignatureFacts, ...] = ()
    amendments: tuple[AmendmentFacts, ...] = ()
    asked: tuple[AskedFacts, ...] = ()
    sprints: tuple[SprintFacts, ...] = ()
    troubles: tuple[TroubleFacts, ...] = ()
    interviews: tuple[InterviewFacts, ...] = ()
    ideas: tuple[IdeaFacts, ...] = ()
    attestations: tuple[AttestationFacts, ...] = ()
    producing: tuple[SponsorFacts, ...] = ()
    """Accepted sponsors of what is in production."""
    unreviewed: tuple[str, ...] = ()
    """Initiatives in production without a gate to come: funded by a version that planned none."""
