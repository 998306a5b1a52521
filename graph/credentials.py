"""Credentials for Graph, from azure-identity: one for each way an organisation lets an application in.

Whoever makes one closes it (`async with`). Making one is quick and asks nobody; a token is asked for with the first read.
azure-identity speaks aiohttp with the environment's proxies and caches its tokens by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.clouds import Cloud

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Secret:
    """A client secret. It is kept out of every repr."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Certificate:
    """A PEM file with key and certificate."""

    path: str
    password: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Federated:
    """A token somebody else signed stands for the secret. `assertion` gives it, and may block."""

    assertion: Callable[[], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """The identity of the machine; `client_id` picks one of several."""

    client_id: str | None = None


Kind = Secret | Certificate | Federated | Managed


def credential(kind: Kind, *, tenant: str, app_id: str, cloud: Cloud) -> "AsyncTokenCredential":
    """A credential of an app registration, or of the machine. ValueError for a certificate file that is none."""
    from azure.identity import aio  # a tenth of a second, on first use

    host = cloud.authority.split("/")[2]
    if isinstance(kind, Secret):
        return aio.ClientSecretCredential(tenant, app_id, kind.value, authority=host)
    if isinstance(kind, Certificate):
        return aio.CertificateCredential(tenant, app_id, kind.path, password=kind.password, authority=host)
    if isinstance(kind, Federated):
        return aio.ClientAssertionCredential(tenant, app_id, kind.assertion, authority=host)
    return aio.ManagedIdentityCredential(client_id=kind.client_id)
