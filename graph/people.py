"""What the directory and the mailbox say of somebody who is to answer for an initiative (R2; L6)."""

from datetime import MAXYEAR, MINYEAR, datetime, time
from zoneinfo import ZoneInfo

import msgspec

from graph.client import Graph, decoded
from graph.gaps import GapError, answers
from graph.permissions import MAILBOX, USERS
from graph.zones import iana
from portfolio.calendar import Hours
from portfolio.directory import Away, Mailbox, Seen
from portfolio.observations import MissingPermission, NotFound, Stale, Value
from portfolio.people import Account
from portfolio.sources import failure_of

_OWN = frozenset({"user", "linked", "others", "unknownFutureValue"})
"""Purposes of a mailbox that is one person's, or may be; the rest are shared, a room's or a device's."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class _User(msgspec.Struct):
    enabled: bool | None = msgspec.field(default=None, name="accountEnabled")
    type: str | None = msgspec.field(default=None, name="userType")


class _Zone(msgspec.Struct):
    name: str | None = None


class _Hours(msgspec.Struct):
    days: list[str] | None = msgspec.field(default=None, name="daysOfWeek")
    starts: str | None = msgspec.field(default=None, name="startTime")
    ends: str | None = msgspec.field(default=None, name="endTime")
    zone: _Zone | None = msgspec.field(default=None, name="timeZone")


class _Moment(msgspec.Struct):
    at: str = msgspec.field(default="", name="dateTime")
    zone: str | None = msgspec.field(default=None, name="timeZone")


class _Replies(msgspec.Struct):
    status: str | None = None
    since: _Moment | None = msgspec.field(default=None, name="scheduledStartDateTime")
    until: _Moment | None = msgspec.field(default=None, name="scheduledEndDateTime")


class _Box(msgspec.Struct):
    zone: str | None = msgspec.field(default=None, name="timeZone")
    purpose: str | None = msgspec.field(default=None, name="userPurpose")
    hours: _Hours | None = msgspec.field(default=None, name="workingHours")
    replies: _Replies | None = msgspec.field(default=None, name="automaticRepliesSetting")


_user = msgspec.json.Decoder(_User)
_box = msgspec.json.Decoder(_Box)


async def look_at(graph: Graph, person: str, now: datetime) -> Seen:
    """An account and its mailbox, by the directory's id. Raises nothing: what cannot be seen is told as not seen."""
    account = await _account(graph, person)
    if isinstance(account, NotFound):
        return Seen(account=Account.GONE, failure=None, mailbox=None)
    assert not isinstance(account, Stale), "an account is read as it is"
    state = account.value if isinstance(account, Value) else None
    failure = None if isinstance(account, Value) else failure_of(account, now)
    box = await _mailbox(graph, person)
    if not isinstance(box, Value):
        return Seen(account=state, failure=failure, mailbox=None)
    own = box.value.purpose is None or box.value.purpose in _OWN
    return Seen(account=state if own else Account.SHARED, failure=failure if own else None, mailbox=_said(box.value))


@answers
async def _account(graph: Graph, person: str) -> Account:
    url = graph.url(
        lambda sdk: sdk.users.by_user_id(person).to_get_request_information(), select="id,accountEnabled,userType"
    )
    found = decoded(_user, await graph.body(url, USERS))
    if found.enabled is None:  # the directory answers, and leaves out what this app may not see
        raise GapError(MissingPermission(permission=USERS.permission, feature=USERS.feature))
    return Account.DISABLED if not found.enabled else Account.GUEST if found.type == "Guest" else Account.ACTIVE


@answers
async def _mailbox(graph: Graph, person: str) -> _Box:
    url = graph.url(lambda sdk: sdk.users.by_user_id(person).mailbox_settings.to_get_request_information())
    return decoded(_box, await graph.body(url, MAILBOX))


def _said(box: _Box) -> Mailbox:
    return Mailbox(zone=iana(box.zone), hours=_hours(box), away=_away(box.replies))


def _hours(box: _Box) -> Hours | None:
    """None where the mailbox does not say, says it of another zone than its own, or says what no day can be."""
    said = box.hours
    if said is None or not said.days or said.starts is None or said.ends is None:
        return None
    if said.zone is not None and said.zone.name is not None and iana(said.zone.name) != iana(box.zone):
        return None
    try:
        starts, ends = (time.fromisoformat(text[:8]).replace(tzinfo=None) for text in (said.starts, said.ends))
        days = frozenset(_DAYS.index(day.lower()) for day in said.days)
    except ValueError:
        return None
    return Hours(days=days, starts=starts, ends=ends) if starts < ends else None


def _away(said: _Replies | None) -> Away | None:
    if said is None or said.status not in ("alwaysEnabled", "scheduled"):
        return None
    if said.status == "alwaysEnabled":
        return Away(since=None, until=None)
    since, until = _instant(said.since), _instant(said.until)
    if until is None and said.until is not None and said.until.at.startswith(str(MAXYEAR)):
        return Away(since=since, until=None)
    # replies that are planned without a day in sight do not make somebody away
    return None if until is None or (since is not None and until <= since) else Away(since=since, until=until)


def _instant(said: _Moment | None) -> datetime | None:
    """Graph writes seven digits of a second and no offset: the zone stands beside it. None for the first and the last year
    there can be, which stand for no day."""
    if said is None or (zone := iana(said.zone or "UTC")) is None:
        return None
    try:
        at = datetime.fromisoformat(said.at[:19]).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
    return at if MINYEAR < at.year < MAXYEAR else None


