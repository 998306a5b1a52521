"""Keeping a promise: the next message that may be sent now, checked again at the moment of sending (R14, R21)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions import (
    audit_cards,
    audit_owners,
    baseline_cards,
    checkin_cards,
    connecting_steps,
    following,
    gate_cards,
    idea_ladder,
    interviews,
    leaving,
    outgoing,
    plan_news,
    published,
    splits,
    sprint_views,
    together,
    uploads,
)
from actions import checkins as check_in_actions
from actions.gates import preparation_owed
from actions.holding import hold, reach_of
from actions.people import actor_of
from portfolio.authority import Act, allowed
from portfolio.checkins import UNANSWERED
from portfolio.company import Company
from portfolio.decisions import DecisionState
from portfolio.delivery import Address, Blocked, Malformed, Missing, Outcome, Sent
from portfolio.gates import DECIDABLE
from portfolio.grants import GrantState
from portfolio.initiatives import FOLLOWED, WATCHED, SponsorState
from portfolio.messages import RULES, Ambiguous, Hold, Kind
from portfolio.people import Person
from portfolio.sprints import SprintState
from portfolio.views.amending import Amended
from portfolio.views.auditing import AuditCard, AuditConfirm
from portfolio.views.baselines import BaselineCard
from portfolio.views.checkins import CheckInForm
from portfolio.views.connecting import Looking, SourceRequest
from portfolio.views.gates import CountersignForm, DecisionForm, GatePrepare
from portfolio.views.ideas import IdeaAnswered, IdeaList
from portfolio.views.importing import ImportReading
from portfolio.views.interviews import DiscoverCard, InterviewForm
from portfolio.views.leaving import FileLeft, FileOffer
from portfolio.views.plans import AttestationEnds, LeadNamed, NeedsNamed
from portfolio.views.production import Outcomes
from portfolio.views.sponsors import SeveralAsked, SplitProposed, SponsorsWanted
from portfolio.views.sprints import LogAsked
from store import (
    Tx,
    addresses,
    amendments,
    checkins,
    decisions,
    gates,
    grants,
    initiatives,
    metrics,
    outbox,
    people,
    sending,
    sprints,
    twins,
)
from store.outbox import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message to be sent now. With an `activity_id` it is an update of the message already in the chat."""

    id: int
    owner: str
    attempt: int
    kind: Kind
    address: Address
    channel: str | None
    activity_id: str | None
    view: object
    language: str
    key: str
    open_on: date
    """From when others may read what is bad news in it (R18)."""
    copies: tuple[str, ...] = ()
    """Further copies of the message in the same chat, to be updated with it."""


def claim(tx: Tx, owner: str, company: Company, now: datetime, lease: timedelta) -> Parcel | None:
    """Take the next message that may be sent this moment. Those that may not are held or closed on the way.

    None: nothing can be sent now (next_wake says when to look again).
    """
    if company.paused:
        return None
    for row in outbox.expire(tx, now):
        _too_late(tx, row, now)
    outbox.wake(tx, now)
    while rows := sending.claim_next(tx, now, owner=owner, lease=lease):
        parcel = _checked(tx, rows[0], owner, company, now)
        if parcel is not None:
            return parcel
    return None


def _too_late(tx: Tx, row: OutboxRow, now: datetime) -> None:
    """What could not be sent in its time is not lost without a word: a check-in says what kept it (R14)."""
    if row.kind == Kind.CHECK_IN and row.state == "expired":
        found = checkin_cards.of_row(tx, row)
        if found is not None:
            check_in_actions.never_came(tx, found.id, row.hold_reason, now)


def _checked(tx: Tx, row: OutboxRow, owner: str, company: Company, now: datetime) -> Parcel | None:
    kind, to = Kind(row.kind), reach_of(tx, row, company)
    reader = to.reader
    why, until = hold(tx, row, to, company, now)
    view = outgoing.unpack(row.view)
    if view is None:  # it fails, to be seen and tried again, and holds up no other one
        sending.settle(
            tx, row.id, owner=owner, attempt=row.attempts, outcome=Malformed(detail="a view of another version"),
            policy=RULES[kind].ambiguous, now=now, jitter=0.0,
        )
        return None
    if why is not None:
        outbox.hold(tx, row.id, why.value, until=until, owner=owner, attempt=row.attempts)
        if why is Hold.AWAY and isinstance(view, CheckInForm):
            check_in_actions.suppress(tx, view.check_in, now)
        return None
    if isinstance(view, Looking) and reader is not None:
        view = connecting_steps.followed(tx, reader.number, view, now)
    if isinstance(view, DiscoverCard) and reader is not None:
        view = following.followed(tx, reader.number, view, now)
    if isinstance(view, InterviewForm):
        view = interviews.current(tx, view)
    if isinstance(view, ImportReading) and reader is not None:
        view = uploads.followed(tx, reader.number, view, now)
    if isinstance(view, SplitProposed):
        view = splits.followed(tx, view, company, now)
    if isinstance(view, FileLeft) and reader is not None:
        view = leaving.followed(tx, reader.number, view)
    if isinstance(view, NeedsNamed) and reader is not None:
        view = plan_news.current(tx, reader.number, view)
    if isinstance(view, LeadNamed) and reader is not None:
        view = plan_news.leads_now(tx, reader.number, view)
    if isinstance(view, IdeaList):
        view = idea_ladder.current(tx, company, now)
    if row.activity_id is None and not still_owed(tx, kind, reader, row, view):
        outbox.close(tx, row.id, now, detail="no longer owed", owner=owner, attempt=row.attempts)
        return None
    assert to.address is not None
    return Parcel(
        id=row.id, owner=owner, attempt=row.attempts, kind=kind, address=_placed(to.address, row),
        channel=row.recipient_channel, activity_id=row.activity_id, view=view, language=to.language, key=row.key,
        open_on=published.open_on(company, now), copies=tuple(twins.of(tx, row.id)) if row.activity_id else (),
    )


def _placed(address: Address, row: OutboxRow) -> Address:
    """An update goes to the conversation its message lives in (a channel post has one of its own)."""
    if row.activity_id is None or row.conversation_id is None:
        return address
    return Address(
        tenant=address.tenant, service_url=address.service_url, conversation_id=row.conversation_id,
        member_id=address.member_id, bot_id=address.bot_id,
    )


def still_owed(tx: Tx, kind: Kind, reader: Person | None, row: OutboxRow, view: object) -> bool:
    """Checked again when the promise is kept: is this still this person's, and still open?"""
    if reader is None:
        return True
    if isinstance(view, CheckInForm):
        mine = checkins.get(tx, view.check_in)
        waiting = mine is not None and mine.person == reader.number and mine.state in UNANSWERED
        return waiting and bool(initiatives.sponsored_by(tx, reader.number))
    if isinstance(view, FileOffer):
        return leaving.still_offered(tx, reader.number, view)
    if isinstance(view, InterviewForm):
        return interviews.still_asked(tx, reader.number, view)
    if isinstance(view, AuditConfirm):
        return audit_owners.still_asked(tx, reader.number, view)
    if isinstance(view, AuditCard):
        return audit_cards.still_open(tx, reader.number, view)
    if isinstance(view, IdeaList):
        return idea_ladder.still_owed(tx, reader.number, view)
    if isinstance(view, IdeaAnswered):
        return True
    if isinstance(view, NeedsNamed):
        return bool(plan_news.current(tx, reader.number, view).needs)
    if isinstance(view, LeadNamed):
        return bool(plan_news.leads_now(tx, reader.number, view).leads)
    if isinstance(view, AttestationEnds):
        return plan_news.still_ending(tx, reader.number, view)
    if isinstance(view, CountersignForm):
        made = decisions.get(tx, view.decision)
        waiting = made is not None and made.state is DecisionState.PENDING and made.second == reader.number
        return waiting and allowed(actor_of(tx, reader.number), Act.COUNTERSIGN)
    if isinstance(view, Outcomes):
        held = initiatives.several(tx, [line.initiative for line in view.lines]).values()
        return all(one.stage in FOLLOWED and one.owned and one.sponsor == reader.number for one in held)
    if kind is Kind.SOURCE_LATE:
        return allowed(actor_of(tx, reader.number), Act.ENABLE_SOURCE)
    if isinstance(view, SeveralAsked):
        return bool(together.unanswered(tx, reader.number, datetime.fromisoformat(view.asked)))
    if kind is Kind.HANDED_OVER:
        return True
    if kind is Kind.SPLIT:
        return isinstance(view, SplitProposed) and allowed(actor_of(tx, reader.number), Act.NAME_SPONSOR)
    if isinstance(view, SponsorsWanted):
        known = initiatives.several(tx, [line.initiative for line in view.lines]).values()
        return not all(one.owned for one in known) and allowed(actor_of(tx, reader.number), Act.NAME_SPONSOR)
    one = initiatives.get(tx, row.initiative) if row.initiative is not None else None
    if one is None:
        return False
    if kind is Kind.SPONSOR_MISSING:
        return not one.owned and allowed(actor_of(tx, reader.number), Act.NAME_SPONSOR, one)
    if isinstance(view, SourceRequest):
        grant = grants.get(tx, view.grant)
        waits = grant is not None and grant.state is GrantState.ASKED and grant.round == view.round
        return waits and allowed(actor_of(tx, reader.number), Act.ENABLE_SOURCE)
    if isinstance(view, LogAsked):
        sprint = sprints.newest(tx, one.id)
        going = sprint is not None and sprint.state is SprintState.RUNNING
        return sprint is not None and going and sprint_views.may_log(actor_of(tx, reader.number), one, sprint)
    if isinstance(view, Amended):
        change = amendments.get(tx, view.amendment)
        as_it_was = change is not None and change.state is view.state
        return as_it_was and allowed(actor_of(tx, reader.number), Act.SEE, one)
    if kind in (Kind.DECIDED, Kind.SPRINT_ENDED, Kind.SOURCE_ANSWERED, Kind.MERGED):
        return allowed(actor_of(tx, reader.number), Act.SEE, one)
    if one.sponsor != reader.number:
        return False
    if kind is Kind.ACCEPTANCE:
        return one.sponsor_state is SponsorState.ASKED and one.stage in WATCHED
    if isinstance(view, DecisionForm):
        gate = gates.get(tx, view.gate)
        return one.owned and gate is not None and gate.state in DECIDABLE
    gate = gates.current(tx, one.id)
    if isinstance(view, BaselineCard):
        metric = metrics.latest(tx, one.id)
        return one.owned and gate is not None and metric is not None and baseline_cards.owed(metric, gate)
    return (
        isinstance(view, GatePrepare) and gate is not None and gate.due == view.gate_on and preparation_owed(tx, gate, one)
    )


def settle(tx: Tx, parcel: Parcel, outcome: Outcome, jitter: float, now: datetime) -> None:
    """Record what became of a send: the row, the chat it created, the check-in it opened, or that nobody is there."""
    state = sending.settle(
        tx, parcel.id, owner=parcel.owner, attempt=parcel.attempt, outcome=outcome, policy=RULES[parcel.kind].ambiguous,
        now=now, jitter=jitter,
    )
    if state is None:
        if isinstance(outcome, Sent):  # somebody took the row over meanwhile, and this copy arrived all the same
            twins.note(
                tx, parcel.id, activity_id=outcome.activity_id, conversation_id=outcome.conversation_id, now=now
            )
        return
    row = outbox.get(tx, parcel.id)
    assert row is not None
    if isinstance(outcome, Sent):
        if row.recipient_person is not None:
            addresses.learn_conversation(tx, f"person:{row.recipient_person}", outcome.conversation_id)
            published.tell(tx, parcel.view, parcel.open_on)
        if isinstance(parcel.view, CheckInForm):
            check_in_actions.arrived(tx, parcel.view.check_in, now)
        if isinstance(parcel.view, DecisionForm) and parcel.activity_id is None:
            gate_cards.arrived(tx, row.key, parcel.view, now)
    elif isinstance(outcome, Blocked | Missing) and parcel.activity_id is None:
        place = f"person:{row.recipient_person}" if row.recipient_person is not None else f"channel:{row.recipient_channel}"
        addresses.unreachable(tx, place)
        if row.recipient_person is not None:
            people.change(tx, row.recipient_person, reachable=False)


def recover(tx: Tx, now: datetime, *, everything: bool) -> int:
    """Flag what a dead sender left in flight as ambiguous; it is sent again or dropped by the policy of its kind.

    `everything` when this process has just opened a record nobody else can have open (SQLite's process lock).
    """
    def policy(kind: str) -> Ambiguous:
        return RULES[Kind(kind)].ambiguous

    return len(sending.recover(tx, now, policy_of=policy, everything=everything))


def next_wake(tx: Tx) -> datetime | None:
    """When the next waiting message may be due; None when none waits for a time."""
    return outbox.next_try(tx)
