"""The bot's own tokens, for talking to the connector.

The seam for the kinds of credential (admin facts, section 2) is one plain function: `Acquire`, which blocks, asks the
identity service and answers with msal's dict. A client secret is one maker of such a function; a certificate, a
federated assertion and a managed identity are others, and `BotTokens` cannot tell them apart.

msal blocks, so it runs in a thread; the SDK's own factory asks for a token per turn, on the event loop (platform facts,
D6). Here a token is kept until five minutes before it ends, and one request serves everybody who waits.
"""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Acquire = Callable[[str], Mapping[str, Any]]
"""Scope in, msal's answer out: access_token and expires_in, or error and error_description. Blocks."""

EARLY = 300.0  # seconds before its end at which a token is renewed
TIMEOUT = 15.0  # seconds one request may take
HOLD = 5.0  # seconds for which a failure answers everybody, so that a wrong secret does not hammer the service


class CredentialError(Exception):
    """No token. `code` is the service's own (AADSTS7000215...) or ours; `text` is what it said, for the operator."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


def client_secret(*, app_id: str, secret: str, tenant_id: str, authority: str, http_client: object | None = None) -> Acquire:
    """Tokens for a client secret. `authority` is the login service's address, without the tenant.

    The msal application is made anew each time: it is asked about once an hour, and a cache of its own would answer a
    refused token with the same token again.
    """

    def acquire(scope: str) -> Mapping[str, Any]:
        import msal  # 200 ms and 30 MB, on first use

        application = msal.ConfidentialClientApplication(
            app_id,
            client_credential=secret,
            authority=f"{authority.rstrip('/')}/{tenant_id}",
            timeout=TIMEOUT,
            http_client=http_client,
        )
        answer: Mapping[str, Any] = application.acquire_token_for_client(scopes=[scope])
        return answer

    return acquire


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    token: str | None
    error: CredentialError | None
    until: float


class BotTokens:
    """Tokens by scope, cached. `clock` is monotonic, in seconds."""

    def __init__(self, acquire: Acquire, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._acquire = acquire
        self._clock = clock
        self._held: dict[str, _Held] = {}
        self._asking: dict[str, asyncio.Task[_Held]] = {}

    async def token(self, scope: str) -> str:
        """A token that is good for some minutes yet. Raises `CredentialError`."""
        held = self._held.get(scope)
        if held is None or self._clock() >= held.until:
            held = await self._ask_once(scope)
        if held.token is None:
            assert held.error is not None
            raise CredentialError(held.error.code, held.error.text)
        return held.token

    def refused(self, scope: str, token: str) -> None:
        """The connector did not accept this token: the next caller gets another. A newer one is left alone."""
        held = self._held.get(scope)
        if held is not None and held.token == token:
            del self._held[scope]

    async def _ask_once(self, scope: str) -> _Held:
        task = self._asking.get(scope)
        if task is None:
            task = self._asking[scope] = asyncio.create_task(self._ask(scope))
            task.add_done_callback(lambda _: self._asking.pop(scope, None))
        return await asyncio.shield(task)  # who waits may be cancelled; the others still get their token

    async def _ask(self, scope: str) -> _Held:
        try:
            async with asyncio.timeout(TIMEOUT):
                answer = await asyncio.to_thread(self._acquire, scope)
            token, lifetime = _read(answer)
            held = _Held(token=token, error=None, until=self._clock() + max(lifetime - EARLY, lifetime / 2))
        except CredentialError as error:
            held = self._failure(error)
        except TimeoutError:
            held = self._failure(CredentialError("timeout", f"no answer within {TIMEOUT:g} s"))
        except Exception as error:  # msal lets through whatever requests and the JSON parser raise
            held = self._failure(CredentialError("unreachable", f"{type(error).__name__}: {error}"))
        self._held[scope] = held
        return held

    def _failure(self, error: CredentialError) -> _Held:
        return _Held(token=None, error=error, until=self._clock() + HOLD)


def _read(answer: Mapping[str, Any]) -> tuple[str, float]:
    token, lifetime = answer.get("access_token"), answer.get("expires_in")
    if isinstance(token, str) and token:
        return token, float(lifetime) if isinstance(lifetime, (int, float, str)) else 2 * EARLY
    text = str(answer.get("error_description") or answer.get("error") or "no token in the answer")
    named = re.search(r"AADSTS\d+", text)
    raise CredentialError(named.group() if named else str(answer.get("error") or "no_token"), text)
