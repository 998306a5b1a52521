"""The one place that touches msgraph: addresses and authentication come from it, bodies never do.

Its typed answers import some 1,250 modules on first use and block the event loop for seconds; they also stop at an empty
page, lose the delta link and turn text into dates. So builders make the address, the adapter adds the token, and what
comes back is bytes. Its retry and redirect middleware are left out for the same reason (retrying.py, client.py).
"""

import asyncio
import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError, ClientAuthenticationError
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation

from graph.clouds import Cloud
from graph.gaps import GapError
from portfolio.observations import Unavailable

Address = Callable[[Any], RequestInformation]
"""Picks an endpoint: `lambda sdk: sdk.subscribed_skus.to_get_request_information()`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sdk:
    """The SDK's client and its adapter, for one event loop."""

    service: Any
    adapter: Any
    base_url: str

    def url(self, pick: Address, **query: str) -> str:
        """The address of an endpoint. Query names are written without their dollar sign."""
        info = pick(self.service)
        self.adapter.set_base_url_for_request_information(info)
        return info.url + self._query(query)

    def path(self, path: str, **query: str) -> str:
        """An address the SDK has no builder for, or a wrong one: it loses the commas between a function's arguments."""
        return self.base_url + quote(path, safe="/()=,'$:") + self._query(query)

    @staticmethod
    def _query(query: dict[str, str]) -> str:
        return "?" + urlencode({f"${name}": text for name, text in query.items()}, quote_via=quote) if query else ""

    async def request(self, url: str, headers: dict[str, str]) -> httpx.Request:
        """A GET with a token. Raises `GapError` when no token is to be had."""
        info = RequestInformation()
        info.http_method = Method.GET
        info.url = url
        for name, value in headers.items():
            info.headers.add(name, value)
        try:
            request: httpx.Request = await self.adapter.convert_to_native_async(info)
        except (ClientAuthenticationError, OSError) as error:  # OSError: whoever signs the assertion cannot read it
            raise GapError(Unavailable(why="no_token")) from error
        except AzureError as error:
            raise GapError(Unavailable(why="login_unreachable")) from error
        return request


def _build(cloud: Cloud, credential: AsyncTokenCredential, http: httpx.AsyncClient) -> Sdk:
    from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
    from msgraph import GraphRequestAdapter, GraphServiceClient

    # An empty list of hosts would mean every host is given a token. Without CAE a token cannot be refused mid-life with
    # a challenge that this path does not answer.
    provider = AzureIdentityAuthenticationProvider(
        credential, scopes=[cloud.scope], allowed_hosts=[cloud.host], is_cae_enabled=False
    )
    adapter = GraphRequestAdapter(provider, client=http)
    adapter.base_url = cloud.base_url
    sdk = Sdk(service=GraphServiceClient(request_adapter=adapter), adapter=adapter, base_url=cloud.base_url)
    _settle(sdk)
    return sdk


_WARM: tuple[Callable[[Any], object], ...] = (
    lambda g: g.sites.by_site_id("s").lists.by_list_id("l").items.delta.to_get_request_information(),
    lambda g: g.sites.by_site_id("s").lists.by_list_id("l").columns.to_get_request_information(),
    lambda g: g.drives.by_drive_id("d").items.by_drive_item_id("i").content.to_get_request_information(),
    lambda g: g.groups.by_group_id("g").transitive_members.to_get_request_information(),
    lambda g: g.users.by_user_id("u").mailbox_settings.to_get_request_information(),
    lambda g: g.subscribed_skus.to_get_request_information(),
)  # builders import themselves when they are touched, ten milliseconds each


@cache
def _once() -> None:
    """Everything there is now stays: the collector need not walk the SDK's modules on every full pass (40 ms a pass)."""
    gc.collect()
    gc.freeze()


def _settle(sdk: Sdk) -> None:
    for touch in _WARM:
        touch(sdk.service)
    _once()


async def open_sdk(cloud: Cloud, credential: AsyncTokenCredential, http: httpx.AsyncClient) -> Sdk:
    """The SDK's client. Importing it takes a tenth of a second and more, so that happens in a thread."""
    return await asyncio.to_thread(_build, cloud, credential, http)
