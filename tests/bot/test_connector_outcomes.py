"""The connector against every misbehaviour of the stand-in: each gives its one outcome, and POSTs are never repeated."""

import asyncio
import time
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Answer, outcome_of, retry_after_seconds, undelivered
from bot.connector import Connector
from portfolio.delivery import (
    Address,
    Blocked,
    Malformed,
    Missing,
    Outcome,
    Sent,
    Throttled,
    TooBig,
    Transient,
    Unknown,
)
from tests.teams.activities import MAYA
from tests.teams.standin import (
    Fault,
    StandIn,
    failed_after_delivery,
    refused,
    reset_after,
    reset_before,
    slow,
    throttled,
)

FAULTS: dict[str, tuple[Fault, Outcome]] = {
    "429 whole": (throttled("7"), Throttled(retry_after=7.0)),
    "429 fractional": (throttled("0.25"), Throttled(retry_after=0.25)),
    "429 negative": (throttled("-5"), Throttled(retry_after=0.0)),
    "429 unreadable": (throttled("soon"), Throttled(retry_after=None)),
    "429 infinite": (throttled("inf"), Throttled(retry_after=None)),
    "429 without": (throttled(None), Throttled(retry_after=None)),
    "400": (refused(400, "BadSyntax"), Malformed(detail="400 BadSyntax")),
    "403": (refused(403, "ConversationBlockedByUser"), Blocked(detail="403 ConversationBlockedByUser")),
    "404": (refused(404, "ConversationNotFound"), Missing(detail="404 ConversationNotFound")),
    "408": (refused(408), Unknown(detail="408 Refused")),
    "409": (refused(409), Malformed(detail="409 Refused")),
    "412": (refused(412, "PreconditionFailed"), Transient(detail="412 PreconditionFailed")),
    "413": (refused(413, "MessageSizeTooBig"), TooBig()),
    "500": (refused(500), Unknown(detail="500 Refused")),
    "502 after delivery": (failed_after_delivery(502), Unknown(detail="502 BadGateway")),
    "503": (refused(503), Unknown(detail="503 Refused")),
    "504 after delivery": (failed_after_delivery(504), Unknown(detail="504 BadGateway")),
    "redirect": (refused(302), Transient(detail="302 Refused")),
    "slow acknowledgement": (slow(0.6), Unknown(detail="SocketTimeoutError")),
    "reset before delivery": (reset_before(), Unknown(detail="ServerDisconnectedError")),
    "reset after delivery": (reset_after(), Unknown(detail="ServerDisconnectedError")),
    "delivered, id untold": (
        Fault(status=201, body=b"", delivered=True),
        Sent(activity_id="", conversation_id=MAYA.chat_id),
    ),
    "delivered, answer garbled": (
        Fault(status=200, body=b"<html>", delivered=True),
        Sent(activity_id="", conversation_id=MAYA.chat_id),
    ),
    "refused in HTML": (Fault(status=403, body=b"<html>"), Blocked(detail="403")),
    "refused with a hidden code": (
        Fault(status=403, body=rb'{"errorCode":209,"message":"{\r\n \"subCode\": \"MessageWritesBlocked\"}"}'),
        Blocked(detail="403 MessageWritesBlocked"),
    ),
    "refused with odd codes": (Fault(status=400, body=b'{"error":{"code":[1]}}'), Malformed(detail="400")),
    "refused with an odd error": (Fault(status=400, body=b'{"error":"no"}'), Malformed(detail="400")),
}


@pytest.mark.parametrize(("fault", "outcome"), FAULTS.values(), ids=FAULTS.keys())
async def test_each_answer_has_one_outcome_and_one_request(
    connector: Connector, teams: StandIn, address: Address, fault: Fault, outcome: Outcome
) -> None:
    teams.script(fault)
    assert await connector.send(address, {"text": "hello"}) == outcome
    assert len(teams.calls) == 1
    assert len(teams.messages) == (1 if fault.delivered else 0)


async def test_a_date_in_retry_after_is_read_as_seconds_from_now(
    connector: Connector, teams: StandIn, address: Address
) -> None:
    teams.script(throttled(formatdate(time.time() + 30, usegmt=True)))
    outcome = await connector.send(address, {"text": "hello"})
    assert isinstance(outcome, Throttled) and outcome.retry_after is not None
    assert 25 < outcome.retry_after <= 31


@given(st.text(max_size=40) | st.floats().map(str) | st.none())
def test_any_retry_after_is_seconds_or_nothing(header: str | None) -> None:
    seconds = retry_after_seconds(header, now=0.0)
    assert seconds is None or 0.0 <= seconds < float("inf")


@given(st.integers(100, 599), st.dictionaries(st.text(max_size=8), st.none() | st.text() | st.integers(), max_size=3))
def test_only_a_2xx_is_a_delivery(status: int, document: dict[str, Any]) -> None:
    answer = Answer(status=status, retry_after=None, document=document)
    outcome = outcome_of(answer, conversation_id="a:1", now=0.0)
    assert isinstance(outcome, Sent) == (200 <= status < 300)
    assert isinstance(outcome, Unknown) == (status == 408 or status >= 500)


async def test_a_connector_that_does_not_listen_surely_got_nothing(connector: Connector, address: Address) -> None:
    async with StandIn() as gone:
        pass
    outcome = await connector.send(replace(address, service_url=gone.service_url), {"text": "x"})
    assert outcome == Transient(detail="ClientConnectorError")


async def test_a_plain_server_behind_an_https_address_surely_got_nothing(
    connector: Connector, teams: StandIn, address: Address
) -> None:
    secure = replace(address, service_url=teams.service_url.replace("http://", "https://"))
    assert isinstance(await connector.send(secure, {"text": "x"}), Transient)
    assert teams.calls == []


def test_what_no_socket_can_show_here_has_its_outcome_too() -> None:
    assert isinstance(undelivered(aiohttp.ConnectionTimeoutError()), Transient)
    assert isinstance(undelivered(aiohttp.ServerTimeoutError()), Unknown)
    assert isinstance(undelivered(aiohttp.ClientOSError()), Unknown)
    assert isinstance(undelivered(aiohttp.ClientConnectionResetError()), Unknown)
    assert isinstance(undelivered(aiohttp.InvalidURL("x")), Malformed)
    assert isinstance(undelivered(TimeoutError()), Unknown)
    assert isinstance(undelivered(ConnectionResetError()), Unknown)


async def dropping_server(answers: int) -> tuple[asyncio.Server, list[str]]:
    """Answers so many requests of each connection, then closes the connection on the next without an answer."""
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for number in range(answers + 1):
            head = await reader.readuntil(b"\r\n\r\n")
            size = next(int(line[16:]) for line in head.decode().split("\r\n") if line.startswith("Content-Length: "))
            await reader.readexactly(size)
            seen.append(head.split(b" ")[0].decode())
            if number < answers:
                writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"id":"1"}')
                await writer.drain()
        writer.close()

    return await asyncio.start_server(serve, "127.0.0.1", 0), seen


@pytest.mark.parametrize(("method", "requests"), [("send", ["POST", "POST"]), ("update", ["POST", "PUT", "PUT"])])
async def test_a_dropped_kept_alive_connection_repeats_a_PUT_and_never_a_POST(
    connector: Connector, address: Address, method: str, requests: list[str]
) -> None:
    server, seen = await dropping_server(1)
    async with server:
        port = server.sockets[0].getsockname()[1]
        there = replace(address, service_url=f"http://127.0.0.1:{port}/")
        assert isinstance(await connector.send(there, {"text": "opens the connection"}), Sent)
        if method == "send":
            assert isinstance(await connector.send(there, {"text": "x"}), Unknown)
        else:
            assert isinstance(await connector.update(there, "1", {"text": "x"}), Sent)
    assert seen == requests


async def test_a_large_message_is_too_big(connector: Connector, teams: StandIn, address: Address) -> None:
    assert await connector.send(address, {"text": "x" * 60_000}) == TooBig()
    assert teams.messages == {}
