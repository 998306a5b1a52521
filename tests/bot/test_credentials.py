"""The bot's tokens: cached, asked for once however many wait, renewed in time, errors kept."""

import asyncio
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.credentials import EARLY, HOLD, BotTokens, CredentialError, client_secret
from tests.teams.activities import APP_ID, TENANT

SCOPE = "https://api.botframework.com/.default"


@dataclass
class Identity:
    """An identity service on a clock that counts from zero."""

    now: float = 0.0
    answer: Mapping[str, Any] | Exception | None = None
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)

    def clock(self) -> float:
        return self.now

    def acquire(self, scope: str) -> Mapping[str, Any]:
        self.asked.append(scope)
        self.threads.add(threading.get_ident())
        time.sleep(self.delay)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or {"access_token": f"token-{len(self.asked)}", "expires_in": 3600}


@pytest.fixture
def identity() -> Identity:
    return Identity()


@pytest.fixture
def tokens(identity: Identity) -> BotTokens:
    return BotTokens(identity.acquire, clock=identity.clock)


async def test_a_token_is_kept_until_five_minutes_before_it_ends(tokens: BotTokens, identity: Identity) -> None:
    assert await tokens.token(SCOPE) == "token-1"
    identity.now = 3600 - EARLY - 1
    assert await tokens.token(SCOPE) == "token-1"
    identity.now = 3600 - EARLY
    assert await tokens.token(SCOPE) == "token-2"


async def test_a_short_lived_token_is_not_asked_for_at_every_send(tokens: BotTokens, identity: Identity) -> None:
    identity.answer = {"access_token": "brief", "expires_in": "120"}
    for _ in range(5):
        assert await tokens.token(SCOPE) == "brief"
    assert len(identity.asked) == 1


async def test_everybody_who_waits_shares_one_request_off_the_event_loop(tokens: BotTokens, identity: Identity) -> None:
    identity.delay = 0.2
    started = time.monotonic()
    asking = asyncio.gather(*(tokens.token(SCOPE) for _ in range(50)))
    await asyncio.sleep(0.01)
    assert time.monotonic() - started < 0.15, "the loop went on meanwhile"
    assert set(await asking) == {"token-1"}
    assert threading.get_ident() not in identity.threads


async def test_one_who_gives_up_waiting_does_not_take_the_token_along(tokens: BotTokens, identity: Identity) -> None:
    identity.delay = 0.05
    impatient = asyncio.create_task(tokens.token(SCOPE))
    patient = asyncio.create_task(tokens.token(SCOPE))
    await asyncio.sleep(0.01)
    impatient.cancel()
    assert await patient == "token-1"


async def test_each_scope_has_its_own_token(tokens: BotTokens) -> None:
    assert await tokens.token("a") == "token-1"
    assert await tokens.token("b") == "token-2"
    assert await tokens.token("a") == "token-1"


async def test_a_refused_token_is_forgotten_and_its_successor_is_not(tokens: BotTokens) -> None:
    first = await tokens.token(SCOPE)
    tokens.refused(SCOPE, first)
    second = await tokens.token(SCOPE)
    tokens.refused(SCOPE, first)
    assert (first, second) == ("token-1", "token-2")
    assert await tokens.token(SCOPE) == second


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (
            {"error": "invalid_client", "error_description": "AADSTS7000222: The provided client secret is expired."},
            "AADSTS7000222",
        ),
        ({"error": "temporarily_unavailable"}, "temporarily_unavailable"),
        ({}, "no_token"),
        ({"access_token": ""}, "no_token"),
        ({"access_token": 5}, "no_token"),
        (OSError("no route to host"), "unreachable"),
        (KeyError("access_token"), "unreachable"),
        ({"access_token": "x", "expires_in": "soon"}, "unreachable"),
    ],
)
async def test_a_failure_keeps_the_code_and_what_was_said(
    tokens: BotTokens, identity: Identity, answer: Any, code: str
) -> None:
    identity.answer = answer or {"other": 1}
    with pytest.raises(CredentialError) as caught:
        await tokens.token(SCOPE)
    assert caught.value.code == code
    assert caught.value.text


async def test_a_failure_answers_everybody_for_a_moment_and_is_then_tried_again(
    tokens: BotTokens, identity: Identity
) -> None:
    identity.answer = {"error": "invalid_client"}
    for _ in range(10):
        with pytest.raises(CredentialError):
            await tokens.token(SCOPE)
    assert len(identity.asked) == 1
    identity.answer = None
    identity.now += HOLD
    assert await tokens.token(SCOPE) == "token-2"


async def test_a_silent_identity_service_is_given_up(
    tokens: BotTokens, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.credentials.TIMEOUT", 0.05)
    identity.delay = 0.3
    with pytest.raises(CredentialError) as caught:
        await tokens.token(SCOPE)
    assert caught.value.code == "timeout"


class Wire:
    """What msal sees of the network: the tenant's metadata and the token endpoint."""

    def __init__(self, token: dict[str, Any]) -> None:
        self.token = token
        self.posts: list[tuple[str, Any]] = []

    def get(self, url: str, **_: Any) -> Any:
        base = f"https://login.microsoftonline.com/{TENANT}"
        document = {
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "issuer": f"{base}/v2.0",
            "tenant_discovery_endpoint": f"{base}/v2.0/.well-known/openid-configuration",
            "metadata": [],
        }
        return WireAnswer(200, document)

    def post(self, url: str, data: Any = None, **_: Any) -> Any:
        self.posts.append((url, data))
        return WireAnswer(401 if "error" in self.token else 200, self.token)

    def close(self) -> None:
        return None


@dataclass
class WireAnswer:
    status_code: int
    document: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return json.dumps(self.document)

    def raise_for_status(self) -> None:
        assert self.status_code < 400


def secret_over(wire: Wire) -> BotTokens:
    return BotTokens(
        client_secret(
            app_id=APP_ID,
            secret="s3cret",
            tenant_id=TENANT,
            authority="https://login.microsoftonline.com/",
            http_client=wire,
        )
    )


async def test_a_client_secret_is_exchanged_for_a_token_in_its_tenant_once_for_ten_sends() -> None:
    wire = Wire({"token_type": "Bearer", "expires_in": 3599, "access_token": "from the service"})
    tokens = secret_over(wire)
    for _ in range(10):
        assert await tokens.token(SCOPE) == "from the service"
    [(url, data)] = wire.posts
    assert url == f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"
    assert (data["grant_type"], data["scope"], data["client_secret"]) == ("client_credentials", SCOPE, "s3cret")


async def test_after_a_refusal_msal_hands_out_a_new_token_and_not_its_own_cached_one() -> None:
    wire = Wire({"token_type": "Bearer", "expires_in": 3599, "access_token": "same"})
    tokens = secret_over(wire)
    tokens.refused(SCOPE, await tokens.token(SCOPE))
    await tokens.token(SCOPE)
    assert len(wire.posts) == 2


async def test_the_services_own_error_arrives() -> None:
    wire = Wire({"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided."})
    with pytest.raises(CredentialError) as caught:
        await secret_over(wire).token(SCOPE)
    assert caught.value.code == "AADSTS7000215"
    assert "s3cret" not in str(caught.value)
