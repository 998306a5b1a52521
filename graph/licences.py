"""Licences: which service plans are Copilot's. Graph knows no price."""

import msgspec

from graph.client import Graph
from graph.gaps import answers
from graph.permissions import LICENCES


class _Plan(msgspec.Struct):
    id: str = msgspec.field(default="", name="servicePlanId")
    name: str = msgspec.field(default="", name="servicePlanName")
    status: str = msgspec.field(default="", name="provisioningStatus")


class _Sku(msgspec.Struct):
    plans: list[_Plan] = msgspec.field(default_factory=list, name="servicePlans")


class _Skus(msgspec.Struct):
    value: list[_Sku]
    next: str | None = msgspec.field(default=None, name="@odata.nextLink")


_skus = msgspec.json.Decoder(_Skus)


@answers
async def copilot_plans(graph: Graph) -> frozenset[str]:
    """The ids of the tenant's Copilot plans: those with COPILOT in their name that are not disabled (as PAX counts them)."""
    url = graph.url(lambda sdk: sdk.subscribed_skus.to_get_request_information())
    return frozenset([
        plan.id
        async for page in graph.pages(url, LICENCES, _skus)
        for sku in page.value for plan in sku.plans
        if "COPILOT" in plan.name.upper() and plan.status != "Disabled"
    ])  # fmt: skip
