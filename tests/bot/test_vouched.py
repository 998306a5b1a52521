"""A token proved once is believed again only while its key is published, it has not run out, and the request fits it."""

from typing import Any

import aiohttp
import jwt
import pytest

from bot.signing_keys import SigningKeys
from bot.vouched import MOST, Vouched
from tests.teams.activities import MAYA
from tests.teams.harness import running_bot
from tests.teams.issuer import Issuer

NOW = 1_800_000_000.0


@pytest.fixture
async def keys() -> Any:
    clock = [0.0]
    async with Issuer() as issuer, aiohttp.ClientSession() as session:
        opened = SigningKeys(session, issuer.metadata_url, clock=lambda: clock[0])
        yield issuer, opened, clock
        await opened.close()


async def test_it_is_believed_until_five_minutes_after_its_end(keys: Any) -> None:
    _, published, _ = keys
    now = [NOW]
    vouched = Vouched(published, now=lambda: now[0])
    key = await published.get("key-0")
    claims = {"exp": int(NOW) + 60}
    assert await vouched.claims("token") is None
    vouched.keep("token", key, claims)

    now[0] = NOW + 60 + 299
    assert await vouched.claims("token") == claims
    assert await vouched.claims("another") is None
    now[0] = NOW + 60 + 300
    assert await vouched.claims("token") is None
    now[0] = NOW
    assert await vouched.claims("token") is None  # forgotten, not only refused


async def test_it_is_forgotten_when_its_key_is_no_longer_published(keys: Any) -> None:
    issuer, published, clock = keys
    vouched = Vouched(published, now=lambda: NOW)
    vouched.keep("token", await published.get("key-0"), {"exp": int(NOW) + 60})
    issuer.rotate()
    clock[0] += 3600
    assert await published.get("key-1") is not None  # the new key was asked for, and the old one is gone

    assert await vouched.claims("token") is None


async def test_it_remembers_few(keys: Any) -> None:
    _, published, _ = keys
    vouched = Vouched(published, now=lambda: NOW)
    key = await published.get("key-0")
    for number in range(MOST + 1):
        vouched.keep(f"token-{number}", key, {"exp": int(NOW) + 60})

    assert await vouched.claims("token-0") is None
    assert await vouched.claims("token-1") is not None


async def test_a_proved_token_vouches_for_no_other_connector_and_no_other_tenant(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs: list[str] = []
    prove = jwt.decode
    monkeypatch.setattr(jwt, "decode", lambda token, *args, **kwargs: proofs.append(token) or prove(token, *args, **kwargs))

    async def turn(context: Any, inbound: Any) -> None:
        return None

    async with running_bot(turn) as bot:
        bearer = bot.bearer()
        message = bot.world.message(MAYA, "help")
        assert [(await bot.receive(message, bearer)).status for _ in range(3)] == [201] * 3
        assert len(proofs) == 1
        elsewhere = message | {"serviceUrl": "https://smba.trafficmanager.net/emea/"}
        assert (await bot.receive(elsewhere, bearer)).status == 401
        other = "11111111-2222-4333-8444-555555555555"
        foreign = message | {
            "channelData": {"tenant": {"id": other}}, "conversation": message["conversation"] | {"tenantId": other},
        }  # fmt: skip
        assert (await bot.receive(foreign, bearer)).status == 403
        cut = {"Authorization": bearer["Authorization"][:-4] + "AAAA"}
        assert (await bot.receive(message, cut)).status == 401
