"""What a card's button sends (adaptiveCard/action), and the bodies that answer it.

The SDK answers a malformed one with HTTP 500 and hands out a dict where it promises a value (platform facts, D2 to
D4); so the raw value is read here. The answer's form, and that an error too travels inside HTTP 200, is the Universal
Action Model's: {"statusCode", "type", "value"}, an error's value being {"code", "message"}.
"""

from dataclasses import dataclass
from typing import Any

from bot.inbound import Inbound

CARD_ACTION = "adaptiveCard/action"
CARD = "application/vnd.microsoft.card.adaptive"
ERROR = "application/vnd.microsoft.error"
MESSAGE = "application/vnd.microsoft.activity.message"

InvokeReply = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAction:
    """A pressed Action.Execute. `data` holds the button's own data and the inputs; the Playground sends all as text.

    `automatic` is true when a card refreshed itself and nobody pressed anything.
    """

    verb: str
    data: dict[str, Any]
    automatic: bool


def card_action(inbound: Inbound) -> CardAction | None:
    """The button an adaptiveCard/action invoke stands for, or None where it is malformed."""
    action = inbound.value.get("action") if isinstance(inbound.value, dict) else None
    if not isinstance(action, dict) or action.get("type") != "Action.Execute":
        return None
    verb, data = action.get("verb"), action.get("data")
    if not isinstance(verb, str) or not verb or not (data is None or isinstance(data, dict)):
        return None
    return CardAction(verb=verb, data=data or {}, automatic=inbound.value.get("trigger") == "automatic")


def card_reply(card: dict[str, Any]) -> InvokeReply:
    """Replace the pressed card by this one."""
    return {"statusCode": 200, "type": CARD, "value": card}


def message_reply(text: str) -> InvokeReply:
    """Leave the card and show a sentence under it."""
    return {"statusCode": 200, "type": MESSAGE, "value": text}


def error_reply(status: int, code: str, message: str) -> InvokeReply:
    """Leave the card and show an error under it. `status` is HTTP's (400 the card's fault, 500 ours)."""
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": message}}
