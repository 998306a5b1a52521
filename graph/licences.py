"""Licences: how many of each product are bought and assigned. Graph knows no price."""

from dataclasses import dataclass

import msgspec

from graph.client import Graph
from graph.gaps import answers
from graph.permissions import LICENCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """One product. `bought` counts enabled units, `assigned` those in use. `copilot`: a plan in it is a Copilot plan."""

    product: str
    bought: int
    assigned: int
    copilot: bool


class _Units(msgspec.Struct):
    enabled: int


class _Plan(msgspec.Struct):
    name: str = msgspec.field(default="", name="servicePlanName")
    status: str = msgspec.field(default="", name="provisioningStatus")


class _Sku(msgspec.Struct):
    product: str = msgspec.field(name="skuPartNumber")
    assigned: int = msgspec.field(name="consumedUnits")
    units: _Units = msgspec.field(name="prepaidUnits")
    plans: list[_Plan] = msgspec.field(default_factory=list, name="servicePlans")


class _Skus(msgspec.Struct):
    value: list[_Sku]
    next: str | None = msgspec.field(default=None, name="@odata.nextLink")


_skus = msgspec.json.Decoder(_Skus)


@answers
async def licences(graph: Graph) -> tuple[Licence, ...]:
    """The tenant's products. Copilot is any plan with COPILOT in its name that is not disabled (as PAX counts it)."""
    url = graph.url(lambda sdk: sdk.subscribed_skus.to_get_request_information())
    found: list[Licence] = []
    async for page in graph.pages(url, LICENCES, _skus):
        for sku in page.value:
            copilot = any("COPILOT" in plan.name.upper() and plan.status != "Disabled" for plan in sku.plans)
            found.append(Licence(product=sku.product, bought=sku.units.enabled, assigned=sku.assigned, copilot=copilot))
    return tuple(found)
