"""The record of a conversation that proactive messages need later: pure, made from an authenticated activity.

The SDK's own conversation reference loses the tenant (platform facts, D5), so the raw JSON is kept beside the ids.
"""

from dataclasses import dataclass
from typing import Literal

import msgspec

from bot.inbound import Inbound

Kind = Literal["personal", "channel", "group"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRecord:
    """Where a person or a channel can be reached. Always overwritten by the newest (serviceUrls move).

    `conversation_id` of a channel is the channel's, not that of one thread in it. `member_id` and `object_id` are the
    sender's. `raw` is the JSON of what a conversation reference consists of; it holds the
    sender's name, so it is erased with the person.
    """

    tenant: str
    kind: Kind
    conversation_id: str
    service_url: str
    bot_id: str
    member_id: str
    object_id: str | None
    channel_id: str | None
    team_id: str | None
    raw: str


def reference_of(inbound: Inbound) -> ReferenceRecord | None:
    """The record an activity gives rise to. None without a serviceUrl, which no verified activity lacks."""
    if inbound.service_url is None:
        return None
    kind = _kind(inbound)
    conversation_id = inbound.conversation_id
    if kind == "channel":
        conversation_id = conversation_id.partition(";messageid=")[0]
    return ReferenceRecord(
        tenant=inbound.tenant,
        kind=kind,
        conversation_id=conversation_id,
        service_url=inbound.service_url,
        bot_id=inbound.bot_id,
        member_id=inbound.sender_id,
        object_id=inbound.sender_object_id,
        channel_id=(inbound.channel_id or conversation_id) if kind == "channel" else None,
        team_id=inbound.team_id,
        raw=msgspec.json.encode(
            {name: inbound.raw.get(name) for name in _KEPT if inbound.raw.get(name) is not None}
        ).decode(),
    )


_KEPT = ("channelId", "serviceUrl", "conversation", "recipient", "from", "channelData", "locale")


def _kind(inbound: Inbound) -> Kind:
    match inbound.conversation_type:
        case "personal":
            return "personal"
        case "channel":
            return "channel"
        case "groupChat":
            return "group"
    if inbound.channel_id or inbound.team_id:
        return "channel"
    return "group" if inbound.raw["conversation"].get("isGroup") else "personal"
