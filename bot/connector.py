"""Our client of the Bot Connector: sends, updates, conversations. What comes back is an `Outcome`, never an exception.

The SDK's client is blocking requests in a small thread pool, repeats PUTs behind one's back and loses statuses
(platform facts, D7, D8). Here: one aiohttp session, no redirects, no repeats of ours but one after a refused token.
aiohttp itself repeats an idempotent method once when a kept-alive connection turns out to be dead: harmless for PUT,
and it never does it for POST.

A message goes to `/v3/conversations/{id}/activities`: never to a made-up activity id below it (D17).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import msgspec
from yarl import URL

from bot.answers import Answer, conversation_of, outcome_of, received, undelivered
from bot.credentials import BotTokens, CredentialError
from bot.hosts import ServiceHosts
from portfolio.delivery import Address, Blocked, Malformed, Missing, Outcome, Sent, Throttled, TooBig, Transient, Unknown

# Connecting may fail for sure; after that a late answer is an unknown one. Teams gives up on its own side at 15 s.
TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10, sock_connect=5, sock_read=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatCreated:
    """The one-to-one chat with a person exists; messages go to this conversation."""

    conversation_id: str


ChatOutcome = ChatCreated | Throttled | Blocked | Missing | TooBig | Malformed | Transient


class Connector:
    """Talks to whatever connector an address names, if its host is allowed. `tokens` is None in development."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        hosts: ServiceHosts,
        tokens: BotTokens | None,
        *,
        scope: str,
        timeout: aiohttp.ClientTimeout = TIMEOUT,
    ) -> None:
        self._session = session
        self._hosts = hosts
        self._tokens = tokens
        self._scope = scope
        self._timeout = timeout

    async def send(self, address: Address, activity: Mapping[str, Any]) -> Outcome:
        """Send a new message into the address's conversation. A thread's id ends in ";messageid=..."."""
        return await self._message("POST", address, (), activity)

    async def reply(self, address: Address, activity_id: str, activity: Mapping[str, Any]) -> Outcome:
        """Send a message as the answer to an activity that came from there."""
        return await self._message("POST", address, (activity_id,), {"replyToId": activity_id, **activity})

    async def update(self, address: Address, activity_id: str, activity: Mapping[str, Any]) -> Outcome:
        """Replace a message. Idempotent: may always be repeated."""
        return await self._message("PUT", address, (activity_id,), {**activity, "id": activity_id})

    async def delete(self, address: Address, activity_id: str) -> Outcome:
        """Take a message back. Idempotent."""
        return await self._message("DELETE", address, (activity_id,), None)

    async def create_chat(self, address: Address, member_id: str) -> ChatOutcome:
        """Make sure the one-to-one chat with a person exists; asking twice gives the same chat.

        Nothing reaches the person by it, so an ambiguous answer is merely `Transient`.
        """
        answer = await self._request(
            "POST",
            address,
            ("v3", "conversations"),
            {
                "isGroup": False,
                "bot": {"id": address.bot_id},
                "members": [{"id": member_id}],
                "tenantId": address.tenant,
                "channelData": {"tenant": {"id": address.tenant}},
            },
        )
        conversation_id = conversation_of(answer)
        if conversation_id:
            return ChatCreated(conversation_id=conversation_id)
        outcome = outcome_of(answer, conversation_id="", now=time.time())
        if isinstance(outcome, Sent):
            return Transient(detail="no conversation id in the answer")
        return Transient(detail=outcome.detail) if isinstance(outcome, Unknown) else outcome

    async def post_channel(self, address: Address, channel_id: str, activity: Mapping[str, Any]) -> Outcome:
        """Start a new thread in a channel. `Sent.conversation_id` is the thread's: answers go there."""
        answer = await self._request(
            "POST",
            address,
            ("v3", "conversations"),
            {
                "isGroup": True,
                "bot": {"id": address.bot_id},
                "tenantId": address.tenant,
                "channelData": {"channel": {"id": channel_id}, "tenant": {"id": address.tenant}},
                "activity": {"type": "message", "from": {"id": address.bot_id}, **activity},
            },
        )
        thread = conversation_of(answer) or channel_id
        root = thread.partition(";messageid=")[2]  # the thread is named after its first message
        return outcome_of(answer, conversation_id=thread, activity_id=root, now=time.time())

    async def _message(
        self, method: str, address: Address, below: tuple[str, ...], activity: Mapping[str, Any] | None
    ) -> Outcome:
        conversation_id = address.conversation_id
        if not conversation_id:
            return Malformed(detail="no conversation")
        if activity is not None:
            activity = {
                "type": "message",
                "from": {"id": address.bot_id},
                "conversation": {"id": conversation_id},
                **activity,
            }
        path = ("v3", "conversations", conversation_id, "activities", *below)
        answer = await self._request(method, address, path, activity)
        # Only a new message gets a new id; an update or a deletion keeps the one it was given.
        given = below[0] if method != "POST" else ""
        return outcome_of(answer, conversation_id=conversation_id, activity_id=given, now=time.time())

    async def _request(
        self, method: str, address: Address, path: tuple[str, ...], body: Mapping[str, Any] | None
    ) -> Answer | Outcome:
        if not self._hosts.allows(address.service_url):
            return Malformed(detail="service url not allowed")
        if any(part in {"", ".", ".."} for part in path):
            return Malformed(detail="impossible id")
        url = URL("/".join((address.service_url.rstrip("/"), *(quote(part, safe="") for part in path))), encoded=True)
        payload = msgspec.json.encode(body) if body is not None else None
        answer, token = await self._once(method, url, payload)
        if isinstance(answer, Answer) and answer.status == 401 and self._tokens is not None and token is not None:
            self._tokens.refused(self._scope, token)  # it ended early, or a secret was rolled: ask for another, once
            answer, _ = await self._once(method, url, payload)
        return answer

    async def _once(self, method: str, url: URL, payload: bytes | None) -> tuple[Answer | Outcome, str | None]:
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
        token = None
        if self._tokens is not None:
            try:
                token = await self._tokens.token(self._scope)
            except CredentialError as error:
                return Transient(detail=f"no token: {error.code}"), None
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self._session.request(
                method, url, data=payload, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as answer:
                return await received(answer), token
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return undelivered(error), token
