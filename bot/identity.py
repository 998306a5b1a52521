"""Who is speaking: the verified activity's Entra object id and tenant, and nothing a card or a text says."""

import re

from bot.inbound import Inbound
from portfolio.people import Identity

LONGEST_NAME = 256
"""What the record keeps of a display name; Entra's longest."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})?(-[A-Za-z0-9]{1,3})?", re.ASCII)


def identity_of(inbound: Inbound) -> Identity | None:
    """The identity behind a verified activity; None when the channel names no Entra account (then nobody is asking)."""
    if inbound.sender_object_id is None:
        return None
    language = inbound.locale if inbound.locale and _LANGUAGE.fullmatch(inbound.locale) else None
    return Identity(
        tenant=inbound.tenant,
        object_id=inbound.sender_object_id,
        name=(inbound.sender_name or "")[:LONGEST_NAME],
        zone=inbound.local_timezone,
        language=language,
    )


def place_of(inbound: Inbound) -> str | None:
    """The channel or group chat a turn happens in; None in a one-to-one chat."""
    if inbound.channel_id or inbound.team_id:
        return inbound.channel_id or inbound.conversation_id.partition(";messageid=")[0]
    if inbound.conversation_type == "personal":
        return None
    group = inbound.conversation_type == "groupChat" or inbound.raw["conversation"].get("isGroup")
    return inbound.conversation_id if group else None
