"""People: who belongs to a pilot's group, and whether somebody can be asked today. Each part has a gap of its own."""

from dataclasses import dataclass
from typing import Any

import msgspec

from graph.client import Graph, decoded
from graph.gaps import GapError, answers
from graph.permissions import COHORT, MAILBOX, NAMES, USERS
from portfolio.observations import MissingPermission, NotFound, ReadResult, Unreadable

_MEMBERS = "999"  # the most a page of members can have
_EVENTUAL = {"ConsistencyLevel": "eventual"}  # without it, counting is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of a group: the directory's id and, where the app may see it, the user principal name."""

    id: str
    upn: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The people of a group, those of groups within it included. `names` is the gap when names cannot be seen."""

    group: str
    members: tuple[Member, ...]
    names: MissingPermission | None


class _Member(msgspec.Struct):
    id: str
    type: str = msgspec.field(default="#microsoft.graph.user", name="@odata.type")
    upn: str | None = msgspec.field(default=None, name="userPrincipalName")
    name: str | None = msgspec.field(default=None, name="displayName")


class _Members(msgspec.Struct):
    value: list[_Member]
    next: str | None = msgspec.field(default=None, name="@odata.nextLink")


_members = msgspec.json.Decoder(_Members)


@answers
async def read_cohort(graph: Graph, group: str) -> Cohort:
    """The people in a group. Devices and service principals in it are left out."""
    url = graph.url(
        lambda sdk: sdk.groups.by_group_id(group).transitive_members.to_get_request_information(),
        select="id,userPrincipalName,displayName", top=_MEMBERS,
    )  # fmt: skip
    found: dict[str, Member] = {}
    async for page in graph.pages(url, COHORT, _members):
        for one in page.value:
            if one.type == "#microsoft.graph.user":
                found[one.id] = Member(id=one.id, upn=one.upn, name=one.name)
    unnamed = any(member.upn is None for member in found.values())
    gap = MissingPermission(permission=NAMES.permission, feature=NAMES.feature) if unnamed else None
    return Cohort(group=group, members=tuple(found.values()), names=gap)


@answers
async def cohort_size(graph: Graph, group: str) -> int:
    """How many a group has, without reading them. Everything in it counts, a device too."""
    url = graph.url(lambda sdk: sdk.groups.by_group_id(group).transitive_members.count.to_get_request_information())
    text = await graph.body(url, COHORT, {**_EVENTUAL, "Accept": "text/plain"})
    try:
        return int(text.decode("utf-8-sig"))
    except ValueError as error:
        raise GapError(Unreadable(why="not_a_number")) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account: its id, name, whether it may still sign in and whether it is a guest's (None: the directory did not
    say)."""

    id: str
    name: str | None
    enabled: bool | None
    guest: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """What a mailbox says of its owner: the time zone as Windows or IANA names it, and whether it answers by itself."""

    zone: str | None
    away: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """Somebody's state. `manager` is None when nobody is named; each part can be a gap without the others being one."""

    account: ReadResult[Account]
    manager: ReadResult[str | None]
    mailbox: ReadResult[Mailbox]


class _User(msgspec.Struct):
    id: str
    name: str | None = msgspec.field(default=None, name="displayName")
    enabled: bool | None = msgspec.field(default=None, name="accountEnabled")
    type: str | None = msgspec.field(default=None, name="userType")


class _Box(msgspec.Struct):
    zone: str | None = msgspec.field(default=None, name="timeZone")
    replies: dict[str, Any] | None = msgspec.field(default=None, name="automaticRepliesSetting")


_user = msgspec.json.Decoder(_User)
_box = msgspec.json.Decoder(_Box)


@answers
async def read_account(graph: Graph, person: str) -> Account:
    """An account, by the directory's id."""
    url = graph.url(
        lambda sdk: sdk.users.by_user_id(person).to_get_request_information(),
        select="id,displayName,accountEnabled,userType",
    )
    found = decoded(_user, await graph.body(url, USERS))
    guest = None if found.type is None else found.type == "Guest"
    return Account(id=found.id, name=found.name, enabled=found.enabled, guest=guest)


@answers
async def _manager(graph: Graph, person: str) -> str | None:
    url = graph.url(lambda sdk: sdk.users.by_user_id(person).manager.to_get_request_information(), select="id")
    try:
        return decoded(_user, await graph.body(url, USERS)).id
    except GapError as error:
        if isinstance(error.gap, NotFound):  # Graph's way of saying that nobody is named; asked for known accounts only
            return None
        raise


@answers
async def _mailbox(graph: Graph, person: str) -> Mailbox:
    url = graph.url(lambda sdk: sdk.users.by_user_id(person).mailbox_settings.to_get_request_information())
    found = decoded(_box, await graph.body(url, MAILBOX))
    status = None if found.replies is None else found.replies.get("status")
    # "scheduled" says that replies are planned, not that they go out now: it does not make somebody away
    away = None if status is None else status == "alwaysEnabled"
    return Mailbox(zone=found.zone, away=away)


async def person_state(graph: Graph, person: str) -> PersonState:
    """An account, its manager and its mailbox, by the directory's id. Raises nothing."""
    account = await read_account(graph, person)
    if isinstance(account, NotFound):
        return PersonState(account=account, manager=account, mailbox=account)
    return PersonState(account=account, manager=await _manager(graph, person), mailbox=await _mailbox(graph, person))
