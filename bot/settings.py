"""What the Teams rim has to be told, and the start-up check that fails closed.

The composition fills `TeamsSettings` once, from the environment; nothing below it reads the environment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_address
from uuid import UUID

from yarl import URL

PUBLIC_METADATA_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
PUBLIC_TOKEN_ISSUER = "https://api.botframework.com"  # noqa: S105  an issuer's name, not a secret
PUBLIC_BOT_SCOPE = "https://api.botframework.com/.default"
PUBLIC_LOGIN_AUTHORITY = "https://login.microsoftonline.com"
# The hosts Teams' connectors live on (Microsoft 365 Agents SDK's default suffixes, plus the public connector).
PUBLIC_SERVICE_HOSTS = ("smba.trafficmanager.net", "botframework.com", "teams.microsoft.com")


class SettingsError(Exception):
    """The rim refuses to start. `code` names the rule, `setting` the field of TeamsSettings that breaks it."""

    def __init__(self, code: str, setting: str) -> None:
        super().__init__(f"{setting}: {code}")
        self.code = code
        self.setting = setting


class Access(Enum):
    """Who may call the endpoint."""

    SIGNED = "signed"  # only Microsoft's channel service, proved by its token
    DEVELOPMENT = "development"  # anybody on this machine; never reachable from another one


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsSettings:
    """Everything the Teams rim needs from outside.

    `allowed_tenants` are the tenants that may talk to the bot besides `tenant_id`. `allowed_service_hosts` are host
    names; a connector's host must be one of them or lie below one. The four addresses differ in national clouds.
    `development` permits connectors on this machine over plain http and, with an empty `app_id`, unsigned requests.
    """

    app_id: str
    app_secret: str
    tenant_id: str
    allowed_tenants: frozenset[str] = frozenset()
    allowed_service_hosts: tuple[str, ...] = PUBLIC_SERVICE_HOSTS
    openid_metadata_url: str = PUBLIC_METADATA_URL
    token_issuer: str = PUBLIC_TOKEN_ISSUER
    bot_scope: str = PUBLIC_BOT_SCOPE
    login_authority: str = PUBLIC_LOGIN_AUTHORITY
    development: bool = False
    host: str = "127.0.0.1"
    port: int = 3978

    @property
    def tenants(self) -> frozenset[str]:
        """All tenants that may talk to the bot, lower case; empty means any, which only development may have."""
        return frozenset(tenant.lower() for tenant in (self.tenant_id, *self.allowed_tenants) if tenant)


def is_loopback(host: str) -> bool:
    """Whether a socket bound to (or a name naming) this host can only be reached from this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_startup(settings: TeamsSettings) -> Access:
    """Decide who may call the endpoint, or refuse to start.

    Unsigned requests are accepted only with an empty app id *and* the development switch *and* a loopback socket;
    the SDK accepts them whenever the app id is empty (platform facts, D13). Raises `SettingsError`.
    """
    if settings.development and not is_loopback(settings.host):
        raise SettingsError("development_needs_loopback", "host")
    _check_hosts(settings)
    if not settings.app_id:
        if not settings.development:
            raise SettingsError("app_id_missing", "app_id")
        return Access.DEVELOPMENT
    _require(_is_guid, settings.app_id, "app_id")
    if not settings.app_secret:
        raise SettingsError("app_secret_missing", "app_secret")
    if _is_guid(settings.app_secret):
        # The portal shows a secret's id beside its value, and the id gets copied.
        raise SettingsError("app_secret_is_its_id", "app_secret")
    _require(_is_guid, settings.tenant_id, "tenant_id")
    for tenant in settings.allowed_tenants:
        _require(_is_guid, tenant, "allowed_tenants")
    for name in ("openid_metadata_url", "login_authority"):
        _check_address(getattr(settings, name), name, development=settings.development)
    return Access.SIGNED


def _require(rule: Callable[[str], bool], value: str, setting: str) -> None:
    if not value:
        raise SettingsError(f"{setting}_missing", setting)
    if not rule(value):
        raise SettingsError(f"{setting}_malformed", setting)


def _is_guid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _check_hosts(settings: TeamsSettings) -> None:
    if not settings.allowed_service_hosts:
        raise SettingsError("allowed_service_hosts_missing", "allowed_service_hosts")
    for host in settings.allowed_service_hosts:
        # "com" or "*.botframework.com" would be a rule wider, or narrower, than it looks.
        if "." not in host.strip(".") or host != host.strip(".") or not host.replace(".", "").replace("-", "").isalnum():
            raise SettingsError("allowed_service_hosts_malformed", "allowed_service_hosts")


def _check_address(address: str, setting: str, *, development: bool) -> None:
    try:
        url = URL(address)
    except ValueError:
        raise SettingsError("address_malformed", setting) from None
    local = development and url.scheme == "http" and is_loopback(url.host or "")
    if not local and (url.scheme != "https" or not url.host):
        raise SettingsError("address_not_https", setting)
