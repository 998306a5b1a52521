"""What a test of the reader needs: a client at a local tenant whose clock stands still and whose sleep only counts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from graph.allowed import Allowed
from graph.client import Graph, open_graph
from graph.lists import ListRef
from graph.sample_tenant.local import AnyToken, cloud_at
from graph.sample_tenant.model import PILOTS, Pilot
from graph.sample_tenant.state import Tenant
from portfolio.observations import Value

AS_OF = date(2026, 11, 24)
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
WORKS, NOTHING, FADES, HERO = PILOTS
EVERYTHING = Allowed(locators=frozenset({*(f"sites/{pilot.site}" for pilot in PILOTS), "drives/drive-finance"}))
T = TypeVar("T")


@dataclass
class Reading:
    graph: Graph
    tenant: Tenant
    credential: AnyToken
    slept: list[float] = field(default_factory=list)


@asynccontextmanager
async def reading(url: str, tenant: Tenant) -> AsyncIterator[Reading]:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    credential = AnyToken(tenant)
    async with open_graph(cloud_at(url), credential, clock=lambda: NOW, sleep=sleep) as graph:
        yield Reading(graph=graph, tenant=tenant, credential=credential, slept=slept)


def list_of(pilot: Pilot) -> ListRef:
    return ListRef(site=pilot.site, list=pilot.list)


def value(result: object) -> Any:
    """What was read, or a failure that shows the gap."""
    assert isinstance(result, Value), result
    return result.value
