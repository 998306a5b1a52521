"""What a test of the reader needs: a client at a local tenant whose clock stands still and whose sleep only counts."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from azure.core.credentials import AccessToken

from graph.allowed import Allowed
from graph.client import Graph, open_graph
from graph.clouds import Cloud
from graph.lists import ListRef
from graph.sample_tenant.model import PILOTS, Pilot
from graph.sample_tenant.state import Tenant
from portfolio.observations import Value

AS_OF = date(2026, 11, 24)
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
WORKS, NOTHING, FADES, HERO = PILOTS
EVERYTHING = Allowed(locators=frozenset({*(f"sites/{pilot.site}" for pilot in PILOTS), "drives/drive-finance"}))
T = TypeVar("T")


class Pass:
    """A credential that always has a token, and says how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def get_token(self, *scopes: str, **more: Any) -> AccessToken:
        self.asked += scopes
        return AccessToken("a-token", int(time.time()) + 3600)

    async def close(self) -> None: ...

    async def __aenter__(self) -> "Pass":
        return self

    async def __aexit__(self, *_: object) -> None: ...


@dataclass
class Reading:
    graph: Graph
    tenant: Tenant
    credential: Pass
    slept: list[float] = field(default_factory=list)


def local(url: str) -> Cloud:
    return Cloud(name="sample", base_url=f"{url}/v1.0", authority="https://login.example", usage_reports=True)


@asynccontextmanager
async def reading(url: str, tenant: Tenant) -> AsyncIterator[Reading]:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    credential = Pass()
    async with open_graph(local(url), credential, clock=lambda: NOW, sleep=sleep) as graph:
        yield Reading(graph=graph, tenant=tenant, credential=credential, slept=slept)


def list_of(pilot: Pilot) -> ListRef:
    return ListRef(site=pilot.site, list=pilot.list)


def value(result: object) -> Any:
    """What was read, or a failure that shows the gap."""
    assert isinstance(result, Value), result
    return result.value
