"""Sending what the outbox claims: the view is rendered here, for Teams, and nowhere else."""

from dataclasses import replace

from actions.delivery import Parcel
from bot import files_out
from bot.connector import ChatCreated, Connector
from bot.invokes import CARD
from cards.render import render
from portfolio.delivery import Malformed, Missing, Outcome, Sent


class TeamsCourier:
    """Delivers parcels through the Bot Connector. It never raises for what the other side does: see Outcome."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def deliver(self, parcel: Parcel) -> Outcome:
        """Send the message, or update the one in the chat. A person without a chat gets one first.

        An update is idempotent; what becomes of further copies does not decide the row.
        """
        try:
            drawn = render(parcel.view, parcel.language)
        except (KeyError, ValueError) as error:
            return Malformed(detail=f"cannot be drawn: {type(error).__name__}")
        own = files_out.attachment(parcel.view, parcel.language)
        activity: dict[str, object] = {
            "type": "message",
            "summary": drawn.summary,
            "attachments": [own or {"contentType": CARD, "content": drawn.card}],
        }
        if parcel.activity_id is not None:
            for copy in parcel.copies:
                await self._connector.update(parcel.address, copy, activity)
            return await self._connector.update(parcel.address, parcel.activity_id, activity)
        activity["channelData"] = {"notification": {"alert": True}}
        if parcel.channel is not None:
            return await self._connector.post_channel(parcel.address, parcel.channel, activity)
        return await self._to_person(parcel, activity)

    async def _to_person(self, parcel: Parcel, activity: dict[str, object]) -> Outcome:
        address = parcel.address
        if address.conversation_id is None:
            if address.member_id is None:
                return Missing(detail="neither a chat nor a member id is known")
            chat = await self._connector.create_chat(address, address.member_id)
            if not isinstance(chat, ChatCreated):
                return chat
            address = replace(address, conversation_id=chat.conversation_id)
        outcome = await self._connector.send(address, activity)
        if isinstance(outcome, Sent):
            return replace(outcome, conversation_id=address.conversation_id or outcome.conversation_id)
        return outcome
