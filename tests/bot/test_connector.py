"""The connector against every misbehaviour of the stand-in: each gives its one outcome, and POSTs are never repeated."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Answer, outcome_of, retry_after_seconds, undelivered
from bot.connector import ChatCreated, Connector
from bot.credentials import BotTokens
from bot.hosts import ServiceHosts
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
from tests.teams.activities import APP_ID, CHANNEL, MAYA, TENANT
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

LOCAL = ServiceHosts(suffixes=("smba.trafficmanager.net",), loopback=True)
SCOPE = "scope"


class Tokens:
    """An identity service that counts."""

    def __init__(self) -> None:
        self.asked = 0
        self.answer: Mapping[str, Any] | None = None

    def __call__(self, scope: str) -> Mapping[str, Any]:
        self.asked += 1
        return self.answer or {"access_token": f"token-{self.asked}", "expires_in": 3600}


@pytest.fixture
async def teams() -> AsyncIterator[StandIn]:
    async with StandIn() as opened:
        yield opened


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def connector(session: aiohttp.ClientSession, tokens: Tokens) -> Connector:
    patience = aiohttp.ClientTimeout(total=2, sock_read=0.3)
    return Connector(session, LOCAL, BotTokens(tokens), scope=SCOPE, timeout=patience)


@pytest.fixture
def address(teams: StandIn) -> Address:
    return Address(
        tenant=TENANT,
        service_url=teams.service_url,
        conversation_id=MAYA.chat_id,
        member_id=MAYA.member_id,
        bot_id=f"28:{APP_ID}",
    )


async def test_a_message_is_sent_to_the_conversation_and_no_made_up_activity(
    connector: Connector, teams: StandIn, address: Address
) -> None:
    outcome = await connector.send(address, {"text": "hello"})
    [message] = teams.sent_to(MAYA.chat_id)
    assert outcome == Sent(activity_id=message.id, conversation_id=MAYA.chat_id)
    [call] = teams.calls
    assert call.path.endswith("/activities")
    assert call.body == {
        "type": "message",
        "from": {"id": f"28:{APP_ID}"},
        "conversation": {"id": MAYA.chat_id},
        "text": "hello",
    }


@pytest.mark.parametrize("conversation", [f"{CHANNEL};messageid=17", "a/b?c#d", "%2e%2e", "ü ñ", "a:b@c"])
async def test_any_conversation_id_reaches_its_conversation(
    connector: Connector, teams: StandIn, address: Address, conversation: str
) -> None:
    outcome = await connector.send(replace(address, conversation_id=conversation), {"text": "x"})
    assert isinstance(outcome, Sent)
    assert [message.conversation_id for message in teams.messages.values()] == [conversation]


@pytest.mark.parametrize("conversation", [None, "", ".", ".."])
async def test_an_id_that_would_climb_out_of_its_path_is_not_sent(
    connector: Connector, teams: StandIn, address: Address, conversation: str | None
) -> None:
    outcome = await connector.send(replace(address, conversation_id=conversation), {"text": "x"})
    assert isinstance(outcome, Malformed)
    assert teams.calls == []


async def test_a_reply_names_what_it_answers(connector: Connector, teams: StandIn, address: Address) -> None:
    assert isinstance(await connector.reply(address, "17", {"text": "yes"}), Sent)
    [call] = teams.calls
    assert call.path.endswith("/activities/17")
    assert call.body["replyToId"] == "17"


async def test_an_update_replaces_the_message(connector: Connector, teams: StandIn, address: Address) -> None:
    sent = await connector.send(address, {"text": "first"})
    assert isinstance(sent, Sent)
    assert await connector.update(address, sent.activity_id, {"text": "second"}) == sent
    [message] = teams.sent_to(MAYA.chat_id)
    assert (message.activity["text"], message.revision) == ("second", 1)


async def test_an_update_or_deletion_of_nothing_is_missing(connector: Connector, address: Address) -> None:
    assert isinstance(await connector.update(address, "17", {"text": "x"}), Missing)
    assert isinstance(await connector.delete(address, "17"), Missing)


async def test_a_message_can_be_taken_back(connector: Connector, teams: StandIn, address: Address) -> None:
    sent = await connector.send(address, {"text": "first"})
    assert isinstance(sent, Sent)
    assert await connector.delete(address, sent.activity_id) == sent
    assert teams.messages == {}


async def test_a_chat_is_made_once_for_a_person(connector: Connector, teams: StandIn, address: Address) -> None:
    nowhere = replace(address, conversation_id=None)
    first = await connector.create_chat(nowhere, MAYA.member_id)
    assert first == await connector.create_chat(nowhere, MAYA.member_id)
    assert isinstance(first, ChatCreated)
    assert teams.calls[0].body == {
        "isGroup": False,
        "bot": {"id": f"28:{APP_ID}"},
        "members": [{"id": MAYA.member_id}],
        "tenantId": TENANT,
        "channelData": {"tenant": {"id": TENANT}},
    }


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (throttled("3"), Throttled(retry_after=3.0)),
        (refused(403, "BotNotInConversationRoster"), Blocked(detail="403 BotNotInConversationRoster")),
        (Fault(status=502), Transient(detail="502 Fault")),
        (Fault(status=201, body=b"{}"), Transient(detail="no conversation id in the answer")),
        (reset_after(), Transient(detail="ServerDisconnectedError")),
    ],
)
async def test_a_chat_that_could_not_be_made_reached_nobody(
    connector: Connector, teams: StandIn, address: Address, fault: Fault, outcome: Outcome
) -> None:
    teams.script(fault)
    assert await connector.create_chat(address, MAYA.member_id) == outcome


async def test_a_channel_post_starts_a_thread_that_answers_go_to(
    connector: Connector, teams: StandIn, address: Address
) -> None:
    posted = await connector.post_channel(replace(address, conversation_id=None), CHANNEL, {"text": "digest"})
    assert isinstance(posted, Sent)
    assert posted.conversation_id == f"{CHANNEL};messageid={posted.activity_id}"
    thread = replace(address, conversation_id=posted.conversation_id)
    assert isinstance(await connector.send(thread, {"text": "correction"}), Sent)
    assert isinstance(await connector.update(thread, posted.activity_id, {"text": "digest, corrected"}), Sent)
    assert [message.activity["text"] for message in teams.sent_to(posted.conversation_id)] == [
        "digest, corrected",
        "correction",
    ]


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


async def test_a_refused_token_is_renewed_once(
    connector: Connector, teams: StandIn, address: Address, tokens: Tokens
) -> None:
    teams.rule = lambda call: refused(401) if call.authorization == "Bearer token-1" else None
    assert isinstance(await connector.send(address, {"text": "hello"}), Sent)
    assert (tokens.asked, len(teams.calls)) == (2, 2)


async def test_a_bot_that_is_not_registered_does_not_ask_for_tokens_for_ever(
    connector: Connector, teams: StandIn, address: Address, tokens: Tokens
) -> None:
    teams.rule = lambda call: refused(401, "BotNotRegistered")
    assert await connector.send(address, {"text": "hello"}) == Transient(detail="401 BotNotRegistered")
    assert (tokens.asked, len(teams.calls)) == (2, 2)


async def test_many_sends_that_lose_one_token_share_its_successor(
    connector: Connector, teams: StandIn, address: Address, tokens: Tokens
) -> None:
    teams.rule = lambda call: refused(401) if call.authorization == "Bearer token-1" else None
    outcomes = await asyncio.gather(*(connector.send(address, {"text": "hello"}) for _ in range(20)))
    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert tokens.asked == 2


async def test_ten_sends_ask_for_one_token(connector: Connector, teams: StandIn, address: Address, tokens: Tokens) -> None:
    for _ in range(10):
        assert isinstance(await connector.send(address, {"text": "hello"}), Sent)
    assert tokens.asked == 1


async def test_without_a_token_nothing_is_sent(
    connector: Connector, teams: StandIn, address: Address, tokens: Tokens
) -> None:
    tokens.answer = {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}
    assert await connector.send(address, {"text": "hello"}) == Transient(detail="no token: AADSTS7000215")
    assert teams.calls == []


async def test_in_development_no_token_travels(session: aiohttp.ClientSession, teams: StandIn, address: Address) -> None:
    connector = Connector(session, LOCAL, None, scope=SCOPE)
    assert isinstance(await connector.send(address, {"text": "hello"}), Sent)
    assert teams.calls[0].authorization is None
    teams.script(refused(401))
    assert isinstance(await connector.send(address, {"text": "hello"}), Transient)


async def test_a_host_that_is_not_allowed_gets_neither_request_nor_token(
    session: aiohttp.ClientSession, teams: StandIn, address: Address, tokens: Tokens
) -> None:
    strict = ServiceHosts(suffixes=("smba.trafficmanager.net",), loopback=False)
    connector = Connector(session, strict, BotTokens(tokens), scope=SCOPE)
    assert await connector.send(address, {"text": "x"}) == Malformed(detail="service url not allowed")
    assert (tokens.asked, teams.calls) == (0, [])


async def test_a_redirect_takes_no_token_along(connector: Connector, teams: StandIn, address: Address) -> None:
    async with StandIn() as elsewhere:
        teams.script(Fault(status=307, headers={"Location": elsewhere.service_url + "v3/conversations/a/activities"}))
        assert isinstance(await connector.send(address, {"text": "x"}), Transient)
        assert elsewhere.calls == []


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
