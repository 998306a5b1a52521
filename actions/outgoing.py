"""A message is a row of the same transaction as the change it tells of; nothing leaves before the commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portfolio.messages import Kind, Reason
from portfolio.views import VERSION
from portfolio.views.amending import Amended
from portfolio.views.auditing import AuditCard, AuditConfirm
from portfolio.views.baselines import BaselineCard
from portfolio.views.checkins import CheckInForm, Receipt
from portfolio.views.connecting import Looking, SourceAnswered, SourceRequest
from portfolio.views.digest import Digest
from portfolio.views.gates import ChannelGates, CountersignForm, Decided, DecisionForm, DefaultAnnounced, GatePrepare
from portfolio.views.ideas import IdeaAnswered, IdeaList
from portfolio.views.importing import ImportReading
from portfolio.views.initiatives import Acceptance, SponsorMissing
from portfolio.views.interviews import DiscoverCard, InterviewForm, InterviewReceipt
from portfolio.views.leaving import FileLeft, FileOffer
from portfolio.views.notices import Notice
from portfolio.views.overlaps import MergedCard
from portfolio.views.plans import AttestationEnds, LeadNamed, NeedsNamed
from portfolio.views.production import Outcomes
from portfolio.views.sources import Sources
from portfolio.views.sponsors import SeveralAsked, SplitProposed, SponsorsWanted
from portfolio.views.sprints import LogAsked, SprintEnded
from store import Tx, adopted, outbox
from store.outbox import OutboxRow
from store.values import dump, load, rebuild

VIEWS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Acceptance, Amended, AuditCard, AuditConfirm, BaselineCard, ChannelGates, CheckInForm, CountersignForm, Decided,
        DecisionForm, DefaultAnnounced, Digest, GatePrepare, ImportReading, LogAsked, Looking, MergedCard, Notice, Outcomes,
        DiscoverCard, InterviewForm, InterviewReceipt,
        Receipt, SeveralAsked, SourceAnswered, SourceRequest, Sources, SplitProposed, SponsorMissing, SponsorsWanted,
        IdeaAnswered, IdeaList,
        NeedsNamed, LeadNamed, AttestationEnds,
        SprintEnded,
        FileLeft, FileOffer,
    )
}
"""What can travel through the outbox, by the name it is stored under."""


_FOLLOWED: Mapping[type, Kind] = {DiscoverCard: Kind.FOLLOWED, AuditCard: Kind.AUDIT_CARD}
"""How cards in a chat change that nobody waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card in somebody's own chat, known because a button on it was pressed."""

    activity_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    view: str
    of: Any


def pack(view: object) -> str:
    """A view as the outbox keeps it."""
    assert type(view).__name__ in VIEWS, f"{type(view).__name__} does not travel"
    return dump(_Packed(view=type(view).__name__, of=view))


def unpack(text: str) -> object | None:
    """The view of a stored message; None when it cannot be read: another version wrote it, or it was damaged."""
    try:
        packed = load(text, _Packed)
        return rebuild(packed.of, VIEWS[packed.view])
    except (ValueError, KeyError, RecursionError):
        return None


def to_person(
    tx: Tx, person: int, kind: Kind, view: object, *, key: str, reason: Reason, now: datetime,
    due: datetime | None = None, until: datetime | None = None, initiative: str | None = None,
) -> bool:
    """Put a message to somebody into the outbox. False when this key is there already (R22)."""
    return outbox.put(
        tx, key=key, kind=kind.value, person=person, initiative=initiative, view=pack(view), view_version=VERSION,
        reason=reason.value, due_at=due or now, expires_at=until, now=now,
    ) is not None


def to_channel(
    tx: Tx, channel: str, kind: Kind, view: object, *, key: str, reason: Reason, now: datetime,
    until: datetime | None = None, initiative: str | None = None,
) -> bool:
    """Put a post to a channel into the outbox."""
    return outbox.put(
        tx, key=key, kind=kind.value, channel=channel, initiative=initiative, view=pack(view), view_version=VERSION,
        reason=reason.value, due_at=now, expires_at=until, now=now,
    ) is not None


def follow(
    tx: Tx, person: int, card: Card, view: Looking | ImportReading | AuditCard | DiscoverCard, *, initiative: str | None,
    now: datetime,
) -> str:
    """Have a card in the chat follow what the worker does: the answer to the press shows it already, and `refresh` by the
    key that is returned shows what comes. Whatever this card was to be told before is not told any more."""
    key, kind = f"card:{person}:{card.activity_id}", _FOLLOWED.get(type(view), Kind.LOOKUP)
    adopted.adopt(
        tx, key=key, kind=kind.value, person=person, initiative=initiative, view=pack(view), view_version=VERSION,
        reason=Reason.ASKED_BY_YOU.value, activity_id=card.activity_id, conversation_id=card.conversation_id, now=now,
    )
    return key


def show_instead(tx: Tx, key: str, view: object, now: datetime) -> None:
    """What a message asked for has been given: its card in the chat becomes this one; an unsent one is never sent."""
    row = outbox.find(tx, key)
    if row is not None:
        answered(tx, row, view, now)


def answered(tx: Tx, row: OutboxRow, view: object, now: datetime) -> None:
    """The same for a message that was read already."""
    if row.activity_id is None and row.state in ("due", "held"):
        outbox.close(tx, row.id, now, detail="answered")
    else:
        _update(tx, row, view, now)


def refresh(tx: Tx, key: str, view: object, now: datetime) -> None:
    """Have a message show this view: the card in the chat is updated, an unsent one is sent like this."""
    row = outbox.find(tx, key)
    if row is not None:
        _update(tx, row, view, now)


def _update(tx: Tx, row: OutboxRow, view: object, now: datetime) -> None:
    outbox.request_update(tx, row, view=pack(view), view_version=VERSION, now=now)
