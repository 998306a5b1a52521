"""Who sent this request? Our own verifier of the channel service's tokens.

The rules are the Bot Connector's (REST authentication, "connector to bot") made strict where the SDK is lax: RS256
only, `exp` and serviceUrl required, our own time limit on key fetches, 401 or 403 and never 500 (platform facts, D12
and the matrix in 1.2). What differs only in form is accepted: "bearer" in lower case, five minutes of clock skew, a
serviceUrl with or without its last slash.
"""

from dataclasses import dataclass
from typing import Any, Literal

import jwt

from bot.hosts import ServiceHosts, service_hosts
from bot.inbound import Inbound
from bot.settings import Access, TeamsSettings
from bot.signing_keys import SigningKey, SigningKeys
from bot.vouched import CLOCK_SKEW, Vouched

CHANNEL = "msteams"


class AuthError(Exception):
    """The request is not from who it should be. `status` is 401, or 403 for a known sender who is not admitted."""

    def __init__(self, status: Literal[401, 403], code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The channel service sent this activity to this app; `claims` are what its token says. Empty in development."""

    app_id: str
    tenant: str
    service_url: str
    claims: dict[str, Any]


def bearer(header: str | None) -> str:
    """The token of an Authorization header. Raises AuthError(401) for a missing header or another scheme."""
    if not header:
        raise AuthError(401, "authorization_missing")
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise AuthError(401, "authorization_scheme")
    return token.strip()


class Verifier:
    """Checks each inbound request once, before anything of it is used."""

    def __init__(self, settings: TeamsSettings, access: Access, keys: SigningKeys) -> None:
        self._settings = settings
        self._access = access
        self._keys = keys
        self._vouched = Vouched(keys)
        self._hosts: ServiceHosts = service_hosts(settings)

    def precheck(self, header: str | None) -> None:
        """Turn away what carries no token before its body is read. Raises AuthError."""
        if self._access is Access.SIGNED:
            bearer(header)

    async def verify(self, header: str | None, inbound: Inbound) -> Verified:
        """Prove the sender, the channel, the connector's address and the tenant. Raises AuthError."""
        claims = await self._claims(bearer(header)) if self._access is Access.SIGNED else {}
        service_url = self._service_url(inbound, claims)
        if inbound.source != CHANNEL:
            raise AuthError(401, "channel_not_teams")
        if self._settings.tenants and inbound.tenant not in self._settings.tenants:
            raise AuthError(403, "tenant_not_allowed")
        return Verified(app_id=self._settings.app_id, tenant=inbound.tenant, service_url=service_url, claims=claims)

    async def _claims(self, token: str) -> dict[str, Any]:
        proved = await self._vouched.claims(token)
        if proved is not None:
            return proved
        key = await self._key(token)
        try:
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                issuer=self._settings.token_issuer,
                leeway=CLOCK_SKEW,
                options={"require": ["exp", "iss", "aud"], "verify_aud": False},
            )
        except jwt.PyJWTError as error:
            raise AuthError(401, _CODES.get(type(error), "token_invalid")) from None
        except (ValueError, TypeError, OverflowError, RecursionError, AttributeError):
            # Claims of absurd types or sizes get past the library's own checks. Whatever is odd is not from Microsoft.
            raise AuthError(401, "token_malformed") from None
        audience = claims["aud"]
        if not isinstance(audience, str) or audience.lower() != self._settings.app_id.lower():
            raise AuthError(401, "token_audience")
        if CHANNEL not in key.endorsements:
            raise AuthError(401, "key_not_endorsed")
        self._vouched.keep(token, key, claims)
        return claims

    async def _key(self, token: str) -> SigningKey:
        try:
            head = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError, AttributeError):
            raise AuthError(401, "token_malformed") from None
        if head.get("alg") != "RS256":
            raise AuthError(401, "token_algorithm")
        kid = head.get("kid")
        if not isinstance(kid, str) or not kid:
            raise AuthError(401, "token_without_key_id")
        key = await self._keys.get(kid)
        if key is None:
            raise AuthError(401, "key_unknown")
        return key

    def _service_url(self, inbound: Inbound, claims: dict[str, Any]) -> str:
        service_url = inbound.service_url
        if service_url is None:
            raise AuthError(401, "service_url_missing")
        if self._access is Access.SIGNED:
            claimed = claims.get("serviceurl")
            if not isinstance(claimed, str) or claimed.rstrip("/") != service_url.rstrip("/"):
                raise AuthError(401, "service_url_mismatch")
        if not self._hosts.allows(service_url):
            raise AuthError(401, "service_url_not_allowed")
        return service_url


_CODES: dict[type[Exception], str] = {
    jwt.ExpiredSignatureError: "token_expired",
    jwt.ImmatureSignatureError: "token_not_yet_valid",
    jwt.InvalidIssuerError: "token_issuer",
    jwt.InvalidSignatureError: "token_signature",
    jwt.MissingRequiredClaimError: "token_incomplete",
}
