"""The shape of an inbound activity: what must be an object, a list or a date before anybody may read it.

Two readers follow: our own code, and the SDK's deserialiser, which raises out of its depth on a string where an object
belongs or on a date it cannot read (platform facts, "seen later"). Fields that neither of them can stumble over are
not described; a null counts as absent, as Teams sends many.
"""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec

DEEPEST = 32  # levels of nesting; Teams' own activities have about ten, the SDK recurses once per level

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII)


class BadActivity(Exception):
    """The activity cannot be read. `field` is the path of what is wrong with it, as in JSON."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field

# What the record has room for (store/domain_tables.py). Teams' own ids have about a hundred signs, Entra's have 36.
Id = Annotated[str, msgspec.Meta(max_length=256)]
EntraId = Annotated[str, msgspec.Meta(max_length=64)]
Address = Annotated[str, msgspec.Meta(max_length=512)]


class Account(msgspec.Struct, frozen=True):
    """A person or a bot."""

    id: Id | None = None
    name: str | None = None
    aadObjectId: EntraId | None = None


class Conversation(msgspec.Struct, frozen=True):
    """A chat or a channel's thread."""

    id: Id | None = None
    conversationType: str | None = None
    tenantId: EntraId | None = None
    isGroup: bool | None = None


class Entity(msgspec.Struct, frozen=True):
    """A mention, the client's description, or something else."""

    type: str | None = None
    text: str | None = None
    mentioned: Account | None = None
    locale: str | None = None
    timezone: str | None = None


class WithId(msgspec.Struct, frozen=True):
    """A team or channel in channelData."""

    id: Id | None = None


class Tenant(msgspec.Struct, frozen=True):
    """Whose Teams it is."""

    id: EntraId | None = None


class ChannelData(msgspec.Struct, frozen=True):
    """Teams' own part of the activity."""

    tenant: Tenant | None = None
    team: WithId | None = None
    channel: WithId | None = None


class Reference(msgspec.Struct, frozen=True):
    user: Account | None = None
    bot: Account | None = None
    conversation: Conversation | None = None


class SuggestedActions(msgspec.Struct, frozen=True):
    to: list[str] | None = None
    actions: list[dict[str, Any]] | None = None


class SemanticAction(msgspec.Struct, frozen=True):
    entities: dict[str, dict[str, Any]] | None = None


class TextHighlight(msgspec.Struct, frozen=True):
    occurrence: int | None = None


class Shape(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """The whole activity. Names are the wire's."""

    type: str
    channelId: str
    from_: Account
    conversation: Conversation
    recipient: Account
    id: str | None = None
    name: str | None = None
    text: str | None = None
    action: str | None = None
    serviceUrl: Address | None = None
    replyToId: str | None = None
    locale: str | None = None
    localTimezone: str | None = None
    deliveryMode: str | None = None
    timestamp: str | None = None
    localTimestamp: str | None = None
    expiration: str | None = None
    channelData: ChannelData | None = None
    entities: list[Entity] | None = None
    membersAdded: list[Account] | None = None
    membersRemoved: list[Account] | None = None
    reactionsAdded: list[dict[str, Any]] | None = None
    reactionsRemoved: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] | None = None
    historyDisclosed: bool | None = None
    suggestedActions: SuggestedActions | None = None
    relatesTo: Reference | None = None
    listenFor: list[str] | None = None
    textHighlights: list[TextHighlight] | None = None
    semanticAction: SemanticAction | None = None


def decode(body: bytes) -> object:
    """JSON, strictly read: no NaN, no endless nesting; NUL characters, which PostgreSQL cannot keep, are dropped.

    Raises BadActivity("body").
    """
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BadActivity("body") from None
    return _without_nul(value) if b"\\u0000" in body else value


def read(raw: object) -> tuple[dict[str, Any], Shape]:
    """The activity and its checked shape. Raises BadActivity naming the field that is wrong or missing."""
    if not isinstance(raw, dict):
        raise BadActivity("body")
    _limit_depth(raw)
    try:
        shape = msgspec.convert(raw, Shape)
    except msgspec.ValidationError as error:
        raise BadActivity(_field_of(str(error))) from None
    for name in ("timestamp", "localTimestamp", "expiration"):
        instant(getattr(shape, name), name)
    return raw, shape


def instant(text: str | None, field: str) -> datetime | None:
    """An ISO 8601 instant; one without an offset is UTC, as the protocol says of `timestamp`. Raises BadActivity."""
    if text is None:
        return None
    if not _INSTANT.fullmatch(text):
        raise BadActivity(field)
    try:
        parsed = datetime.fromisoformat(text)
        parsed.utctimetuple()  # the first and the last day of the calendar may have no UTC
    except (ValueError, OverflowError):
        raise BadActivity(field) from None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _without_nul(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    if isinstance(value, dict):
        return {_without_nul(key): _without_nul(item) for key, item in value.items()}
    return value


def _limit_depth(raw: dict[str, Any]) -> None:
    level: list[object] = [raw]
    for _ in range(DEEPEST):
        level = [
            item
            for value in level
            if isinstance(value, (dict, list))
            for item in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return
    raise BadActivity("body")


def _field_of(message: str) -> str:
    """The path in msgspec's message ("... - at `$.from.id`", or "... missing required field `from`")."""
    parts = message.split("`")
    if "missing required field" in message:
        return parts[1]
    path = next((part for part in reversed(parts) if part.startswith("$")), "$")
    return path.removeprefix("$.") if path != "$" else "body"
