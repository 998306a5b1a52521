"""An inbound activity as the rest of the bot sees it: a frozen value made from raw JSON whose shape was checked.

Nothing here says who may do what. Identity is believed only after `bot.authentication` has verified the request.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.shape import BadActivity, Entity, Shape, instant, read
from portfolio.imports.commands import SentFile

__all__ = ["BadActivity", "Inbound", "parse_inbound"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One thing that happened in Teams.

    `source` is the channel service's name ("msteams"). Tenant and object ids are lower case; they identify people only
    within the tenant. `text` has the mention of the bot removed; it is None where the activity has no text. `value` is
    the raw JSON a button or an invoke carries. `team_id` and `channel_id` are set in a team only. `files` are
    those sent in a personal chat, as Teams keeps them. `raw` is the whole activity as it came.
    """

    type: str
    source: str
    tenant: str
    conversation_id: str
    conversation_type: str | None
    sender_id: str
    sender_object_id: str | None
    sender_name: str | None
    bot_id: str
    id: str | None
    name: str | None
    action: str | None
    text: str | None
    value: Any
    service_url: str | None
    reply_to_id: str | None
    channel_id: str | None
    team_id: str | None
    members_added: tuple[str, ...]
    members_removed: tuple[str, ...]
    locale: str | None
    local_timezone: str | None
    timestamp: datetime | None
    expects_replies: bool
    files: tuple[SentFile, ...]
    raw: dict[str, Any]


def parse_inbound(activity: object) -> Inbound:
    """The activity as a value. Raises `BadActivity` for anything else, whatever the JSON is, and nothing but that."""
    raw, shape = read(activity)
    data = shape.channelData
    client = next((entity for entity in shape.entities or () if entity.type == "clientInfo"), Entity())
    return Inbound(
        type=_needed(shape.type, "type"),
        source=_needed(shape.channelId, "channelId"),
        tenant=_tenant(shape),
        conversation_id=_needed(shape.conversation.id, "conversation.id"),
        conversation_type=shape.conversation.conversationType,
        sender_id=_needed(shape.from_.id, "from.id"),
        sender_object_id=shape.from_.aadObjectId.lower() if shape.from_.aadObjectId else None,
        sender_name=shape.from_.name,
        bot_id=_needed(shape.recipient.id, "recipient.id"),
        id=shape.id,
        name=shape.name,
        action=shape.action,
        text=_words(shape),
        value=raw.get("value"),
        service_url=shape.serviceUrl or None,
        reply_to_id=shape.replyToId,
        channel_id=data.channel.id if data and data.channel else None,
        team_id=data.team.id if data and data.team else None,
        members_added=_ids(shape.membersAdded or (), "membersAdded"),
        members_removed=_ids(shape.membersRemoved or (), "membersRemoved"),
        locale=shape.locale or client.locale,
        local_timezone=shape.localTimezone or client.timezone,
        timestamp=instant(shape.timestamp, "timestamp"),
        expects_replies=shape.deliveryMode == "expectReplies",
        files=tuple(found for one in shape.attachments or () if (found := _file(one)) is not None),
        raw=raw,
    )


_FILE = "application/vnd.microsoft.teams.file.download.info"
_LONGEST_URL = 8_000  # a pre-authenticated address carries a token of some two thousand signs


def _file(attachment: dict[str, Any]) -> SentFile | None:
    """A file that somebody sent; None for a card, a picture, the HTML twin of the text, and what has no address."""
    content = attachment.get("content")
    url = content.get("downloadUrl") if isinstance(content, dict) else None
    if attachment.get("contentType") != _FILE or not isinstance(url, str) or not 0 < len(url) <= _LONGEST_URL:
        return None
    name = attachment.get("name")
    return SentFile(name=" ".join(name.split()) if isinstance(name, str) and name.split() else "?", url=url)


def _needed(text: str | None, field: str) -> str:
    if not text or text.isspace():
        raise BadActivity(field)
    return text


def _ids(accounts: Iterable[Any], field: str) -> tuple[str, ...]:
    return tuple(_needed(account.id, f"{field}.id") for account in accounts)


def _tenant(shape: Shape) -> str:
    """Teams names the tenant in channelData; conversation.tenantId is the fallback. Two that differ are a forgery."""
    data = shape.channelData
    named = (data.tenant.id if data and data.tenant else None) or shape.conversation.tenantId
    tenant = _needed(named, "channelData.tenant.id").lower()
    if shape.conversation.tenantId and shape.conversation.tenantId.lower() != tenant:
        raise BadActivity("conversation.tenantId")
    return tenant


def _words(shape: Shape) -> str | None:
    """The text without the mention that a channel post needs to reach the bot ("<at>Pilothouse</at> portfolio")."""
    text = shape.text
    if text is None:
        return None
    bot = shape.recipient
    for entity in shape.entities or ():
        mentioned = entity.mentioned
        if entity.type != "mention" or mentioned is None:
            continue
        if mentioned.id == bot.id or (mentioned.name and mentioned.name == bot.name):
            text = text.replace(entity.text or f"<at>{mentioned.name}</at>", "")
    return text.replace("&nbsp;", " ").replace("\xa0", " ").strip()
