"""Who belongs to a pilot's group."""

from dataclasses import dataclass

import msgspec

from graph.client import Graph
from graph.gaps import answers
from graph.permissions import COHORT, NAMES
from portfolio.observations import MissingPermission

_MEMBERS = "999"  # the most a page of members can have


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of a group: the directory's id and, where the app may see them, the user principal name and the service plans
    that are on for them (ids)."""

    id: str
    upn: str | None
    plans: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The people of a group, those of groups within it included. `names` is the gap when names cannot be seen."""

    group: str
    members: tuple[Member, ...]
    names: MissingPermission | None


class _Plan(msgspec.Struct):
    id: str = msgspec.field(default="", name="servicePlanId")
    status: str = msgspec.field(default="", name="capabilityStatus")


class _Member(msgspec.Struct):
    id: str
    type: str = msgspec.field(default="#microsoft.graph.user", name="@odata.type")
    upn: str | None = msgspec.field(default=None, name="userPrincipalName")
    plans: list[_Plan] | None = msgspec.field(default=None, name="assignedPlans")


class _Members(msgspec.Struct):
    value: list[_Member]
    next: str | None = msgspec.field(default=None, name="@odata.nextLink")


_members = msgspec.json.Decoder(_Members)


@answers
async def read_cohort(graph: Graph, group: str) -> Cohort:
    """The people in a group. Devices and service principals in it are left out."""
    url = graph.url(
        lambda sdk: sdk.groups.by_group_id(group).transitive_members.to_get_request_information(),
        select="id,userPrincipalName,assignedPlans", top=_MEMBERS,
    )  # fmt: skip
    found: dict[str, Member] = {}
    async for page in graph.pages(url, COHORT, _members):
        for one in page.value:
            if one.type == "#microsoft.graph.user":
                found[one.id] = Member(id=one.id, upn=one.upn, plans=_on(one.plans))
    unnamed = any(member.upn is None for member in found.values())
    gap = MissingPermission(permission=NAMES.permission, feature=NAMES.feature) if unnamed else None
    return Cohort(group=group, members=tuple(found.values()), names=gap)


def _on(plans: list[_Plan] | None) -> frozenset[str] | None:
    return None if plans is None else frozenset(plan.id for plan in plans if plan.status == "Enabled")
