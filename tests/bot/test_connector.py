"""What the connector asks for, of whom, and with which token."""

import asyncio
from dataclasses import replace

import aiohttp
import pytest

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
    Transient,
)
from tests.teams.activities import APP_ID, CHANNEL, MAYA, TENANT
from tests.teams.harness import LOCAL, SCOPE, Tokens
from tests.teams.standin import (
    Fault,
    StandIn,
    refused,
    reset_after,
    throttled,
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
