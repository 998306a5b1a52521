"""A stand-in for the channel service's token issuer: signs tokens and publishes its keys, rotates them, or is down."""

import asyncio
import base64
import json
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.teams.activities import APP_ID
from tests.teams.serving import Served

ISSUER = "https://api.botframework.com"


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """One of a few keys, made once per run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(number: int, kid: str, endorsements: list[str] | None) -> dict[str, Any]:
    """The public half, as a key document lists it."""
    public = rsa_key(number).public_key().public_numbers()

    def octets(value: int) -> str:
        return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()

    entry = {"kty": "RSA", "use": "sig", "kid": kid, "n": octets(public.n), "e": octets(public.e)}
    return entry if endorsements is None else entry | {"endorsements": endorsements}


@dataclass
class Issuer:
    """`async with Issuer() as issuer:`, settings get `issuer.metadata_url`, requests `issuer.token(service_url)`."""

    endorsements: list[str] | None = field(default_factory=lambda: ["msteams", "webchat"])
    down: bool = False
    delay: float = 0.0
    document: Any = None  # what the key document is instead, when not None
    metadata_reads: int = 0
    key_reads: int = 0
    current: int = 0

    @property
    def metadata_url(self) -> str:
        return f"{self._served.url}/v1/.well-known/openidconfiguration"

    @property
    def kid(self) -> str:
        return f"key-{self.current}"

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish only that one."""
        self.current += 1

    def token(self, service_url: str, *, without: tuple[str, ...] = (), **claims: Any) -> str:
        """A good token, unless `claims` says otherwise; `without` leaves claims out."""
        now = int(time.time())
        payload = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": service_url,
            "nbf": now - 300,
            "exp": now + 3600,
        } | claims
        for name in without:
            del payload[name]
        return self.sign(payload)

    def sign(self, payload: dict[str, Any], **headers: Any) -> str:
        # The raw signer: PyJWT's own encode() refuses to write the malformed claims that tests are about.
        body = json.dumps(payload).encode()
        return jwt.PyJWS().encode(body, rsa_key(self.current), "RS256", headers={"kid": self.kid} | headers)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._keys)
        self._served = await Served.start(app)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._served.stop()

    async def _metadata(self, request: web.Request) -> web.Response:
        self.metadata_reads += 1
        await asyncio.sleep(self.delay)
        if self.down:
            return web.Response(status=503)
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self._served.url}/v1/.well-known/keys"})

    async def _keys(self, request: web.Request) -> web.Response:
        self.key_reads += 1
        if self.document is not None:
            return web.json_response(self.document)
        return web.json_response({"keys": [jwk(self.current, self.kid, self.endorsements)]})
