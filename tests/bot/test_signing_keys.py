"""The key cache: rotation, failure and floods, on a clock that counts from zero."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.signing_keys import MAX_AGE, MIN_INTERVAL, SigningKeys
from tests.teams.issuer import Issuer, jwk


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with Issuer() as opened:
        yield opened


@pytest.fixture
async def keys(issuer: Issuer, clock: Clock) -> AsyncIterator[SigningKeys]:
    async with aiohttp.ClientSession() as session:
        cache = SigningKeys(session, issuer.metadata_url, clock=clock)
        yield cache
        await cache.close()


async def settled(condition: Any) -> None:
    async with asyncio.timeout(2):
        while not condition():  # noqa: ASYNC110  the condition is a count at the other end of a socket
            await asyncio.sleep(0.005)


async def test_a_known_key_is_read_once(keys: SigningKeys, issuer: Issuer) -> None:
    for _ in range(100):
        assert await keys.get("key-0") is not None
    assert (issuer.metadata_reads, issuer.key_reads) == (1, 1)


async def test_a_rotated_key_is_picked_up_within_a_minute(keys: SigningKeys, issuer: Issuer, clock: Clock) -> None:
    await keys.get("key-0")
    issuer.rotate()
    clock.now += MIN_INTERVAL
    assert MIN_INTERVAL <= 60
    assert await keys.get("key-1") is not None
    assert await keys.get("key-0") is None


async def test_a_flood_of_unknown_keys_makes_one_fetch_per_interval(keys: SigningKeys, issuer: Issuer, clock: Clock) -> None:
    assert await keys.get("key-0") is not None
    for second in range(60):
        clock.now = float(second)
        found = await asyncio.gather(*(keys.get(f"made-up-{second}-{number}") for number in range(50)))
        assert found == [None] * 50
    assert issuer.key_reads <= 60 / MIN_INTERVAL + 1


async def test_everybody_who_waits_shares_one_fetch(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.delay = 0.05
    found = await asyncio.gather(*(keys.get("key-0") for _ in range(50)))
    assert None not in found
    assert issuer.metadata_reads == 1


async def test_one_who_gives_up_waiting_does_not_take_the_fetch_along(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.delay = 0.05
    impatient = asyncio.create_task(keys.get("key-0"))
    patient = asyncio.create_task(keys.get("key-0"))
    await asyncio.sleep(0.01)
    impatient.cancel()
    assert await patient is not None


async def test_known_keys_stay_while_the_issuer_is_down(keys: SigningKeys, issuer: Issuer, clock: Clock) -> None:
    await keys.get("key-0")
    issuer.down = True
    for days in range(1, 4):
        clock.now = days * 86_400.0
        assert await keys.get("key-0") is not None
        await settled(lambda days=days: issuer.metadata_reads == 1 + days)


async def test_without_any_keys_the_next_interval_tries_again(keys: SigningKeys, issuer: Issuer, clock: Clock) -> None:
    issuer.down = True
    assert await keys.get("key-0") is None
    issuer.down = False
    assert await keys.get("key-0") is None, "one attempt per interval"
    clock.now += MIN_INTERVAL
    assert await keys.get("key-0") is not None


async def test_old_keys_are_read_again_without_making_anybody_wait(keys: SigningKeys, issuer: Issuer, clock: Clock) -> None:
    await keys.get("key-0")
    clock.now += MAX_AGE + 1
    issuer.delay = 1.0
    async with asyncio.timeout(0.5):
        assert await keys.get("key-0") is not None
    await settled(lambda: issuer.metadata_reads == 2)


async def test_a_withdrawn_key_stops_working(keys: SigningKeys, issuer: Issuer, clock: Clock) -> None:
    await keys.get("key-0")
    issuer.rotate()
    clock.now += MAX_AGE + 1
    await keys.get("key-0")
    await settled(lambda: issuer.key_reads == 2)
    assert await keys.get("key-0") is None


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"keys": None},
        {"keys": [3, {}, {"kty": "oct", "kid": "key-0", "k": "c2VjcmV0"}]},
        {"keys": [{"kty": "RSA", "kid": "key-0", "n": "?", "e": "AQAB"}]},
        {"keys": [{"kty": "RSA", "kid": "key-0"}]},
        {"keys": [{"kty": "RSA", "kid": 5, "n": "AQAB", "e": "AQAB"}]},
        {"keys": [jwk(1, "key-1", ["msteams"])], "padding": "x" * 600_000},
    ],
)
async def test_a_document_that_makes_no_sense_leaves_known_keys_alone(
    keys: SigningKeys, issuer: Issuer, clock: Clock, document: Any
) -> None:
    await keys.get("key-0")
    issuer.document = document
    clock.now += MIN_INTERVAL
    assert await keys.get("key-1") is None
    assert issuer.key_reads == 2
    assert await keys.get("key-0") is not None


async def test_one_unusable_key_does_not_hide_the_others(keys: SigningKeys, issuer: Issuer) -> None:
    issuer.document = {"keys": [{"kty": "RSA", "kid": "broken"}, jwk(0, "key-0", ["msteams"])]}
    assert await keys.get("key-0") is not None
    assert await keys.get("broken") is None
