"""When to ask again. Pure: the SDK's own retry ignores a fractional Retry-After and sleeps up to three minutes."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

AGAIN = frozenset({429, 500, 502, 503, 504})
"""Statuses after which the same GET is worth repeating."""

ATTEMPTS = 4
"""Requests in all: one and three repeats, as many as the SDK makes."""

PATIENCE = 15.0
"""Seconds a read may wait in all before the wait is handed to the scheduler."""

FIRST_WAIT = 1.0  # seconds; doubles with every attempt when the service names none
LONGEST = 86_400.0  # seconds; a service that asks for more than a day is asked again tomorrow


def asked_to_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds Retry-After asks for: an integer, a fraction ("2.128" is Microsoft's own sample) or an HTTP date."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0.0), LONGEST) if math.isfinite(seconds) else None


def wait_before(attempt: int, asked: float | None) -> float:
    """Seconds before the attempt after `attempt` (which counts from 0)."""
    return asked if asked is not None else FIRST_WAIT * 2.0**attempt


def until(now: datetime, seconds: float) -> datetime:
    """The moment a wait ends."""
    return now + timedelta(seconds=seconds)
