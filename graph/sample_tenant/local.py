"""The sample tenant on a loopback port, and a reader of it: the same client that reads Graph, at another address."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from azure.core.credentials import AccessToken

from graph.client import Clock, Graph, Sleep, open_graph
from graph.clouds import Cloud
from graph.permissions import NEEDS
from graph.sample_tenant.app import application
from graph.sample_tenant.state import Tenant

_LONG = 2**40  # seconds since 1970: the token never runs out, whatever clock is asked


class AnyToken:
    """A credential that always has a token: the sample tenant takes any. It says which permissions a tenant grants.
    `asked` keeps the scopes asked for."""

    def __init__(self, tenant: Tenant | None = None) -> None:
        self.asked: list[str] = []
        self._tenant = tenant

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        """A token, at once."""
        self.asked += scopes
        withheld = self._tenant.manners.withheld if self._tenant is not None else ()
        roles = [need.permission for need in NEEDS if need.permission not in withheld]
        claims = base64.urlsafe_b64encode(json.dumps({"roles": roles}).encode()).decode().rstrip("=")
        return AccessToken(f"unsigned.{claims}.", _LONG)

    async def close(self) -> None:
        """Nothing is held."""

    async def __aenter__(self) -> "AnyToken":
        return self

    async def __aexit__(self, *_: object) -> None: ...


def cloud_at(url: str) -> Cloud:
    """The cloud a sample tenant is."""
    return Cloud(name="sample", base_url=f"{url}/v1.0", authority="https://login.example", usage_reports=True)


@asynccontextmanager
async def served(tenant: Tenant) -> AsyncIterator[str]:
    """Its address while it is served, on a port of the system's choice that only this machine can reach."""
    runner = web.AppRunner(application(tenant), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def opened(tenant: Tenant, clock: Clock, sleep: Sleep = asyncio.sleep) -> AsyncIterator[Graph]:
    """A tenant served, and a reader of it."""
    async with (
        served(tenant) as url,
        open_graph(cloud_at(url), AnyToken(tenant), clock=clock, sleep=sleep, proxies=False) as graph,
    ):
        yield graph
