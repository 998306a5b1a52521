"""What the tenant's directory and mailboxes say of a person: may they be a sponsor, when do they work, are they away.

Looked at once a day and kept beside the person. What could not be
seen is kept as not seen: it is neither fine nor not (R23).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portfolio.calendar import Hours
from portfolio.people import UNFIT, Account
from portfolio.sources import Failure

ACCOUNT_HOLDS = timedelta(days=2)
"""How long a look at an account is relied on: a daily look that failed once changes nothing."""
MAILBOX_HOLDS = timedelta(days=7)
"""How long working hours and a zone are: people change them rarely, and an old one is a better guess than none."""
AWAY_HOLDS = timedelta(days=2)
"""How long automatic replies without an end are believed to be on after the last look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Automatic replies: from when to when they go out; None at either end is not said."""

    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """What a mailbox says of its owner. `zone` is an IANA name, None where the mailbox names one nobody knows."""

    zone: str | None
    hours: Hours | None
    away: Away | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look found. `account` None: it could not be seen, and `failure` says why. `mailbox` None: not seen either, or
    there is none."""

    account: Account | None
    failure: Failure | None
    mailbox: Mailbox | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of somebody from the looks so far: the account as of `seen_at`, the mailbox as of `mailbox_at`."""

    account: Account | None
    looked_at: datetime
    seen_at: datetime | None
    failure: Failure | None
    mailbox: Mailbox | None
    mailbox_at: datetime | None


def looked(known: Known | None, now: datetime) -> bool:
    """Whether somebody was looked for lately, with whatever result."""
    return known is not None and now - known.looked_at < ACCOUNT_HOLDS


def unfit(known: Known | None, now: datetime) -> Account | None:
    """Why somebody cannot be a sponsor (R2), if a recent look says so; None: nothing known speaks against them."""
    if known is None or known.seen_at is None or now - known.seen_at >= ACCOUNT_HOLDS:
        return None
    return known.account if known.account in UNFIT else None


def mailbox_of(known: Known | None, now: datetime) -> Mailbox | None:
    """The mailbox as far as it can still be relied on."""
    if known is None or known.mailbox_at is None or now - known.mailbox_at >= MAILBOX_HOLDS:
        return None
    return known.mailbox


def away_until(known: Known | None, now: datetime) -> tuple[bool, datetime | None]:
    """Whether somebody is away now, and until when if their mailbox says."""
    mailbox = mailbox_of(known, now)
    if known is None or mailbox is None or mailbox.away is None or known.mailbox_at is None:
        return False, None
    away = mailbox.away
    if away.since is not None and now < away.since:
        return False, None
    if away.until is None:
        return now - known.mailbox_at < AWAY_HOLDS, None
    return now < away.until, away.until
