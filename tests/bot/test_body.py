"""Requests whose body is no activity: each its own clear answer, and none of them reaches a turn."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.body import LIMIT
from bot.endpoint import PATH
from bot.inbound import Inbound
from tests.teams.activities import MAYA
from tests.teams.harness import Bot, running_bot


class Turn:
    """Notes what got through."""

    def __init__(self) -> None:
        self.seen: list[Inbound] = []

    async def __call__(self, context: Any, inbound: Inbound) -> None:
        self.seen.append(inbound)


@pytest.fixture
def turn() -> Turn:
    return Turn()


@pytest.fixture
async def bot(turn: Turn) -> AsyncIterator[Bot]:
    async with running_bot(turn) as running:
        yield running


BODIES: dict[str, tuple[bytes, int]] = {
    "empty": (b"", 400),
    "half": (b'{"type":"mess', 400),
    "NaN": (b'{"type":NaN}', 400),
    "not UTF-8": (b'{"type":"\xff\xfe"}', 400),
    "UTF-16": ('{"type":"message"}'.encode("utf-16"), 400),
    "half a surrogate": (rb'{"type":"\ud800"}', 400),
    "a list": (b"[]", 400),
    "null": (b"null", 400),
    "an empty object": (b"{}", 400),
    "nested without end": (b"[" * 100_000, 400),
    "one megabyte": (b'{"type":"' + b"x" * 1_000_000 + b'"}', 413),
    "one byte too many": (b" " * (LIMIT + 1), 413),
}


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES.keys())
async def test_a_body_that_is_no_activity_has_its_own_answer(bot: Bot, turn: Turn, body: bytes, status: int) -> None:
    reply = await bot.post(body)
    assert reply.status == status
    assert reply.body["code"] in {"activity_malformed", "body_too_large"}
    assert turn.seen == []


async def test_a_body_of_the_largest_size_is_taken(bot: Bot) -> None:
    body = json.dumps(bot.world.message(MAYA, "hello")).encode()
    assert (await bot.post(body + b" " * (LIMIT - len(body)))).status == 201


async def test_a_megabyte_in_chunks_of_no_declared_length_is_413(bot: Bot) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(16):
            yield b" " * 65536

    headers = bot.bearer() | {"Content-Type": "application/json"}
    async with bot.session.post(bot.url + PATH, data=chunks(), headers=headers) as answer:
        assert answer.status == 413


async def test_a_small_body_that_unpacks_to_megabytes_is_413(bot: Bot) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < LIMIT
    reply = await bot.post(bomb, bot.bearer() | {"Content-Encoding": "gzip"})
    assert reply.status == 413


async def test_a_body_that_claims_to_be_packed_and_is_not_is_400(bot: Bot) -> None:
    reply = await bot.post(b"{}", bot.bearer() | {"Content-Encoding": "gzip"})
    assert reply.status == 400


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", ""]
)
async def test_another_content_type_is_415(bot: Bot, content_type: str) -> None:
    reply = await bot.post(b"{}", bot.bearer() | {"Content-Type": content_type})
    assert (reply.status, reply.body["code"]) == (415, "content_type")


async def test_no_content_type_is_415(bot: Bot) -> None:
    async with bot.session.post(
        bot.url + PATH, data=b"{}", headers=bot.bearer(), skip_auto_headers={"Content-Type"}
    ) as answer:
        assert answer.status == 415


async def begun(bot: Bot, length: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A signed request whose body of so many bytes has only begun."""
    host, port = bot.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {PATH} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {bot.bearer()['Authorization']}\r\n"
    writer.write((head + f'Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{{"ty').encode())
    await writer.drain()
    return reader, writer


async def test_a_gigabyte_is_refused_as_soon_as_it_is_announced(bot: Bot) -> None:
    reader, writer = await begun(bot, 1_000_000_000)
    async with asyncio.timeout(1):
        assert await reader.readline() == b"HTTP/1.1 413 Request Entity Too Large\r\n"
    writer.close()


async def test_a_body_that_does_not_come_is_408(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.body.PATIENCE", 0.05)
    reader, writer = await begun(bot, 100)
    async with asyncio.timeout(1):
        assert await reader.readline() == b"HTTP/1.1 408 Request Timeout\r\n"
    writer.close()


async def test_a_client_that_hangs_up_in_mid_body_harms_nobody(bot: Bot, turn: Turn) -> None:
    _, writer = await begun(bot, 100)
    writer.close()
    await writer.wait_closed()
    assert (await bot.receive(bot.world.message(MAYA, "hello"))).status == 201
    assert len(turn.seen) == 1
