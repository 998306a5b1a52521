"""What a connector's answer means: the outcome table of reliability facts, section 3, as pure functions.

The line that matters runs between "surely not delivered" (may be sent again) and "nobody knows" (may have arrived:
flagged, and repeated only if its kind allows that).
"""

import math
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import msgspec

from portfolio.delivery import Blocked, Malformed, Missing, Outcome, Sent, Throttled, TooBig, Transient, Unknown

_SUB_CODE = re.compile(r"subCode\W{1,12}(\w+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer as far as it could be read. `document` is {} where the body was no JSON object."""

    status: int
    retry_after: str | None
    document: dict[str, Any]


async def received(answer: aiohttp.ClientResponse) -> Answer:
    """Read an answer. Its status has arrived, so a body that breaks off loses details, not the outcome."""
    try:
        body = await answer.content.read(64 * 1024)
        while not answer.content.at_eof() and len(body) < 64 * 1024:
            body += await answer.content.read(64 * 1024)
        document = msgspec.json.decode(body) if body else {}
    except (aiohttp.ClientError, TimeoutError, OSError, msgspec.DecodeError, RecursionError):
        document = {}
    return Answer(
        status=answer.status,
        retry_after=answer.headers.get("Retry-After"),
        document=document if isinstance(document, dict) else {},
    )


def undelivered(error: Exception) -> Transient | Unknown | Malformed:
    """No answer at all: could the message have been sent?"""
    detail = type(error).__name__
    match error:
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError() | aiohttp.ClientHttpProxyError():
            return Transient(detail=detail)  # refused, DNS, TLS, proxy, connecting took too long: nothing was sent
        case aiohttp.InvalidURL():
            return Malformed(detail=detail)
    return Unknown(detail=detail)


def outcome_of(answer: Answer | Outcome, *, conversation_id: str, activity_id: str = "", now: float) -> Outcome:
    """The outcome of a message. `activity_id` is used when the answer names none; `now` is epoch seconds.

    A delivered message whose id the connector did not tell has the id "" and cannot be updated later.
    """
    if not isinstance(answer, Answer):
        return answer
    status = answer.status
    if 200 <= status < 300:
        named = answer.document.get("activityId") or activity_id or answer.document.get("id")
        return Sent(activity_id=named if isinstance(named, str) else "", conversation_id=conversation_id)
    detail = _detail(answer)
    match status:
        case 429:
            return Throttled(retry_after=retry_after_seconds(answer.retry_after, now))
        case 403:
            return Blocked(detail=detail)
        case 404:
            return Missing(detail=detail)
        case 413:
            return TooBig()
        case 401 | 412:
            return Transient(detail=detail)
        case 408:
            return Unknown(detail=detail)
    if status >= 500:
        return Unknown(detail=detail)
    if status < 400:
        return Transient(detail=detail)  # a redirect, which we do not follow: a token must not travel
    return Malformed(detail=detail)


def conversation_of(answer: Answer | Outcome) -> str | None:
    """The id of the conversation that was made, if one was."""
    if not isinstance(answer, Answer) or not 200 <= answer.status < 300:
        return None
    made = answer.document.get("id")
    return made if isinstance(made, str) and made else None


def retry_after_seconds(header: str | None, now: float) -> float | None:
    """Retry-After in seconds from now: whole or fractional seconds, or a date. None when absent or unreadable."""
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(header).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _detail(answer: Answer) -> str:
    """ "403 BotNotInConversationRoster": the status and the connector's codes, without its prose.

    Teams hides a more telling subCode (MessageWritesBlocked) at varying depth, sometimes inside a string.
    """
    error = answer.document.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    hidden = _SUB_CODE.search(msgspec.json.encode(answer.document).decode())
    codes = (code, hidden.group(1) if hidden else None)
    return " ".join([str(answer.status), *(code[:80] for code in codes if isinstance(code, str))])
