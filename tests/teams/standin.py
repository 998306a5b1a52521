"""A stand-in for the Bot Connector: takes what the bot sends, gives ids, and misbehaves when told to.

It speaks the protocol over a real loopback socket, so that timeouts, resets and kept-alive connections are real ones.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from aiohttp import web

from tests.teams.serving import Served

LARGEST = 100 * 1024  # bytes as UTF-16: Teams' limit for one message


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One misbehaviour. `delivered` says whether the message arrived all the same; `reset` drops the connection."""

    status: int | None = None
    retry_after: str | None = None
    code: str = "Fault"
    delivered: bool = False
    delay: float = 0.0
    reset: bool = False
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def throttled(retry_after: str | None) -> Fault:
    return Fault(status=429, retry_after=retry_after, code="Throttled")


def refused(status: int, code: str = "Refused") -> Fault:
    return Fault(status=status, code=code)


def failed_after_delivery(status: int = 502) -> Fault:
    return Fault(status=status, delivered=True, code="BadGateway")


def slow(delay: float) -> Fault:
    """The message arrives at once and the acknowledgement late."""
    return Fault(delivered=True, delay=delay)


def reset_before() -> Fault:
    return Fault(reset=True)


def reset_after() -> Fault:
    return Fault(reset=True, delivered=True)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request the connector got, whatever became of it."""

    method: str
    path: str
    body: dict[str, Any]
    authorization: str | None


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message that people can see. `revision` counts its updates."""

    id: str
    conversation_id: str
    activity: dict[str, Any]
    revision: int = 0

    @property
    def card(self) -> dict[str, Any] | None:
        """The first Adaptive Card in it."""
        for attachment in self.activity.get("attachments") or ():
            if attachment.get("contentType") == "application/vnd.microsoft.card.adaptive":
                return attachment["content"]
        return None


@dataclass
class StandIn:
    """`async with StandIn() as teams:` and point the bot at `teams.service_url`.

    `script(...)` queues faults for the coming requests, first come first served; `rule` decides per request instead.
    """

    rule: Callable[[Call], Fault | None] | None = None
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    _script: deque[Fault] = field(default_factory=deque)
    _ids: Any = field(default_factory=lambda: count(1_796_000_000_001))

    def script(self, *faults: Fault) -> None:
        self._script.extend(faults)

    def sent_to(self, conversation_id: str) -> list[Message]:
        """What can be seen in a conversation, oldest first."""
        return [message for message in self.messages.values() if message.conversation_id == conversation_id]

    @property
    def texts(self) -> list[str]:
        return [message.activity.get("text", "") for message in self.messages.values()]

    @property
    def service_url(self) -> str:
        return f"{self._served.url}/teams/"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        conversations = "/teams/v3/conversations"
        app.router.add_post(conversations, self._create)
        app.router.add_post(conversations + "/{conversation}/activities", self._post)
        app.router.add_post(conversations + "/{conversation}/activities/{activity}", self._post)
        app.router.add_put(conversations + "/{conversation}/activities/{activity}", self._put)
        app.router.add_delete(conversations + "/{conversation}/activities/{activity}", self._delete)
        self._served = await Served.start(app, port=self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._served.stop()

    async def _create(self, request: web.Request) -> web.StreamResponse:
        async def deliver(body: dict[str, Any]) -> dict[str, Any]:
            data = body.get("channelData") or {}
            if "channel" not in data:
                return {"id": f"a:chat-{body['members'][0]['id']}"}
            message_id = str(next(self._ids))
            thread = f"{data['channel']['id']};messageid={message_id}"
            self._show(Message(id=message_id, conversation_id=thread, activity=body["activity"]))
            return {"id": thread, "activityId": message_id}

        return await self._handle(request, deliver)

    async def _post(self, request: web.Request) -> web.StreamResponse:
        async def deliver(body: dict[str, Any]) -> dict[str, Any]:
            message = Message(id=str(next(self._ids)), conversation_id=request.match_info["conversation"], activity=body)
            self._show(message)
            return {"id": message.id}

        return await self._handle(request, deliver)

    async def _put(self, request: web.Request) -> web.StreamResponse:
        async def deliver(body: dict[str, Any]) -> dict[str, Any] | None:
            before = self.messages.get(request.match_info["activity"])
            if before is None:
                return None
            self._show(
                Message(
                    id=before.id,
                    conversation_id=before.conversation_id,
                    activity=body,
                    revision=before.revision + 1,
                )
            )
            return {"id": before.id}

        return await self._handle(request, deliver)

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        async def deliver(body: dict[str, Any]) -> dict[str, Any] | None:
            if self.messages.pop(request.match_info["activity"], None) is None:
                return None
            self.deleted.append(request.match_info["activity"])
            return {}

        return await self._handle(request, deliver)

    def _show(self, message: Message) -> None:
        self.messages[message.id] = message

    async def _handle(self, request: web.Request, deliver: Callable[[dict[str, Any]], Any]) -> web.StreamResponse:
        text = await request.text()
        body = json.loads(text) if text else {}
        call = Call(
            method=request.method,
            path=request.raw_path,
            body=body,
            authorization=request.headers.get("Authorization"),
        )
        self.calls.append(call)
        fault = self.rule(call) if self.rule else self._script.popleft() if self._script else None
        if fault is None and len(text.encode("utf-16-le")) > LARGEST:
            fault = refused(413, "MessageSizeTooBig")
        made = await deliver(body) if fault is None or fault.delivered else {}
        if fault is not None:
            await asyncio.sleep(fault.delay)
            if fault.reset:
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
        if fault is not None and fault.status is not None:
            headers = dict(fault.headers)
            if fault.retry_after is not None:
                headers["Retry-After"] = fault.retry_after
            error = json.dumps({"error": {"code": fault.code, "message": "as scripted"}}).encode()
            return web.Response(
                status=fault.status,
                headers=headers,
                body=fault.body if fault.body is not None else error,
                content_type="application/json",
            )
        if made is None:
            return web.json_response({"error": {"code": "ActivityNotFoundInConversation"}}, status=404)
        return web.json_response(made, status=201 if request.method == "POST" else 200)
