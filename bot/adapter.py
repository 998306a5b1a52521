"""botbuilder at arm's length: its turn and its adapter, around our verifier and our connector.

`CloudAdapterBase.process_activity` is given an `AuthenticateRequestResult` that our own verifier stands for, and a
connector factory whose client is `bot.connector`. So none of the SDK's authentication, token and HTTP code runs
(platform facts, 1.2). Only this file and the tests see the SDK's `Activity`; everybody else has `Inbound` and dicts.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from botbuilder.core import CloudAdapterBase, TurnContext
from botbuilder.schema import Activity, ChannelAccount, ConversationAccount, DeliveryModes, ResourceResponse
from botframework.connector.auth import AuthenticateRequestResult, BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.connector_factory import ConnectorFactory
from msrest import Deserializer

from bot.authentication import Verified
from bot.connector import Connector
from bot.inbound import Inbound
from bot.invokes import InvokeReply
from portfolio.delivery import Address, Outcome, Sent

TurnHandler = Callable[[TurnContext, Inbound], Awaitable[InvokeReply | None]]
"""What a turn does. Returns the body of an invoke's answer; None for anything that is no invoke, or is unknown."""

_model: Any = Activity  # msrest's methods carry no types, and its models take None for every field without saying so
_account: Any = ChannelAccount
_conversation: Any = ConversationAccount
_make_deserializer: Any = Deserializer
_deserialize = _make_deserializer(_model._infer_class_models())  # as Model.deserialize does it, but once


class NotDelivered(Exception):
    """A turn's reply did not surely arrive. `outcome` says what is known."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


def activity_of(inbound: Inbound, service_url: str) -> Activity:
    """The SDK's value of an activity that came: what its turn reads to answer it. The SDK's own reading of the whole
    JSON costs as much as drawing a card."""
    activity: Activity = _model(
        type=inbound.type,
        id=inbound.id,
        name=inbound.name,
        channel_id=inbound.source,
        service_url=service_url,
        conversation=_conversation(
            id=inbound.conversation_id,
            conversation_type=inbound.conversation_type,
            tenant_id=inbound.tenant,
        ),
        from_property=_account(id=inbound.sender_id, name=inbound.sender_name, aad_object_id=inbound.sender_object_id),
        recipient=_account(id=inbound.bot_id),
        locale=inbound.locale,
        delivery_mode=DeliveryModes.expect_replies if inbound.expects_replies else None,
    )
    return activity


async def say(context: TurnContext, activity: dict[str, Any]) -> str | None:
    """Send a raw activity as this turn's reply. Returns its id, None where there is none. Raises `NotDelivered`."""
    reply: Activity = _deserialize("Activity", {"type": "message", **activity})
    answer = await context.send_activity(reply)
    return answer.id or None if answer else None


def address_of(inbound: Inbound, service_url: str) -> Address:
    """Where replies to this activity go. `service_url` is the verified one."""
    return Address(
        tenant=inbound.tenant,
        service_url=service_url,
        conversation_id=inbound.conversation_id,
        member_id=inbound.sender_id,
        bot_id=inbound.bot_id,
    )


class Adapter:
    """Runs turns. One for the life of the process."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._adapter = CloudAdapterBase(_Authentication())

    async def run(
        self, inbound: Inbound, verified: Verified, on_turn: TurnHandler
    ) -> tuple[InvokeReply | None, list[dict[str, Any]]]:
        """Run one turn: what the handler returned, and the activities it sent where the sender expects them here."""
        replied: InvokeReply | None = None

        async def logic(context: TurnContext) -> None:
            nonlocal replied
            replied = await on_turn(context, inbound)

        result = AuthenticateRequestResult()
        result.audience = verified.app_id
        result.claims_identity = ClaimsIdentity(dict(verified.claims), True)
        result.connector_factory = _Factory(self._connector, address_of(inbound, verified.service_url))
        buffered = await self._adapter.process_activity(result, activity_of(inbound, verified.service_url), logic)
        return replied, buffered.body["activities"] if inbound.expects_replies else []


class _Authentication(BotFrameworkAuthentication):
    """The SDK wants one. Everything it would do has been done before a turn begins."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise NotImplementedError("requests are verified by bot.authentication")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> AuthenticateRequestResult:
        raise NotImplementedError("there are no streaming requests in Teams")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        raise NotImplementedError("messages of our own go out by bot.connector")

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:
        return None  # no sign-in of persons: identity is the verified activity's


class _Factory(ConnectorFactory):
    """Hands botbuilder our connector, tied to one verified address."""

    def __init__(self, connector: Connector, address: Address) -> None:
        self._connector = connector
        self._address = address

    async def create(self, service_url: str, audience: str) -> Any:
        return _Client(_Conversations(self._connector, self._address))


class _Client:
    """The part of botbuilder's ConnectorClient that a turn uses."""

    def __init__(self, conversations: "_Conversations") -> None:
        self.conversations = conversations


class _Conversations:
    """The calls a turn makes, in the SDK's names."""

    def __init__(self, connector: Connector, address: Address) -> None:
        self._connector = connector
        self._address = address

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        return _resource(await self._connector.send(self._at(conversation_id), _wire(activity)))

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        return _resource(await self._connector.reply(self._at(conversation_id), activity_id, _wire(activity)))

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        return _resource(await self._connector.update(self._at(conversation_id), activity_id, _wire(activity)))

    async def delete_activity(self, conversation_id: str, activity_id: str) -> ResourceResponse:
        return _resource(await self._connector.delete(self._at(conversation_id), activity_id))

    def _at(self, conversation_id: str) -> Address:
        return replace(self._address, conversation_id=conversation_id)


def _wire(activity: Any) -> dict[str, Any]:
    raw: dict[str, Any] = activity.serialize()
    return raw


def _resource(outcome: Outcome) -> ResourceResponse:
    if not isinstance(outcome, Sent):
        raise NotDelivered(outcome)
    return ResourceResponse(id=outcome.activity_id)
